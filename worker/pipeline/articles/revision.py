"""An article that is read again and says something else: what changed, and whether the edit put it on topic. Pure
but for reading what stood before."""

import json
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from scrapers.article import Article
from storage import pages
from storage.errors import NoBlob
from storage.event import NewEvent
from storage.queries import ArticleRow
from storage.store import Tx
from worker.pipeline.articles.record import Draft
from worker.topics import Topic, Verdict, judge

_RANK = {"off": 0, "peripheral": 1, "core": 2}
_FIELDS = ("title", "lead", "body", "published", "modified", "agency", "section", "language")


def revised(tx: Tx, before: ArticleRow | None, draft: Draft, text: str) -> bool:
    """Append article.revised where this reading says something else than the one before."""
    if before is None or not before.text or before.text == text:
        return False
    change = difference(before, draft.article)
    if not change:
        return False
    data = {"url": draft.article.url, "before": before.text, "after": text, "changed": change}
    tx.append(
        NewEvent("article.revised", draft.id, data, key=f"{before.text} {text} {tx.position}")
    )
    return True


def difference(before: ArticleRow, now: Article) -> dict[str, Any]:
    """What changed: title and lead as [before, now], the body as the paragraphs that went and came."""
    change: dict[str, Any] = {
        name: [getattr(before, name), getattr(now, name)]
        for name in ("title", "lead")
        if getattr(before, name) != getattr(now, name)
    }
    if before.body != now.body:
        change["body"] = _paragraphs(before.body.split("\n\n"), now.body.split("\n\n"))
    return change


def _paragraphs(before: Sequence[str], now: Sequence[str]) -> dict[str, list[str]]:
    removed: list[str] = []
    added: list[str] = []
    matcher = SequenceMatcher(a=before, b=now, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            removed += before[a:b]
            added += now[c:d]
    return {"removed": removed, "added": added}


def raised(tx: Tx, before: ArticleRow, topic: Topic, verdict: Verdict) -> bool:
    """Did the edit itself make it more relevant? What it said before is judged by the rules of today.

    So a changed rule, which tells nobody anything old, is told from a changed article.
    """
    return _RANK[verdict.relevance] > _RANK[judge(_as_it_was(tx, before), topic).relevance]


def put_off(before: ArticleRow, topic: str) -> bool:
    """Has a person said that this article is off topic? That outlives an edit."""
    return any(v.topic == topic and v.corrected and not v.on_topic for v in before.verdicts)


def _as_it_was(tx: Tx, before: ArticleRow) -> Article:
    """The article as it was read before; what of it was erased is missing."""
    try:
        said: Mapping[str, Any] = json.loads(pages.get(tx.conn, before.text))
    except (NoBlob, ValueError):
        said = {name: getattr(before, name) for name in _FIELDS}
    kept = {name: said[name] for name in _FIELDS if isinstance(said.get(name), str)}
    return Article(**kept, url=before.url, site=before.site, tags=tuple(said.get("tags", ())))
