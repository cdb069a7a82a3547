"""How many date expressions mean the right day: through `scrapers.dates.expressions`, as `diemtin dates` does."""

from collections.abc import Iterator, Sequence

from scrapers.dates import expressions
from tests.quality.exam import Expression
from tests.quality.figure import Figure, counted


def figures(dates: Sequence[Expression]) -> list[Figure]:
    return [counted("dates.right", sum(meant(one) == one.date for one in dates), len(dates))]


def meant(one: Expression) -> str:
    """All dates found in the words, in order: one too many is as wrong as one too few."""
    return ",".join(found.date for found in expressions(one.text, one.published))


def lines(dates: Sequence[Expression]) -> Iterator[str]:
    for one in dates:
        got = meant(one)
        if got != one.date:
            yield f"      {one.text!r} ({one.published}) means {one.date}, read as {got or 'nothing'}"
