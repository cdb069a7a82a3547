"""The rows of the file of followers, and every mistake in one line that says where it is and what to do."""

import difflib
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from scrapers.text import clean
from worker.alerts import CHANNELS
from worker.alerts.channel import Channel
from worker.alerts.errors import BadFollowers

EVERY_TOPIC: Final = "*"
_ARTICLE: Final = {"follower": "a follower", "operator": "an operator"}


def _several(value: object) -> object:
    return (value,) if isinstance(value, str) else value


def _one_line(value: object) -> object:
    return clean(value) if isinstance(value, str) else value


class Row(BaseModel):
    """The keys of a [[follower]] that belong to no channel."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    # the name is part of every delivery's id: the same however an editor composes its letters
    name: Annotated[str, BeforeValidator(_one_line), Field(min_length=1, max_length=100)]
    topic: str = ""
    topics: Annotated[tuple[str, ...], BeforeValidator(_several)] = ()
    peripheral: bool = False  # also told of stories that only touch the topic

    @model_validator(mode="after")
    def _follows_something(self) -> "Row":
        if not self.followed:
            raise ValueError('it follows nothing: give topic = "…", topics = […] or topic = "*"')
        return self

    @property
    def followed(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for name in (self.topic, *self.topics) if name))


class OperatorRow(BaseModel):
    """The keys of an [[operator]] that belong to no channel: told of the sites' health, not of news."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, BeforeValidator(_one_line), Field(min_length=1, max_length=100)]


@dataclass(frozen=True, slots=True)
class Rows:
    """The tables of a file, not yet checked."""

    followers: list[dict[str, Any]]
    operators: list[dict[str, Any]]


def read_rows(path: Path) -> Rows:
    """The [[follower]] and [[operator]] tables of a file, at least one. Raises BadFollowers."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise BadFollowers(f"{path}: cannot be read: {error}") from error
    except tomllib.TOMLDecodeError as error:
        raise BadFollowers(f"{path}: not valid TOML: {error}") from error
    stray = [key for key in table if key not in ("follower", "operator")]
    if stray:
        raise BadFollowers(
            f"{path}: there is no key {stray[0]!r} here; rows begin with [[follower]] or [[operator]]"
        )
    found = Rows(_tables(path, table, "follower"), _tables(path, table, "operator"))
    if not found.followers and not found.operators:
        raise BadFollowers(f"{path}: names no [[follower]], so nobody would be told of anything")
    return found


def _tables(path: Path, table: Mapping[str, Any], kind: str) -> list[dict[str, Any]]:
    rows = table.get(kind, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise BadFollowers(
            f"{path}: {_ARTICLE[kind]} begins with [[{kind}]], in two pairs of brackets"
        )
    return rows


@contextmanager
def named(
    path: Path, number: int, row: Mapping[str, Any], kind: str = "follower"
) -> Iterator[None]:
    """Whatever is wrong with a row is said in one line that begins with the file and the row."""
    name = clean(str(row.get("name", "")))
    who = f"{kind} «{name}»" if name else f"{kind} in row {number}"
    try:
        yield
    except ValidationError as error:
        raise BadFollowers(f"{path}: {who}: {_first(error)}") from None
    except BadFollowers as error:
        raise BadFollowers(f"{path}: {who}: {error}") from error


def _first(error: ValidationError) -> str:
    """The first problem in one line, without the value: it may be a secret."""
    problem = error.errors(include_url=False, include_input=False, include_context=False)[0]
    key = ".".join(str(part) for part in problem["loc"])
    words = problem["msg"].removeprefix("Value error, ")
    return f"{key}: {words}" if key else words


def channel_class(name: str) -> type[Channel]:
    """The class behind a line of CHANNELS, imported now."""
    module, _, attribute = CHANNELS[name].partition(":")
    channel: type[Channel] = getattr(import_module(module), attribute)
    return channel


def check_keys(
    row: Mapping[str, Any], ways: Mapping[str, type[Channel]], model: type[BaseModel] = Row
) -> None:
    """Every key belongs to the row itself or to a channel that is on. Raises BadFollowers."""
    known = set(model.model_fields) | {
        key for way in ways.values() for key in way.Options.model_fields
    }
    for key in row:
        if key not in known:
            raise BadFollowers(f"there is no key {key!r} here{_owner(key, known)}")


def _owner(key: str, known: Collection[str]) -> str:
    """What may have been meant: a key of a channel that is not on, or the nearest name."""
    every = {other: name for name in CHANNELS for other in channel_class(name).Options.model_fields}
    if key in every:
        return f"; it belongs to {every[key]!r}, which this follower does not have"
    return _nearest(key, {*known, *every})


def check_topics(followed: Sequence[str], topics: Collection[str] | None) -> None:
    """Every topic exists. Raises BadFollowers, with the nearest name."""
    for topic in followed:
        if topics is not None and topic != EVERY_TOPIC and topic not in topics:
            raise BadFollowers(f"there is no topic {topic!r}{_nearest(topic, topics)}")


def _nearest(word: str, known: Collection[str]) -> str:
    near = difflib.get_close_matches(word.lower(), sorted(known), n=1)
    return f"; did you mean {near[0]!r}?" if near else f"; there are {', '.join(sorted(known))}"
