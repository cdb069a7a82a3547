"""From an article to the mentions of talks in it. Pure.

For every sentence: 1. its triggers, 2. the sides of each, 3. dates, place, status, subject; 4. what a sentence leaves open
("cuộc gặp này", "các cuộc họp vào tháng 7") it takes over from the mention before it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import zip_longest

from scrapers.article import Article, When
from scrapers.text import even, lower
from worker.topics.talks import status as speech
from worker.topics.talks.certainty import firm
from worker.topics.talks.chains import chains
from worker.topics.talks.dating import Dated, dates
from worker.topics.talks.detail import Sentence, about, dateline, days, place, quote, says_enough
from worker.topics.talks.lexicon import Lexicon, Named
from worker.topics.talks.reference import meant, taken_over, this_one
from worker.topics.talks.roles import sides
from worker.topics.talks.sides import Sides
from worker.topics.talks.texts import captions, telling, texts
from worker.topics.talks.triggers import Trigger, triggers, words
from worker.topics.talks.values import Day, Mention
from worker.topics.talks.when import events
from worker.topics.topic import Topic

_WEAK = ("exchange", "visit", "letter")  # words that name a talk only together with two sides


@dataclass(slots=True)
class _Story:
    """One text while it is read: its dates, and what it has told so far."""

    article: str
    published: When
    lexicon: Lexicon
    text: str
    near: When = ""
    bare: bool = False
    told: list[Mention] = field(default_factory=list)
    sides: tuple[str, ...] = ()
    """Who talked in the last talk named with its sides, told or not."""
    found: list[Dated] | None = None

    @property
    def dates(self) -> list[Dated]:
        """Read when they are first wanted: most sentences with a trigger name no sides."""
        if self.found is None:
            self.found = dates(self.text, self.published, self.near)
        return self.found


@dataclass(frozen=True, slots=True)
class _Heard:
    """One trigger with what the sentence gives it; `room` ends where the triggers before and after it stand."""

    sentence: Sentence
    trigger: Trigger
    room: tuple[int, int]
    sides: Sides
    own: Sequence[Dated]
    named: Named


def read(
    article: Article,
    topic: Topic,
    id_: str,
    published: When,
    near: When = "",
    *,
    bare: bool = False,
) -> tuple[Mention, ...]:
    """The talks that `article` reports, one `Mention` for each time it does, read as printed at `published`.

    `near` is a day about which it was printed where that is not known; `id_` names the article in the evidence.
    `bare` gives those too of which a sentence says no more than who talks with whom.
    """
    lexicon = _lexicon(topic)
    found: list[Mention] = []
    for fields in (texts(article), captions(article)):
        text = "\n".join(part for _, part in fields)
        spelled = even(text)
        lowered = lower(spelled)
        if places := words(lowered):
            story = _Story(id_ or article.id, published, lexicon, text, near, bare)
            for sentence in telling(fields, spelled, lowered, places):
                for heard in _heard(sentence, story):
                    story.told += _told(heard, story)
            found += story.told
    return tuple(found)


@lru_cache(maxsize=16)
def _lexicon(topic: Topic) -> Lexicon:
    return Lexicon(topic.file.talks)


def _heard(sentence: Sentence, story: _Story) -> Iterator[_Heard]:
    """The triggers that have sides, of their own or taken over; dates go to those that name a talk at all."""
    found = triggers(sentence.lowered)
    named = story.lexicon.named(sentence.spelled, sentence.lowered)
    sided = _sided(sentence, found, named, story.lexicon)
    if not (sided or story.told or story.sides):
        return
    kept = [
        trigger
        for trigger, after in zip_longest(found, found[1:])
        if (trigger in sided or trigger.form not in _WEAK) and not _means(trigger, after, sided)
    ]
    owned = events(sentence.lowered, _inside(sentence, story.dates), kept)
    for number, trigger in enumerate(kept):
        own = owned.get(number, [])
        parties = sided.get(trigger) or taken_over(
            sentence, trigger, named, story.told, story.sides, own
        )
        if parties is not None:
            story.sides = parties.parties
            yield _Heard(sentence, trigger, _room(sentence, kept, number), parties, own, named)


def _means(trigger: Trigger, after: Trigger | None, sided: Mapping[Trigger, Sides]) -> bool:
    """Does a visit only lead to the talk that is named next: "sẽ thăm Nga vào thứ Hai để hội đàm với ông Putin"?"""
    one, other = sided.get(trigger), sided.get(after) if after else None
    if trigger.form != "visit" or one is None or other is None or after is None:
        return False
    return (
        after.form not in _WEAK
        and set(one.parties) == set(other.parties)
        and set(one.people) <= set(other.people)
    )


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


def _told(heard: _Heard, story: _Story) -> Iterator[Mention]:
    """One mention for each date of the trigger, or one without; weak words need a date to count."""
    parties = story.lexicon.table.parties
    if any(parties[party].outside for party in heard.sides.parties):
        return
    when: list[Day | None] = [*days(heard.own)]
    moved_from = None
    if len(when) > 1 and speech.moved(heard.sentence.lowered):
        moved_from, when = when[0], when[-1:]
    if not when and this_one(heard.sentence, heard.trigger):
        day = meant(story.told, heard.sides.parties)
        if day is None:
            return
        when = [day]
    for one in when or [None]:
        if (mention := _mention(heard, story, one, moved_from)) is not None:
            yield mention


def _mention(
    heard: _Heard, story: _Story, day: Day | None, moved_from: Day | None
) -> Mention | None:
    sentence, trigger, room = heard.sentence, heard.trigger, heard.room
    said = speech.status(sentence.lowered, trigger, room, day, story.published)
    if said == "refused" and _outsider(heard):
        said = None
    if day is None and said == "held" and speech.scene(sentence.lowered, trigger):
        day = dateline(story.dates, story.published)
    if not (story.bare or says_enough(trigger, day, said)):
        return None
    state = "postponed" if moved_from else said or ""
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
        status=state,
        subject=about(sentence, trigger, room),
        many=trigger.counted and heard.sides.way != 7,
        moved_from=moved_from,
        recalled=day is None and said == "held" and not trigger.verb,
        night=any(one.night for one in heard.own),
        firm=firm(sentence.lowered, trigger, room, state, day, story.published),
    )


def _outsider(heard: _Heard) -> bool:
    """ "Ba Lan phản đối cuộc họp Nga - NATO": nobody at the table refuses."""
    before = [one.party for one in heard.named.actors if one.end <= heard.trigger.start]
    return bool(before) and set(before).isdisjoint(heard.sides.parties)
