"""A story as an analyst would brief it: what, who, when, where, according to whom, what changed, what contradicts. Pure.

It says of the talk what the story's own articles say; whoever reads it can check each field in the sentences below it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from storage.queries import AlertRow, StoryRow
from worker.topics import Topic
from worker.topics.talks import Evidence, Report, Talk, main_talk, merge, opening_of
from worker.web.course import Step, course
from worker.web.desk import Desk
from worker.web.hanoi import HANOI
from worker.web.marks import short

QUOTE = 300  # characters
QUOTES = 5  # sentences under the fields
OTHERS = 4  # talks named beside the main one
_FIELDS: tuple[tuple[str, Callable[[Evidence, Talk], bool]], ...] = (
    ("tình trạng", lambda e, t: e.status == t.status),
    ("ngày", lambda e, t: bool(t.date) and e.date == t.date),
    ("nơi", lambda e, t: bool(t.place) and e.place == t.place),
)


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence, the paper and article that it is from, and the fields that it proves."""

    quote: str
    article: str
    paper: str
    when: str
    says: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """What an alert said had changed, and when that was."""

    what: str
    before: str
    after: str
    at: str


@dataclass(frozen=True, slots=True)
class Briefing:
    """The main talk of a story (None where it has none, or two compete), its proof and its course, and what its followers were told."""

    talk: Talk | None
    parties: tuple[str, ...]
    quotes: tuple[Quote, ...]
    course: tuple[Step, ...]
    others: tuple[Talk, ...]
    sources: tuple[str, ...]
    changes: tuple[Changed, ...]


def briefing(
    row: StoryRow, reports: Sequence[Report], topic: Topic | None, alerts: Iterable[AlertRow],
    desk: Desk, now: datetime,
) -> Briefing:  # fmt: skip
    """The briefing of a story; `reports` are its articles, `now` decides which days are over."""
    today = now.astimezone(HANOI).date().isoformat()
    talk = main_talk(reports, topic, today) if topic else None
    names = topic.file.talks.parties if topic else {}
    papers = {one.id: desk.site_name(one.site) for one in row.articles}
    return Briefing(
        talk=talk,
        parties=tuple(names[party].name for party in talk.parties) if talk else (),
        quotes=_quotes(talk, papers) if talk else (),
        course=course(talk, papers) if talk else (),
        others=_others(reports, topic, talk, today) if topic else (),
        sources=_sources(row, desk),
        changes=tuple(_changes(alerts)),
    )


def _quotes(talk: Talk, papers: dict[str, str]) -> tuple[Quote, ...]:
    """The latest sentence for each field, of one day rather one below a title, then the latest others; a sentence once."""
    newest = sorted(
        talk.evidence,
        key=lambda e: (e.printed[:10], e.field != "title", e.printed, e),
        reverse=True,
    )
    chosen: dict[str, tuple[Evidence, list[str]]] = {}
    for name, says in _FIELDS:
        proof = next((e for e in newest if says(e, talk)), None)
        if proof is not None:
            chosen.setdefault(proof.quote, (proof, []))[1].append(name)
    for proof in newest:
        if len(chosen) < QUOTES:
            chosen.setdefault(proof.quote, (proof, []))
    return tuple(
        Quote(short(e.quote, QUOTE), e.article, papers.get(e.article, ""), e.published, tuple(says))
        for e, says in chosen.values()
    )


def _others(
    reports: Sequence[Report], topic: Topic, main: Talk | None, today: str
) -> tuple[Talk, ...]:
    """The other talks of which the openings tell, by day."""
    told = [mention for report in reports for mention in report.mentions]
    heads = opening_of(reports)
    found = [
        one
        for one in merge(told, topic, today)
        if (main is None or one.id != main.id)
        and any((e.article, e.quote) in heads for e in one.evidence)
    ]
    return tuple(found[:OTHERS])


def _sources(row: StoryRow, desk: Desk) -> tuple[str, ...]:
    """The agencies, and the papers that name none: those who tell it themselves."""
    return tuple(
        dict.fromkeys(
            name for one in row.articles if (name := one.agency or desk.site_name(one.site))
        )
    )


def _changes(alerts: Iterable[AlertRow]) -> Iterable[Changed]:
    for row in alerts:
        for one in row.content.get("changed") or ():
            what, before, after = (str(one.get(key) or "") for key in ("what", "before", "after"))
            yield Changed(what, short(before, QUOTE), short(after, QUOTE), row.at)
