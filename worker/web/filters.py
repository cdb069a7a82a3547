"""What a reader may ask for: the filters that the API, the feeds and the page share. Pure."""

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from worker.web.hanoi import HANOI

_BACK = re.compile(r"(\d{1,4})([hd])")


POSITIONS = 2**62  # no store holds more events


class BadParameter(Exception):
    """A query parameter says something it may not; the message says what it may say."""

    def __init__(self, parameter: str, message: str, *, status: int = 422) -> None:
        super().__init__(message)
        self.parameter, self.status = parameter, status


def _not_empty(value: Any) -> Any:
    """A form sends its empty fields: they are unset ones."""
    return {k: v for k, v in value.items() if v != ""} if isinstance(value, Mapping) else value


def _day_or_moment(value: object) -> object:
    if isinstance(value, str) and value and not _BACK.fullmatch(value):
        try:
            year = datetime.fromisoformat(
                value.replace(" ", "+")
            ).year  # an unescaped + arrives as a space
        except ValueError:
            year = 0
        if not 1900 <= year <= 2200:
            raise ValueError("a day (2022-01-11), a moment (2022-01-11T08:09:00+07:00) or 24h, 7d")
    return value


When = Annotated[str, BeforeValidator(_day_or_moment)]


class Filter(BaseModel):
    """Which articles or stories: every part is optional, all parts must hold."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    q: str = Field(
        "", max_length=200, description="words, with or without Vietnamese marks; all must occur"
    )
    since: When = Field(
        "", description="from this day or moment on, or so long ago: 24h, 7d (Hà Nội time)"
    )
    until: When = Field(
        "", description="up to this moment, or to the end of this day (Hà Nội time)"
    )
    site: str | None = Field(None, pattern=r"^[\w.-]{1,80}$", description="key of a site")
    topic: str | None = Field(None, pattern=r"^[\w.-]{1,80}$", description="key of a topic")
    off: bool = Field(False, description="off-topic articles too")
    limit: int = Field(50, ge=1, le=200, description="how many at most")
    cursor: str = Field(
        "", max_length=200, description="where the page before ended: its `next_cursor`"
    )

    _unset = model_validator(mode="before")(_not_empty)

    def digest(self) -> str:
        """What tells this filter from another, wherever in its pages one is."""
        parts = self.model_dump(exclude={"limit", "cursor"})
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:12]

    def after(self, position: int) -> str:
        """The cursor that continues below `position`. Opaque to clients, bound to this filter."""
        return base64.urlsafe_b64encode(f"{position}.{self.digest()}".encode()).decode().rstrip("=")

    def before(self) -> int | None:
        """The position that the cursor names; None on the first page. Raises BadParameter."""
        if not self.cursor:
            return None
        try:
            padded = self.cursor + "=" * (-len(self.cursor) % 4)
            position, _, digest = base64.urlsafe_b64decode(padded.encode()).decode().partition(".")
            number = int(position)
        except ValueError:
            raise BadParameter("cursor", "not a cursor of this API; begin without one") from None
        if not 0 <= number < POSITIONS:
            raise BadParameter("cursor", "not a cursor of this API; begin without one")
        if digest != self.digest():
            raise BadParameter("cursor", "belongs to another filter; begin again without it")
        return number

    def parameters(self) -> dict[str, str]:
        """The query parameters that say the same again, without the cursor."""
        said = self.model_dump(exclude={"cursor"}, exclude_defaults=True)
        return {name: "1" if value is True else str(value) for name, value in said.items()}


def start(when: str, now: datetime) -> datetime | None:
    """`since` as a moment; None for "". So many hours ago begin with the hour, days at 00:00 in Hà Nội."""
    if not when:
        return None
    if back := _BACK.fullmatch(when):
        return _back(int(back[1]), back[2], now.astimezone(HANOI))
    return _moment(when)


def end(when: str, now: datetime) -> datetime | None:
    """`until` as a moment, itself outside; None for "". A day is meant whole."""
    begin = start(when, now)
    return begin + timedelta(days=1) if begin and _is_day(when) else begin


def _is_day(when: str) -> bool:
    try:
        date.fromisoformat(when)
    except ValueError:
        return False
    return True


def _back(number: int, unit: str, now: datetime) -> datetime:
    if unit == "h":
        return now.replace(minute=0, second=0, microsecond=0) - timedelta(hours=number)
    return now.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=number)


def _moment(when: str) -> datetime:
    """A moment; without an offset it is Hà Nội's, a plain day begins at 00:00."""
    value = datetime.fromisoformat(when.replace(" ", "+"))
    return value if value.tzinfo else value.replace(tzinfo=HANOI)
