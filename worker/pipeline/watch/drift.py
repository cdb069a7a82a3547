"""After each page: does the site still look as it did, and are its dates right? Each change is said once."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection

from scrapers.dates import moment
from scrapers.errors import FetchFailed, ScrapeError
from storage import yields
from storage.event import NewEvent
from storage.instant import moment as at
from storage.schedule import DueLink
from storage.store import Tx
from worker.pipeline.articles.keep import Kept
from worker.pipeline.flow import Flow
from worker.pipeline.watch import pages
from worker.pipeline.watch.advice import next_step


def note(flow: Flow, link: DueLink, kept: Sequence[Kept]) -> None:
    """Remember what a page held; say where the site changed, and where it is as before again."""
    if link.site in flow.sites:
        _note(flow, link, _page(flow, link, kept[0]) if kept else ["x", 0, None, ""])


def refused(flow: Flow, link: DueLink, error: ScrapeError) -> None:
    """Remember a page that gave no article, or could not be fetched; say so where they are many."""
    if link.site in flow.sites:
        _note(flow, link, ["e" if isinstance(error, FetchFailed) else "x", 0, None, error.code])


def _note(flow: Flow, link: DueLink, page: pages.Page) -> None:
    with flow.store.operate() as conn:
        memo = pages.seen(yields.memo(conn, link.site), page)
        _keep(conn, link.site, memo)
    drifting = pages.drift(memo, flow.sites[link.site].expect.body_chars)
    misdated = pages.misdated(memo)
    if bool(drifting) != pages.drifts(memo) or bool(misdated) != bool(memo.get("misdated")):
        with flow.store.write() as tx:
            _say(tx, link.site, drifting, misdated)


def _page(flow: Flow, link: DueLink, kept: Kept) -> pages.Page:
    shown = "".join(name[0] for name in ("title", "lead", "published") if name not in kept.lacks)
    published = moment(kept.published) if "T" in kept.published else None
    lag = None
    site = flow.sites[link.site]
    shows_news = link.source in (*site.feeds, *site.listings)  # sitemaps show old articles, too
    if published is not None and shows_news and not link.first_poll:
        lag = round((at(link.seen) - published).total_seconds() / 60)
    return [shown + ("o" if kept.on_topic else ""), kept.body_chars, lag]


def _say(tx: Tx, site: str, drifting: pages.Drift | None, misdated: str) -> None:
    """One event a change; decided anew under the lock, so that two pages at once do not say it twice."""
    memo = dict(yields.memo(tx.conn, site))
    if drifting and not pages.drifts(memo):
        memo |= {"base": memo["pages"][: -pages.NEWEST], "since": 0, "drift": drifting.code}
        _append(tx, "site.drifting", site, drifting.code, drifting.said)
    elif not drifting and pages.drifts(memo):
        taken = memo.get("since", 0) >= pages.ACCEPTED
        memo |= {"base": [], "since": 0, "drift": ""}
        said = "taken as its layout by now" if taken else "its pages show again what they did"
        _append(tx, "site.steady", site, "", said)
    if misdated and not memo.get("misdated"):
        memo["misdated"] = True
        _append(tx, "site.misdated", site, "dates", misdated)
    elif not misdated and memo.get("misdated"):
        memo["misdated"] = False
        _append(tx, "site.dated", site, "", "its dates are right again")
    _keep(tx.conn, site, memo)


def _keep(conn: Connection, site: str, memo: Mapping[str, Any]) -> None:
    held = pages.summary(memo)
    yields.keep(conn, site, memo, asdict(held) if held else None)


def _append(tx: Tx, what: str, site: str, code: str, message: str) -> None:
    data: Mapping[str, Any] = {
        "site": site,
        "code": code,
        "message": message,
        "next_step": next_step(code, site) if code else "",
    }
    tx.append(NewEvent(what, site, data, key=tx.now))
