"""A listing that ran over between two looks is read on: its second page, its third, until what was known stands there."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from scrapers import paging
from scrapers.article import Link, Page
from scrapers.dates import moment
from scrapers.discover import links
from storage.instant import moment as at
from storage.schedule import DueSource, Visit
from worker.pipeline.fault import named
from worker.pipeline.flow import Flow
from worker.pipeline.identity import article_id
from worker.pipeline.visits import moved, overlap
from worker.pipeline.visits.lease import renew
from worker.pipeline.visits.overlap import Gap

MOST = 5
"""Pages after the first that are read for one hole."""
DAY = timedelta(days=1)
SHARED = 2
"""Links of the look before that must stand on a page for it to be where the hole ends: one may be of a box beside."""


def following(
    flow: Flow, visit: Visit, source: DueSource, gap: Gap
) -> Iterator[tuple[str, list[Link]]]:
    """Each page after the first with what it shows of the hole, page by page. Raises ScrapeError."""
    fetched = flow.fetcher.fetch(moved.address(source))
    page = Page(fetched.content, fetched.url, fetched.content_type)
    for _ in range(MOST):
        address = paging.next_page(page)
        if not address:
            return
        renew(flow, visit)
        fetched = flow.fetcher.fetch(address)
        page = Page(fetched.content, fetched.url, fetched.content_type)
        with named(address):
            shown = links(page, flow.site(source.site, source.url), "listing")
        missed, ended = _of_hole(shown, source, gap)
        yield address, missed
        if ended:
            return


def _of_hole(shown: Sequence[Link], source: DueSource, gap: Gap) -> tuple[list[Link], bool]:
    """What of a page was published in the hole, and whether the hole ends here.

    What is dated says so itself. What is not counts where it stands before the links of the last look, as
    long as these are still known: not once another look came between.
    """
    began = at(gap.since) - overlap.MARGIN
    before = source.memo.get("marks", ()) if gap.since == source.worked else ()
    marked = [n for n, link in enumerate(shown) if overlap.mark(article_id(link.url)) in before]
    end = marked[0] if len(marked) >= SHARED else len(shown) if before else 0
    missed = [
        link for place, link in enumerate(shown) if _in_hole(link, began, undated=place < end)
    ]
    old = sum(bool(link.published) and link not in missed for link in shown)
    return missed, end < len(shown) or 2 * old > len(shown)


def _in_hole(link: Link, began: datetime, *, undated: bool) -> bool:
    """Was it published after that? `undated`: the answer where it does not say."""
    published = moment(link.published)
    if published is None:
        return undated
    return (published if "T" in link.published else published + DAY) >= began
