"""A clock that is told the time, a fold, and the events of one article's way."""

import json
import unicodedata
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Engine

from storage import pages
from storage.event import Event, NewEvent
from storage.store import Store, Tx

MORNING = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
TOPIC = "talks"


class Clock:
    """Stands still until it is moved; each look is a microsecond later than the one before."""

    def __init__(self) -> None:
        self.time = MORNING

    def __call__(self) -> datetime:
        self.time += timedelta(microseconds=1)
        return self.time

    def forward(self, **how_far: float) -> datetime:
        self.time += timedelta(**how_far)
        return self.time


def fold(text: str) -> str:
    bare = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    letters = (letter for letter in bare if not unicodedata.combining(letter))
    return f" {' '.join(''.join(letters).split())} "


def make_store(engine: Engine, clock: Clock) -> Store:
    return Store(engine, clock, fold)


def seen(id_: str, **fields: Any) -> NewEvent:
    data = {"url": f"https://bao.vn/{id_}", "site": "bao", "source": "https://bao.vn/rss"}
    data |= {"title": "", "teaser": "", "published": "", "first_poll": False}
    return NewEvent("link.seen", id_, {**data, **fields})


def fetched(tx: Tx, id_: str, content: bytes = b"<html>", **fields: Any) -> NewEvent:
    data = {"url": f"https://bao.vn/{id_}", "page": pages.put(tx.conn, content)}
    data |= {"content_type": "text/html", "bytes": len(content), "origin": "web"}
    return NewEvent("page.fetched", id_, {**data, **fields}, key=str(data["page"]))


def refused(id_: str, *, final: bool) -> NewEvent:
    data = {"url": f"https://bao.vn/{id_}", "code": "http_404", "message": "gone", "final": final}
    return NewEvent("page.refused", id_, data)


def read(tx: Tx, id_: str, title: str = "Tin", body: str = "", **fields: Any) -> NewEvent:
    words = {"title": title, "lead": fields.get("lead", ""), "body": body}
    text = pages.put(tx.conn, json.dumps(words, ensure_ascii=False).encode())
    data = {"url": f"https://bao.vn/{id_}", "site": "bao", "text": text, "title": title}
    data |= {"lead": "", "published": "", "modified": "", "authors": [], "agency": ""}
    data |= {"section": "", "language": "vi", "kind": "article", "listing": ""}
    data |= {"kept": 1, "dropped": 0}
    return NewEvent("article.read", id_, {**data, **fields}, key=text)


def judged(id_: str, topic: str = TOPIC, *, on_topic: bool = True, key: str = "") -> NewEvent:
    data = {"topic": topic, "on_topic": on_topic, "score": 0.75, "relevance": "core"}
    data |= {"evidence": [{"quote": "Nga và NATO đàm phán", "field": "body"}], "missing": ["place"]}
    return NewEvent("article.judged", id_, data, key=topic + key)


def corrected(id_: str, *, on_topic: bool, why: str = "đọc lại", key: str = "") -> NewEvent:
    data = {"topic": TOPIC, "on_topic": on_topic, "why": why}
    return NewEvent("verdict.corrected", id_, data, key=key)


def grouped(
    id_: str, story: str, topic: str = TOPIC, key: str = "", *, opens: bool = False
) -> NewEvent:
    data = {"topic": topic, "story": story, "opened": False, "like": "", "similarity": 0.5}
    if opens:
        data["kind"] = "opens"
    return NewEvent("article.grouped", id_, {**data, "reason": "same words"}, key=topic + key)


def talks_read(
    tx: Tx, id_: str, quote: str, text: str = "", key: str = "", day: str = ""
) -> NewEvent:
    """A reading with one mention, of a talk on `day`; `text` is the sha256 of the article's text."""
    when = {"date": {"start": day, "end": day, "name": day}} if day else {}
    said = {"text": text, "mentions": [{"quote": quote, **when}]}
    told = pages.put(tx.conn, json.dumps(said, ensure_ascii=False).encode())
    data = {"topic": TOPIC, "text": text, "told": told, "mentions": 1}
    return NewEvent("talks.read", id_, data, key=TOPIC + told + key)


def raised(
    alert: str, story: str, deliveries: Iterable[tuple[str, str]], article: str = "a-1"
) -> NewEvent:
    """`deliveries`: (delivery id, address) pairs."""
    owed = [{"id": id_, "follower": "desk", "channel": "email", "to": to} for id_, to in deliveries]
    data = {"alert": alert, "topic": TOPIC, "kind": "story", "reason": "new", "article": article}
    data |= {"content": {"title": "Nga–NATO"}, "deliveries": owed}
    return NewEvent("alert.raised", story, data, key=alert)


def append(store: Store, *new: NewEvent) -> list[Event]:
    with store.write() as tx:
        return [tx.append(event) for event in new]


def ingest(store: Store, id_: str, title: str = "Tin", body: str = "", **fields: Any) -> None:
    """An article seen, fetched and read."""
    with store.write() as tx:
        tx.append(seen(id_))
        tx.append(fetched(tx, id_, f"<html>{id_}".encode()))
        tx.append(read(tx, id_, title, body, **fields))
