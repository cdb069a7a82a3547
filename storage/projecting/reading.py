"""Articles: their words come with the event, their body from the blob."""

import json
from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, select, update

from storage import pages
from storage.dialect import upsert
from storage.errors import NoBlob
from storage.event import Event
from storage.instant import of_when
from storage.projecting.fields import flag, listed, number, plain, text
from storage.projecting.timeline import NOTHING
from storage.projecting.watching import meet
from storage.schema import articles, links, mentions

Fold = Callable[[str], str]

_TEXTS = (
    "url", "site", "title", "lead", "published", "modified", "agency", "section", "language",
    "kind", "listing", "text",
)  # fmt: skip
_STAYS = ("position", "seen")  # read again, it keeps its place in the feed


def article_read(conn: Connection, event: Event, fold: Fold) -> None:
    """The page, and the listing it stood on, are done with; not the page of a further story."""
    meet(conn, event)
    words = {name: text(event, name) for name in _TEXTS}
    body = _body(conn, words["text"])
    seen, page = _way(conn, event.subject, words["listing"])
    row = {
        **words,
        "id": event.subject,
        "position": event.position,
        "body": body,
        "moment": of_when(words["published"]) or seen,
        "authors": listed(event, "authors"),
        "seen": seen,
        "updated": event.at,
        "page": page,
        "mirror": flag(event, "mirror"),
        "kept": number(event, "kept"),
        "dropped": number(event, "dropped"),
        "search": fold("\n".join((words["title"], words["lead"], body))).replace("\x00", ""),
    }
    upsert(conn, articles, row, keep=_STAYS)
    page = "" if words["kind"] == "story" else words["listing"]  # it has an article of its own
    done = [id_ for id_ in (event.subject, page) if id_]
    conn.execute(
        update(links).where(links.c.id.in_(done)).values(state="read", code="", message="")
    )


def text_erased(conn: Connection, event: Event, fold: Fold) -> None:
    """Body and quotes are gone of every article that had this text; title and lead stand in the record itself."""
    mine = articles.c.text == event.subject
    for row in conn.execute(select(articles.c.id, articles.c.title, articles.c.lead).where(mine)):
        search = fold(f"{row.title}\n{row.lead}\n").replace("\x00", "")
        emptied = update(articles).where(articles.c.id == row.id)
        conn.execute(emptied.values(body="", search=search))
    quoting = update(mentions).where(mentions.c.text == event.subject)
    conn.execute(quoting.values(told=NOTHING, until=""))


def _body(conn: Connection, sha: str) -> str:
    try:
        stored: Any = json.loads(pages.get(conn, sha))
    except (NoBlob, ValueError):
        return ""
    return plain(stored.get("body", "")) if isinstance(stored, dict) else ""


def _way(conn: Connection, id_: str, listing: str) -> tuple[str, str]:
    """When it was first seen, and the page it was read from: its own, or that of the listing."""
    rows = conn.execute(
        select(links.c.id, links.c.seen, links.c.page).where(links.c.id.in_([id_, listing]))
    )
    found = {row.id: row for row in rows}
    page: str = found[id_].page or (found[listing].page if listing in found else "")
    return found[id_].seen, page
