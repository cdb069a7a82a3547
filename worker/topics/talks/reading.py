"""From an article to the mentions of talks in it. Pure.

For every sentence: 1. its triggers, 2. the sides of each, 3. dates, place, status, subject; 4. what a sentence leaves open
("cuộc gặp này", "các cuộc họp vào tháng 7") it takes over from the mention before it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from scrapers.article import Article, When
from scrapers.text import even, lower, nfc
from worker.topics.sentences import sentences
from worker.topics.talks import status as speech
from worker.topics.talks.chains import chains
from worker.topics.talks.lexicon import Lexicon, Named
from worker.topics.talks.roles import Sides, place_of, sides
from worker.topics.talks.triggers import Trigger, triggers
from worker.topics.talks.values import Day, Field, Mention
from worker.topics.talks.when import Dated, dates, events
from worker.topics.talks.words import table

QUOTE_CHARS = 300
_THIS = re.compile(r"^(?: \w+){0,2}? (?:này|trên|nói trên|đó)\b")
_SUBJECT = re.compile(r"\bvề (?:việc |vấn đề |các vấn đề |tình hình )?([^,.;:()]{4,90}?)(?= (?:vào|tại|giữa|diễn ra|trong ngày|ngày|hôm)\b|[,.;:()]|$)")
_ONLINE = re.compile(r"\b(?:trực tuyến|qua video|qua cầu truyền hình|truyền hình)\b")
_LEXICONS: dict[int, Lexicon] = {}


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    field: Field
    start: int
    spelled: str
    lowered: str


def mentions(article: Article, topic: object, id_: str = "") -> tuple[Mention, ...]:
    """The talks that `article` reports, one `Mention` for each time it does; `id_` names the article in the evidence."""
    lexicon = _lexicon()
    found: list[Mention] = []
    for fields in (_texts(article), _captions(article)):
        text = "\n".join(part for _, part in fields)
        if triggers(lower(even(text))):
            found += _read(fields, text, lexicon, article.published, id_ or article.id)
    return tuple(found)


def _lexicon() -> Lexicon:
    if not _LEXICONS:
        _LEXICONS[0] = Lexicon(table())
    return _LEXICONS[0]


def _texts(article: Article) -> list[tuple[Field, str]]:
    parts: list[tuple[Field, str]] = [("title", article.title), ("lead", article.lead), ("body", article.body)]
    return [(field, nfc(text)) for field, text in parts if text.strip()]


def _captions(article: Article) -> list[tuple[Field, str]]:
    """Captions are no part of the text, but "tại cuộc gặp ở Geneva ngày 21/1/2022" is often written nowhere else."""
    return [("caption", nfc(block.text)) for block in article.blocks if block.role == "caption"]


def _read(fields: Sequence[tuple[Field, str]], text: str, lexicon: Lexicon, published: When, id_: str) -> Iterator[Mention]:
    found = dates(text, published)
    last: Mention | None = None
    for sentence in _sentences(fields):
        inside = [
            replace(one, start=one.start - sentence.start, end=one.end - sentence.start)
            for one in found
            if sentence.start <= one.start < sentence.start + len(sentence.text)
        ]
        for mention in _mentions(sentence, inside, lexicon, published, id_, last, found):
            last = mention
            yield mention


def _sentences(fields: Sequence[tuple[Field, str]]) -> Iterator[_Sentence]:
    offset = 0
    for field, text in fields:
        spelled = even(text)
        lowered = lower(spelled)
        for start, end in sentences(text):
            yield _Sentence(text[start:end], field, offset + start, spelled[start:end], lowered[start:end])
        offset += len(text) + 1


def _mentions(
    sentence: _Sentence, inside: Sequence[Dated], lexicon: Lexicon, published: When, id_: str, last: Mention | None, story: Sequence[Dated]
) -> Iterator[Mention]:
    named_triggers = triggers(sentence.lowered)
    if not named_triggers:
        return
    named = lexicon.named(sentence.spelled, sentence.lowered)
    takers = _sided(sentence, named_triggers, named, lexicon)
    kept = [trigger for trigger, found in takers if found or trigger.form not in ("exchange", "visit", "letter")]
    owned = events(sentence.lowered, inside, kept)
    by_trigger = {trigger.start: found for trigger, found in takers}
    for number, trigger in enumerate(kept):
        room = _room(sentence, kept, number)
        own = owned.get(number, [])
        found = by_trigger[trigger.start] or _taken_over(sentence, trigger, named, last, own)
        if found is None:
            continue
        yield from _spelled_out(sentence, trigger, room, found, own, named, lexicon, published, id_, last, story)


def _sided(sentence: _Sentence, found: Sequence[Trigger], named: Named, lexicon: Lexicon) -> list[tuple[Trigger, Sides | None]]:
    if not named.actors:
        return [(trigger, None) for trigger in found]
    spans = chains(sentence.spelled, named.actors)
    return [
        (trigger, sides(sentence.lowered, trigger, spans, named, _room(sentence, found, number), lexicon.bodies))
        for number, trigger in enumerate(found)
    ]


def _room(sentence: _Sentence, found: Sequence[Trigger], number: int) -> tuple[int, int]:
    """From the end of the trigger before to the start of the one behind."""
    start = found[number - 1].end if number else 0
    end = found[number + 1].start if number + 1 < len(found) else len(sentence.lowered)
    return start, end


def _taken_over(sentence: _Sentence, trigger: Trigger, named: Named, last: Mention | None, own: Sequence[Dated]) -> Sides | None:
    """ "cuộc gặp này" is the talk told just before; a bare "các cuộc họp vào tháng 7" has its sides."""
    if last is None or trigger.verb or trigger.counted and not own:
        return None
    this = _THIS.match(sentence.lowered[trigger.end :]) is not None
    if this and not own or own and not named.actors and not trigger.verb:
        return Sides(last.parties, last.people if this else (), 7)
    return None


def _spelled_out(
    sentence: _Sentence, trigger: Trigger, room: tuple[int, int], found: Sides, own: Sequence[Dated], named: Named,
    lexicon: Lexicon, published: When, id_: str, last: Mention | None, story: Sequence[Dated],
) -> Iterator[Mention]:
    """One mention for each date that the trigger owns, or one without; weak words need a date to count."""
    if any(lexicon.table.parties[party].outside for party in found.parties):
        return
    days = _days(own) or [None]
    moved_from = None
    if len(days) > 1 and speech.moved(sentence.lowered):
        moved_from, days = days[0], days[-1:]
    taken = found.way == 7 and days == [None] and last is not None
    if taken and last is not None:
        days = [last.date]
    for day in days:
        said = speech.status(sentence.lowered, trigger, room, day, published)
        if day is None and said == "held" and speech.scene(sentence.lowered, trigger):
            day = _dateline(story, published)
        if _says_enough(trigger, day, said):
            yield Mention(
                published, id_, sentence.field, _quote(sentence, trigger),
                lexicon.ordered(found.parties), tuple(sorted(found.people)), trigger.form,
                _place(sentence, trigger, named, room), day, "postponed" if moved_from else said or "",
                _about(sentence, trigger, room), trigger.counted and found.way != 7, moved_from, any(one.night for one in own),
            )


def _days(own: Sequence[Dated]) -> list[Day | None]:
    """The days of the dates, those listed in one expression ("các ngày 10 và 12/1") one by one."""
    return [
        Day(name, name, name) if "," in one.day.name else one.day
        for one in own
        for name in one.day.name.split(",")
    ]


def _dateline(story: Sequence[Dated], published: When) -> Day | None:
    first = next((one.day for one in story if one.day.single), None)
    return first if first is not None and published and first.start[:10] <= published[:10] else None


def _says_enough(trigger: Trigger, day: Day | None, said: str | None) -> bool:
    if trigger.form in ("exchange", "visit", "letter"):
        return day is not None and bool(said)
    return day is not None or bool(said)


def _place(sentence: _Sentence, trigger: Trigger, named: Named, room: tuple[int, int]) -> str:
    place = place_of(trigger, named.places, room)
    online = trigger.form != "call" and _ONLINE.search(sentence.lowered, trigger.start, min(room[1], trigger.end + 40))
    return "online" if online else "" if trigger.form == "call" else place


def _about(sentence: _Sentence, trigger: Trigger, room: tuple[int, int]) -> str:
    match = _SUBJECT.search(sentence.lowered, trigger.end, room[1])
    return sentence.text[match.start(1) : match.end(1)] if match else ""


def _quote(sentence: _Sentence, trigger: Trigger) -> str:
    """The sentence, or of a long one the part around the trigger, cut between words."""
    text = sentence.text
    if len(text) <= QUOTE_CHARS:
        return text
    start = max(text.rfind(", ", 0, max(0, trigger.start - QUOTE_CHARS // 2)) + 2, 0) if trigger.start > QUOTE_CHARS // 2 else 0
    end = text.rfind(" ", start, start + QUOTE_CHARS)
    return text[start : end if end > start else start + QUOTE_CHARS]
