"""From an article to the mentions of talks in it. Pure.

For every sentence: 1. its triggers, 2. the sides of each, 3. dates, place, status, subject; 4. what a sentence leaves open
("cuộc gặp này", "các cuộc họp vào tháng 7") it takes over from the mention before it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from scrapers.article import Article, When
from scrapers.text import even, lower, nfc
from worker.topics.sentences import sentences
from worker.topics.talks import status as speech
from worker.topics.talks.chains import chains
from worker.topics.talks.dating import Dated, dates
from worker.topics.talks.detail import Sentence, about, dateline, days, place, quote, says_enough
from worker.topics.talks.lexicon import Lexicon, Named
from worker.topics.talks.roles import sides
from worker.topics.talks.sides import Sides
from worker.topics.talks.triggers import Trigger, triggers
from worker.topics.talks.values import Day, Field, Mention
from worker.topics.talks.when import events
from worker.topics.topic import Topic

_THIS = re.compile(r"^(?: \w+){0,2}? (?:này|trên|nói trên|đó)\b")
_WEAK = ("exchange", "visit", "letter")  # words that name a talk only together with two sides


@dataclass(slots=True)
class _Story:
    """One text while it is read: its dates, and what it has told so far."""

    article: str
    published: When
    lexicon: Lexicon
    dates: Sequence[Dated]
    told: list[Mention] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Heard:
    """One trigger with what the sentence gives it; `room` ends where the triggers before and after it stand."""

    sentence: Sentence
    trigger: Trigger
    room: tuple[int, int]
    sides: Sides
    own: Sequence[Dated]
    named: Named


def mentions(article: Article, topic: Topic, id_: str = "") -> tuple[Mention, ...]:
    """The talks that `article` reports, one `Mention` for each time it does; `id_` names the article in the evidence."""
    lexicon = _lexicon(topic)
    found: list[Mention] = []
    for fields in (_texts(article), _captions(article)):
        text = "\n".join(part for _, part in fields)
        spelled = even(text)
        lowered = lower(spelled)
        if places := [trigger.start for trigger in triggers(lowered)]:
            story = _Story(
                id_ or article.id, article.published, lexicon, dates(text, article.published)
            )
            for sentence in _sentences(fields, spelled, lowered, places):
                for heard in _heard(sentence, story):
                    story.told += _told(heard, story)
            found += story.told
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
    return [(field_, nfc(text)) for field_, text in parts if text.strip()]


def _captions(article: Article) -> list[tuple[Field, str]]:
    """Captions are no part of the text, but "tại cuộc gặp ở Geneva ngày 21/1/2022" is often written nowhere else."""
    return [("caption", nfc(block.text)) for block in article.blocks if block.role == "caption"]


def _sentences(
    fields: Sequence[tuple[Field, str]], spelled: str, lowered: str, places: Sequence[int]
) -> Iterator[Sentence]:
    """The sentences in which a trigger stands; `places` says where, in the joined text."""
    offset = 0
    for field_, text in fields:
        for start, end in sentences(text):
            at, to = offset + start, offset + end
            if any(at <= place < to for place in places):
                yield Sentence(text[start:end], field_, at, spelled[at:to], lowered[at:to])
        offset += len(text) + 1


def _heard(sentence: Sentence, story: _Story) -> Iterator[_Heard]:
    """The triggers that have sides, of their own or taken over; dates go to those that name a talk at all."""
    found = triggers(sentence.lowered)
    named = story.lexicon.named(sentence.spelled, sentence.lowered)
    sided = _sided(sentence, found, named, story.lexicon)
    kept = [trigger for trigger in found if trigger in sided or trigger.form not in _WEAK]
    owned = events(sentence.lowered, _inside(sentence, story.dates), kept)
    for number, trigger in enumerate(kept):
        own = owned.get(number, [])
        parties = sided.get(trigger) or _taken_over(sentence, trigger, named, story.told, own)
        if parties is not None:
            yield _Heard(sentence, trigger, _room(sentence, kept, number), parties, own, named)


def _sided(
    sentence: Sentence, found: Sequence[Trigger], named: Named, lexicon: Lexicon
) -> dict[Trigger, Sides]:
    spans = chains(sentence.spelled, named.actors)
    sided = {}
    for number, trigger in enumerate(found):
        room = _room(sentence, found, number)
        parties = sides(sentence.lowered, trigger, spans, named, room, lexicon.bodies)
        if parties is not None:
            sided[trigger] = parties
    return sided


def _inside(sentence: Sentence, found: Sequence[Dated]) -> list[Dated]:
    """The dates of the sentence, by their place in it."""
    end = sentence.start + len(sentence.text)
    return [
        replace(one, start=one.start - sentence.start, end=one.end - sentence.start)
        for one in found
        if sentence.start <= one.start < end
    ]


def _room(sentence: Sentence, found: Sequence[Trigger], number: int) -> tuple[int, int]:
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
    """ "cuộc gặp này" is the talk told before; a bare "các cuộc họp vào tháng 7" has the same sides."""
    if not told or trigger.verb or (trigger.counted and not own):
        return None
    if (_this(sentence, trigger) and not own) or (own and not named.actors):
        return Sides(told[-1].parties, (), 7)
    return None


def _this(sentence: Sentence, trigger: Trigger) -> bool:
    return _THIS.match(sentence.lowered[trigger.end : trigger.end + 30]) is not None


def _meant(told: Sequence[Mention], parties: Sequence[str]) -> Day | None:
    """The day of "cuộc gặp này": of the talks between these sides, a day rather than a month, the most told, or last."""
    found = [one.date for one in told if set(one.parties) == set(parties) and one.date is not None]
    return max(
        found,
        key=lambda day: (day.single, found.count(day), len(found) - found[::-1].index(day)),
        default=None,
    )


def _told(heard: _Heard, story: _Story) -> Iterator[Mention]:
    """One mention for each date of the trigger, or one without; weak words need a date to count."""
    parties = story.lexicon.table.parties
    if any(parties[party].outside for party in heard.sides.parties):
        return
    when: list[Day | None] = [*days(heard.own)]
    moved_from = None
    if len(when) > 1 and speech.moved(heard.sentence.lowered):
        moved_from, when = when[0], when[-1:]
    if not when and _this(heard.sentence, heard.trigger):
        meant = _meant(story.told, heard.sides.parties)
        if meant is None:
            return
        when = [meant]
    for day in when or [None]:
        if (mention := _mention(heard, story, day, moved_from)) is not None:
            yield mention


def _mention(
    heard: _Heard, story: _Story, day: Day | None, moved_from: Day | None
) -> Mention | None:
    sentence, trigger, room = heard.sentence, heard.trigger, heard.room
    said = speech.status(sentence.lowered, trigger, room, day, story.published)
    if day is None and said == "held" and speech.scene(sentence.lowered, trigger):
        day = dateline(story.dates, story.published)
    if not says_enough(trigger, day, said):
        return None
    return Mention(
        published=story.published,
        article=story.article,
        field=sentence.field,
        quote=quote(sentence, trigger),
        parties=story.lexicon.ordered(heard.sides.parties),
        people=tuple(sorted(heard.sides.people)),
        form=trigger.form,
        place=place(sentence, trigger, heard.named, room),
        date=day,
        status="postponed" if moved_from else said or "",
        subject=about(sentence, trigger, room),
        many=trigger.counted and heard.sides.way != 7,
        moved_from=moved_from,
        recalled=day is None and said == "held" and not trigger.verb,
        night=any(one.night for one in heard.own),
    )
