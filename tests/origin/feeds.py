"""Feeds, listings, news sitemaps and robots.txt of a paper. Pure: entries in, text out."""

import json
from collections.abc import Sequence
from datetime import datetime
from html import escape

from tests.origin import pages
from tests.origin.pages import HANOI
from tests.origin.papers import Entry, Paper

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def rss(paper: Paper, entries: Sequence[Entry]) -> str:
    items = "".join(
        f"<item><title>{escape(e.piece.title)}</title><link>{paper.base}{e.path}</link>"
        f"<guid>{paper.base}{e.path}</guid><pubDate>{_rfc822(e.at, paper.dates)}</pubDate>"
        f'<description><![CDATA[<a href="{paper.base}{e.path}"><img src="/anh/{e.number}.jpg"></a></br>'
        f"{e.piece.lead}]]></description></item>"
        for e in entries
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
        f"<title>{paper.name}</title><link>{paper.base}/</link><ttl>1</ttl>{items}</channel></rss>"
    )


def atom(paper: Paper, entries: Sequence[Entry]) -> str:
    items = "".join(
        f"<entry><title>{escape(e.piece.title)}</title><link href='{paper.base}{e.path}'/><id>{paper.base}{e.path}</id>"
        f"<updated>{_iso(e.at)}</updated><summary>{escape(e.piece.lead)}</summary></entry>"
        for e in entries
    )
    return (
        f'<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">'
        f"<title>{paper.name}</title>{items}</feed>"
    )


def json_feed(paper: Paper, entries: Sequence[Entry]) -> str:
    items = [
        {
            "id": str(e.number),
            "url": f"{paper.base}{e.path}",
            "title": e.piece.title,
            "summary": e.piece.lead,
            "date_published": _iso(e.at),
        }
        for e in entries
    ]
    version = "https://jsonfeed.org/version/1.1"
    return json.dumps({"version": version, "title": paper.name, "items": items}, ensure_ascii=False)


def listing(paper: Paper, entries: Sequence[Entry]) -> str:
    """A section's page: one big story and cards."""
    cards = "".join(
        f'<article class="item"><h3><a href="{e.path}">{escape(e.piece.title)}</a></h3>'
        f'<span class="time">{pages.spoken(e.at)}</span><p class="desc">{escape(e.piece.lead)}</p></article>'
        for e in entries
    )
    return (
        f'<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Tin mới | {paper.name}</title>'
        f'<link rel="alternate" type="application/rss+xml" href="/rss"></head><body><nav>{pages.menu()}</nav>'
        f'<h1>Tin mới</h1><div class="list">{cards}</div><footer>© {paper.name}</footer></body></html>'
    )


def sitemap(paper: Paper, entries: Sequence[Entry]) -> str:
    """Google's news sitemap: at most a thousand articles of the last two days."""
    places = "".join(
        f"<url><loc>{paper.base}{e.path}</loc><news:news><news:publication><news:name>{paper.name}</news:name>"
        f"<news:language>vi</news:language></news:publication><news:publication_date>{_iso(e.at)}"
        f"</news:publication_date><news:title>{escape(e.piece.title)}</news:title></news:news></url>"
        for e in entries
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{places}</urlset>'
    )


def robots(paper: Paper, forbidden: str = "/tim-kiem", delay: float = 0.0) -> str:
    wait = f"Crawl-delay: {delay:g}\n" if delay else ""
    return f"User-agent: *\nDisallow: {forbidden}\n{wait}Sitemap: {paper.base}/news-sitemap.xml\n"


def _iso(at: datetime) -> str:
    return at.astimezone(HANOI).isoformat(timespec="seconds")


def _rfc822(at: datetime, form: int) -> str:
    """RFC 822, and two forms of it that Vietnamese papers write."""
    here = at.astimezone(HANOI)
    day, month = _DAYS[here.weekday()], _MONTHS[here.month - 1]
    zone = ("+0700", "GMT+7", "+07")[form % 3]
    return f"{day}, {here.day:02} {month} {here.year} {here:%H:%M:%S} {zone}"
