"""HTML pages that list articles, told from articles and split into items."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import urlsplit

from scrapers import urls
from scrapers.article import Item
from scrapers.extract import roles, shapes
from scrapers.extract.container import Tree, below_title, is_below
from scrapers.extract.outline import Outline
from scrapers.extract.piece import Piece

_LEAST = 5  # items
FEW = 2  # items, where there is nothing else
_STORIES = 8  # links to stories that make a page without prose a listing
_SURELY_TEASED = 0.95
_TEASED = 0.7  # share of the prose that stands in boxes with a link to the story it belongs to
_A_PARAGRAPH = 40  # of weight
_LITTLE = 600  # characters of prose: less is no article beside sixteen links to stories


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the page: its address; whether its head states, or the line by its own title
    shows, when it was published."""

    base: str = ""
    states_date: bool = False
    shows_date: bool = False


@dataclass(slots=True)
class _Story:
    """The links with one address: the shortest heading is the title, what is longer the teaser."""

    url: str
    texts: list[str] = field(default_factory=list)
    pieces: list[int] = field(default_factory=list)


def of_page(outline: Outline, tree: Tree, top: int, known: Known) -> tuple[Item, ...]:
    """The items of a page that lists stories; () for any other page."""
    if known.states_date:
        return ()
    links = [_is_story(piece) for piece in outline.pieces]
    named = {piece.text for piece, is_link in zip(outline.pieces, links, strict=True) if is_link}
    if not _lists(outline, tree, top, known, len(named), links):
        return ()
    stories = _stories(outline, known.base)
    if len(stories) < _LEAST:
        return ()
    return _items(outline, stories)


def links_to_stories(outline: Outline, base: str) -> tuple[Item, ...]:
    """The links to stories as items, however few, for a page on which nothing else was found."""
    return _items(outline, _stories(outline, base))


def _lists(
    outline: Outline, tree: Tree, top: int, known: Known, stories: int, links: Sequence[bool]
) -> bool:
    """No prose; or prose that stands beside links to its stories; or little beside many links."""
    if top < 0 or stories < _LEAST:
        return stories >= _STORIES
    teased = _teased(outline, tree, top, links)
    if teased >= _TEASED:
        return not known.shows_date or teased >= _SURELY_TEASED
    if known.shows_date or stories < 2 * _STORIES:
        return False
    alone = tree.prose[top] * (1 - teased)
    share = tree.prose[top] / max(tree.prose[0], 1.0)
    return (
        alone < _LITTLE / 2
        or alone < (_LITTLE if share < 0.5 else 0)
        or (alone < 1000 and stories > 60)
    )


def is_of_teasers(outline: Outline, tree: Tree, top: int) -> bool:
    """Most of the prose in the box stands beside links to stories of its own."""
    return _teased(outline, tree, top, list(map(_is_story, outline.pieces))) >= _TEASED


def without_teasers(outline: Outline, tree: Tree, title_at: int) -> frozenset[int]:
    """The numbers of the pieces right below the title, save those that share a box, which the title does not stand in,
    with a link to a story of their own."""
    stories, paragraphs = _counts(outline, tree, list(map(_is_story, outline.pieces)))
    round_title = set(_below(outline, outline.pieces[title_at].box, 0))
    return frozenset(
        i
        for i in below_title(outline, title_at)
        if not any(
            0 < paragraphs[box] <= 2 * stories[box]
            for box in _below(outline, outline.pieces[i].box, 0)
            if box not in round_title
        )
    )


def _teased(outline: Outline, tree: Tree, top: int, links: Sequence[bool]) -> float:
    """The share of the would-be article's prose that stands in a box with a link to its own story."""
    stories, paragraphs = _counts(outline, tree, links)
    whole = beside = 0.0
    for piece, weight in zip(outline.pieces, tree.weights, strict=True):
        if weight <= 0:
            continue
        boxes = list(_below(outline, piece.box, top))
        if boxes or piece.box == top:
            whole += weight
            beside += weight * any(0 < paragraphs[b] <= 2 * stories[b] for b in boxes)
    return beside / whole if whole else 0.0


def _counts(outline: Outline, tree: Tree, links: Sequence[bool]) -> tuple[list[int], list[int]]:
    """Links to stories, and paragraphs, in every box."""
    stories, paragraphs = [0] * len(outline.boxes), [0] * len(outline.boxes)
    for piece, weight, is_link in zip(outline.pieces, tree.weights, links, strict=True):
        if is_link:
            stories[piece.box] += 1
        if weight >= _A_PARAGRAPH:
            paragraphs[piece.box] += 1
    for i in range(len(outline.boxes) - 1, 0, -1):
        if stories[i] or paragraphs[i]:
            parent = outline.boxes[i].parent
            stories[parent] += stories[i]
            paragraphs[parent] += paragraphs[i]
    return stories, paragraphs


def _below(outline: Outline, box: int, top: int) -> Iterator[int]:
    """The boxes from `box` outwards up to, not with, `top`; none where it stands elsewhere."""
    boxes = []
    while box > top:
        boxes.append(box)
        box = outline.boxes[box].parent
    return iter(boxes if box == top else ())


def _is_story(piece: Piece) -> bool:
    return bool(piece.links) and any(_is_title(name) for name, _ in piece.links)


