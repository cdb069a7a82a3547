"""Mentions as they are stored, and back: only what a mention says, nothing that it leaves open. Pure."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from worker.topics.talks.values import Day, Mention

_DAYS = ("date", "moved_from")
_LISTS = ("parties", "people")


def as_data(mention: Mention) -> dict[str, Any]:
    """JSON of one mention; its article is not named in it."""
    said = {key: value for key, value in asdict(mention).items() if value and key != "article"}
    return said | {key: list(said[key]) for key in _LISTS if key in said}


def of_data(data: Mapping[str, Any], article: str) -> Mention:
    """The mention of `article` that `as_data` made; what an older program did not write yet is open."""
    known: dict[str, Any] = {key: data[key] for key in Mention.__slots__ if key in data}
    known |= {key: tuple(data.get(key, ())) for key in _LISTS}
    known |= {key: Day(**data[key]) for key in _DAYS if data.get(key)}
    empty = {"published": "", "field": "body", "quote": ""}
    return Mention(**{**empty, **known, "article": article})
