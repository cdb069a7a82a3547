"""The filters that `feed` and `stories` share with the API, as options."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click
from pydantic import ValidationError
from sqlalchemy import Connection

from worker.web import reading
from worker.web.filters import BadParameter as Unknown
from worker.web.filters import Filter

F = TypeVar("F", bound=Callable[..., Any])

EVERY = "all"

_OPTIONS = (
    click.option(
        "--since", default="", help="From this day or moment on, or so long ago: 24h, 7d."
    ),
    click.option("--until", default="", help="Up to this moment, or to the end of this day."),
    click.option("--site", default=None, help="Key of a site."),
    click.option("--topic", default=None, help="Key of a topic."),
    click.option("--limit", default=50, show_default=True, help="How many at most."),
)


def options(command: F) -> F:
    """Add the options to a command."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def one_topic(topic: str | None, seeds: Path) -> str | None:
    """The topic to show by itself: the one asked for, else the first by name, as `judge` does; None for "all".

    An article that belongs to two topics stands in a story of each: side by side, they would look like a mistake.
    """
    if topic == EVERY:
        return None
    return topic or min(_names(seeds / "topics"), default=None)


def check(conn: Connection, asked: Filter, seeds: Path) -> None:
    """Raises BadParameter for a site or topic that is neither declared nor in the store."""
    try:
        reading.check(conn, asked, _names(seeds / "sites"), _names(seeds / "topics"))
    except Unknown as error:
        raise click.BadParameter(f"--{error.parameter}: {error}") from None


def _names(folder: Path) -> list[str]:
    return sorted(path.stem for path in folder.glob("*.toml"))


def wanted(**given: object) -> Filter:
    """The checked filter. Raises BadParameter, one line that names the option."""
    try:
        return Filter.model_validate(
            {name: value for name, value in given.items() if value is not None}
        )
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]
        said = problem["msg"].removeprefix("Value error, ")
        raise click.BadParameter(f"--{problem['loc'][0]}: {said}") from None
