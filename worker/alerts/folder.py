"""A Maildir on this machine: alerts that any mail reader opens, without a server."""

import os
from datetime import datetime
from pathlib import Path
from typing import ClassVar, Self
from uuid import uuid4

from pydantic import BaseModel, ConfigDict, Field

from worker.alerts.channel import Content, Delivery, Receipt, Services
from worker.alerts.errors import BadFollowers, DeliveryFailed
from worker.alerts.folding import POLICY
from worker.alerts.mail import LOCAL_SENDER, message, sender


class FolderOptions(BaseModel):
    """`folder`: the path of a Maildir, made where it is missing; relative to the file of followers."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    folder: str = Field(min_length=1)


class Folder:
    """Writes each delivery into one file whose name is the delivery's: a repeat adds nothing."""

    Options: ClassVar[type[BaseModel]] = FolderOptions

    def __init__(self, path: Path, services: Services) -> None:
        self.path = path
        self._from = sender(services.mail_from or LOCAL_SENDER)
        self._public_url = services.public_url

    @classmethod
    def build(cls, options: FolderOptions, services: Services) -> Self:
        path = services.root / Path(options.folder).expanduser()
        if path.exists() and not path.is_dir():
            raise BadFollowers(f"folder: {path} is a file; give the path of a folder")
        return cls(path, services)

    @property
    def to(self) -> str:
        return str(self.path)

    def send(self, delivery: Delivery, content: Content) -> Receipt:
        """Write the mail, unless it lies there already, read or unread."""
        mail = message(delivery, content, self._from, self._from.addr_spec, self._public_url)
        name = _name(delivery, content)
        try:
            self._make()
            if self._holds(name):
                return Receipt(f"already in {self.path}")
            self._write(name, mail.as_bytes(policy=POLICY.clone(linesep="\n")))
        except OSError as error:
            raise DeliveryFailed(
                f"cannot write to {self.path}: {error.strerror or error}"
            ) from error
        return Receipt(f"written to {self.path}")

    def check(self) -> str:
        try:
            self._make()
            probe = self.path / "tmp" / f"check.{uuid4().hex}"
            probe.touch()
            probe.unlink()
        except OSError as error:
            raise DeliveryFailed(
                f"cannot write to {self.path}: {error.strerror or error}"
            ) from error
        return f"{self.path} can be written to"

    def _make(self) -> None:
        for name in ("tmp", "new", "cur"):
            (self.path / name).mkdir(mode=0o700, parents=True, exist_ok=True)

    def _holds(self, name: str) -> bool:
        """Mail readers move what they have seen from new to cur and add their flags to the name."""
        return (self.path / "new" / name).exists() or any((self.path / "cur").glob(f"{name}*"))

    def _write(self, name: str, data: bytes) -> None:
        """Whole or not at all, and on the disk before it counts as delivered."""
        draft = self.path / "tmp" / f"{name}.{uuid4().hex}"
        with draft.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self.path / "new" / name)
        folder = os.open(self.path / "new", os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _name(delivery: Delivery, content: Content) -> str:
    """Readers sort by the number in front: the second in which the alert was raised."""
    raised = int(datetime.fromisoformat(content["at"]).timestamp())
    return f"{raised}.{delivery.id}.diemtin"
