"""Judge, append, group, decide: what becomes of an article, and of all that stand on its page, in one transaction."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from scrapers.article import Article
from scrapers.dates import moment
from storage import pages, queries
from storage.event import NewEvent
from storage.queries import ArticleRow
from storage.store import Tx
from worker.alerts.policy import Destination, Origin
from worker.pipeline.articles import further
from worker.pipeline.articles.group import Edit, join
from worker.pipeline.articles.record import Draft, judged_event, read_event, text_of
from worker.pipeline.articles.revision import put_off, raised, revised
from worker.pipeline.articles.talks import read_talks, record_talks
from worker.pipeline.articles.twin import join as join_twin
from worker.pipeline.articles.twin import twin
from worker.pipeline.flow import Flow
from worker.topics import Verdict, judge
from worker.topics.talks import Mention

log = logging.getLogger("diemtin.read")


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of one draft. `new` is False where the store knew all of it already."""

    id: str
    title: str
    on_topic: bool
    alerted: bool
    new: bool
    lacks: tuple[str, ...] = ()
    """Of title, lead and published, what the page itself did not show."""
    body_chars: int = 0
    published: str = ""
    kind: str = ""
    score: float = 0.0

    def looks_recent(self, now: datetime, within: timedelta) -> bool:
        """Was it published lately, as far as it says?"""
        at = moment(self.published)
        return at is None or at > now - within


def keep(flow: Flow, draft: Draft, origin: Origin) -> Kept:
    """`keep_page` of a draft that stands by itself."""
    return keep_page(flow, [draft], origin)[0]


def keep_page(flow: Flow, drafts: Sequence[Draft], origin: Origin) -> list[Kept]:
    """Judge, append, group and decide: all drafts of one page, its own article first, in one transaction.

    Safe to run twice: the second time changes nothing.
    """
    if len(drafts) > 1:
        with flow.store.read() as conn:
            drafts = further.recognised(conn, drafts)
    readings = _readings(flow, drafts)
    with flow.store.write() as tx:
        origins = [_origin(tx, draft, drafts[0], origin) for draft in drafts]
        kept = [_keep(flow, tx, *each) for each in zip(readings, origins, strict=True)]
    for reading, one in zip(readings, kept, strict=True):
        log.info("kept" if one.new else "known", extra=_line(reading, alerted=one.alerted))
    return kept


def _origin(tx: Tx, draft: Draft, page: Draft, origin: Origin) -> Origin:
    return further.came(tx.conn, draft, page, origin) if draft.kind == "story" else origin


@dataclass(frozen=True, slots=True)
class _Reading:
    """A draft, what the topics make of it, and the talks that it tells of, by topic.

    `left`: the topics of which its stories tell by themselves, where it is a digest of them."""

    draft: Draft
    verdicts: Sequence[Verdict]
    told: Mapping[str, Sequence[Mention]]
    left: frozenset[str]


def _readings(flow: Flow, drafts: Sequence[Draft]) -> list[_Reading]:
    """A further story on topic tells of talks itself; what others beside it tell, its page tells."""
    judged = [[judge(draft.article, topic) for topic in flow.topics.values()] for draft in drafts]
    silent = {
        topic: [
            one.article for one, said in zip(drafts, judged, strict=True) if not _counts(said[at])
        ]
        for at, topic in enumerate(flow.topics)
    }
    return [
        _reading(flow, draft, verdicts, silent)
        for draft, verdicts in zip(drafts, judged, strict=True)
    ]


def _reading(
    flow: Flow, draft: Draft, verdicts: Sequence[Verdict], silent: Mapping[str, Sequence[Article]]
) -> _Reading:
    """`silent`: by topic, what of the page does not count for it."""
    told, left = {}, set()
    for verdict in verdicts:
        topic = verdict.topic
        if _counts(verdict) or topic in draft.among:
            bare = further.untold(draft, silent[topic])
            told[topic] = read_talks(bare, flow.topics[topic])
            if draft.kind == "digest" and bare.article.stories:
                left.add(topic)
    return _Reading(draft, verdicts, told, frozenset(left))


