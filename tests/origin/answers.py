"""What a server can answer: a value, before any socket. Pure."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, headers, body, and how badly it is sent.

    `cut` promises the whole body and sends so many bytes; `drip` sends so many bytes a second;
    `endless` repeats the body until the client goes away; `hang` sends nothing; `drop` ends the connection.
    """

    body: bytes = b""
    status: int = 200
    content_type: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: int | None = None
    drip: float | None = None
    endless: bool = False
    hang: bool = False
    drop: bool = False

    @property
    def whole(self) -> bool:
        """Does the client get all of it?"""
        return (
            self.cut is None and self.drip is None and not (self.endless or self.hang or self.drop)
        )

    def saying(self, **headers: str) -> "Answer":
        """The same with more headers; underscores in their names stand for hyphens."""
        more = {name.replace("_", "-"): value for name, value in headers.items()}
        return replace(self, headers={**self.headers, **more})


def tag(*parts: object) -> str:
    """An ETag that is another as soon as a part is."""
    return f'"{hashlib.sha256(repr(parts).encode()).hexdigest()[:16]}"'


def conditional(answer: Answer, asked: Mapping[str, str]) -> Answer:
    """304 where the client holds what it would get."""
    etag = answer.headers.get("ETag")
    if answer.status == 200 and etag and asked.get("if-none-match") == etag:
        return Answer(status=304, content_type="", headers=answer.headers)
    return answer
