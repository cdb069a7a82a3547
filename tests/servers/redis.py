"""A Redis server, set up as in docker-compose.yml: append-only file, nothing is ever evicted."""

from pathlib import Path

import redis

from tests.servers.daemon import Daemon
from tests.servers.programs import program


class Redis(Daemon):
    """`url` is its address. What it holds survives `kill` and `start`, unless `wipe` comes between."""

    name = "redis-server"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.url = f"redis://127.0.0.1:{self.port}/0"

    def command(self) -> list[str]:
        options = {
            "bind": "127.0.0.1", "port": str(self.port), "dir": str(self.folder), "save": "",
            "appendonly": "yes", "appendfsync": "everysec", "maxmemory-policy": "noeviction",
        }  # fmt: skip
        flags = [part for key, value in options.items() for part in (f"--{key}", value)]
        return [program("redis-server", "redis-server"), *flags]

    def answers(self) -> bool:
        with redis.Redis(port=self.port, socket_timeout=2) as client:
            try:
                return bool(client.ping())
            except redis.RedisError:
                return False

    def flush(self) -> None:
        """Forget everything, while running."""
        with redis.Redis(port=self.port) as client:
            client.flushall()

    def wipe(self) -> None:
        """Remove the files of a server that is not running."""
        for file in sorted(self.folder.glob("appendonlydir/*")):
            file.unlink()
