"""Who follows what, and how they are told: the TOML file that DIEMTIN_ALERTS names.

A follower that cannot be told is no detail: any doubt about the file stops the start, in one line.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from worker.alerts import CHANNELS
from worker.alerts.channel import Channel, Delivery, Services
from worker.alerts.errors import BadFollowers, DeliveryFailed
from worker.alerts.policy import Destination, Relevance
from worker.alerts.rows import (
    EVERY_TOPIC,
    OperatorRow,
    Row,
    channel_class,
    check_keys,
    check_topics,
    named,
    read_rows,
)


@dataclass(frozen=True, slots=True)
class Follower:
    """Somebody who is told of topics, through one channel or several."""

    name: str
    topics: tuple[str, ...]
    peripheral: bool
    channels: Mapping[str, Channel]

    def follows(
        self, topic: str, relevance: Relevance, alerting: Collection[str] = ("core",)
    ) -> bool:
        """Is this topic followed, at this relevance? `alerting`: what alerts by the topic's own rule."""
        asked = relevance == "peripheral" and self.peripheral
        if relevance == "off" or not (asked or relevance in alerting):
            return False
        return topic in self.topics or EVERY_TOPIC in self.topics


@dataclass(frozen=True, slots=True)
class Followers:
    """All followers of one start, in the order of the file, and the operators, who follow no topic."""

    rows: tuple[Follower, ...]
    operators: tuple[Follower, ...] = ()

    def __iter__(self) -> Iterator[Follower]:
        return iter((*self.rows, *self.operators))

    def on_duty(self) -> tuple[Destination, ...]:
        """Every destination that hears of the sites' health."""
        return tuple(
            Destination(operator.name, name, channel.to)
            for operator in self.operators
            for name, channel in operator.channels.items()
        )

    def audience(
        self, topic: str, relevance: Relevance, alerting: Collection[str] = ("core",)
    ) -> tuple[Destination, ...]:
        """Every destination that hears of this topic at this relevance (see `Follower.follows`)."""
        return tuple(
            Destination(follower.name, name, channel.to)
            for follower in self.rows
            if follower.follows(topic, relevance, alerting)
            for name, channel in follower.channels.items()
        )

    def channel(self, delivery: Delivery) -> Channel:
        """The way by which `delivery` goes now: an address mended since is the one that is used.

        Raises DeliveryFailed (permanent) where the follower or the channel is no longer in the file.
        """
        for follower in self:
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
        local_ = _follower(row, services, None)
        return Followers((local_,), (replace(local_, name="operator", topics=()),))
    rows = read_rows(path)
    at_home = replace(services, root=path.parent)
    followers, operators = [], []
    for number, row in enumerate(rows.followers, 1):
        with named(path, number, row):
            followers.append(_follower(row, at_home, topics))
    for number, row in enumerate(rows.operators, 1):
        with named(path, number, row, "operator"):
            operators.append(_operator(row, at_home))
    _check_together(path, [*followers, *operators])
    return Followers(tuple(followers), tuple(operators))


def _follower(
    row: Mapping[str, Any], services: Services, topics: Collection[str] | None
) -> Follower:
    ways = _ways(row, Row)
    own = {key: value for key, value in row.items() if key in Row.model_fields}
    checked = Row.model_validate(own)
    check_topics(checked.followed, topics)
    channels = _channels(row, ways, services)
    return Follower(checked.name, checked.followed, checked.peripheral, channels)


def _operator(row: Mapping[str, Any], services: Services) -> Follower:
    ways = _ways(row, OperatorRow)
    own = {key: value for key, value in row.items() if key in OperatorRow.model_fields}
    checked = OperatorRow.model_validate(own)
    return Follower(checked.name, (), peripheral=False, channels=_channels(row, ways, services))


def _ways(row: Mapping[str, Any], model: type[BaseModel]) -> dict[str, type[Channel]]:
    ways = {name: channel_class(name) for name in CHANNELS if name in row}
    check_keys(row, ways, model)
    return ways


def _channels(
    row: Mapping[str, Any], ways: Mapping[str, type[Channel]], services: Services
) -> dict[str, Channel]:
    if not ways:
        raise BadFollowers(f"it has no channel; give it one of {', '.join(CHANNELS)}")
    return {name: _build(way, row, services) for name, way in ways.items()}


def _build(way: type[Channel], row: Mapping[str, Any], services: Services) -> Channel:
    options = {key: value for key, value in row.items() if key in way.Options.model_fields}
    return way.build(way.Options.model_validate(options), services)


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
    """A destination that would hear of a topic through both, "" if none; operators follow no topic."""
    if not one.topics or not other.topics:
        return ""
    if not (EVERY_TOPIC in (*one.topics, *other.topics) or set(one.topics) & set(other.topics)):
        return ""
    for name, channel in one.channels.items():
        if name in other.channels and other.channels[name].to == channel.to:
            return channel.to
    return ""
