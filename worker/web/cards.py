"""Stories and articles as the page shows them: what to read first, and what proves it. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from storage.instant import instant, of_when
from storage.queries import ArticleRow, StoryRow, VerdictRow
from worker.web import hanoi, shapes
from worker.web.desk import Desk
from worker.web.marks import part, short

LEAD = 300  # characters of a lead that stands in for a missing title
QUOTES = 2
Verdicts = Mapping[tuple[str, str], VerdictRow]  # by article and topic


@dataclass(frozen=True, slots=True)
class Proof:
    """A sentence and what it stands for, in the topic file's words; `source` is the paper it is from."""

    quote: str
    says: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Card:
    """One entry of a list. `when` is ISO (a moment or a plain day); `path` is its own page."""

    path: str
    headline: str
    teaser: bool  # the headline is a teaser: its article has no title
    when: str
    dated: bool  # the paper says so; else it is when the article was first seen
    papers: tuple[str, ...]
    agencies: tuple[str, ...]
    articles: int
    independent: int
    proofs: tuple[Proof, ...]
    labels: tuple[str, ...]  # what the headline itself proves
    on_topic: bool | None = True
    corrected: bool = False
    topic: str = ""  # its name, where stories of several topics stand side by side

    @property
    def order(self) -> str:
        return of_when(self.when)


def headline(title: str, lead: str) -> str:
    """The title; where a listing gave none, the teaser."""
    return title or short(lead, LEAD) or "(không có tiêu đề)"


def dated(published: str, seen: str, now: datetime) -> tuple[str, bool]:
    """When to say that it was, and whether the paper says so.

    What has no date, or one ahead of the clock, is told by when it was first seen, and told so.
    """
    told = of_when(published)
    return (published, True) if told and told <= instant(now) else (seen, False)


def of_story(row: StoryRow, verdicts: Verdicts, desk: Desk) -> Card:
    """A story, dated by its newest article, by a dated one if it has any."""
    now = desk.clock()
    whens = [dated(one.published, one.seen, now) for one in row.articles]
    when, sure = max(whens, key=lambda one: (one[1], of_when(one[0])), default=(row.updated, False))
    opening = next((one for one in row.articles if one.kind == "opens"), None)
    teaser = opening.lead if opening and not opening.title else ""
    title = headline("" if teaser else row.title, teaser)
    spoken = [(verdicts.get((one.id, row.topic)), one.site) for one in row.articles]
    labels, proofs = evidence(spoken, desk, title)
    return Card(
        path=f"/stories/{part(row.id)}",
        headline=title,
        teaser=bool(teaser),
        when=when,
        dated=sure,
        papers=tuple(desk.site_name(site) for site in row.sites),
        agencies=_distinct(one.agency for one in row.articles),
        articles=len(row.articles),
        independent=row.independent_sources,
        proofs=proofs[:QUOTES],
        labels=labels,
        topic=desk.topic_name(row.topic) if len(desk.topics) > 1 else "",
    )


def of_article(row: ArticleRow, desk: Desk, topic: str | None = None) -> Card:
    """An article, with the verdict of `topic` or its principal one."""
    when, sure = dated(row.published, row.seen, desk.clock())
    title = headline(row.title, row.lead)
    verdict = shapes.principal(row, topic)
    labels, proofs = evidence([(verdict, row.site)], desk, title)
    return Card(
        path=f"/articles/{part(row.id)}",
        headline=title,
        teaser=not row.title,
        when=when,
        dated=sure,
        papers=(desk.site_name(row.site),) if row.site else (),
        agencies=_distinct([row.agency]),
        articles=1,
        independent=1,
        proofs=proofs[:QUOTES],
        labels=labels,
        on_topic=verdict.on_topic if verdict else None,
        corrected=bool(verdict and verdict.corrected),
    )


def evidence(
    spoken: Iterable[tuple[VerdictRow | None, str]], desk: Desk, title: str
) -> tuple[tuple[str, ...], tuple[Proof, ...]]:
    """What the headline proves by itself, and the other proving sentences, weightiest first, each once.

    `spoken` are verdicts, each with the site of its article; those that are off topic prove nothing.
    """
    labels: list[str] = []
    found: dict[str, tuple[float, Proof]] = {}
    for verdict, site in spoken:
        if verdict is None or not verdict.on_topic:
            continue
        for said in shapes.proofs(verdict.evidence):
            says = _distinct(desk.concept(verdict.topic, key) for key in said["concepts"])
            proof = Proof(said["quote"], says, desk.site_name(site))
            if said["quote"] in title:
                labels += proof.says
            elif said["quote"] not in found:
                found[said["quote"]] = (said["weight"], proof)
    ranked = sorted(found.values(), key=lambda pair: -pair[0])
    return _distinct(labels), tuple(proof for _, proof in ranked)


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))


def by_day(cards: Iterable[Card]) -> list[tuple[str, bool, list[Card]]]:
    """The cards under the day in Hà Nội of each, newest first; the undated ones under days of their own."""
    days: dict[tuple[str, bool], list[Card]] = {}
    for card in sorted(cards, key=lambda card: card.order, reverse=True):
        days.setdefault((hanoi.day(card.when), card.dated), []).append(card)
    return [(day, sure, found) for (day, sure), found in days.items()]
