"""The one contract of all channels, and the values that pass through it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, Self

from pydantic import BaseModel

from worker.alerts.errors import DeliveryFailed

if TYPE_CHECKING:  # a follower with a mail folder needs no HTTP client
    from scrapers.http import Request, Response

__all__ = ["Channel", "Content", "Delivery", "DeliveryFailed", "Receipt", "Services"]

Content = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Delivery:
    """One alert owed to one destination, and the attempt that is being made at `at` (aware).

    `id` is the same for every attempt: it becomes the webhook-id and the Message-ID.
    """

    id: str
    alert: str
    story: str
    follower: str
    channel: str
    to: str
    attempt: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the destination answered, in a few words, for `delivery.sent`."""

    detail: str


class Http(Protocol):
    """What a channel needs of `scrapers.http.Http`."""

    def send(self, request: "Request", /) -> "Response": ...


@dataclass(frozen=True, slots=True)
class Services:
    """What the wiring lends to the channels; an empty text means that the setting is not given.

    `smtp_url` is DIEMTIN_SMTP_URL, `mail_from` DIEMTIN_MAIL_FROM, `public_url` the address under
    which people reach the web page; relative folders are taken from `root`.
    """

    http: Http
    clock: Callable[[], datetime]
    smtp_url: str = field(default="", repr=False)
    mail_from: str = ""
    public_url: str = ""
    root: Path = Path()


class Channel(Protocol):
    """A way to a reader. Adding one = one module with such a class + one line in CHANNELS.

    `Options` is the pydantic model (extra="forbid") of the keys that the channel has in a
    follower's row; one of them bears the channel's name and switches it on.
    """

    Options: ClassVar[type[BaseModel]]

    @classmethod
    def build(cls, options: Any, services: Services) -> Self:
        """A channel from checked options. Opens nothing; raises BadFollowers where a setting lacks."""
        ...

    @property
    def to(self) -> str:
        """The destination, as it may be shown to people: no secrets."""
        ...

    def send(self, delivery: Delivery, content: Content) -> Receipt:
        """Deliver `content` (see worker.alerts.content). Safe to repeat, safe from many threads.

        Raises DeliveryFailed, and nothing else, where the destination did not take it.
        """
        ...

    def check(self) -> str:
        """Can it be reached? One plain sentence; sends no alert. Raises DeliveryFailed."""
        ...
