"""How well articles are judged: through `worker.topics.judge`, as `diemtin judge` does.

core            about the talks: must be on
hard_negative   names the parties or talks, is not about them: must be off
easy_negative   anything else: must be off
peripheral      borderline by the topic's own definition: told, but outside the headline figures
"""

import re
from collections.abc import Iterator, Sequence

from scrapers.article import Article
from tests.quality.exam import Labelled
from tests.quality.figure import Figure, counted
from tests.quality.scores import average_precision, harmonic, share
from worker.topics import Topic, Verdict, judge

HOMONYM = re.compile(
    r"'Mỹ' inside|'thiên nga'|is a person's name|in a domestic sense|in another conflict or sense"
    r"|on the tennis court|words in another sense|in another story|homonym"
)
"""What a reader writes of a text in which a word of the topic means something else."""

Judged = Sequence[tuple[Labelled, Verdict]]


def judged(labelled: Sequence[Labelled], topic: Topic) -> Judged:
    return [(one, judge(one.article, topic)) for one in labelled]


def figures(results: Judged) -> list[Figure]:
    counts = [(one, verdict) for one, verdict in results if one.tier != "peripheral"]
    core = [verdict.on_topic for one, verdict in counts if one.on]
    false = sum(verdict.on_topic for one, verdict in counts if not one.on)
    homonyms = [verdict.on_topic for one, verdict in results if HOMONYM.search(one.why)]
    hit = sum(core)
    recall, precision = share(hit, len(core)), share(hit, hit + false)
    ranked = average_precision([(verdict.score, one.on) for one, verdict in counts])
    return [
        counted("judgement.recall", hit, len(core)),
        counted("judgement.precision", hit, hit + false),
        Figure("judgement.f1", harmonic(precision, recall), "of core recall and precision"),
        Figure("judgement.average_precision", ranked, f"ranking of {len(counts)} articles"),
        counted("judgement.homonyms", sum(homonyms), len(homonyms), less=True),
    ]


def blind(labelled: Sequence[Labelled], topic: Topic) -> list[Figure]:
    """Recall and precision on what was labelled before any rule saw it."""
    given = [
        (one.on, judge(one.article, topic).on_topic) for one in labelled if one.tier != "peripheral"
    ]
    hit = sum(on and called for on, called in given)
    return [
        counted("blind.recall", hit, sum(on for on, _ in given)),
        counted("blind.precision", hit, sum(called for _, called in given)),
    ]


def alarms(teasers: Sequence[Article], topic: Topic) -> tuple[Figure, list[Article]]:
    """How many unlabelled teasers are called on topic, and which."""
    on = [teaser for teaser in teasers if judge(teaser, topic).on_topic]
    told = f"{len(on)} of {len(teasers):,} unlabelled teasers called on"
    return Figure("judgement.alarms", share(len(on), len(teasers)), told, less=True), on


def tiers(results: Judged) -> Iterator[str]:
    """How many of each tier are called on topic."""
    found: dict[str, list[bool]] = {}
    for one, verdict in results:
        found.setdefault(f"{'on' if one.on else 'off'}/{one.tier}", []).append(verdict.on_topic)
    told = (f"{tier} {sum(on)}/{len(on)}" for tier, on in sorted(found.items()))
    yield f"  called on: {', '.join(told)}"


def wrong(results: Judged) -> Iterator[str]:
    """Each wrong verdict outside the peripheral."""
    for one, verdict in results:
        if one.tier != "peripheral" and verdict.on_topic != one.on:
            text = one.article.title or one.article.lead or one.article.body
            said = "missed" if one.on else "false "
            yield f"      {said} {verdict.score:.2f} {one.tier:14} {text[:90]}"
