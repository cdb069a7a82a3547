"""Mentions of talks in an article, whether or not it says when it was printed. Pure.

Where it does not, `printed` tells between which days that was; then only what is the same on the first and on the last of
them is believed ("tuần tới" said between Tuesday and Friday), and its mentions say that the day was inferred.
"""

from dataclasses import replace

from scrapers.article import Article, When
from worker.topics.talks.printed import Printed, anchor_of, dateline
from worker.topics.talks.reading import read
from worker.topics.talks.values import Mention
from worker.topics.topic import Topic

LONGEST = 10  # days: within a longer interval nothing relative is resolved
YEARS = 150  # days: within a longer one not even the year of "12/1" is


def mentions(
    article: Article, topic: Topic, id_: str = "", printed: Printed | None = None
) -> tuple[Mention, ...]:
    """The talks that `article` reports; `printed` is what its place in a listing tells of an undated one."""
    if article.published:
        return read(article, topic, id_, article.published)
    between = printed or _own(article)
    if between.days is None or between.days > YEARS:
        return read(article, topic, id_, "")
    plain = read(article, topic, id_, "", between.first)
    if between.days > LONGEST:
        return plain
    return _sure(article, topic, id_, between, plain)


def _own(article: Article) -> Printed:
    """By the dateline that opens the text; the year is written out somewhere in it."""
    captions = "\n".join(block.text for block in article.blocks if block.role == "caption")
    anchor: When = anchor_of(f"{article.title}\n{article.lead}\n{article.body}\n{captions}")
    return dateline(article.lead or article.body.partition("\n")[0], anchor)


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
