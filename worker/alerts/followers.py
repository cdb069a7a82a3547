"""Who follows what, and how they are told: the TOML file that DIEMTIN_ALERTS names.

A follower that cannot be told is no detail: any doubt about the file stops the start, in one line.
"""

import difflib
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from worker.alerts import CHANNELS
from worker.alerts.channel import Channel, Delivery, Services
from worker.alerts.errors import BadFollowers, DeliveryFailed
from worker.alerts.policy import Destination, Relevance

EVERY_TOPIC: Final = "*"


class Row(BaseModel):
    """The keys of a [[follower]] that belong to no channel."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=1, max_length=100)
    topic: str = ""
    topics: tuple[str, ...] = ()
    peripheral: bool = False  # also told of stories that only touch the topic

    @model_validator(mode="after")
    def _follows_something(self) -> "Row":
        if not self.followed:
            raise ValueError('it follows nothing: give topic = "…", topics = […] or topic = "*"')
        return self

    @property
    def followed(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for name in (self.topic, *self.topics) if name))


@dataclass(frozen=True, slots=True)
class Follower:
    """Somebody who is told of topics, through one channel or several."""

    name: str
    topics: tuple[str, ...]
    peripheral: bool
    channels: Mapping[str, Channel]

    def follows(self, topic: str, relevance: Relevance) -> bool:
        """Is this topic followed, at this relevance?"""
        if relevance == "off" or (relevance == "peripheral" and not self.peripheral):
            return False
        return topic in self.topics or EVERY_TOPIC in self.topics


@dataclass(frozen=True, slots=True)
class Followers:
    """All followers of one start, in the order of the file."""

    rows: tuple[Follower, ...]

    def __iter__(self) -> Iterator[Follower]:
        return iter(self.rows)

    def audience(self, topic: str, relevance: Relevance) -> tuple[Destination, ...]:
        """Every destination that hears of this topic at this relevance."""
        return tuple(
            Destination(follower.name, name, channel.to)
            for follower in self.rows
            if follower.follows(topic, relevance)
            for name, channel in follower.channels.items()
        )

    def channel(self, delivery: Delivery) -> Channel:
        """The way by which `delivery` goes now: an address mended since is the one that is used.

        Raises DeliveryFailed (permanent) where the follower or the channel is no longer in the file.
        """
        for follower in self.rows:
            if follower.name == delivery.follower and delivery.channel in follower.channels:
                return follower.channels[delivery.channel]
        raise DeliveryFailed(
            f"follower «{delivery.follower}» with {delivery.channel} is no longer in the file of followers",
            permanent=True,
        )


def load_followers(
    path: Path | None,
    services: Services,
    *,
    local: Path,
    topics: Collection[str] | None = None,
) -> Followers:
    """Read and check the file of followers and build their channels; opens no connection.

    Without a file there is one follower, "local", of every topic, told in the Maildir `local`.
    `topics` are the names that exist (None: not checked). Raises BadFollowers, one line that names
    the file, the follower and the key or setting.
    """
    if path is None:
        row = {"name": "local", "topic": EVERY_TOPIC, "peripheral": True, "folder": str(local)}
        return Followers((_follower(row, services, None),))
    rows = _rows(path)
    at_home = replace(services, root=path.parent)
    followers = []
    for number, row in enumerate(rows, 1):
        with _named(path, number, row):
            followers.append(_follower(row, at_home, topics))
    _check_together(path, followers)
    return Followers(tuple(followers))


def _rows(path: Path) -> list[dict[str, Any]]:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise BadFollowers(f"{path}: cannot be read: {error}") from error
    except tomllib.TOMLDecodeError as error:
        raise BadFollowers(f"{path}: not valid TOML: {error}") from error
    stray = [key for key in table if key != "follower"]
    if stray:
        raise BadFollowers(
            f"{path}: there is no key {stray[0]!r} here; rows begin with [[follower]]"
        )
    rows = table.get("follower", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise BadFollowers(f"{path}: a follower begins with [[follower]], in two pairs of brackets")
    if not rows:
        raise BadFollowers(f"{path}: names no [[follower]], so nobody would be told of anything")
    return rows


@contextmanager
def _named(path: Path, number: int, row: Mapping[str, Any]) -> Iterator[None]:
    """Whatever is wrong with a row is said in one line that begins with the file and the row."""
    name = row.get("name")
    who = f"follower «{name}»" if isinstance(name, str) and name else f"follower in row {number}"
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


def _follower(
    row: Mapping[str, Any], services: Services, topics: Collection[str] | None
) -> Follower:
    ways = {name: _class(name) for name in CHANNELS if name in row}
    own = {key: value for key, value in row.items() if key in Row.model_fields}
    _check_keys(row, ways)
    checked = Row.model_validate(own)
    _check_topics(checked.followed, topics)
    if not ways:
        raise BadFollowers(f"it has no channel; give it one of {', '.join(CHANNELS)}")
    channels = {name: _build(way, row, services) for name, way in ways.items()}
    return Follower(checked.name, checked.followed, checked.peripheral, channels)


def _class(name: str) -> type[Channel]:
    module, _, attribute = CHANNELS[name].partition(":")
    channel: type[Channel] = getattr(import_module(module), attribute)
    return channel


def _build(way: type[Channel], row: Mapping[str, Any], services: Services) -> Channel:
    options = {key: value for key, value in row.items() if key in way.Options.model_fields}
    return way.build(way.Options.model_validate(options), services)


def _check_keys(row: Mapping[str, Any], ways: Mapping[str, type[Channel]]) -> None:
    """Every key belongs to the row itself or to a channel that is on."""
    known = set(Row.model_fields) | {
        key for way in ways.values() for key in way.Options.model_fields
    }
    for key in row:
        if key not in known:
            raise BadFollowers(f"there is no key {key!r} here{_owner(key, known)}")


def _owner(key: str, known: Collection[str]) -> str:
    """What may have been meant: a key of a channel that is not on, or the nearest name."""
    every = {other: name for name in CHANNELS for other in _class(name).Options.model_fields}
    if key in every:
        return f"; it belongs to {every[key]!r}, which this follower does not have"
    return _nearest(key, {*known, *every})


def _check_topics(followed: Sequence[str], topics: Collection[str] | None) -> None:
    for topic in followed:
        if topics is not None and topic != EVERY_TOPIC and topic not in topics:
            raise BadFollowers(f"there is no topic {topic!r}{_nearest(topic, topics)}")


def _nearest(word: str, known: Collection[str]) -> str:
    near = difflib.get_close_matches(word.lower(), sorted(known), n=1)
    return f"; did you mean {near[0]!r}?" if near else f"; there are {', '.join(sorted(known))}"


def _check_together(path: Path, followers: Sequence[Follower]) -> None:
    """Names tell deliveries apart, and nobody is told the same thing twice."""
    for number, one in enumerate(followers):
        for other in followers[:number]:
            if one.name == other.name:
                raise BadFollowers(f"{path}: two followers are called «{one.name}»")
            both = _shared(one, other)
            if both:
                raise BadFollowers(
                    f"{path}: followers «{other.name}» and «{one.name}» would both tell {both} the same"
                )


def _shared(one: Follower, other: Follower) -> str:
    """A destination that would hear of a topic through both, "" if none."""
    if not (EVERY_TOPIC in (*one.topics, *other.topics) or set(one.topics) & set(other.topics)):
        return ""
    for name, channel in one.channels.items():
        if name in other.channels and other.channels[name].to == channel.to:
            return channel.to
    return ""
