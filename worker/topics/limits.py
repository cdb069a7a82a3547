"""What a topic file may say, kept apart from what checks it: pydantic is asked when a file is loaded, and not before."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, Final

STRICT: Final = {"extra": "forbid"}
"""The `__pydantic_config__` of every table: a key that nobody knows is a mistake."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a number or how long a list may be; metadata of an annotation, which pydantic reads."""

    ge: float | None = None
    gt: float | None = None
    le: float | None = None
    lt: float | None = None
    min_length: int | None = None

    def __get_pydantic_core_schema__(self, source: Any, handler: Callable[[Any], Any]) -> Any:
        set_ = {name: limit for name, limit in asdict(self).items() if limit is not None}
        return handler(source) | set_


SHARE: Final = Limits(ge=0, le=1)
INSIDE: Final = Limits(gt=0, lt=1)
SOME: Final = Limits(min_length=1)
