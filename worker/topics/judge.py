"""Is an article on topic, and what proves it? Pure.

1. Sentences name concepts; concepts that meet are signals (`features`).
2. A signal contributes weight × value; the bias and all contributions add up to the logit of the score.
3. The score against the topic's thresholds gives core, peripheral or off; what only the signals marked `aside` keep
   from being core is peripheral, and so is a round-up that carries something core.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from scrapers.article import Article
from worker.topics.evidence import Evidence, is_roundup, probability
from worker.topics.features import Hit, Sentence, hits, read
from worker.topics.lacking import lacking
from worker.topics.topic import Relevance, Topic

QUOTE_CHARS = 300


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the topic makes of an article.

    `score` is the probability that it is core: 1 / (1 + exp(-(bias + sum of the evidence's weights))).
    `missing` says, for what is not core, what would have been needed.
    """

    topic: str
    on_topic: bool
    score: float
    relevance: Relevance
    evidence: tuple[Evidence, ...]
    missing: tuple[str, ...]


def judge(article: Article, topic: Topic) -> Verdict:
    """The verdict of `topic` on `article`, any of whose texts may be empty."""
    sentences = read(article, topic)
    found = hits(sentences, topic)
    evidence = sorted(
        (e for hit in found if (e := _evidence(hit, topic)).weight), key=lambda e: -abs(e.weight)
    )
    logit = topic.file.bias + sum(e.weight for e in evidence)
    aside = _aside(evidence, topic)
    score = probability(logit)
    relevance = _relevance(score, probability(logit - aside), topic)
    if relevance == "core" and is_roundup(evidence, topic):
        relevance = "peripheral"
    missing = () if relevance == "core" else lacking(sentences, evidence, topic)
    return Verdict(topic.key, relevance == "core", score, relevance, tuple(evidence), missing)


def failures(topic: Topic) -> list[str]:
    """The topic's own examples that it gets wrong, told."""
    wrong = []
    for number, example in enumerate(topic.file.examples, 1):
        verdict = judge(example.article, topic)
        if verdict.relevance != example.relevance:
            text = example.title or example.lead or example.body
            wrong.append(
                f"example {number} ({text[:80]!r}) is {example.relevance}, "
                f"but is judged {verdict.relevance} ({verdict.score:.2f})"
            )
    return wrong


def _aside(evidence: Sequence[Evidence], topic: Topic) -> float:
    """The part of the score that makes an article peripheral rather than off."""
    signals = topic.file.signals
    if is_roundup(evidence, topic):
        return sum(one.weight for one in evidence if one.weight < 0)
    return sum(one.weight for one in evidence if signals[one.concept].aside)


def _relevance(score: float, within: float, topic: Topic) -> Relevance:
    """`within` is the score that the article would have without the signals that move it aside."""
    thresholds = topic.file.thresholds
    if score >= thresholds.core:
        return "core"
    near = score >= thresholds.peripheral or within >= thresholds.aside
    return "peripheral" if near else "off"


def _evidence(hit: Hit, topic: Topic) -> Evidence:
    weight = topic.file.signals[hit.signal].weight * hit.value
    return Evidence(_quote(hit.sentence), hit.sentence.field, hit.signal, weight)


def _quote(sentence: Sentence) -> str:
    """The sentence, or of a long one the part around what it names, cut between words."""
    text = sentence.text
    if len(text) <= QUOTE_CHARS:
        return text
    first = sentence.mentions[0].start if sentence.mentions else 0
    start = max(text.rfind(", ", 0, first) + 2, 0) if first > QUOTE_CHARS // 2 else 0
    end = text.rfind(" ", start, start + QUOTE_CHARS)
    return text[start : end if end > start else start + QUOTE_CHARS]
