"""Sources, links and pages."""

from collections.abc import Callable

from sqlalchemy import Connection, Select, select, update

from storage.dialect import insert_once, upsert
from storage.event import Event
from storage.projecting import incidents
from storage.projecting.fields import flag, number, text
from storage.schema import links, source_states

Fold = Callable[[str], str]

_STATES = {
    "source.failing": "failing",
    "source.silent": "silent",
    "source.recovered": "ok",
    "source.retired": "retired",
}


def source_opened(conn: Connection, event: Event, _fold: Fold) -> None:
    """The first poll is recorded: from now on, what appears is new."""
    before: int = conn.execute(_openings(event.subject)).scalar() or 0
    row = {
        **_state(event, "ok"),
        "kind": text(event, "kind"),
        "opened": True,
        "openings": before + 1,
        "shown": number(event, "shown"),
    }
    upsert(conn, source_states, row)


def source_spoke(conn: Connection, event: Event, fold: Fold) -> None:
    """A source is failing, silent, well again or retired; a retired one must be opened again."""
    incidents.followed(conn, event, fold)
    row = {**_state(event, _STATES[event.type]), "kind": "", "opened": False}
    row |= {"openings": 0, "shown": 0}
    keep = ["kind", "openings", "shown"]
    keep += [] if event.type == "source.retired" else ["opened"]
    upsert(conn, source_states, row, keep=keep)


def _openings(url: str) -> Select[int]:
    return select(source_states.c.openings).where(source_states.c.url == url)


def _state(event: Event, state: str) -> dict[str, object]:
    return {
        "url": event.subject,
        "site": text(event, "site"),
        "state": state,
        "since": text(event, "since") or event.at,
        "code": text(event, "code"),
        "message": text(event, "message"),
        "next_step": text(event, "next_step"),
        "position": event.position,
    }


def link_seen(conn: Connection, event: Event, _fold: Fold) -> None:
    """The first source that showed it is the one that counts; a link known from a file gets its words."""
    words = {name: text(event, name) for name in ("source", "title", "teaser", "published")}
    if meet(conn, event, first_poll=flag(event, "first_poll"), **words):
        return
    bare = links.c.id == event.subject, links.c.source == "", links.c.title == ""
    conn.execute(update(links).where(*bare).values(**words))


def link_retitled(conn: Connection, event: Event, _fold: Fold) -> None:
    """Its source words it anew."""
    _update(conn, event.subject, title=text(event, "title"))


def page_fetched(conn: Connection, event: Event, _fold: Fold) -> None:
    meet(conn, event)
    _update(
        conn,
        event.subject,
        state="fetched",
        final_url=text(event, "url"),
        page=text(event, "page"),
        content_type=text(event, "content_type"),
        origin=text(event, "origin"),
    )


def page_refused(conn: Connection, event: Event, _fold: Fold) -> None:
    """A refusal that is not final leaves the link where it was, to be tried again."""
    meet(conn, event)
    said = {"code": text(event, "code"), "message": text(event, "message")}
    _update(conn, event.subject, **said, **({"state": "refused"} if flag(event, "final") else {}))


def link_joined(conn: Connection, event: Event, _fold: Fold) -> None:
    """It leads to an article that is known by another address."""
    article = text(event, "article")
    _update(conn, event.subject, state="read", code="same_article", message=article)


def meet(conn: Connection, event: Event, *, first_poll: bool = False, **words: str) -> bool:
    """The first event about an article makes its row; says whether this was it."""
    empty = dict.fromkeys(
        ("source", "title", "teaser", "published", "final_url", "page", "content_type"), ""
    )
    row = {
        **empty,
        "id": event.subject,
        "position": event.position,
        "url": text(event, "url"),
        "site": text(event, "site"),
        "first_poll": first_poll,
        "seen": event.at,
        "state": "seen",
        "origin": "",
        "code": "",
        "message": "",
        **words,
    }
    return insert_once(conn, links, row)


def _update(conn: Connection, id_: str, **values: str) -> None:
    conn.execute(update(links).where(links.c.id == id_).values(**values))
