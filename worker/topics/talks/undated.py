"""Mentions of talks in an article, whether or not it says when it was printed. Pure.

Where it does not, `printed` tells between which days that was; then only what is the same on the first and on the last of
them is believed ("tuần tới" said between Tuesday and Friday), and its mentions say that the day was inferred.
"""

from collections.abc import Iterator
from dataclasses import replace

from scrapers.article import Article, When
from worker.topics.talks.asides import Aside, asides
from worker.topics.talks.cluster import length
from worker.topics.talks.printed import Printed, anchor_of, dateline
from worker.topics.talks.reading import read
from worker.topics.talks.values import Mention
from worker.topics.topic import Topic

LONGEST = 10  # days: within a longer interval nothing relative is resolved
WEEK = 7  # days: what a headline beside the article says of a longer span is no date of a talk
YEARS = 150  # days: within a longer one not even the year of "12/1" is


def mentions(
    article: Article, topic: Topic, id_: str = "", printed: Printed | None = None
) -> tuple[Mention, ...]:
    """The talks that `article` reports; `printed` is what its place in a listing tells of an undated one."""
    between = printed or (Printed() if article.published else _own(article))
    return (
        *_between(article, topic, id_, between),
        *_beside(article, topic, id_, article.published or between.first),
    )


def _between(
    article: Article, topic: Topic, id_: str, between: Printed, near: When = ""
) -> tuple[Mention, ...]:
    """As printed on its own day, else on one of those `between` which it was, else about the day `near`."""
    if article.published:
        return read(article, topic, id_, article.published)
    if between.days is None or between.days > YEARS:
        return read(article, topic, id_, "", near)
    plain = read(article, topic, id_, "", between.first)
    if between.days > LONGEST:
        return plain
    return _sure(article, topic, id_, between, plain)


def _beside(article: Article, topic: Topic, id_: str, when: When) -> Iterator[Mention]:
    """What other stories on its page tell; `when` is the day about which it was printed."""
    anchor = when or _anchor(article)
    for aside in asides(article):
        near = anchor if aside.of_its_time else ""
        for one in _between(aside.article(), topic, id_, _printed(aside, near), near):
            if _tells(one):
                yield replace(one, field="related", firm=False)


def _printed(aside: Aside, near: When) -> Printed:
    return dateline(aside.paragraphs[0], near) if aside.paragraphs and near else Printed()


def _tells(one: Mention) -> bool:
    """Is it all there: who, in what form, and on what day, at least in what week?"""
    known = one.date is not None and not one.date.yearless and length(one.date) < WEEK
    return known and bool(one.status) and not one.many


def _own(article: Article) -> Printed:
    """By the dateline that opens the text; the year is written out somewhere in it."""
    return dateline(article.lead or article.body.partition("\n")[0], _anchor(article))


def _anchor(article: Article) -> When:
    captions = "\n".join(block.text for block in article.blocks if block.role == "caption")
    return anchor_of(f"{article.title}\n{article.lead}\n{article.body}\n{captions}")


def _sure(
    article: Article, topic: Topic, id_: str, between: Printed, plain: tuple[Mention, ...]
) -> tuple[Mention, ...]:
    """What the article says on whichever day it was printed; else what it says without any day."""
    first, last = (
        {replace(one, published="", firm=False): one.firm for one in read(article, topic, id_, day)}
        for day in (between.first, between.last)
    )
    same = [replace(one, firm=first[one] and last[one]) for one in first if one in last]
    told = {(one.field, one.quote, one.parties) for one in same}
    open_ = [one for one in plain if (one.field, one.quote, one.parties) not in told]
    why = f"{between.first}/{between.last}"
    return tuple(replace(one, published=between.first, inferred=why) for one in (*same, *open_))
