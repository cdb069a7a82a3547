"""Why an article is not core, in the words of the topic's readers. Pure.

1. A text whose opening names none of the topic's parties or acts has nothing to do with it.
2. A round-up is peripheral whatever it carries.
3. What speaks for it would be enough, but something else spoils it: that is named.
4. Else what it is about instead, and the signals that came nearest to being found: each with words that would do, the
   most common ones first, or with the word that kept it from counting.
"""

import heapq
from collections.abc import Iterator, Sequence
from functools import lru_cache

from worker.topics.evidence import Evidence, is_roundup, probability
from worker.topics.features import Sentence, union
from worker.topics.topic import Signal, Topic

MOST = 3
"""Lines, and words of each."""

Near = tuple[float, int, float, str]


def lacking(
    sentences: Sequence[Sentence], evidence: Sequence[Evidence], topic: Topic
) -> tuple[str, ...]:
    """What would have been needed, or have to be absent, the nearest first."""
    opening = [sentence for sentence in sentences if sentence.opening]
    named = union(opening)
    if not named & (topic.common or named):
        return ("không nhắc gì đến chủ đề",)
    if spoilers := list(_spoilers(evidence, topic)):
        return tuple(spoilers[:MOST])
    told = dict.fromkeys(_instead(evidence, topic), "")
    shown = {one.concept for one in evidence}
    for *_, key in heapq.nsmallest(3 * MOST, _near(named, shown, topic)):
        lack = _lack(topic.file.signals[key], named, opening, topic)
        if lack not in told.values():  # once, however many signals wait for the same words
            told[f"{topic.file.signals[key].says}: {lack}"] = lack
    return tuple(told)[:MOST]


def _spoilers(evidence: Sequence[Evidence], topic: Topic) -> Iterator[str]:
    """What spoils an article that would be core without it."""
    core = topic.file.thresholds.core
    logit = topic.file.bias + sum(one.weight for one in evidence)
    if is_roundup(evidence, topic) and probability(logit) >= core:
        yield "bản tin gộp nhiều tin: chỉ từng tin một mới có thể là tin chính"
        return
    against = [one for one in evidence if one.weight < 0]
    if probability(logit - sum(one.weight for one in against)) < core:
        return
    for one in against:
        yield f"đủ dấu hiệu, nếu không vì {topic.file.signals[one.concept].says} ({one.weight:+.2f})"


def _instead(evidence: Sequence[Evidence], topic: Topic) -> Iterator[str]:
    """In one line, what speaks against it most."""
    against = sorted((one for one in evidence if one.weight < 0), key=lambda one: one.weight)
    if against:
        said = (f"{topic.file.signals[one.concept].says} ({one.weight:+.2f})" for one in against)
        yield "nói về chuyện khác: " + "; ".join(list(said)[:MOST])


def _near(named: int, shown: set[str], topic: Topic) -> Iterator[Near]:
    """Positive signals by the share of them that is not there, then by how many words would do."""
    for key, weight, needs in _positive(topic):
        if key not in shown:
            absent = [need for need in needs if not named & need]
            words = min((_vocabulary(need, topic) for need in absent), default=0)
            yield len(absent) / len(needs), -words, -weight, key


@lru_cache(maxsize=64)
def _positive(topic: Topic) -> tuple[tuple[str, float, tuple[int, ...]], ...]:
    """The signals for the topic: name, weight, the bits of which each needs one."""
    weights = {key: signal.weight for key, signal in topic.file.signals.items()}
    return tuple((key, weights[key], needs) for key, _, needs, _ in topic.needs if weights[key] > 0)


@lru_cache(maxsize=4096)
def _vocabulary(need: int, topic: Topic) -> int:
    """How many words satisfy a need: what is said in many ways is what readers look for first."""
    concepts = topic.file.concepts.items()
    return sum(len(concept.aliases) for name, concept in concepts if topic.bits[name] & need)


def _lack(signal: Signal, named: int, opening: Sequence[Sentence], topic: Topic) -> str:
    """ "thiếu «hồi đáp», «phản hồi»…" """
    absent = [name for name in signal.all if not named & topic.mask(name)]
    if absent:
        return "thiếu " + " và ".join(_words(name, topic) for name in absent)
    strange = _mixed(sum(map(topic.mask, signal.none)), opening)
    return f"lẫn «{strange}»" if strange else "không cùng trong một câu"


def _mixed(spoils: int, opening: Sequence[Sentence]) -> str:
    """The first word of another matter, as it is printed."""
    for sentence in opening:
        for mention in sentence.mentions:
            if mention.bits & spoils:
                return sentence.text[mention.start : mention.end]
    return ""


@lru_cache(maxsize=4096)
def _words(name: str, topic: Topic) -> str:
    """A few words that would do for "a|b"; of a compound those of its parts."""
    first = name.split("|", maxsplit=1)[0]
    compound = topic.file.compounds.get(first)
    if compound is not None:
        return " + ".join(_words(part, topic) for part in compound.parts)
    aliases = list(dict.fromkeys(_aliases(first, topic)))[:MOST]
    return "/".join(f"«{alias}»" for alias in aliases) + "…"


def _aliases(name: str, topic: Topic, depth: int = 4) -> Iterator[str]:
    concept = topic.file.concepts[name]
    yield from concept.aliases[:MOST]
    for part in concept.includes if depth else ():
        yield from list(_aliases(part, topic, depth - 1))[: 1 if concept.aliases else MOST]
