"""Files take the same way as pages of the web: folders, HTML, plain text, article NDJSON.

Bad input is named and skipped; the rest is taken in. Taking in the same again changes nothing.
"""

from collections.abc import Iterator
from pathlib import Path

from scrapers.article import Link, Page
from scrapers.errors import ScrapeError
from storage import pages
from storage.event import NewEvent
from worker.pipeline.articles.keep import Kept, keep, keep_page
from worker.pipeline.articles.read import drafts_of, of_page, refuse
from worker.pipeline.articles.record import OWN, Draft
from worker.pipeline.articles.talks import in_listing
from worker.pipeline.fault import named
from worker.pipeline.flow import Flow
from worker.pipeline.given import NDJSON, Failure, articles
from worker.pipeline.identity import article_id


def ingest(flow: Flow, path: Path, url: str = "") -> Iterator[Kept | Failure]:
    """Take in one file; it yields one result for each article: of a page's own, of each further story beside it, of a
    listing's items, of NDJSON's lines."""
    try:
        content = path.read_bytes()
    except OSError as error:
        yield Failure(str(path), "unreadable", f"cannot be read: {error.strerror}")
        return
    if path.suffix.lower() in NDJSON:
        yield from _rows(flow, path, content)
    else:
        yield from _page(flow, path, Page(content, url))


def _page(flow: Flow, path: Path, page: Page) -> Iterator[Kept | Failure]:
    by_bytes = article_id(page.content)
    try:
        with named(str(path)):
            drafts = drafts_of(by_bytes, page, flow.site("", page.url), Link(page.url))
    except ScrapeError as error:
        _store(flow, by_bytes, path, page)
        refuse(flow, by_bytes, str(path), error, "")
        yield Failure(str(path), error.code, str(error))
        return
    own = [draft for draft in drafts if draft.kind in OWN]
    subject = article_id(own[0].article.url) if own and own[0].article.url else by_bytes
    _store(flow, subject, path, page)
    if own:
        yield from keep_page(flow, of_page(Draft(subject, own[0].article, own[0].kind)), "file")
        return
    for draft in in_listing(drafts, flow.topics):
        yield keep(flow, draft, "file")


def _store(flow: Flow, subject: str, path: Path, page: Page) -> None:
    with flow.store.write() as tx:
        sha = pages.put(tx.conn, page.content)
        data = {
            "url": page.url,
            "file": path.name,
            "page": sha,
            "content_type": "",
            "bytes": len(page.content),
            "origin": "file",
        }
        tx.append(NewEvent("page.fetched", subject, data, key=f"{sha} {path.name} {page.url}"))


def _rows(flow: Flow, path: Path, content: bytes) -> Iterator[Kept | Failure]:
    for article in articles(path, content):
        if isinstance(article, Failure):
            yield article
            continue
        key = article.url or f"{article.site}\n{article.title}\n{article.lead}\n{article.body}"
        yield keep(flow, Draft(article.id or article_id(key), article, "given"), "file")
