"""Why an article is not core, in the words of the topic's readers. Pure.

1. A round-up is peripheral whatever it carries.
2. What speaks for it would be enough, but something else spoils it: that is named.
3. Else the signals that came nearest to being found, each with the words that it still lacks.
"""

import heapq
from collections.abc import Iterator, Sequence
from functools import lru_cache

from worker.topics.evidence import Evidence, is_roundup, probability
from worker.topics.features import Sentence, union
from worker.topics.topic import Signal, Topic

MOST = 3
"""Lines, and words of each."""


def lacking(
    sentences: Sequence[Sentence], evidence: Sequence[Evidence], topic: Topic
) -> tuple[str, ...]:
    """What would have been needed, or have to be absent, the nearest first."""
    named = union(sentence for sentence in sentences if sentence.opening)
    if not named:
        return ("không nhắc gì đến chủ đề",)
    if spoilers := list(_spoilers(evidence, topic)):
        return tuple(spoilers[:MOST])
    shown = {one.concept for one in evidence}
    near = heapq.nsmallest(MOST, _near(named, shown, topic))
    return tuple(_told(topic.file.signals[key], named, topic) for *_, key in near)


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


def _near(named: int, shown: set[str], topic: Topic) -> Iterator[tuple[float, float, str]]:
    """Positive signals by the share of them that is not there; those that share nothing come last."""
    for key, weight, needs in _positive(topic):
        if key not in shown:
            yield sum(not named & need for need in needs) / len(needs), -weight, key


@lru_cache(maxsize=64)
def _positive(topic: Topic) -> tuple[tuple[str, float, tuple[int, ...]], ...]:
    """The signals for the topic: name, weight, the bits of which each needs one."""
    weights = {key: signal.weight for key, signal in topic.file.signals.items()}
    return tuple((key, weights[key], needs) for key, _, needs, _ in topic.needs if weights[key] > 0)


def _told(signal: Signal, named: int, topic: Topic) -> str:
    """ "phương Tây trả lời Nga: thiếu «hồi đáp», «phản hồi»…" """
    absent = [name for name in signal.all if not named & topic.mask(name)]
    words = " và ".join(_words(name, topic) for name in absent)
    return f"{signal.says}: " + (f"thiếu {words}" if words else "không cùng trong một câu")


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
        yield from list(_aliases(part, topic, depth - 1))[:1]
