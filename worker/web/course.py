"""The course of a talk: what became known of it when, by which paper. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from worker.topics.talks import Day, Evidence, Talk
from worker.web.hanoi import span
from worker.web.words import WORDS


@dataclass(frozen=True, slots=True)
class Step:
    """One article's news of the talk: `says` what was not known before; `when` it was printed ("" where nobody knows)."""

    when: str
    article: str
    paper: str
    says: tuple[str, ...]


def course(talk: Talk, papers: Mapping[str, str]) -> tuple[Step, ...]:
    """The steps of the talk, oldest first: another status, a day or a place that nobody had named so exactly."""
    steps: list[Step] = []
    known = _Known()
    for proof in sorted(talk.evidence, key=lambda e: (e.printed[:10], e.printed, e)):
        says = tuple(known.news(proof))
        if not says:
            continue
        last = steps[-1] if steps else None
        if last is not None and last.article == proof.article:
            steps[-1] = Step(last.when, last.article, last.paper, (*last.says, *says))
        else:
            steps.append(Step(proof.printed, proof.article, papers.get(proof.article, ""), says))
    return tuple(steps)


class _Known:
    """What the readers know so far."""

    def __init__(self) -> None:
        self.status = ""
        self.places = {""}
        self.days: list[Day] = []

    def news(self, proof: Evidence) -> Iterator[str]:
        if proof.status and proof.status != self.status:
            self.status = proof.status
            yield WORDS.get(proof.status, proof.status)
        day = Day.named(proof.date)
        if day is not None and not any(_holds(day, known) for known in self.days):
            self.days.append(day)
            yield span(proof.date)
        if proof.place not in self.places:
            self.places.add(proof.place)
            yield "trực tuyến" if proof.place == "online" else proof.place


def _holds(day: Day, known: Day) -> bool:
    """Is it the known day, or a longer span around it, and so says nothing new?"""
    return day.start <= known.start and known.end <= day.end
