"""From an article to the mentions of talks in it. Pure.

For every sentence: 1. its triggers, 2. the sides of each, 3. dates, place, status, subject; 4. what a sentence leaves open
("cuộc gặp này", "các cuộc họp vào tháng 7") it takes over from the mention before it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

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
from worker.topics.topic import Topic

_THIS = re.compile(r"^(?: \w+){0,2}? (?:này|trên|nói trên|đó)\b")




def mentions(article: Article, topic: Topic, id_: str = "") -> tuple[Mention, ...]:
    """The talks that `article` reports, one `Mention` for each time it does; `id_` names the article in the evidence."""
    lexicon = _lexicon(topic)
    found: list[Mention] = []
    for fields in (_texts(article), _captions(article)):
        text = "\n".join(part for _, part in fields)
        if triggers(lower(even(text))):
            found += _read(fields, text, lexicon, article.published, id_ or article.id)
    return tuple(found)


@lru_cache(maxsize=16)
def _lexicon(topic: Topic) -> Lexicon:
    return Lexicon(topic.file.talks)


def _texts(article: Article) -> list[tuple[Field, str]]:
    parts: list[tuple[Field, str]] = [
        ("title", article.title),
        ("lead", article.lead),
        ("body", article.body),
    ]
    return [(field, nfc(text)) for field, text in parts if text.strip()]


def _captions(article: Article) -> list[tuple[Field, str]]:
    """Captions are no part of the text, but "tại cuộc gặp ở Geneva ngày 21/1/2022" is often written nowhere else."""
    return [("caption", nfc(block.text)) for block in article.blocks if block.role == "caption"]


def _read(
    fields: Sequence[tuple[Field, str]], text: str, lexicon: Lexicon, published: When, id_: str
) -> Iterator[Mention]:
    found = dates(text, published)
    told: list[Mention] = []
    for sentence in _sentences(fields):
        inside = [
            replace(one, start=one.start - sentence.start, end=one.end - sentence.start)
            for one in found
            if sentence.start <= one.start < sentence.start + len(sentence.text)
        ]
        for mention in _mentions(sentence, inside, lexicon, published, id_, told, found):
            told.append(mention)
            yield mention


def _sentences(fields: Sequence[tuple[Field, str]]) -> Iterator[Sentence]:
    offset = 0
    for field, text in fields:
        spelled = even(text)
        lowered = lower(spelled)
        for start, end in sentences(text):
            yield Sentence(
                text[start:end], field, offset + start, spelled[start:end], lowered[start:end]
            )
        offset += len(text) + 1


def _mentions(
    sentence: Sentence,
    inside: Sequence[Dated],
    lexicon: Lexicon,
    published: When,
    id_: str,
    told: Sequence[Mention],
    story: Sequence[Dated],
) -> Iterator[Mention]:
    named_triggers = triggers(sentence.lowered)
    if not named_triggers:
        return
    named = lexicon.named(sentence.spelled, sentence.lowered)
    takers = _sided(sentence, named_triggers, named, lexicon)
    kept = [
        trigger
        for trigger, found in takers
        if found or trigger.form not in ("exchange", "visit", "letter")
    ]
    owned = events(sentence.lowered, inside, kept)
    by_trigger = {trigger.start: found for trigger, found in takers}
    for number, trigger in enumerate(kept):
        room = _room(sentence, kept, number)
        own = owned.get(number, [])
        found = by_trigger[trigger.start] or _taken_over(sentence, trigger, named, told, own)
        if found is None:
            continue
        yield from _spelled_out(
            sentence, trigger, room, found, own, named, lexicon, published, id_, told, story
        )


def _sided(
    sentence: Sentence, found: Sequence[Trigger], named: Named, lexicon: Lexicon
) -> list[tuple[Trigger, Sides | None]]:
    if not named.actors:
        return [(trigger, None) for trigger in found]
    spans = chains(sentence.spelled, named.actors)
    return [
        (
            trigger,
            sides(
                sentence.lowered,
                trigger,
                spans,
                named,
                _room(sentence, found, number),
                lexicon.bodies,
            ),
        )
        for number, trigger in enumerate(found)
    ]


def _room(sentence: Sentence, found: Sequence[Trigger], number: int) -> tuple[int, int]:
    """From the end of the trigger before to the start of the one behind."""
    start = found[number - 1].end if number else 0
    end = found[number + 1].start if number + 1 < len(found) else len(sentence.lowered)
    return start, end


def _taken_over(
    sentence: Sentence,
    trigger: Trigger,
    named: Named,
    told: Sequence[Mention],
    own: Sequence[Dated],
) -> Sides | None:
    """ "cuộc gặp này" is the talk told just before; a bare "các cuộc họp vào tháng 7" has its sides."""
    if not told or trigger.verb or (trigger.counted and not own):
        return None
    this = _this(sentence, trigger)
    if (this and not own) or (own and not named.actors):
        return Sides(told[-1].parties, (), 7)
    return None


def _this(sentence: Sentence, trigger: Trigger) -> bool:
    return _THIS.match(sentence.lowered[trigger.end : trigger.end + 30]) is not None


def _meant(told: Sequence[Mention], parties: Sequence[str]) -> Day | None:
    """The day of "cuộc gặp này": of the talks between these sides, a day rather than a month, the one told most often, or last."""
    days = [one.date for one in told if set(one.parties) == set(parties) and one.date is not None]
    return max(
        days,
        key=lambda day: (day.single, days.count(day), len(days) - days[::-1].index(day)),
        default=None,
    )


def _spelled_out(
    sentence: Sentence,
    trigger: Trigger,
    room: tuple[int, int],
    found: Sides,
    own: Sequence[Dated],
    named: Named,
    lexicon: Lexicon,
    published: When,
    id_: str,
    told: Sequence[Mention],
    story: Sequence[Dated],
) -> Iterator[Mention]:
    """One mention for each date that the trigger owns, or one without; weak words need a date to count."""
    if any(lexicon.table.parties[party].outside for party in found.parties):
        return
    when = days(own) or [None]
    moved_from = None
    if len(days) > 1 and speech.moved(sentence.lowered):
        moved_from, days = days[0], days[-1:]
    if days == [None] and _this(sentence, trigger):
        days = [_meant(told, found.parties)]
        if days == [None]:
            return
    for stated in days:
        day = stated
        said = speech.status(sentence.lowered, trigger, room, day, published)
        if day is None and said == "held" and speech.scene(sentence.lowered, trigger):
            day = dateline(story, published)
        if says_enough(trigger, day, said):
            yield Mention(
                published,
                id_,
                sentence.field,
                quote(sentence, trigger),
                lexicon.ordered(found.parties),
                tuple(sorted(found.people)),
                trigger.form,
                place(sentence, trigger, named, room),
                day,
                "postponed" if moved_from else said or "",
                about(sentence, trigger, room),
                trigger.counted and found.way != 7,
                moved_from,
                any(one.night for one in own),
            )
