"""What a sentence takes over from those before it: "cuộc gặp này", "các cuộc họp vào tháng 7". Pure."""

import re
from collections.abc import Sequence

from worker.topics.talks.dating import Dated
from worker.topics.talks.detail import Sentence
from worker.topics.talks.lexicon import Named
from worker.topics.talks.sides import Sides
from worker.topics.talks.triggers import Trigger
from worker.topics.talks.values import Day, Mention

_SIDES = r"(?:(?:hai|2|các|ba|bốn) (?:bên|nước|ông|nhà lãnh đạo|ngoại trưởng|nguyên thủ|tổng thống|phái đoàn))"
_BOTH_MEET = re.compile(rf"(?:^|\W){_SIDES}(?: \w+){{0,7}} $")
_OF_BOTH = re.compile(rf" (?:\w+ ){{0,5}}?{_SIDES}\b")
_THIS = re.compile(r"^(?: \w+){0,2}? (?:này|trên|nói trên|đó)\b")


def taken_over(
    sentence: Sentence,
    trigger: Trigger,
    named: Named,
    told: Sequence[Mention],
    sides: Sequence[str],
    own: Sequence[Dated],
) -> Sides | None:
    """ "cuộc gặp này" is the talk told before; a bare "các cuộc họp vào tháng 7" has the same sides, and so have
    "hai bên sẽ gặp lại vào tuần tới" and "cuộc họp của quan chức hai nước hôm 27/2"."""
    if own and len(sides) > 1 and not trigger.counted and both(sentence, trigger):
        here = {one.party for one in named.actors}
        return Sides(tuple(sides), (), 7) if here <= set(sides) else None
    if not told or trigger.verb or (trigger.counted and not own):
        return None
    if (this_one(sentence, trigger) and not own) or (own and not named.actors):
        return Sides(told[-1].parties, (), 7)
    return None


def both(sentence: Sentence, trigger: Trigger) -> bool:
    before = sentence.lowered[max(0, trigger.start - 60) : trigger.start]
    return bool(
        _BOTH_MEET.search(before)
        or _OF_BOTH.match(sentence.lowered[trigger.end : trigger.end + 60])
    )


def this_one(sentence: Sentence, trigger: Trigger) -> bool:
    return _THIS.match(sentence.lowered[trigger.end : trigger.end + 30]) is not None


def meant(told: Sequence[Mention], parties: Sequence[str]) -> Day | None:
    """The day of "cuộc gặp này": of the talks between these sides, a day rather than a month, the most told, or last."""
    found = [one.date for one in told if set(one.parties) == set(parties) and one.date is not None]
    return max(
        found,
        key=lambda day: (day.single, found.count(day), len(found) - found[::-1].index(day)),
        default=None,
    )
