"""HTTP as values: what is asked and what came."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked. `redirects` is how many are followed (GET and HEAD only); 0 hands back the 3xx.

    `reads_body` False: status and headers settle it, and what comes after them is not waited for.
    """

    url: str
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = field(default=b"", repr=False)
    redirects: int = 5
    reads_body: bool = True


@dataclass(frozen=True, slots=True)
class Response:
    """What came. `url` is where it came from in the end; header names are in lower case.

    `content` is unpacked.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    content: bytes = field(default=b"", repr=False)
