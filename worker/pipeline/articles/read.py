"""A page becomes drafts of articles: its own with the further stories beside it, or each item of a listing.

`keep.keep_page` does the rest of the way.
"""

import logging
from collections.abc import Iterable
from datetime import timedelta

from scrapers.article import Article, Link, Listing, Page, When
from scrapers.dates import moment
from scrapers.errors import NoArticle, ScrapeError
from scrapers.extract import extract
from scrapers.site import Site
from storage import instant
from storage.event import NewEvent
from worker.alerts.policy import Origin
from worker.pipeline.articles import further
from worker.pipeline.articles.keep import Kept, keep_page
from worker.pipeline.articles.record import Draft, Kind, from_item, with_link
from worker.pipeline.flow import Flow
from worker.pipeline.identity import article_id

log = logging.getLogger("diemtin.read")


_FIELDS = ("title", "lead", "published")


AGED = timedelta(days=3)
"""A page older than that, met in a sitemap which tells changes and not publications, is no news."""


def read_page(
    flow: Flow, id_: str, page: Page, origin: Origin, link: Link, site: str, seen: str = ""
) -> list[Kept]:
    """Extract an article's page that is in the store and keep what it holds. Raises ScrapeError.

    `seen`: when it was first seen, where its source shows old articles as well.
    """
    drafts = drafts_of(id_, page, flow.site(site, page.url or link.url), link)
    if any(draft.kind == "item" for draft in drafts):  # its items are no news of this address
        raise NoArticle("the page lists stories and is none itself")
    return keep_page(flow, drafts, "first_poll" if _aged(drafts[0], seen) else origin)


def _aged(draft: Draft, seen: str) -> bool:
    published = moment(draft.article.published)
    return bool(seen) and published is not None and published < instant.moment(seen) - AGED


def drafts_of(id_: str, page: Page, site: Site | None, link: Link) -> list[Draft]:
    """One article and then the further stories beside it, or every item of a listing as an article of its own.

    Raises ScrapeError.
    """
    extracted = extract(page, site)
    if isinstance(extracted, Article):
        article = with_link(extracted, link, site.key if site else "")
        lacks = tuple(name for name in _FIELDS if not getattr(extracted, name))
        kind: Kind = "digest" if further.is_digest(article) else "article"
        return of_page(Draft(id_, article, kind, lacks=lacks), extracted.published)
    return list(_items(id_, extracted))


def of_page(own: Draft, before: When = "") -> list[Draft]:
    """A page's own article and the further stories beside it, these in the words of the page as it stands now."""
    return [own, *further.beside(own, before)]


def _items(listing_id: str, listing: Listing) -> Iterable[Draft]:
    for item in listing.items:
        key = item.url or f"{listing_id} {item.title}\n{item.teaser}"
        yield Draft(article_id(key), from_item(item, listing), "item", listing_id)


def refuse(
    flow: Flow, id_: str, url: str, error: ScrapeError, page: str, *, final: bool = True
) -> None:
    """Say in the store why a page gave no article."""
    log.warning(
        "refused", extra={"article": id_, "url": url, "code": error.code, "why": str(error)}
    )
    data = {"url": url, "code": error.code, "message": str(error), "final": final}
    with flow.store.write() as tx:
        tx.append(NewEvent("page.refused", id_, data, key=f"{page} {error.code} {error}"))
