"""Judging, grouping, dating: beside one pass over the same text (its fold), which nothing can do without."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import median

from scrapers.article import Article
from scrapers.dates import expressions
from scrapers.text import fold
from tests.bench.rounds import interleaved, p95, ratio
from tests.quality.exam import Exam
from worker.topics import Member, Topic, group, judge, sketch

STORY = 40
"""Articles of the same days that a new one is compared with."""


def lines(exam: Exam, topic: Topic, rounds: int) -> Iterator[str]:
    texts = [one.article for one in exam.labelled if one.tier != "easy_negative"]
    articles = [one for one in texts if len(one.body) > 800] or _long(texts)
    teasers = list(exam.teasers[:300]) or [one for one in texts if not one.body]
    yield from _judged("a teaser judged", teasers, topic, rounds)
    yield from _judged("an article judged", articles[:80], topic, rounds)
    yield from _grouped(texts[: STORY + 40], topic, rounds)


def _long(texts: Sequence[Article]) -> list[Article]:
    """Where no labelled text has a body: texts put together to the length of an article."""
    paragraphs = [one.lead or one.title for one in texts]
    return [replace(one, body="\n\n".join(paragraphs[:12])) for one in texts[:20]]


def _judged(name: str, articles: Sequence[Article], topic: Topic, rounds: int) -> Iterator[str]:
    workers = {
        "judge": lambda one: judge(one, topic),
        "dates": lambda one: expressions(_text(one), one.published or "2022-01-12"),
        "fold": lambda one: fold(_text(one)),
    }
    times = interleaved(workers, articles, rounds)
    yield _line(name, times["judge"], times["fold"])
    yield _line(f"{name.removesuffix(' judged')}'s dates", times["dates"], times["fold"])


def _grouped(articles: Sequence[Article], topic: Topic, rounds: int) -> Iterator[str]:
    """Each new article among the same known ones, whose profiles are remembered as in a running worker."""
    members = [
        Member(
            a.id or str(n), "", a.title, a.lead, a.body, a.published, a.published, a.agency, a.site
        )
        for n, a in enumerate(articles)
    ]
    half = min(STORY, len(members) // 2)
    known = [replace(one, story=f"s-{n % 12}") for n, one in enumerate(members[:half])]
    new = members[half:]
    workers = {
        # another id each time: no profile of the new one is remembered
        "group": lambda one: group(replace(one, id=f"{one.id}-{next(_fresh)}"), known, topic),
        "sketch": lambda one: sketch(f"{one.title}\n{one.lead}\n{one.body}"),
        "fold": lambda one: fold(f"{one.title}\n{one.lead}\n{one.body}"),
    }
    times = interleaved(workers, new, rounds)
    yield _line(f"grouped, {half} articles known", times["group"], times["fold"])
    yield _line("sketched", times["sketch"], times["fold"])


def _numbers() -> Iterator[int]:
    number = 0
    while True:
        number += 1
        yield number


_fresh = _numbers()


def _text(article: Article) -> str:
    return f"{article.title}\n{article.lead}\n{article.body}"


def _line(name: str, times: Sequence[float], base: Sequence[float]) -> str:
    return (
        f"  {name:32} median {median(times) * 1000:7.3f} ms  p95 {p95(times) * 1000:7.3f} ms"
        f"  {ratio(times, base):7.1f} × one fold of the text"
    )
