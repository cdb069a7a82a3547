"""The program itself, on an empty store that is thrown away."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Self

ROOT = Path(__file__).resolve().parents[2]


class Program:
    """`diemtin` with a database of its own; a context, at whose end everything is gone."""

    def __enter__(self) -> Self:
        # in memory where there is such a place: durability costs time and is not what is measured
        memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
        self._folder = TemporaryDirectory(prefix="diemtin-quality-", dir=memory)
        self._place = Path(self._folder.name)
        return self

    def __exit__(self, *_: object) -> None:
        self._folder.cleanup()

    def ingest_rows(self, rows: Sequence[Mapping[str, str]]) -> None:
        file = self._place / "articles.ndjson"
        file.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
        self.run("ingest", str(file))

    def json(self, *arguments: str) -> list[dict[str, Any]]:
        """The rows that a command prints."""
        return [json.loads(line) for line in self.run(*arguments, "--json").split("\n") if line]

    def run(self, *arguments: str) -> str:
        """Standard output. Raises RuntimeError with the program's last words where it fails."""
        own = {
            "DIEMTIN_DATABASE_URL": f"sqlite:///{self._place / 'quality.db'}",
            "DIEMTIN_VAR": str(self._place),
            "DIEMTIN_SEEDS": str(ROOT / "seeds"),
        }
        clean = {key: value for key, value in os.environ.items() if not key.startswith("DIEMTIN_")}
        done = subprocess.run(
            [sys.executable, "-m", "worker.cli", *arguments],
            cwd=ROOT,
            env=clean | own,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode not in {0, 1}:
            raise RuntimeError(f"diemtin {' '.join(arguments)}: {done.stderr[-2000:]}")
        return done.stdout
