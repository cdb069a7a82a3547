"""Does a score keep what it promises? Of a hundred articles judged 0.7, seventy should be core, however long they are.

A quarter of all items are a headline and nothing else, another half a headline with a lead: each kind is asked by
itself. Scores are of weights that have not seen the article's event.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from tests.quality.exam import Labelled
from tests.quality.figure import Figure
from tests.quality.scores import share

BOUNDS = (0.0, 0.05, 0.2, 0.4, 0.6, 0.8, 0.95, 1.0)
LENGTHS = ("headlines", "teasers", "articles")
WHOLE = 400
"""Characters of body from which on a text is an article."""

Asked = tuple[float, bool]


def length(one: Labelled) -> str:
    """Which of LENGTHS it is."""
    if len(one.article.body) >= WHOLE:
        return "articles"
    return "teasers" if one.article.lead or one.article.body else "headlines"


def figures(labelled: Sequence[Labelled], scores: Sequence[float]) -> Iterator[Figure]:
    """By how much the scores of each length promise too many or too few core articles."""
    for name in LENGTHS:
        asked = _asked(labelled, scores, name)
        promised, are = sum(score for score, _ in asked), sum(on for _, on in asked)
        told = f"{promised:.1f} of {len(asked)} promised to be core, {are} are"
        off = share(abs(promised - are), len(asked))
        yield Figure(f"unseen.calibration.{name}", off, told, less=True)


def lines(labelled: Sequence[Labelled], scores: Sequence[float]) -> Iterator[str]:
    """A table: in each range of scores, how many were asked, promised and are core."""
    for name in LENGTHS:
        asked = _asked(labelled, scores, name)
        yield f"reliability of {name}, by score"
        for low, high in pairwise(BOUNDS):
            inside = [one for one in asked if low <= one[0] < high or one[0] == high == 1.0]
            if inside:
                promised, are = sum(score for score, _ in inside), sum(on for _, on in inside)
                yield (
                    f"      {low:.2f}..{high:.2f}  {len(inside):5} asked"
                    f"  {promised:6.1f} promised  {are:4} are"
                )


def _asked(labelled: Sequence[Labelled], scores: Sequence[float], name: str) -> list[Asked]:
    return [
        (score, one.on)
        for one, score in zip(labelled, scores, strict=True)
        if one.tier != "peripheral" and length(one) == name
    ]
