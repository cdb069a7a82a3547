"""Stories and articles as the page shows them: what to read first, and what proves it. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from storage.instant import instant, of_when
from storage.queries import ArticleRow, StoryRow, VerdictRow
from worker.web import hanoi, shapes
from worker.web.desk import Desk
from worker.web.marks import part, short

HEADLINE = 140  # characters of a lead that stands in for a missing title
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
    when: str
    papers: tuple[str, ...]
    agencies: tuple[str, ...]
    articles: int
    independent: int
    proofs: tuple[Proof, ...]
    labels: tuple[str, ...]  # what the headline itself proves
    on_topic: bool | None = True
    corrected: bool = False

    @property
    def order(self) -> str:
        return of_when(self.when)


def headline(title: str, lead: str) -> str:
    """The title; where a listing gave none, the beginning of the teaser."""
    return title or short(lead, HEADLINE) or "(không có tiêu đề)"


def happened(published: str, seen: str, now: datetime) -> str:
    """When to say that it was: as the paper dates it, unless that is nothing or lies ahead of the clock."""
    told = of_when(published)
    return published if told and told <= instant(now) else seen


def of_story(row: StoryRow, verdicts: Verdicts, desk: Desk, lead: str = "") -> Card:
    """A story, dated by its newest article; `lead` heads it where its first article has no title."""
    now = desk.clock()
    whens = [happened(one.published, one.seen, now) for one in row.articles]
    title = headline(row.title, lead)
    spoken = [(verdicts.get((one.id, row.topic)), one.site) for one in row.articles]
    labels, proofs = evidence(spoken, desk, title)
    return Card(
        path=f"/stories/{part(row.id)}",
        headline=title,
        when=max(whens, key=of_when, default=row.updated),
        papers=tuple(desk.site_name(site) for site in row.sites),
        agencies=_distinct(one.agency for one in row.articles),
        articles=len(row.articles),
        independent=row.independent_sources,
        proofs=proofs[:QUOTES],
        labels=labels,
    )


def of_article(row: ArticleRow, desk: Desk, topic: str | None = None) -> Card:
    """An article, with the verdict of `topic` or its principal one."""
    title = headline(row.title, row.lead)
    verdict = shapes.principal(row, topic)
    labels, proofs = evidence([(verdict, row.site)], desk, title)
    return Card(
        path=f"/articles/{part(row.id)}",
        headline=title,
        when=happened(row.published, row.seen, desk.clock()),
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
            if said["quote"] == title:
                labels += proof.says
            elif said["quote"] not in found:
                found[said["quote"]] = (said["weight"], proof)
    ranked = sorted(found.values(), key=lambda pair: -pair[0])
    return _distinct(labels), tuple(proof for _, proof in ranked)


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))


def by_day(cards: Iterable[Card]) -> list[tuple[str, list[Card]]]:
    """The cards under the day in Hà Nội of each, newest first."""
    days: dict[str, list[Card]] = {}
    for card in sorted(cards, key=lambda card: card.order, reverse=True):
        days.setdefault(hanoi.day(card.when), []).append(card)
    return list(days.items())
