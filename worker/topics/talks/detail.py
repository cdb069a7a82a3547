"""What a sentence tells of a talk beside its sides: days, place, subject, the quote itself. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from scrapers.article import When
from worker.topics.talks.dating import Dated
from worker.topics.talks.lexicon import Named
from worker.topics.talks.sides import place_of
from worker.topics.talks.triggers import Trigger
from worker.topics.talks.values import Day, Field

QUOTE_CHARS = 300
_AFTER = 80  # characters of a long sentence that are wanted behind the trigger
_CLAUSES = re.compile(r"[,;:] |\.\"? (?=[A-ZĐ])| [–-] ")
_SUBJECT = re.compile(
    r"\bvề (?:việc |vấn đề |các vấn đề |tình hình )?([^,.;:()]{4,90}?)(?= (?:vào|tại|giữa|diễn ra|trong ngày|ngày|hôm)\b|[,.;:()]|$)"
)
_ONLINE = re.compile(r"\b(?:trực tuyến|qua video|qua cầu truyền hình|truyền hình)\b")


@dataclass(frozen=True, slots=True)
class Sentence:
    text: str
    field: Field
    start: int
    spelled: str
    lowered: str


def place(sentence: Sentence, trigger: Trigger, named: Named, room: tuple[int, int]) -> str:
    found = place_of(sentence.lowered, trigger, named.places, room)
    online = trigger.form != "call" and _ONLINE.search(
        sentence.lowered, trigger.start, min(room[1], trigger.end + 40)
    )
    return "online" if online else "" if trigger.form == "call" else found


def about(sentence: Sentence, trigger: Trigger, room: tuple[int, int]) -> str:
    match = _SUBJECT.search(sentence.lowered, trigger.end, room[1])
    return sentence.text[match.start(1) : match.end(1)] if match else ""


def quote(sentence: Sentence, trigger: Trigger) -> str:
    """The sentence; of a long one its beginning where the trigger stands in it, else a part from a clause on."""
    text = sentence.text
    if len(text) <= QUOTE_CHARS:
        return text
    start = 0
    if trigger.end + _AFTER > QUOTE_CHARS:
        clauses = _CLAUSES.finditer(text, 0, trigger.start)
        near = trigger.end + _AFTER - QUOTE_CHARS
        begins = [one.end() for one in clauses if one.end() >= near - _AFTER]
        start = next((at for at in begins if at >= near), begins[-1] if begins else 0)
        start = start or text.rfind(" ", 0, near) + 1
    if len(text) - start <= QUOTE_CHARS:
        return text[start:]
    end = text.rfind(" ", start, start + QUOTE_CHARS)
    return text[start : end if end > start else start + QUOTE_CHARS]


def says_enough(trigger: Trigger, day: Day | None, said: str | None) -> bool:
    if trigger.form in ("exchange", "visit", "letter"):
        return day is not None and bool(said)
    return bool(said) or (day is not None and not day.yearless)


def days(own: Sequence[Dated]) -> list[Day | None]:
    """The days of the dates, those listed in one expression ("các ngày 10 và 12/1") one by one."""
    return [
        Day(name, name, name) if "," in one.day.name else one.day
        for one in own
        for name in one.day.name.split(",")
    ]


def dateline(story: Sequence[Dated], published: When) -> Day | None:
    first = next((one.day for one in story if one.day.single), None)
    return first if first is not None and published and first.start[:10] <= published[:10] else None
