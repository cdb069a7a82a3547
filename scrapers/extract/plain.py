"""Plain text: the same rules as for HTML, with fewer hints."""

from collections.abc import Sequence
from dataclasses import replace

from scrapers.article import Article, Listing, Page
from scrapers.errors import NoArticle
from scrapers.extract import apart, assemble, lines, roles, shapes, stated, stories, teasers
from scrapers.extract.piece import Piece

_FEWEST_WORDS = 5  # less is no text about anything


def read(text: str, page: Page) -> Article | Listing:
    """Raises NoArticle, BadPage(code="too_many_lines")."""
    pieces = lines.pieces(text)
    items = teasers.items(pieces)
    url = stated.address("", page.url)
    if items:
        return Listing(items=items, url=url, blocks=tuple(piece.block() for piece in pieces))
    give_roles(pieces)
    article = assemble.article(pieces, title=_title(pieces), url=url, plain=True)
    if len(shapes.words(article.lead[:200] + " " + article.body[:200])) < _FEWEST_WORDS:
        raise NoArticle("the text holds neither an article nor a list of teasers")
    return replace(article, stories=apart.told(pieces, article))


def give_roles(pieces: Sequence[Piece]) -> None:
    _mark_title(pieces)
    body = pieces[1:] if pieces and pieces[0].role == "title" else pieces
    roles.stamps(body[:4])
    roles.bylines_at_the_top(body)
    roles.cross_references(body)
    roles.after_the_end(body)
    roles.furniture(body)
    roles.captions(body)
    roles.doubled_titles(body)
    stories.glued(body)
    roles.credits_at_the_end(body)
    roles.credits_anywhere(body)
    _mark_text(body)


def _mark_title(pieces: Sequence[Piece]) -> None:
    first = pieces[0] if pieces else None
    if first and len(pieces) > 1 and (shapes.is_title_like(first.text) or _short(first.text)):
        first.is_("title", "the first line, without a full stop: the title")


def _short(text: str) -> bool:
    return len(text) < 160 and not text.endswith((".", "…"))


def _mark_text(pieces: Sequence[Piece]) -> None:
    lead = next((piece for _, piece in roles.untaken(pieces)), None)
    if lead:
        lead.is_("lead", "the first paragraph under the title: the lead")
    for _, piece in roles.untaken(pieces):
        piece.is_("body", "a paragraph of the article")


def _title(pieces: Sequence[Piece]) -> str:
    return next((piece.text for piece in pieces if piece.role == "title"), "")
