"""Judging, grouping, dating: beside one pass over the same text (its fold), which nothing can do without."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from statistics import median

from scrapers.article import Article
from scrapers.dates import expressions
from scrapers.text import fold
from tests.bench.rounds import interleaved, p95, ratio
from tests.quality.exam import Exam
from worker.topics import Topic, judge
from worker.topics.group import arrange
from worker.topics.member import Member
from worker.topics.place import Place
from worker.topics.profile import profile
from worker.topics.shelf import Shelf

WINDOW, NEW = 1_500, 60
"""Articles of the same days that a new one is compared with, and new ones."""

BEGUN = datetime(2022, 1, 10, tzinfo=UTC)


def lines(exam: Exam, topic: Topic, rounds: int) -> Iterator[str]:
    texts = [one.article for one in exam.labelled if one.tier != "easy_negative"]
    articles = [one for one in texts if len(one.body) > 800] or _long(texts)
    teasers = list(exam.teasers[:300]) or [one for one in texts if not one.body]
    yield from _judged("a teaser judged", teasers, topic, rounds)
    yield from _judged("an article judged", articles[:80], topic, rounds)
    yield from _grouped(list(exam.teasers[:WINDOW]) or texts, topic, rounds)


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
    """Each new article among the known ones of ten days, which stand on the shelf as in a running worker."""
    known = [_member(one, number, topic) for number, one in enumerate(_many(articles, WINDOW))]
    new = [_member(one, WINDOW + number, topic) for number, one in enumerate(articles[:NEW])]
    shelf = Shelf(topic)
    for member in known:
        shelf.put(member)
    places = {one.id: Place(f"s-{n % 300}", "event") for n, one in enumerate(known)}

    def grouped(member: Member) -> None:
        shelf.put(member)
        arrange(shelf, places, member.id)
        shelf.drop(member.id)

    workers = {
        "group": grouped,
        "profile": lambda one: profile(one, topic),
        "fold": lambda one: fold(f"{one.title}\n{one.lead}\n{one.body}"),
    }
    times = interleaved(workers, new, rounds)
    yield _line(f"grouped, {len(known)} articles known", times["group"], times["fold"])
    yield _line("of it, its profile made", times["profile"], times["fold"])


def _many(articles: Sequence[Article], number: int) -> list[Article]:
    """As many as are asked for, again and again where there are fewer."""
    return [articles[n % len(articles)] for n in range(number)]


def _member(one: Article, number: int, topic: Topic) -> Member:
    """The article, in the order of its number: ten days hold `WINDOW` of them. It was read for talks before, as in the flow."""
    when = BEGUN + timedelta(days=10) * number / WINDOW
    texts = (one.title, one.lead, one.body)
    member = Member(
        f"m-{number}", "", *texts, when.isoformat(), when.isoformat(), one.agency, one.site
    )
    return replace(member, said=member.talks(topic))


def _text(article: Article) -> str:
    return f"{article.title}\n{article.lead}\n{article.body}"


def _line(name: str, times: Sequence[float], base: Sequence[float]) -> str:
    return (
        f"  {name:32} median {median(times) * 1000:7.3f} ms  p95 {p95(times) * 1000:7.3f} ms"
        f"  {ratio(times, base):7.1f} × one fold of the text"
    )
