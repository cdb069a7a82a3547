"""HTML: parsed once, outlined, the article's box found, every piece given its role."""

import re
from collections.abc import Sequence
from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser

from scrapers.article import Article, Item, Listing, Page
from scrapers.errors import NoArticle
from scrapers.extract import (
    apart,
    asking,
    assemble,
    briefs,
    captions,
    comments,
    container,
    endings,
    facts,
    leads,
    links,
    listing,
    markup,
    places,
    roles,
    rules,
    stated,
    stories,
    texts,
    titles,
    whens,
)
from scrapers.extract.facts import Facts
from scrapers.extract.outline import Outline
from scrapers.extract.piece import Piece
from scrapers.extract.sheet import Sheet
from scrapers.site import Site


def read(text: str | bytes, page: Page, site: Site | None) -> Article | Listing:
    """Raises NoArticle, LayoutChanged."""
    tree = LexborHTMLParser(text)
    known = facts.read(tree)
    root = tree.body or tree.root
    if root is None:
        raise NoArticle("the page has no content")
    outline = markup.outline(root)
    sums = container.sums(outline)
    title, title_at = titles.find(known, outline.pieces, outline.boxes)
    seen = _known(known, outline, title_at, page)
    top = _box_of_the_text(outline, sums, title_at, seen)
    items = listing.of_page(outline, sums, top, seen)
    if items:
        return _listing(items, title, outline, known, page)
    told: dict[str, str] = {}
    if site:
        told = rules.fields(tree, site, page.url)
        top, sums = rules.carve(outline, rules.body(tree, site, page.url), site, top, sums)
        title, title_at = rules.title(outline, told, title, title_at)
    if top < 0:
        return _few(outline, title, known, page)
    sheet = Sheet(outline, sums, top, title_at, live=known.live)
    rules.mark_lead(sheet, told)
    give_roles(sheet)
    if not any(piece.role in {"lead", "body"} for piece in outline.pieces):
        return _few(outline, title, known, page)
    article = with_facts(assemble.article(outline.pieces, title=title), known, sheet, page)
    if site:
        article = rules.over(article, told, site, page.url)
    return replace(article, stories=apart.told(outline.pieces, article))


def linked_stories(text: str | bytes, page: Page) -> tuple[Item, ...]:
    """The links to stories, whatever else is on the page."""
    tree = LexborHTMLParser(text)
    root = tree.body or tree.root
    return () if root is None else listing.links_to_stories(markup.outline(root), page.url)


def _few(outline: Outline, title: str, known: Facts, page: Page) -> Listing:
    """What is no article, but links to a few stories. Raises NoArticle where it does not."""
    items = listing.links_to_stories(outline, page.url)
    if len(items) < listing.FEW:
        raise NoArticle("the page holds neither an article nor a list of stories")
    return _listing(items, title, outline, known, page)


def _listing(
    items: tuple[Item, ...], title: str, outline: Outline, known: Facts, page: Page
) -> Listing:
    url = stated.address(known.url, page.url)
    for piece in outline.pieces:
        piece.is_("other", "no item of the listing")
    blocks = tuple([piece.block() for piece in outline.pieces])
    return Listing(items, title=title, url=url, site=stated.host(url), blocks=blocks)


def give_roles(sheet: Sheet) -> None:
    """Every rule in its turn; the first that speaks of a piece is heard."""
    inside = sheet.inside
    places.title(sheet)
    places.signature_above(sheet)
    places.signature_below(sheet)
    leads.right_above(sheet)
    places.outside(sheet)
    places.advertising(sheet)
    places.named_boxes(sheet)
    comments.by_their_heads(sheet)
    asking.fields(sheet)
    links.cards(sheet)
    leads.about_a_person(sheet)
    leads.between_title_and_text(sheet)
    roles.wordless(inside)
    roles.cross_references(inside)
    roles.furniture(inside)
    links.nothing_but(sheet)
    links.repeated(inside)
    asking.calls(sheet)
    links.teaser_boxes(sheet)
    links.headings(sheet)
    links.under_headings(sheet)
    roles.captions(inside)
    captions.in_tables(sheet)
    captions.under_pictures(sheet)
    roles.stamps(inside[:4])
    endings.said_thrice(inside)
    roles.doubled_titles(inside)
    texts.printed_twice(sheet)
    stories.further(sheet)
    roles.labelled_credits(inside)
    roles.credits_at_the_end(inside)
    roles.credits_anywhere(inside)
    endings.after_the_signature(inside)
    endings.after_the_tags(inside)
    texts.photo_story(sheet)
    leads.first_of_the_text(sheet)
    texts.rest(sheet)
    briefs.mark(sheet)


def _box_of_the_text(
    outline: Outline, sums: container.Tree, title_at: int, seen: listing.Known
) -> int:
    """The box with most of the prose; in a dated page not a list of teasers, while a short text stands below the title."""
    top = container.find(outline, sums, title_at)
    dated = title_at >= 0 and (seen.states_date or seen.shows_date)
    if top < 0 or not dated or container.is_plainly_text(outline, sums, top, title_at):
        return top
    if not listing.is_of_teasers(outline, sums, top):
        return top
    voters = listing.without_teasers(outline, sums, title_at)
    below = container.find(outline, sums, title_at, voters)
    return below if below >= 0 and not listing.is_of_teasers(outline, sums, below) else top


def _known(known: Facts, outline: Outline, title_at: int, page: Page) -> listing.Known:
    return listing.Known(
        base=known.url or page.url,
        states_date=bool(whens.stated([s for s in known.published if s[0] not in facts.TIMES])),
        shows_date=whens.is_shown(outline.pieces, title_at),
    )


def with_facts(article: Article, known: Facts, sheet: Sheet, page: Page) -> Article:
    """What the page's head states, laid over what its text shows."""
    after, before = _stamps(sheet)
    url = stated.address(known.url, page.url)
    return replace(
        article,
        url=url,
        site=stated.host(url) or article.site,
        published=whens.best(known.published, after, before, abroad=not stated.is_at_home(url)),
        modified=whens.stated(known.modified),
        authors=article.authors or stated.people(known, url),
        section=known.section or article.section,
        tags=tuple(dict.fromkeys(known.tags)),
        language=stated.language(article.lead + article.body, known.language),
    )


def _stamps(sheet: Sheet) -> tuple[list[str], list[str]]:
    """The moments that stand by the title, and by no further story's: behind it and before it, nearest first."""
    at = sheet.title_at if sheet.title_at >= 0 else sheet.first
    near = sheet.pieces[at : max(sheet.first, at) + whens.NEAR]
    after = [piece for piece in near if not piece.story]
    before = sheet.pieces[max(at - whens.NEAR, 0) : at][::-1]
    return _moments(after), _moments(before)


def _moments(pieces: Sequence[Piece]) -> list[str]:
    """The stamps among the pieces; a clock alone in the next piece is joined to its day."""
    found = []
    label = ""
    for i, piece in enumerate(pieces):
        if piece.role == "date" or roles.is_stamp(piece.text):
            beside = pieces[i + 1].text if i + 1 < len(pieces) else ""
            text = f"{piece.text} {beside}" if _CLOCK.fullmatch(beside) else piece.text
            found.append(f"Cập nhật {text}" if whens.announces_update(label) else text)
        label = piece.text
    return found


_CLOCK = re.compile(r"\d{1,2}\s?[:h]\s?\d\d(?::\d\d)?")
