"""All figures of an exam, and the lines that say where they come from."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.quality import dates, extraction, judgement, stories, talks, unseen
from tests.quality.exam import Exam
from tests.quality.figure import Figure
from worker.topics import Topic


@dataclass(slots=True)
class Result:
    """The table, the notes under it, and all that stands behind it."""

    figures: list[Figure] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    details: list[str] = field(default_factory=list)


def measure(exam: Exam, topic: Topic) -> Result:
    result = Result()
    if exam.leaves:
        _extracted(exam, result)
    if exam.labelled:
        _judged(exam, topic, result)
    _alarmed(exam, topic, result)
    if exam.dates:
        _grouped(exam, topic, result)
        result.figures += dates.figures(exam.dates)
        result.details += ["dates", *dates.lines(exam.dates)]
        _dated(exam, result)
    return result


def _extracted(exam: Exam, result: Result) -> None:
    marks = extraction.marked(exam.leaves)
    result.figures += extraction.figures(marks)
    result.notes += extraction.papers(marks, all_=False)
    result.details += ["extraction, paper by paper", *extraction.papers(marks, all_=True)]
    for page in marks:
        result.details += extraction.wrong(page)


def _judged(exam: Exam, topic: Topic, result: Result) -> None:
    results = judgement.judged(exam.labelled, topic)
    result.figures += judgement.figures(results)
    result.notes += judgement.tiers(results)
    result.details += ["judgement", *judgement.wrong(results)]
    if exam.teasers:  # our own texts are learnt from
        figures, reliable = unseen.measured(exam.labelled, topic)
        result.figures += figures
        result.details += reliable


def _alarmed(exam: Exam, topic: Topic, result: Result) -> None:
    """What the topic makes of texts from which nothing was learnt."""
    if exam.blind:
        result.figures += judgement.blind(exam.blind, topic)
    if exam.teasers:
        figure, on = judgement.alarms(exam.teasers, topic)
        if (
            exam.leaves
        ):  # of its year hardly one is on the main topic; of another, nobody has counted
            result.figures.append(figure)
        else:
            result.notes.append(f"  {figure.told}")
        result.details += [
            f"      alarm {one.published[:10]} {(one.title or one.lead)[:90]}" for one in on
        ]


def _grouped(exam: Exam, topic: Topic, result: Result) -> None:
    told = [one for one in exam.labelled if one.tier != "easy_negative"]  # those enter no story
    made = stories.told(told, topic)
    result.figures += stories.figures(told, made, topic)
    result.details += ["stories", *stories.lines(told, made)]


def _dated(exam: Exam, result: Result) -> None:
    if not exam.talks:
        result.notes.append("  talks: this exam asks for none")
    elif not talks.built():
        result.notes.append("  talks: `diemtin talks` does not exist yet")
    else:
        figures, details = talks.measured(exam.talks)
        result.figures += figures
        result.details += ["talks", *details]


def table(figures: list[Figure]) -> Iterator[str]:
    for figure in figures:
        yield f"  {figure.name:30} {figure.value:8.2%}  {figure.told}"
