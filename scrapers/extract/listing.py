"""HTML pages that list articles, told from articles and split into items."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from scrapers import dates, urls
from scrapers.article import Item
from scrapers.extract import roles, shapes
from scrapers.extract.container import Tree, prose
from scrapers.extract.facts import Facts
from scrapers.extract.markup import Outline
from scrapers.extract.piece import Piece

_LEAST = 5  # items
_STORIES = 8  # links to stories that make a page without prose a listing
_TEASED = 0.7  # share of the prose that stands in boxes with a link to the story it belongs to
_TEASED_IN_SPITE = 0.9  # the same, where the head of the page calls it an article


@dataclass(slots=True)
class _Story:
    """The links with one address: the shortest heading is the title, what is longer the teaser."""

    url: str
    texts: list[str] = field(default_factory=list)
    pieces: list[int] = field(default_factory=list)


def of_page(outline: Outline, tree: Tree, top: int, known: Facts, base: str) -> tuple[Item, ...]:
    """The items of a page that lists stories; () for any other page."""
    stories = _stories(outline, known.url or base)
    if len(stories) < _LEAST or not _lists(outline, tree, top, known, len(stories)):
        return ()
    boxes = _boxes_with_stories(outline, stories)
    return tuple(_item(outline, story, boxes) for story in stories)


def _lists(outline: Outline, tree: Tree, top: int, known: Facts, stories: int) -> bool:
    article = known.kind.endswith("article")
    if top < 0 or tree.prose[top] < 300:
        return stories >= _STORIES and not (article and top >= 0)
    return _teased(outline, top) >= (_TEASED_IN_SPITE if article else _TEASED)


def _teased(outline: Outline, top: int) -> float:
    """The share of the article's would-be prose that stands beside a link to another story."""
    counts = _counts(outline, top)
    whole = beside = 0.0
    for piece in outline.pieces:
        weight = prose(piece)
        child = _child_of(outline, piece.box, top)
        if weight and child >= 0:
            stories, paragraphs = counts[child]
            whole += weight
            beside += weight * (stories > 0 and paragraphs <= 1.5 * stories)
    return beside / whole if whole else 0.0


def _counts(outline: Outline, top: int) -> dict[int, tuple[int, int]]:
    """Links to stories and paragraphs in each child of the box `top`."""
    counts: dict[int, tuple[int, int]] = {}
    for piece in outline.pieces:
        child = _child_of(outline, piece.box, top)
        if child >= 0:
            stories, paragraphs = counts.get(child, (0, 0))
            counts[child] = (stories + _is_story(piece), paragraphs + (prose(piece) > 0))
    return counts


def _child_of(outline: Outline, box: int, top: int) -> int:
    """The child of `top` that a box stands in; -1 for `top` itself and what is outside."""
    child = -1
    while box > top:
        child, box = box, outline.boxes[box].parent
    return child if box == top else -1


def _is_story(piece: Piece) -> bool:
    return piece.linked > 0.8 * len(piece.text) and _is_title(piece.text)


def _is_title(text: str) -> bool:
    return 20 <= len(text) <= 300 and len(shapes.words(text)) >= 4


def _stories(outline: Outline, base: str) -> list[_Story]:
    """The page's links to stories, each address once, in order, without navigation and other sites."""
    stories: dict[str, _Story] = {}
    for i, piece in enumerate(outline.pieces):
        if not piece.links or _in_furniture(outline, piece):
            continue
        for name, href in piece.links:
            url = _address(base, href)
            if url and len(name) >= 12:
                story = stories.setdefault(url, _Story(url))
                story.texts.append(name)
                story.pieces.append(i)
    found = [story for story in stories.values() if any(_is_title(text) for text in story.texts)]
    return _of_one_site(found, base)


def _in_furniture(outline: Outline, piece: Piece) -> bool:
    box = piece.box
    while box > 0:
        if outline.boxes[box].tag in {"nav", "footer"}:
            return True
        box = outline.boxes[box].parent
    return False


def _address(base: str, href: str) -> str:
    if href.startswith(("#", "javascript:", "mailto:", "tel:")):
        return ""
    return (urls.join(base, href) or "") if base else href


def _of_one_site(stories: list[_Story], base: str) -> list[_Story]:
    """Advertisers' links go: only what lies on the page's own host (or, unknown, the commonest)."""
    hosts = [_host(story.url) for story in stories]
    own = _host(base) or max(set(hosts), key=hosts.count, default="")
    return [s for s, host in zip(stories, hosts, strict=True) if not host or _related(host, own)]


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _related(host: str, own: str) -> bool:
    tail = ".".join(own.split(".")[-2:])
    return host == own or host.endswith("." + tail) or own.endswith("." + host)


def _boxes_with_stories(outline: Outline, stories: Sequence[_Story]) -> dict[int, set[str]]:
    """For every box, the addresses of the stories in it."""
    boxes: dict[int, set[str]] = {}
    for story in stories:
        for i in story.pieces:
            box = outline.pieces[i].box
            while box > 0:
                boxes.setdefault(box, set()).add(story.url)
                box = outline.boxes[box].parent
    return boxes


def _item(outline: Outline, story: _Story, boxes: dict[int, set[str]]) -> Item:
    titles = [text for text in story.texts if _is_title(text)]
    title = min(
        titles, key=lambda text: (shapes.is_sentence(text) and len(text) > 90, titles.index(text))
    )
    teaser = next((text for text in titles if text != title and len(text) > len(title)), "")
    published = ""
    for piece in _beside(outline, story, boxes):
        if piece.role is None and not published and roles.is_stamp(piece.text):
            published = dates.published(piece.text)
            piece.is_("date", "a moment beside a link to a story")
        elif not teaser and piece.linked < 0.5 * len(piece.text) and len(piece.text) > 40:
            teaser = piece.text
            piece.is_("teaser", "stands beside a link to a story: its teaser")
    for i in story.pieces:
        outline.pieces[i].is_("related", "a link to a story: an item of the listing")
    return Item(title=title, teaser=teaser, url=story.url, published=published)


def _beside(outline: Outline, story: _Story, boxes: dict[int, set[str]]) -> Iterator[Piece]:
    """The pieces in the largest box that holds this story's links and no other's."""
    first = story.pieces[0]
    box = best = outline.pieces[first].box
    while box > 0 and len(boxes.get(box, ())) == 1:
        best, box = box, outline.boxes[box].parent
    for piece in outline.pieces[max(first - 3, 0) : story.pieces[-1] + 6]:
        inside = piece.box
        while inside > best:
            inside = outline.boxes[inside].parent
        if inside == best:
            yield piece
