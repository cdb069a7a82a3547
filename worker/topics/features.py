"""What an article says, in the topic's signals. Pure.

Each sentence yields the concepts it names; each signal keeps the sentence in which it stands best.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from scrapers.article import Article
from scrapers.text import even, lower, nfc
from worker.topics.matcher import Mention
from worker.topics.sentences import sentences
from worker.topics.topic import Compound, Topic

Field = Literal["title", "lead", "body"]

OPENING_CHARS = 400  # of a body that has no lead before it, this much stands for the lead
ENOUGH_HITS = 3  # sentences of the body that together earn the zone's full share


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: where it stands, how much that counts, and what it names."""

    text: str
    field: Field
    opening: bool
    value: float
    start: int
    bits: int
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A signal found: its value 0..1, and the sentence that shows it best."""

    signal: str
    value: float
    sentence: Sentence


def read(article: Article, topic: Topic) -> list[Sentence]:
    """The sentences of title, lead and body, in this order, with the concepts each names."""
    return [sentence for zone in _zones(article, topic) for sentence in _sentences(*zone, topic)]


def hits(read_: Sequence[Sentence], topic: Topic) -> list[Hit]:
    """The signals that `read_` shows, each at its best place."""
    telling = [sentence for sentence in read_ if sentence.bits]
    named = union(telling)
    found: list[Hit] = []
    if not named:
        return found
    for key, scope, needs, spoils in topic.needs:
        if all(named & need for need in needs):  # most signals fail here, for one comparison
            hit = _HITS[scope](key, needs, spoils, telling)
            if hit is not None:
                found.append(hit)
    return found


def union(read_: Iterable[Sentence]) -> int:
    """All concepts that the sentences name, as bits."""
    bits = 0
    for sentence in read_:
        bits |= sentence.bits
    return bits


def _zones(article: Article, topic: Topic) -> Iterator[tuple[str, Field, bool, float]]:
    """Texts with their field, whether they open the article, and their weight.

    The first text there is counts as a title would: a teaser without a title is no worse off. Where no lead was set
    apart, the body opens with it.
    """
    zones = topic.file.zones
    title, lead, body = nfc(article.title), nfc(article.lead), nfc(article.body)
    if title.strip():
        yield title, "title", True, zones.title
    if lead.strip():
        yield lead, "lead", True, zones.lead if title.strip() else zones.title
    if body.strip():
        first = zones.lead if title.strip() else zones.title
        opens = not lead.strip()
        yield body, "body", opens, first if opens else zones.body


def _sentences(
    text: str, field: Field, opening: bool, value: float, topic: Topic
) -> Iterator[Sentence]:
    spelled = even(text)
    for start, end in sentences(text):
        opens = opening and (field != "body" or start < OPENING_CHARS)
        worth = value if field != "body" or opens else topic.file.zones.body
        piece = spelled[start:end]
        mentions = topic.matcher.mentions(piece, lower(piece))
        bits = _bits(piece, mentions, topic)
        yield Sentence(text[start:end], field, opens, worth, start, bits, tuple(mentions))


def _bits(text: str, mentions: Sequence[Mention], topic: Topic) -> int:
    bits = 0
    for mention in mentions:
        bits |= mention.bits
    if len(mentions) < 2:
        return bits
    for bit, needed, compound, orders in topic.compounds:
        if bits & needed == needed and _stands(compound, orders, text, mentions):
            bits |= bit
    return bits


def _stands(
    compound: Compound, orders: Iterable[Sequence[int]], text: str, mentions: Sequence[Mention]
) -> bool:
    return any(
        _follows(order, at, compound, text, mentions)
        for order in orders
        for at, mention in enumerate(mentions)
        if mention.bits & order[0]
    )


def _follows(
    parts: Sequence[int], at: int, compound: Compound, text: str, mentions: Sequence[Mention]
) -> bool:
    """Do the rest of `parts` follow mention `at`, which is the first, each near the one before?"""
    if len(parts) == 1:
        return True
    end = mentions[at].end
    for later in range(at + 1, len(mentions)):
        mention = mentions[later]
        words = text[end : mention.start].split()
        if len(words) > compound.gap:
            return False
        if (
            mention.start >= end
            and mention.bits & parts[1]
            and _allowed(words, compound)
            and _follows(parts[1:], later, compound, text, mentions)
        ):
            return True
    return False


def _allowed(words: Sequence[str], compound: Compound) -> bool:
    return not compound.between or all(lower(word) in compound.between for word in words)


def _sentence_hit(
    key: str, needs: Sequence[int], spoils: int, telling: Sequence[Sentence]
) -> Hit | None:
    shown = [
        sentence
        for sentence in telling
        if not sentence.bits & spoils and all(sentence.bits & need for need in needs)
    ]
    if not shown:
        return None
    best = max(shown, key=lambda sentence: sentence.value)
    if best.field == "body" and not best.opening:
        return Hit(key, best.value * min(len(shown), ENOUGH_HITS) / ENOUGH_HITS, best)
    return Hit(key, best.value, best)


def _title_hit(
    key: str, needs: Sequence[int], spoils: int, telling: Sequence[Sentence]
) -> Hit | None:
    return _sentence_hit(key, needs, spoils, [s for s in telling if s.field == "title"])


def _opening_hit(
    key: str, needs: Sequence[int], spoils: int, telling: Sequence[Sentence]
) -> Hit | None:
    opening = [sentence for sentence in telling if sentence.opening]
    bits = union(opening)
    if not opening or bits & spoils or not all(bits & need for need in needs):
        return None
    best = max(opening, key=lambda sentence: sum(bool(sentence.bits & need) for need in needs))
    return Hit(key, best.value, best)


_HITS = {"sentence": _sentence_hit, "title": _title_hit, "opening": _opening_hit}
