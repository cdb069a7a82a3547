"""Papers edit and retitle: recent articles are looked at again, a few times, politely.

1. On-topic articles, and those that nearly were, are planned for some looks after they were read.
2. A feed that words a known link anew brings its article's next look forward.
3. A look asks conditionally. Where title, lead or body changed, of the page's article or of a further story on the
   page, the page is kept and read again: a revision (`keep.keep_page`), never a new article; a further story that was
   added is one. A page that is another's, or hardly there, changes nothing, nor does a further story that is gone.
"""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection

from scrapers import urls
from scrapers.article import Article, Link, Page
from scrapers.errors import ScrapeError
from scrapers.fetch import Fetched
from storage import queries, revisits, schedule
from storage.instant import moment
from storage.queries import ArticleRow, LinkRow
from storage.revisits import Revisit
from storage.schedule import DueLink, Visit
from worker.pipeline.articles import further
from worker.pipeline.articles.keep import Kept
from worker.pipeline.articles.read import drafts_of
from worker.pipeline.articles.record import OWN, record_page
from worker.pipeline.fault import named
from worker.pipeline.flow import Flow, no_failure
from worker.pipeline.visits.lease import renew

log = logging.getLogger("diemtin.revise")

ON_TOPIC = (0.17, 0.5, 2.0, 8.0, 24.0)
"""Hours after the first reading at which an article on topic is looked at."""
NEARLY = (0.5, 4.0)
"""And one that was off topic by little: an edit may put it on."""
NEAR = 0.25
"""The score from which that is so."""
RECENT = timedelta(days=1)
"""What was published longer ago is edited no more."""
_LEAST = 0.3
"""Of a body's length: a page with less has lost its text, or is another page."""


def planned(flow: Flow, link: DueLink, kept: Sequence[Kept]) -> None:
    """Plan the looks at the page that was just read, for its own article (the first) or a further story on it."""
    own = next(iter(kept), None)
    if own is None or own.kind not in OWN or not own.looks_recent(flow.clock(), RECENT):
        return
    new = [one for one in kept if one.new]
    near = any(one.score >= NEAR for one in new)
    waits = ON_TOPIC if any(one.on_topic for one in new) else NEARLY if near else ()
    if waits:
        first = flow.clock() + timedelta(hours=waits[0])
        with flow.store.operate() as conn:
            revisits.plan(conn, own.id, link.url, first, len(waits))


def revisit_all(flow: Flow, visit: Visit, due: Sequence[Revisit]) -> int:
    """Look at what is due at a host; gives how many articles changed."""
    changed = 0
    for one in due:
        renew(flow, visit)
        changed += _look(flow, visit, one)
        flow.beat()
    return changed


def _look(flow: Flow, visit: Visit, one: Revisit) -> bool:
    with flow.store.read() as conn:
        article, link = queries.article(conn, one.id), queries.link(conn, one.id)
    fetched: Fetched | None = None
    changed = False
    if article is not None and link is not None and article.kind in OWN:
        try:
            fetched = flow.fetcher.fetch(one.url, etag=one.etag, last_modified=one.last_modified)
            changed = not fetched.not_modified and _edited(flow, article, link, fetched)
        except ScrapeError as error:
            no_failure(error)
            log.info("not seen again", extra={"url": one.url, "code": error.code})
    _settle(flow, visit, one, fetched, changed=changed)
    return changed


def _edited(flow: Flow, article: ArticleRow, link: LinkRow, fetched: Fetched) -> bool:
    """Is it the same article, saying something else? Raises ScrapeError where the page gives none."""
    page = Page(fetched.content, fetched.url, fetched.content_type)
    known = Link(fetched.url, link.title, link.teaser, link.published)
    with named(link.url), flow.reading:
        drafts = drafts_of(article.id, page, flow.site(link.site, link.url), known)
    if not drafts or drafts[0].kind not in OWN:
        return False
    now = drafts[0].article
    if not _same_place(article, now, link, fetched) or len(now.body) < _LEAST * len(article.body):
        return False
    if (now.title, now.lead, now.body) != (article.title, article.lead, article.body):
        return True
    with flow.store.read() as conn:
        return further.changed(conn, drafts)


def _same_place(article: ArticleRow, now: Article, link: LinkRow, fetched: Fetched) -> bool:
    """A redirect to the home page, or to what replaced the article, is no edit of it."""
    try:
        at = {urls.canonical(fetched.url), urls.canonical(now.url)}
        return bool(at & {article.url, link.url, urls.canonical(link.final_url or link.url)})
    except ScrapeError:
        return False


def _settle(
    flow: Flow, visit: Visit, one: Revisit, fetched: Fetched | None, *, changed: bool
) -> None:
    """Keep the changed bytes, which makes the link due for reading, and set the next look."""
    with flow.store.write() as tx:
        schedule.guard(tx, visit)
        row = queries.article(tx.conn, one.id)
        if changed and fetched is not None:
            record_page(tx, one.id, fetched, again=f" {tx.now}")
        waits = _waits(tx.conn, row, flow.clock()) if row else []
        revisits.looked(
            tx.conn,
            one,
            waits,
            etag=fetched.etag if fetched else one.etag,
            modified=fetched.last_modified if fetched else one.last_modified,
        )


def _waits(conn: Connection, row: ArticleRow, now: datetime) -> list[datetime]:
    """The looks that are still to come, counted from when the article was first seen."""
    first = moment(row.seen)
    stories = (row, *queries.further(conn, row.id))
    on_topic = any(verdict.on_topic for one in stories for verdict in one.verdicts)
    hours = ON_TOPIC if on_topic else NEARLY
    return [at for at in (first + timedelta(hours=hour) for hour in hours) if at > now]
