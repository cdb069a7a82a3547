"""What stands at a path of a paper at a moment. Pure."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from tests.origin import feeds, pages
from tests.origin.answers import Answer, tag
from tests.origin.papers import Entry, Paper

_NUMBER = re.compile(r"/[a-z0-9-]*?-?(\d{5,})\.html")
LISTED = 20
_SITEMAP_DAYS = timedelta(days=2)
FEEDS: dict[str, tuple[Callable[[Paper, Sequence[Entry]], str], str]] = {
    "/rss": (feeds.rss, "application/rss+xml; charset=utf-8"),
    "/atom": (feeds.atom, "application/atom+xml"),
    "/json": (feeds.json_feed, "application/feed+json"),
}


def answer(paper: Paper, path: str, at: datetime) -> Answer:
    """The answer of a paper that is well; `path` may carry a query, which means nothing."""
    path = path.partition("?")[0]
    if path in FEEDS:
        render, content_type = FEEDS[path]
        entries = paper.published(at, paper.window)
        return _tagged(paper, path, entries, lambda: render(paper, entries), content_type)
    if path == "/robots.txt":
        return Answer(feeds.robots(paper).encode(), content_type="text/plain")
    if path in {"/", "/tin-moi"}:
        entries = paper.published(at, LISTED)
        return _tagged(paper, path, entries, lambda: feeds.listing(paper, entries))
    if path == "/news-sitemap.xml":
        entries = paper.between(at - _SITEMAP_DAYS / paper.world.speed, at)[::-1][:1000]
        return Answer(feeds.sitemap(paper, entries).encode(), content_type="application/xml")
    return _article(paper, path, at)


def address(paper: Paper) -> str:
    """The source that the paper's site file names."""
    return f"{paper.base}/{'tin-moi' if paper.source == 'listing' else paper.source}"


def number(path: str) -> int | None:
    """Which article a path is, None where it is none."""
    found = _NUMBER.fullmatch(path.partition("?")[0])
    return int(found[1]) if found else None


def _tagged(
    paper: Paper, path: str, entries: Sequence[Entry], render: Callable[[], str],
    content_type: str = "text/html; charset=utf-8",
) -> Answer:  # fmt: skip
    """A page whose ETag follows what it lists; rendered once for each state."""
    etag = tag(paper.key, path, [entry.number for entry in entries[:1]], len(entries))
    kept = paper.kept.get(path)
    if kept is None or kept[0] != etag:
        paper.kept[path] = kept = (etag, render().encode())
    return Answer(kept[1], content_type=content_type, headers={"ETag": etag})


def _article(paper: Paper, path: str, at: datetime) -> Answer:
    wanted = number(path)
    entry = paper.article(wanted, at) if wanted is not None else None
    if entry is None:
        return Answer(b"<h1>404</h1>", status=404)
    others = [other for other in paper.published(at, 9) if other.number != entry.number]
    return Answer(pages.article(paper, entry, others).encode())
