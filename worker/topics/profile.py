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

from scrapers.article import When
from scrapers.dates import day, expressions, moment
from scrapers.text import even, fold, lower, nfc
from worker.topics.features import OPENING_CHARS
from worker.topics.matcher import Mention
from worker.topics.sketch import sketch
from worker.topics.topic import Topic

TITLE, LEAD = 1.6, 1.0
LONGEST_SPAN = 10
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
class Member:
    """An article as grouping sees it. `story` is "" until it has one; `seen` is when it came in."""

    id: str
    story: str = ""
    title: str = ""
    lead: str = ""
    body: str = ""
    published: When = ""
    seen: When = ""
    agency: str = ""
    site: str = ""


@dataclass(frozen=True, slots=True)
class Profile:
    """What a `Member` tells: unit vector of terms, shingles of all and of the opening, day as a number.

    The event's key: the formats and stages named (bits of the topic), and the days of which it speaks, its own
    dateline apart.
    """

    terms: Mapping[str, float]
    whole: tuple[int, ...]
    opening: tuple[int, ...]
    shingles: frozenset[int]
    day: float | None
    formats: int
    stages: int
    dates: tuple[tuple[str, str], ...]


@lru_cache(maxsize=4096)
def profile(member: Member, topic: Topic) -> Profile:
    """The profile of `member`; kept, since an article is compared with many that come after it."""
    terms: dict[str, float] = {}
    bits = 0
    for text, weight in _opening(member):
        spelled = even(text)
        mentions = topic.matcher.mentions(spelled, lower(spelled))
        for mention in mentions:
            bits |= mention.bits
        for term, value in _terms(spelled, mentions, topic).items():
            terms[term] = max(terms.get(term, 0.0), value * weight)
    size = math.sqrt(sum(value * value for value in terms.values())) or 1.0
    unit = {term: value / size for term, value in terms.items()}
    when = moment(member.published)
    whole = sketch(f"{member.title}\n{member.lead}\n{member.body}")
    opening = sketch(f"{member.title}\n{member.lead}")
    return Profile(
        unit,
        whole,
        opening,
        frozenset(whole) | frozenset(opening),
        when.timestamp() / 86400 if when else None,
        bits & topic.formats,
        bits & topic.stages,
        _dates(member),
    )


def cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """The likeness (0..1) of two unit vectors."""
    if len(other) < len(one):
        one, other = other, one
    return sum(value * other[term] for term, value in one.items() if term in other)


def _opening(member: Member) -> list[tuple[str, float]]:
    title, lead = nfc(member.title), nfc(member.lead) or nfc(member.body)[:OPENING_CHARS]
    return [(title, TITLE), (lead, LEAD if title else TITLE)]


def _dates(member: Member) -> tuple[tuple[str, str], ...]:
    """The days, and spans of up to ten days, of which the opening speaks; not the day of the report itself."""
    own = day(member.published)
    reported = {str(own - timedelta(days=back)) for back in (0, 1)} if own else set()
    found = {
        (one.start, one.end)
        for text, _ in _opening(member)
        for one in expressions(text, member.published)
        if (date.fromisoformat(one.end) - date.fromisoformat(one.start)).days <= LONGEST_SPAN
    }
    return tuple(sorted(span for span in found if span[0] != span[1] or span[0] not in reported))


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
