"""The ways to be broken, by name. Pure: what was asked and a good answer in, a worse one out."""

import gzip
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache

from tests.origin import feeds, pages, site
from tests.origin.answers import Answer
from tests.origin.papers import Entry, Paper

RETRY_AFTER = 120


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as faults see it. `source`: it is the address that the site file names."""

    paper: Paper
    path: str
    at: datetime
    headers: Mapping[str, str]

    @property
    def source(self) -> bool:
        return self.paper.base + self.path.partition("?")[0] == site.address(self.paper)

    @property
    def entry(self) -> Entry | None:
        wanted = site.number(self.path)
        return None if wanted is None else self.paper.article(wanted, self.at)


@dataclass(frozen=True, slots=True)
class Kind:
    """A way to be broken: what people call it, and what it does to an answer."""

    says: str
    spoil: Callable[[Asked, Answer], Answer]


def _of_source(spoil: Callable[[Asked, Answer], Answer]) -> Callable[[Asked, Answer], Answer]:
    return lambda asked, well: spoil(asked, well) if asked.source else well


def _of_all_but_robots(
    spoil: Callable[[Asked, Answer], Answer],
) -> Callable[[Asked, Answer], Answer]:
    return lambda asked, well: well if asked.path == "/robots.txt" else spoil(asked, well)


def _of_robots(answer: Callable[[Asked], Answer]) -> Callable[[Asked, Answer], Answer]:
    return lambda asked, well: answer(asked) if asked.path == "/robots.txt" else well


def _lie(asked: Asked, well: Answer) -> Answer:
    conditional = {"if-none-match", "if-modified-since"} & asked.headers.keys()
    return Answer(status=304, content_type="", headers=well.headers) if conditional else well


def _overloaded(status: int) -> Callable[[Asked, Answer], Answer]:
    busy = Answer(b"<h1>Qua tai</h1>", status=status).saying(Retry_After=str(RETRY_AFTER))
    return lambda asked, well: busy


def _truncated(asked: Asked, well: Answer) -> Answer:
    packed = gzip.compress(well.body, mtime=0)[:-40]
    return replace(well, body=packed).saying(Content_Encoding="gzip")


def _charset(asked: Asked, well: Answer) -> Answer:
    """UTF-8, said to be something else, as servers with an old default do."""
    return replace(well, content_type=well.content_type.partition(";")[0] + "; charset=iso-8859-1")


def _circle(asked: Asked, well: Answer) -> Answer:
    step = int(asked.path.rpartition("=")[2]) if "?vong=" in asked.path else 0
    path = asked.path.partition("?")[0]
    return Answer(status=302).saying(Location=f"{path}?vong={(step + 1) % 10_000}")


def _moved(asked: Asked, well: Answer) -> Answer:
    """For good, to an address that works; the feed itself stays the same."""
    if "?moi" in asked.path:
        return well
    return Answer(status=301).saying(Location=f"{asked.path}?moi")


def _home_page(asked: Asked, well: Answer) -> Answer:
    entries = asked.paper.published(asked.at, 20)
    return Answer(feeds.listing(asked.paper, entries).encode())


def _layout(asked: Asked, well: Answer) -> Answer:
    entry = asked.entry
    return well if entry is None else Answer(pages.shell(asked.paper, entry).encode())


def _dates(asked: Asked, well: Answer) -> Answer:
    """A clock that is two years late, in feed and page alike."""
    early = timedelta(days=730)
    if entry := asked.entry:
        return Answer(pages.article(asked.paper, replace(entry, at=entry.at - early), ()).encode())
    if not asked.source or asked.paper.source == "listing":
        return well
    entries = asked.paper.published(asked.at, asked.paper.window)
    late = [replace(entry, at=entry.at - early) for entry in entries]
    render, content_type = site.FEEDS[f"/{asked.paper.source}"]
    return replace(well, body=render(asked.paper, late).encode(), content_type=content_type)


def _lists(most: int) -> Callable[[Asked, Answer], Answer]:
    """So many articles, whatever there is."""

    def spoil(asked: Asked, well: Answer) -> Answer:
        entries = asked.paper.published(asked.at, most) if most else ()
        if asked.paper.source == "listing":
            return Answer(feeds.listing(asked.paper, entries).encode())
        render, content_type = site.FEEDS[f"/{asked.paper.source}"]
        return Answer(render(asked.paper, entries).encode(), content_type=content_type)

    return spoil


def _wall(asked: Asked, well: Answer) -> Answer:
    return well if asked.entry is None else Answer(b"<h1>403</h1>", status=403)


def _silent(asked: Asked, well: Answer) -> Answer:
    """As it was at the beginning: nothing new is shown. Conditional requests are answered truly."""
    return site.answer(asked.paper, asked.path, asked.paper.world.begin) if asked.source else well


def _challenge(asked: Asked, well: Answer) -> Answer:
    page = (
        b"<html><head><title>Just a moment...</title></head><body><script></script></body></html>"
    )
    return Answer(page, status=403).saying(cf_mitigated="challenge")


def _bomb(asked: Asked, well: Answer) -> Answer:
    """Fifty megabytes of nothing in fifty kilobytes."""
    packed = _packed(b"", bytes(50_000), 1000, b"")
    return Answer(packed, content_type=well.content_type).saying(Content_Encoding="gzip")


def _million(asked: Asked, well: Answer) -> Answer:
    item = b"<item><title>a</title><link>/a-10000.html</link></item>"
    packed = _packed(b"<rss version='2.0'><channel>", item * 1000, 1000, b"</channel></rss>")
    return Answer(packed, content_type="application/xml").saying(Content_Encoding="gzip")


@cache
def _packed(head: bytes, piece: bytes, times: int, tail: bytes) -> bytes:
    """gzip of so many pieces, made without ever holding them."""
    stream = zlib.compressobj(6, wbits=zlib.MAX_WBITS | 16)
    parts = [stream.compress(head), *(stream.compress(piece) for _ in range(times))]
    return b"".join((*parts, stream.compress(tail), stream.flush()))


def _entities(asked: Asked, well: Answer) -> Answer:
    lines = [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)]
    text = f'<!DOCTYPE rss [<!ENTITY a0 "ha">{"".join(lines)}]><rss><channel><item><title>&a11;</title></item></channel></rss>'
    return Answer(text.encode(), content_type="application/xml")


def _spy(asked: Asked, well: Answer) -> Answer:
    text = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&x;</title></item></channel></rss>'
    return Answer(text.encode(), content_type="application/xml")


def _nested(asked: Asked, well: Answer) -> Answer:
    if asked.entry is None:
        return well
    return replace(well, body=b"<div>" * 10_000 + well.body)


def _nested_feed(asked: Asked, well: Answer) -> Answer:
    depth = b"<a>" * 10_000
    return Answer(
        b"<rss><channel><item>" + depth + b"</item></channel></rss>", content_type="text/xml"
    )


_GONE = Answer(b"<h1>404</h1>", status=404)

KINDS: dict[str, Kind] = {
    "lie304": Kind("answers 304 though it has news", _of_source(_lie)),
    "429": Kind("too many requests, with Retry-After", _of_all_but_robots(_overloaded(429))),
    "503": Kind("overloaded, with Retry-After", _of_all_but_robots(_overloaded(503))),
    "500": Kind("its server has an error", _of_source(lambda a, w: Answer(b"", status=500))),
    "404": Kind("the address is gone", _of_source(lambda a, w: _GONE)),
    "403": Kind("turned away", _of_source(lambda a, w: Answer(b"", status=403))),
    "challenge": Kind("wants to see a browser", _of_all_but_robots(_challenge)),
    "drip": Kind("a byte a second", _of_source(lambda a, w: replace(w, drip=1.0))),
    "hang": Kind("takes the request and says nothing", _of_source(lambda a, w: replace(w, hang=True))),
    "cut": Kind("breaks off in the middle", _of_source(lambda a, w: replace(w, cut=len(w.body) // 2))),
    "truncated": Kind("gzip that ends too early", _of_source(_truncated)),
    "charset": Kind("says a charset that it is not in", _charset),
    "loop": Kind("redirects without end", _of_source(_circle)),
    "moved": Kind("moved for good", _of_source(_moved)),
    "robots": Kind("robots.txt forbids all", _of_robots(lambda a: Answer(feeds.robots(a.paper, "/").encode(), content_type="text/plain"))),
    "robots-down": Kind("robots.txt cannot be read", _of_robots(lambda a: Answer(b"", status=500))),
    "crawl-delay": Kind("robots.txt asks for 20 s between requests", _of_robots(lambda a: Answer(feeds.robots(a.paper, delay=20).encode(), content_type="text/plain"))),
    "html": Kind("a page where the feed was", _of_source(_home_page)),
    "empty": Kind("lists nothing", _of_source(_lists(0))),
    "few": Kind("lists two articles and no more", _of_source(_lists(2))),
    "wall": Kind("shows its feed and turns away from its pages", _wall),
    "silent": Kind("shows nothing new", _silent),
    "layout": Kind("articles are an empty shell", _layout),
    "dates": Kind("dated two years back", _dates),
    "dead": Kind("refuses connections", lambda a, w: replace(w, drop=True)),  # its listener is closed, too
    "bomb": Kind("a gzip bomb", _of_source(_bomb)),
    "endless": Kind("a body without end", _of_source(lambda a, w: Answer(b"<item></item>" * 999, endless=True))),
    "million": Kind("a million items", _of_source(_million)),
    "entities": Kind("an entity bomb", _of_source(_entities)),
    "spy": Kind("an entity that reads a file", _of_source(_spy)),
    "nested": Kind("pages ten thousand elements deep", _nested),
    "nested-feed": Kind("a feed ten thousand elements deep", _of_source(_nested_feed)),
}  # fmt: skip
