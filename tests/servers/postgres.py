"""A PostgreSQL server. It refuses to run as root, so root runs it as postgres or nobody."""

import os
import pwd
import signal
import subprocess
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

import psycopg
from psycopg import sql

from tests.servers.daemon import Daemon
from tests.servers.programs import program

DEBIAN = "/usr/lib/postgresql/*/bin"


class Postgres(Daemon):
    """`folder` must be reachable by the user it runs as; `create` and `drop` make databases in it."""

    name = "postgres"
    crash = signal.SIGQUIT  # "immediate": no checkpoint, recovery at the next start, no orphans

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._data = folder / "data"
        self._as = _unprivileged(folder)

    def command(self) -> list[str]:
        options = [
            "-h",
            "127.0.0.1",
            "-p",
            str(self.port),
            "-k",
            str(self.folder),
            "-c",
            "fsync=off",
        ]
        return [*self._as, _program("postgres"), "-D", str(self._data), *options]

    def start(self) -> None:
        if not self._data.exists():
            self._initdb()
        super().start()

    def _end(self, number: signal.Signals) -> None:
        # SIGTERM would wait for every client; SIGINT ends their sessions ("fast shutdown")
        super()._end(signal.SIGINT if number == signal.SIGTERM else number)

    def answers(self) -> bool:
        with suppress(psycopg.OperationalError), self._admin():
            return True
        return False

    def create(self) -> str:
        """A fresh, empty database: its SQLAlchemy URL."""
        name = f"t{uuid4().hex}"
        with self._admin() as admin:
            admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/{name}"

    def drop(self, url: str) -> None:
        """Remove a database that `create` made, whoever is still connected."""
        name = sql.Identifier(url.rpartition("/")[2])
        with self._admin() as admin:
            admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))

    def _admin(self) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(
            host="127.0.0.1", port=self.port, user="postgres", dbname="postgres",
            autocommit=True, connect_timeout=2,
        )  # fmt: skip

    def _initdb(self) -> None:
        settings = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        subprocess.run(
            [*self._as, _program("initdb"), "-D", str(self._data), *settings],
            check=True, capture_output=True, cwd=self.folder,
        )  # fmt: skip


def _program(name: str) -> str:
    return program(name, "postgresql", DEBIAN)


def _unprivileged(folder: Path) -> list[str]:
    if os.geteuid() != 0:
        return []
    users = {user.pw_name: user for user in pwd.getpwall()}
    user = users.get("postgres") or users["nobody"]
    os.chown(folder, user.pw_uid, user.pw_gid)
    return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups", "--"]
