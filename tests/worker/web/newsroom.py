"""A store filled with news of our own writing, through the same events that the flow appends."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from scrapers.site import Site
from scrapers.text import search_text
from storage import pages
from storage.database import connect, migrate
from storage.event import NewEvent
from storage.sources import sync_sources
from storage.store import Store, Tx
from storage.visit import Source
from worker.pipeline.identity import alert_id, article_id, delivery_id, name, story_id

TOPIC = "russia_nato_talks"
SITES = {
    key: Site(key=key, name=title, home=f"https://{key}.example/", feeds=[f"https://{key}.example/rss"])
    for key, title in (
        ("songhong", "Nhật báo Sông Hồng"),
        ("haidang", "Hải Đăng Online"),
        ("bencang", "Tin Bến Cảng"),
        ("dongdo", "Đông Đô"),
        ("canhbuom", "Báo Cánh Buồm"),
        ("nuinua", "Thời báo Núi Nưa"),
    )
}  # fmt: skip


@dataclass
class Clock:
    """Stands still until it is told to go."""

    now: datetime = datetime(2022, 1, 11, 23, 40, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def go(self, **delta: float) -> None:
        self.now += timedelta(**delta)


def proof(
    quote: str, concept: str = "talks_between", field_: str = "lead", weight: float = 1.5
) -> dict[str, Any]:
    return {"quote": quote, "field": field_, "concept": concept, "weight": weight}


@dataclass
class Newsroom:
    """Writes articles, stories and alerts into an empty database, a minute apart."""

    url: str
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        engine = connect(self.url)
        migrate(engine)
        self.store = Store(engine, self.clock, search_text)

    def close(self) -> None:
        self.store.engine.dispose()

    def watch(self, sites: Mapping[str, Site] = SITES) -> None:
        """The sources of these sites, as the worker declares them at its start."""
        declared = [
            Source(url, site.key, url.split("/")[2], site.kind(url))
            for site in sites.values()
            for url in site.sources
        ]
        with self.store.write() as tx:
            sync_sources(tx, declared)

    def say(self, type_: str, subject: str, key: str = "", **data: Any) -> int:
        """Append one event; gives its position."""
        with self.store.write() as tx:
            return tx.append(NewEvent(type_, subject, data, key)).position

    def article(
        self,
        title: str,
        lead: str = "",
        body: str = "",
        *,
        site: str = "songhong",
        url: str = "",
        published: str = "2022-01-11T08:09:00+07:00",
        agency: str = "",
        authors: Sequence[str] = (),
        evidence: Sequence[Mapping[str, Any]] | None = None,
        missing: Sequence[str] = (),
        score: float = 0.97,
        on_topic: bool = True,
        story: str = "",
        topic: str = TOPIC,
    ) -> str:
        """An article that went the whole way; gives its id. `story` "" opens one of its own."""
        url = url or f"https://{site}.example/{name('p', title, lead, site, story)}.html"
        id_ = article_id(url)
        self.clock.go(minutes=1)
        with self.store.write() as tx:
            self._found(tx, id_, url, site, title, lead)
            self._read(
                tx, id_, body, url=url, site=site, title=title, lead=lead, published=published, agency=agency,
                authors=list(authors), modified="", section="Thế giới", language="vi", kind="article", listing="",
                kept=4, dropped=9,
            )  # fmt: skip
            given = [proof(lead or title)] if evidence is None else list(evidence)
            relevance = "core" if on_topic else "off"
            tx.append(NewEvent("article.judged", id_, {
                "topic": topic, "on_topic": on_topic, "score": score, "relevance": relevance,
                "evidence": given if on_topic or evidence else [], "missing": list(missing),
            }, key=topic))  # fmt: skip
            if on_topic:
                self._group(tx, id_, topic, story or story_id(topic, id_), opened=not story)
        return id_

    def _found(self, tx: Tx, id_: str, url: str, site: str, title: str, lead: str) -> None:
        seen = {
            "url": url,
            "site": site,
            "source": f"https://{site}.example/rss",
            "title": title,
            "teaser": lead,
        }
        tx.append(NewEvent("link.seen", id_, seen | {"published": "", "first_poll": False}))
        page = pages.put(tx.conn, f"<h1>{title}</h1>".encode())
        fetched = {
            "url": url,
            "page": page,
            "content_type": "text/html",
            "bytes": 48_213,
            "origin": "web",
        }
        tx.append(NewEvent("page.fetched", id_, fetched, key=page))

    def _read(self, tx: Tx, id_: str, body: str, **data: Any) -> None:
        record = json.dumps({"body": body, **data}, ensure_ascii=False)
        text = pages.put(tx.conn, record.encode())
        tx.append(NewEvent("article.read", id_, data | {"text": text}, key=text))

    def _group(self, tx: Tx, id_: str, topic: str, story: str, *, opened: bool) -> None:
        reason = (
            "không bài nào trong ba ngày giống bài này" if opened else "cùng cuộc gặp, cùng ngày"
        )
        data = {
            "topic": topic,
            "story": story,
            "opened": opened,
            "like": "",
            "similarity": 0.0,
            "reason": reason,
        }
        tx.append(NewEvent("article.grouped", id_, data, key=topic))

    def story_of(self, id_: str, topic: str = TOPIC) -> str:
        return story_id(topic, id_)

    def alert(
        self,
        id_: str,
        *,
        story: str = "",
        followers: Sequence[str] = ("desk",),
        kind: str = "story",
        changed: Sequence[Mapping[str, str]] = (),
    ) -> list[str]:
        """An alert about an article; gives the ids of its deliveries."""
        story = story or self.story_of(id_)
        alert = alert_id(story, TOPIC, 1 if kind == "story" else 2)
        told = [
            {
                "id": delivery_id(alert, who, "email"),
                "follower": who,
                "channel": "email",
                "to": f"{who}@example.org",
            }
            for who in followers
        ]
        content = {
            "story": {"id": story, "title": "Nga – NATO gặp nhau ở Brussels"},
            "changed": list(changed),
        }
        self.say(
            "alert.raised", story, alert, alert=alert, topic=TOPIC, kind=kind, reason="một vụ việc mới", article=id_,
            content=content, deliveries=told,
        )  # fmt: skip
        return [one["id"] for one in told]
