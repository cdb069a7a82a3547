"""After each page: does the site still look as it did, and are its dates right? Each change is said once."""

from collections.abc import Mapping, Sequence
from typing import Any

from scrapers.dates import moment
from storage import yields
from storage.event import NewEvent
from storage.instant import moment as at
from storage.schedule import DueLink
from storage.store import Tx
from worker.pipeline.articles.read import Kept
from worker.pipeline.flow import Flow
from worker.pipeline.watch import pages
from worker.pipeline.watch.advice import next_step


def note(flow: Flow, link: DueLink, kept: Sequence[Kept], *, refused: bool = False) -> None:
    """Remember what a page held; say where the site changed, and where it is as before again."""
    if not link.site or link.site not in flow.sites:
        return
    page: pages.Page = ["x", 0, None] if refused or not kept else _page(link, kept[0])
    with flow.store.operate() as conn:
        memo = pages.seen(yields.memo(conn, link.site), page)
        yields.keep(conn, link.site, memo)
    drifting = pages.drift(memo, flow.sites[link.site].expect.body_chars)
    misdated = pages.misdated(memo)
    if bool(drifting) != bool(memo.get("base")) or bool(misdated) != bool(memo.get("misdated")):
        with flow.store.write() as tx:
            _say(tx, link.site, drifting, misdated)


def _page(link: DueLink, kept: Kept) -> pages.Page:
    shown = "".join(name[0] for name in ("title", "lead", "published") if name not in kept.lacks)
    published = moment(kept.published) if "T" in kept.published else None
    lag = None
    if published is not None and not link.first_poll:
        lag = round((at(link.seen) - published).total_seconds() / 60)
    return [shown + ("o" if kept.on_topic else ""), kept.body_chars, lag]


def _say(tx: Tx, site: str, drifting: str, misdated: str) -> None:
    """One event a change; decided anew under the lock, so that two pages at once do not say it twice."""
    memo = dict(yields.memo(tx.conn, site))
    if drifting and not memo.get("base"):
        memo |= {"base": memo["pages"][: -pages.NEWEST], "since": 0}
        _append(tx, "site.drifting", site, "drift", drifting)
    elif not drifting and memo.get("base"):
        taken = memo.get("since", 0) >= pages.ACCEPTED
        memo |= {"base": [], "since": 0}
        said = "taken as its layout by now" if taken else "its pages show again what they did"
        _append(tx, "site.steady", site, "", said)
    if misdated and not memo.get("misdated"):
        memo["misdated"] = True
        _append(tx, "site.misdated", site, "dates", misdated)
    elif not misdated and memo.get("misdated"):
        memo["misdated"] = False
        _append(tx, "site.dated", site, "", "its dates are right again")
    yields.keep(tx.conn, site, memo)


def _append(tx: Tx, what: str, site: str, code: str, message: str) -> None:
    data: Mapping[str, Any] = {
        "site": site,
        "code": code,
        "message": message,
        "next_step": next_step(code, site) if code else "",
    }
    tx.append(NewEvent(what, site, data, key=tx.now))
