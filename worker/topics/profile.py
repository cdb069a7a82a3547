"""What an article tells, for comparing events: weighted words, and who is named. Pure.

Words of the topic itself (its parties, "đàm phán") tell two of its events apart badly and weigh little;
names, numbers and pairs of syllables weigh most; function words weigh nothing.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from scrapers.dates import day, expressions, moment
from scrapers.text import even, fold, lower, nfc
from worker.topics.features import OPENING_CHARS
from worker.topics.matcher import Mention
from worker.topics.meetings import Sides, reported
from worker.topics.member import Member
from worker.topics.roundup import own
from worker.topics.sketch import sketch
from worker.topics.subject import Subject, subject
from worker.topics.talks import Report
from worker.topics.topic import Topic

TITLE, LEAD = 1.6, 1.0
LONGEST_SPAN = 10
ARTICLE = 400  # characters of body from which on all its words are compared
SAMPLED = 4  # one shingle in so many of a whole text is a mark
NAME, PAIR, WORD, TOPICAL = 1.0, 0.9, 0.5, 0.3

_WORD = re.compile(r"[^\W_]+")
_FUNCTION_WORDS = """
va la cua cho voi cac nhung mot nay do da dang se duoc bi tai trong ngoai tren duoi tu den toi ve vao ra len
xuong khi neu thi ma cung con hay hoac vi boi nen rang noi biet theo sau truoc giua qua lai di co khong chua
chi van rat hon nhat ong ba anh ho no minh kia ay the gi nao ai dau bao nhieu hom ngay thang nam gio tuan
moi it su viec cuoc nguoi nuoc hai ben dong cap bang nhu
"""
_FUNCTION = frozenset(_FUNCTION_WORDS.split())


@dataclass(frozen=True, slots=True)
class Profile:
    """What a `Member` tells.

    `terms` and `topical` (what nearly every article of the topic names) are one unit vector in two parts; `telling`
    are the names, the numbers and the pairs of syllables in it. `order` is its place in the order of publication;
    what has no date comes last, by the first day of which it speaks.
    `whole` and `opening` are sketches, `marks` a sample of both: two near copies share one. `day` is the
    moment of publication in days. The event's key: the formats and stages named (bits of the topic), and the
    days of which the opening speaks, apart from its `dateline`: the day of publication and the one before; `sides`
    are the parties of each talk that it reports, `subject` is the one talk that it is about.
    """

    member: Member
    terms: Mapping[str, float]
    topical: Mapping[str, float]
    telling: Mapping[str, float]
    order: tuple[bool, float, str]
    whole: tuple[int, ...]
    opening: tuple[int, ...]
    marks: frozenset[int]
    day: float | None
    formats: int
    stages: int
    dates: tuple[tuple[str, str], ...]
    dateline: tuple[tuple[str, str], ...]
    sides: frozenset[Sides]
    subject: Subject | None


def profile(member: Member, topic: Topic) -> Profile:
    """The profile of `member` for `topic`."""
    terms: dict[str, float] = {}
    telling: set[str] = set()
    bits = 0
    title, lead = _opening(member, topic)
    for text, weight in ((title, TITLE), (lead, LEAD if title else TITLE)):
        spelled = even(text)
        mentions = topic.matcher.mentions(spelled, lower(spelled))
        for mention in mentions:
            bits |= mention.bits
        for term, value in _terms(spelled, mentions, topic).items():
            terms[term] = max(terms.get(term, 0.0), value * weight)
            if value > WORD:
                telling.add(term)
    unit = _unit(terms)
    when = moment(member.published)
    day_ = when.timestamp() / 86400 if when else None
    printed = _dateline(member)
    dates = tuple(sorted(span for span in _dates(member, topic) if span not in printed))
    whole = sketch(f"{member.title}\n{member.lead}\n{member.body}")
    opening = sketch(f"{member.title}\n{member.lead}")
    return Profile(
        member,
        {term: value for term, value in unit.items() if term[0] != "#"},
        {term: value for term, value in unit.items() if term[0] == "#"},
        {term: unit[term] for term in telling},
        _order(member.id, day_, dates),
        whole,
        opening,
        frozenset(opening).union(one for one in whole if one % SAMPLED == 0),
        day_,
        bits & topic.formats,
        bits & topic.stages,
        dates,
        printed,
        reported(title, lead, member.published, topic),
        _subject(member, topic),
    )


def _subject(member: Member, topic: Topic) -> Subject | None:
    texts = (member.title, member.lead, member.body)
    return subject(Report(member.id, member.published, *texts, member.talks(topic)), topic)


def _order(
    id_: str, day_: float | None, dates: Sequence[tuple[str, str]]
) -> tuple[bool, float, str]:
    if day_ is not None:
        return False, day_, id_
    return True, date.fromisoformat(dates[0][0]).toordinal() if dates else math.inf, id_


@lru_cache(maxsize=512)
def told(member: Member) -> Mapping[str, float]:
    """All words of `member` and their pairs as a unit vector; {} for less than a short article."""
    if len(member.body) < ARTICLE:
        return {}
    counted: dict[str, float] = {}
    spelled = even(nfc(f"{member.title}\n{member.lead}\n{member.body}"))
    previous = ""
    for match in _WORD.finditer(spelled):
        word = fold(match[0])
        if word in _FUNCTION:
            previous = ""
            continue
        for term in (word, f"{previous} {word}" if previous else ""):
            counted[term] = counted.get(term, 0.0) + 1
        previous = word
    counted.pop("", None)
    return _unit({term: 1 + math.log(value) for term, value in counted.items()})


def _unit(terms: Mapping[str, float]) -> dict[str, float]:
    size = math.sqrt(math.fsum(value * value for value in terms.values())) or 1.0
    return {term: value / size for term, value in terms.items()}


def cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """The likeness (0..1) of two unit vectors."""
    return math.fsum([one[term] * other[term] for term in one.keys() & other.keys()])


def _opening(member: Member, topic: Topic) -> tuple[str, str]:
    title = own(nfc(member.title), topic)
    lead = own(nfc(member.lead) or nfc(member.body)[:OPENING_CHARS], topic)
    return title, lead


def _dates(member: Member, topic: Topic) -> set[tuple[str, str]]:
    """The days, and spans of up to ten days, of which the opening speaks."""
    return {
        (one.start, one.end)
        for text in _opening(member, topic)
        for one in expressions(text, member.published)
        if (date.fromisoformat(one.end) - date.fromisoformat(one.start)).days <= LONGEST_SPAN
    }


def _dateline(member: Member) -> tuple[tuple[str, str], ...]:
    printed = day(member.published)
    if printed is None:
        return ()
    days = (str(printed - timedelta(days=1)), str(printed))
    return tuple((one, one) for one in days)


def _terms(spelled: str, mentions: Sequence[Mention], topic: Topic) -> dict[str, float]:
    """Weighted words and pairs of neighbours. A party is one term however long its name; a person keeps the name."""
    terms: dict[str, float] = {}
    common: dict[int, int] = {}
    for mention in mentions:
        if mention.bits & topic.common and not mention.bits & topic.people:
            common |= dict.fromkeys(range(mention.start, mention.end), mention.bits & topic.common)
    previous = ""
    for match in _WORD.finditer(spelled):
        word = fold(match[0])
        if match.start() in common:
            terms[f"#{common[match.start()]}"] = TOPICAL
            previous = ""
        elif word in _FUNCTION:
            previous = ""
        else:
            named = match[0][:1].isupper() or word.isdigit()
            terms[word] = max(terms.get(word, 0.0), NAME if named else WORD)
            if previous:
                terms[f"{previous} {word}"] = PAIR
            previous = word
    return terms
