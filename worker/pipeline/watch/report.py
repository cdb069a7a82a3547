"""What the operators are told: sites that fail, fall silent, drift, and that they are well again.

Each incident is told once, and its end once, when it has lasted; several in one message, by the machinery of all alerts:
what is owed becomes rows in one transaction, so that nothing that dies later can lose or double it.
A line says everything twice: `message` and `next_step` in English for programs, `said` and `todo` in Vietnamese for mails.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from scrapers.schedule import trouble
from storage import queries
from storage.event import NewEvent
from storage.instant import instant, moment
from storage.queries import IncidentRow
from storage.store import Tx
from worker.alerts.content import INCIDENTS
from worker.pipeline.flow import Flow
from worker.pipeline.identity import delivery_id, name
from worker.pipeline.watch import words

OPERATOR = "operator"
"""The story to which all these messages belong: readers thread them."""
PATIENCE = timedelta(minutes=30)
"""How long something that often ends by itself must last before anybody is told."""
APART = timedelta(minutes=15)
"""Between two messages: what happens meanwhile goes into the next."""
STEADY = timedelta(hours=2)
"""How long a paper must be well before that is told; what begins again before is the same trouble, and is known."""
JOIN = 1 / 3
"""What has lasted for this share of its time goes into a message that is sent anyway."""
STALE = timedelta(days=7)
"""What began longer ago, and was not told then, is only told while it lasts."""
_OURS = {"dns", "refused", "timeout", "network", "tls"}
"""Failures that a broken network of our own looks like."""
_FEWEST = 3


def report(flow: Flow) -> int:
    """Owe the operators what they do not know yet; gives the number of incidents told."""
    to = flow.followers.on_duty()
    if not to:
        return 0
    with flow.store.read() as conn:
        if not _due(conn, flow.clock()):
            return 0
    with flow.store.write() as tx:
        now, last = flow.clock(), queries.last_told(tx.conn)
        if not _due(tx.conn, now) or (last and now - moment(last) < APART):
            return 0
        rows = _due(tx.conn, now, JOIN)
        _raise(flow, tx, rows, now)
    return len(rows)


def _due(conn: Connection, now: datetime, share: float = 1.0) -> list[IncidentRow]:
    """What is to be told: incidents that have lasted for this share of what must pass before, and ends that last.

    A fault that comes and goes is told once; its end, when it stays away.
    """
    rows = queries.untold(conn)
    known = {(row.subject, row.kind, row.code) for row in rows if row.told}
    new = [row for row in rows if not row.told and (row.subject, row.kind, row.code) not in known]
    ends = [_last_end(conn, row) for row in rows if row.told]
    over = [row for row in ends if row.closed and now - moment(row.closed) >= STEADY]
    ripe = [row for row in new if _ripe(row, now, share)]
    return sorted([*over, *ripe], key=lambda row: row.position)


def _last_end(conn: Connection, told: IncidentRow) -> IncidentRow:
    """The incident with the end of the last of its kind at its source; "" while that one lasts."""
    alike = [row for row in queries.incidents(conn, subject=told.subject) if row.kind == told.kind]
    ends = [row.closed for row in alike if row.position >= told.position]
    return replace(told, closed=max(ends) if all(ends) else "")


def _ripe(row: IncidentRow, now: datetime, share: float) -> bool:
    age = now - moment(row.opened)
    if row.closed:
        return age < STALE
    passing = trouble(row.code) == "passing" and (
        row.kind == "failing" or (row.kind == "drifting" and _of_fetching(row.code))
    )
    return age >= share * (PATIENCE if passing else PATIENCE / 3)


def _of_fetching(code: str) -> bool:
    return code in _OURS or code == "protocol" or code.startswith("http_")


def _raise(flow: Flow, tx: Tx, rows: Sequence[IncidentRow], now: datetime) -> None:
    at = instant(now)
    alert = name("l", OPERATOR, at)
    lines = [_line(flow, row) for row in rows]
    title = _title(lines)
    data = {
        "alert": alert,
        "topic": OPERATOR,
        "kind": OPERATOR,
        "reason": title,
        "article": "",
        "content": _content(alert, title, _lead(flow, rows, lines), lines, now),
        "deliveries": [
            {
                "id": delivery_id(alert, one.follower, one.channel),
                "follower": one.follower,
                "channel": one.channel,
                "to": one.to,
            }
            for one in flow.followers.on_duty()
        ],
    }
    tx.append(NewEvent("alert.raised", OPERATOR, data, key=alert))


def _line(flow: Flow, row: IncidentRow) -> dict[str, Any]:
    ended = bool(row.told)
    message = (row.ended or "well again") if ended else row.message[:300]
    return {
        "position": row.position,
        "site": row.site,
        "name": flow.site_name(row.site),
        "subject": row.subject,
        "kind": row.kind,
        "word": words.kind(row.kind, row.code),
        "code": row.code,
        "message": message,
        "next_step": row.next_step,
        "said": words.said("" if ended else row.code, message),
        "todo": "" if ended else words.step(row.code, row.site, row.next_step),
        "since": row.opened,
        "ended": row.closed if ended else "",
    }


def _title(lines: Sequence[dict[str, Any]]) -> str:
    sick = len({line["site"] for line in lines if not line["ended"]})
    well = len({line["site"] for line in lines if line["ended"]})
    said = [f"{sick} trang báo có sự cố"] if sick else []
    said += [f"{well} trang báo đã ổn"] if well else []
    return ", ".join(said)


def _lead(flow: Flow, rows: Sequence[IncidentRow], lines: Sequence[dict[str, Any]]) -> str:
    """Where most papers fail alike, it is hardly the papers."""
    alike = {
        row.site for row in rows if not row.told and row.kind == "failing" and row.code in _OURS
    }
    if len(alike) >= _FEWEST and 2 * len(alike) > len(flow.sites):
        return (
            f"{len(alike)} trong {len(flow.sites)} trang báo cùng không thăm được:"
            " trước hết hãy xem mạng của máy này (diemtin doctor)."
        )
    if len(lines) <= INCIDENTS:
        return ""
    return f"Thư này nêu {INCIDENTS} trong {len(lines)} sự cố: xem tất cả ở trang /sites."


def _content(
    alert: str, title: str, lead: str, lines: Sequence[dict[str, Any]], now: datetime
) -> dict[str, Any]:
    """The shape of all alerts (`worker.alerts.content`), with `incidents` beside it."""
    said = now.isoformat(timespec="seconds")
    return {
        "alert": alert,
        "kind": OPERATOR,
        "topic": {"id": OPERATOR, "name": "Vận hành"},
        "story": {"id": OPERATOR, "title": "Tình trạng các trang báo"},
        "article": {
            "id": "", "title": title, "lead": lead, "url": "", "site": "Điểm tin", "published": said,
            "agency": "",
        },
        "evidence": [],
        "changed": [],
        "incidents": list(lines),
        "articles": 0,
        "at": said,
    }  # fmt: skip