def _is_title(text: str) -> bool:
    return 20 <= len(text) <= 300 and shapes.has_four_words(text)


def _stories(outline: Outline, base: str) -> list[_Story]:
    """The page's links to stories, each address once, in order, without navigation and other sites."""
    stories: dict[str, _Story] = {}
    addresses: dict[str, str] = {}  # pictures and titles link to the same: each is spelled out once
    furniture = _furniture(outline)
    for i, piece in enumerate(outline.pieces):
        if not piece.links or furniture[piece.box]:
            continue
        for name, href in piece.links:
            if len(name) < 12:
                continue
            if href not in addresses:
                addresses[href] = _address(base, href)
            url = addresses[href]
            if url:
                story = stories.setdefault(url, _Story(url))
                story.texts.append(name)
                story.pieces.append(i)
    found = [story for story in stories.values() if any(_is_title(text) for text in story.texts)]
    return _without_sections(_of_one_site(found, base))


_SECTION = re.compile(
    r"/(?:event|events|tags?|chu-de|topics?|su-kien|dong-su-kien|tac-gia|authors?|chuyen-muc|category)(?:/|$)"
)
_NUMBER = re.compile(r"\d{4}")


def _without_sections(stories: list[_Story]) -> list[_Story]:
    """Papers number their articles, not their sections: where half have a number, all stories have."""
    plain = [s for s in stories if not _SECTION.search(s.url) and not s.texts[0].startswith("#")]
    stories = plain if len(plain) >= _LEAST else stories
    numbered = [story for story in stories if _NUMBER.search(story.url)]
    return numbered if len(numbered) * 2 > len(stories) else stories


def _furniture(outline: Outline) -> list[bool]:
    """Of every box, whether it is or stands in a menu or a footer."""
    found: list[bool] = []
    for box in outline.boxes:
        found.append(box.tag in {"nav", "footer"} or (box.parent > 0 and found[box.parent]))
    return found


def _address(base: str, href: str) -> str:
    if href.startswith(("#", "javascript:", "mailto:", "tel:")):
        return ""
    return (urls.join(base, href) or "") if base else href


def _of_one_site(stories: list[_Story], base: str) -> list[_Story]:
    """Advertisers' links go: only what lies on the page's own host (or, unknown, the commonest)."""
    hosts = [_host(story.url) for story in stories]
    own = _host(base) or next((host for host, _ in Counter(hosts).most_common(1)), "")
    return [s for s, host in zip(stories, hosts, strict=True) if not host or _related(host, own)]


def _host(url: str) -> str:
    return _host_of("/".join(url.split("/", 3)[:3]))


@lru_cache(maxsize=256)
def _host_of(origin: str) -> str:
    try:
        return (urlsplit(origin).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _related(host: str, own: str) -> bool:
    tail = ".".join(own.split(".")[-2:])
    return host == own or host.endswith("." + tail) or own.endswith("." + host)


_NONE, _SEVERAL = "", "#"  # which is no address of a story


def _items(outline: Outline, stories: Sequence[_Story]) -> tuple[Item, ...]:
    told = _told(outline, stories)
    return tuple(_item(outline, story, told) for story in stories)


def _told(outline: Outline, stories: Sequence[_Story]) -> list[str]:
    """For every box, the address of the one story to which it links, `_NONE`, or `_SEVERAL`."""
    told = [_NONE] * len(outline.boxes)
    for story in stories:
        for i in story.pieces:
            box = outline.pieces[i].box
            told[box] = story.url if told[box] in {_NONE, story.url} else _SEVERAL
    for number in range(len(told) - 1, 0, -1):
        if url := told[number]:
            parent = outline.boxes[number].parent
            told[parent] = url if told[parent] in {_NONE, url} else _SEVERAL
    return told


def _item(outline: Outline, story: _Story, told: Sequence[str]) -> Item:
    titles = [text for text in story.texts if _is_title(text)]
    title = min(titles, key=lambda text: shapes.is_sentence(text) and len(text) > 90)
    teaser = next((text for text in titles if text != title and len(text) > len(title)), "")
    published = ""
    for piece in _beside(outline, story, told):
        if piece.role is None and not published and roles.is_stamp(piece.text):
            published = roles.moment(piece.text)
            piece.is_("date", "a moment beside a link to a story")
        elif not teaser and piece.linked < 0.5 * len(piece.text) and len(piece.text) > 40:
            teaser = piece.text
            piece.is_("teaser", "stands beside a link to a story: its teaser")
    for i in story.pieces:
        outline.pieces[i].is_("related", "a link to a story: an item of the listing")
    return Item(title=title, teaser=teaser, url=story.url, published=published)


def _beside(outline: Outline, story: _Story, told: Sequence[str]) -> Iterator[Piece]:
    """The pieces in the largest box that holds this story's links and no other's."""
    first = story.pieces[0]
    box = best = outline.pieces[first].box
    while box > 0 and told[box] == story.url:
        best, box = box, outline.boxes[box].parent
    for i in range(max(first - 3, 0), min(story.pieces[-1] + 6, len(outline.pieces))):
        if is_below(outline.boxes, outline.pieces[i].box, best):
            yield outline.pieces[i]
        elif i > first:
            return  # a box's pieces stand together: the story may be linked to once more, far below
