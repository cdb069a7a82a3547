"""The whole stories that stand on a page beside its own become articles of their own.

Conservative: what is cut off, is no more than a headline and a teaser, or has its headline for a link, is none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import islice

from scrapers import dates, urls
from scrapers.article import Article, Role, When
from scrapers.extract import assemble, roles, shapes
from scrapers.extract.piece import Piece

_TITLE_WORDS = 5
_PARAGRAPHS = 2  # full sentences both; a teaser is one
_LETTERS = 150
_SENTENCE = 40  # letters
_MOST = 40
"""Stories of one page: no page has more, but one that wants to keep the reader busy."""
_LINKED = 0.5  # of a headline's letters: then its story has an address of its own

_OPEN: frozenset[Role] = frozenset({"related", "body", "lead"})
"""Roles that say whose a piece is on the page, and nothing of what it is in its own story."""
_STAYS: frozenset[Role] = frozenset({"caption", "date"})


def told(pieces: Sequence[Piece], page: Article) -> tuple[Article, ...]:
    """The first whole stories among `pieces` (`Piece.story`), in their order, each headline once. `page` is their page's
    article."""
    found: dict[str, Article] = {}
    for run in islice(_runs(pieces), _MOST):
        story = _story(run, page)
        if story is not None and (name := urls.fragment(story.title)):
            found.setdefault(name, story)
    own = urls.fragment(page.title)
    return tuple(story for name, story in found.items() if name != own)


def _runs(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """The pieces of each story."""
    runs: dict[int, list[Piece]] = {}
    for piece in pieces:
        if piece.story:
            runs.setdefault(piece.story, []).append(piece)
    yield from runs.values()


def _story(run: Sequence[Piece], page: Article) -> Article | None:
    head, *rest = run
    if not _is_headline(head):
        return None
    pieces = [_fresh(piece) for piece in rest if _is_own(piece)]
    _give_roles(pieces)
    title = Piece(head.text, role="title", why="the headline of a further story on the page")
    story = assemble.article([title, *pieces], title=head.text)
    if head.role != "body" and not _is_whole(story):  # of news in brief that is settled (`briefs`)
        return None
    named = replace(story, agency=story.agency or page.agency, language=page.language)
    return on(page, named)


def on(page: Article, story: Article, before: When = "") -> Article:
    """`story` as it stands on `page`: at its address, published when the page was, unless it says otherwise itself.

    `before`: what the page's moment was taken for until now.
    """
    own = "" if story.published == before else story.published
    return replace(
        story,
        url=urls.at(page.url, story.title) if page.url else "",
        site=page.site,
        published=own or _published(story.lead, page.published),
    )


def _is_headline(piece: Piece) -> bool:
    text = piece.text
    few = len(shapes.words(text)) < _TITLE_WORDS
    return not (few or shapes.is_cut_off(text) or piece.linked > _LINKED * len(text))


def _is_own(piece: Piece) -> bool:
    """No link line, no furniture: what rules of links and furniture took is nobody's text."""
    if piece.role in _STAYS:
        return True
    return piece.role in _OPEN and piece.linked <= _LINKED * len(piece.text)


def _fresh(piece: Piece) -> Piece:
    role = piece.role if piece.role in _STAYS else None
    return Piece(
        piece.text, bold=piece.bold, italic=piece.italic, role=role, why=piece.why if role else ""
    )


def _give_roles(pieces: Sequence[Piece]) -> None:
    roles.stamps(pieces[:3])
    roles.bylines_at_the_top(pieces)
    roles.credits_at_the_end(pieces)
    roles.credits_anywhere(pieces)
    last = next((piece for piece in reversed(pieces) if piece.role is None), None)
    if last is not None and shapes.is_cut_off(last.text):
        last.is_("teaser", "the last line breaks off in “…”: a teaser")
    for number, (_, piece) in enumerate(list(roles.untaken(pieces))):
        piece.is_("body" if number else "lead", "a paragraph of a further story on the page")


def _is_whole(story: Article) -> bool:
    """Two paragraphs of its own at least, each with a full sentence."""
    paragraphs = [
        text
        for text in (story.lead, *story.body.split("\n\n"))
        if len(text) >= _SENTENCE and shapes.is_sentence(text) and not shapes.is_cut_off(text)
    ]
    return len(paragraphs) >= _PARAGRAPHS and sum(map(len, paragraphs)) >= _LETTERS


_DATELINE = re.compile(
    r"(?:(?:rạng |đầu |cuối )?(?:sáng|chiều|tối|đêm|trưa|hôm) )?(?:ngày )?\d{1,2} ?[/.-] ?\d{1,2}(?: ?[/.-] ?\d{4})?(?=[ ,(])",
    re.IGNORECASE,
)
CARRIED = timedelta(days=3)
"""A story whose dateline lies so far before its page's day was printed then, and is carried along."""
_LONGEST = timedelta(days=150)  # beyond half a year "14/1" may be any year's


def _published(lead: str, page: When) -> When:
    """The page's moment; the day of its own dateline ("Ngày 14/1, …") where that is days before it."""
    match, day = _DATELINE.match(lead), dates.day(page)
    if match is None or day is None:
        return page
    named = next(iter(dates.expressions(match[0], page)), None)
    stated = dates.day(named.start) if named is not None and named.start == named.end else None
    if stated is None or not CARRIED <= day - stated <= _LONGEST:
        return page
    return stated.isoformat()