def _keep(flow: Flow, tx: Tx, reading: _Reading, origin: Origin) -> Kept:
    draft, verdicts = reading.draft, reading.verdicts
    text = text_of(draft.article)
    before = tx.position
    known = queries.article(tx.conn, draft.id)
    if known is None and (first := twin(tx, draft)):
        join_twin(tx, draft, first)
        return _kept(draft, verdicts)
    sha = pages.put(tx.conn, text)
    edited = known if revised(tx, known, draft, sha) else None
    again = f" {before}" if edited else ""
    tx.append(read_event(draft, sha, again, mirror=_on_mirror(flow, draft.article)))
    for verdict in verdicts:
        tx.append(judged_event(draft, sha, verdict, again))
    for topic, mentions in reading.told.items():
        record_talks(tx, draft, sha, topic, mentions, again)
    _leave_to_its_stories(tx, reading)
    own = [verdict for verdict in verdicts if verdict.topic not in reading.left]
    edit = Edit(edited, again) if edited else None
    alerted = _follow_up(flow, tx, draft, own, origin, known, edit)
    return _kept(draft, verdicts, alerted=alerted, new=tx.position > before)


def _leave_to_its_stories(tx: Tx, reading: _Reading) -> None:
    """A digest is not grouped, so that it joins no two events: what it tells, its stories tell."""
    reason = "news in brief: each of its stories is told by itself"
    for topic in sorted(reading.left):
        data = {"topic": topic, "story": "", "reason": reason}
        tx.append(NewEvent("alert.withheld", reading.draft.id, data, key=topic))


def _kept(
    draft: Draft, verdicts: Sequence[Verdict], *, alerted: bool = False, new: bool = False
) -> Kept:
    return Kept(
        draft.id,
        draft.article.title or draft.article.lead,
        any(verdict.on_topic for verdict in verdicts),
        alerted,
        new,
        draft.lacks,
        len(draft.article.body),
        draft.article.published,
        draft.kind,
        max((verdict.score for verdict in verdicts), default=0.0),
    )


def _on_mirror(flow: Flow, article: Article) -> bool:
    site = flow.site(article.site, article.url)
    return site is not None and site.mirror


def _counts(verdict: Verdict) -> bool:
    return verdict.relevance != "off"


def _follow_up(
    flow: Flow, tx: Tx, draft: Draft, verdicts: Sequence[Verdict], origin: Origin,
    known: ArticleRow | None, edit: Edit | None,
) -> bool:  # fmt: skip
    """Group and tell, topic by topic, the surest first: who follows several hears of an article once.

    `known`: the article as it stood before, None where it is new; `edit` where it says something else now.
    """
    heard: list[Destination] = []
    alerted = False
    for verdict in sorted(verdicts, key=lambda one: -one.score):
        if _counts(verdict) and not (edit and put_off(edit.before, verdict.topic)):
            came = _came(flow, tx, verdict, origin, known, edit)
            joined = join(flow, tx, draft, verdict, came, heard, edit)
            heard += joined.told
            alerted = alerted or joined.alerted
    return alerted


def _came(
    flow: Flow,
    tx: Tx,
    verdict: Verdict,
    origin: Origin,
    known: ArticleRow | None,
    edit: Edit | None,
) -> Origin:
    """An edit that puts an article on topic is news, also of what stood there at the first poll; a new topic and
    a changed rule make no news of what was read before."""
    if known is not None and verdict.topic not in {one.topic for one in known.verdicts}:
        return "new_topic"
    if edit is None:
        return origin
    if raised(tx, edit.before, flow.topics[verdict.topic], verdict):
        return origin if origin == "file" else "polled"
    placed = any(topic == verdict.topic for topic, _ in edit.before.stories)
    return origin if placed else "changed_rule"


def _line(reading: _Reading, *, alerted: bool) -> dict[str, object]:
    draft = reading.draft
    best = max(reading.verdicts, key=lambda verdict: verdict.score, default=None)
    return {
        "article": draft.id,
        "site": draft.article.site,
        "title": (draft.article.title or draft.article.lead)[:80],
        "relevance": best.relevance if best else "unjudged",
        "score": round(best.score, 2) if best else 0,
        "alerted": alerted,
    }
