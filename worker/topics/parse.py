"""The text of a topic file, read and checked by pydantic; every mistake is told by its key.

Only loading a file imports this module: judging needs no pydantic.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import fields
from functools import cache

from pydantic import TypeAdapter, ValidationError

from worker.topics.parties import Party, Talks
from worker.topics.topic import (
    Alert,
    Compound,
    Concept,
    Example,
    Signal,
    Stories,
    Thresholds,
    TopicFile,
    Zones,
    nearest,
)

TABLES = (
    TopicFile,
    Concept,
    Compound,
    Signal,
    Zones,
    Thresholds,
    Alert,
    Stories,
    Talks,
    Party,
    Example,
)


def parsed(text: str) -> TopicFile:
    """What `text` says; raises ValueError that names every key that is wrong."""
    try:
        return _schema().validate_python(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"cannot be read: {error}") from error
    except ValidationError as error:
        raise ValueError("; ".join(_told(error))) from error


@cache
def _schema() -> TypeAdapter[TopicFile]:
    return TypeAdapter(TopicFile)


def _told(error: ValidationError) -> Iterator[str]:
    """Each mistake with its key, and the nearest known key for an unknown one."""
    for detail in error.errors():
        place = ".".join(str(part) for part in detail["loc"])
        if detail["type"] == "unexpected_keyword_argument":
            known = sorted({one.name for table in TABLES for one in fields(table)})
            yield f"{place}: no such key{nearest(str(detail['loc'][-1]), known)}"
        else:
            yield f"{place}: {detail['msg']}" if place else detail["msg"]
