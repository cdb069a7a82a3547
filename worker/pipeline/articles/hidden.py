"""What followers were not told because it stood in a story that they knew, when it stands there no longer."""

from collections.abc import Iterator, Sequence

from scrapers.article import Article
from storage import queries
from storage.queries import ArticleRow
from storage.store import Tx
from worker.alerts.policy import KNOWN
from worker.pipeline.articles.record import Draft
from worker.topics import Topic, Verdict, judge

_FIELDS = (
    "title",
    "lead",
    "body",
    "url",
    "site",
    "published",
    "modified",
    "authors",
    "agency",
    "section",
    "language",
)


def hidden(tx: Tx, topic: Topic, story: str) -> Iterator[tuple[Draft, Verdict]]:
    """The articles of an untold story whose alert was withheld because their story was known then, oldest first."""
    if queries.story_alerts(tx.conn, story):
        return
    for id_ in _silenced(tx, topic.key, queries.standing(tx.conn, topic.key, story)):
        row = queries.article(tx.conn, id_)
        if row is not None and not _put_off(row, topic.key):
            article = Article(**{name: getattr(row, name) for name in _FIELDS})
            yield Draft(id_, article, "article", row.listing), judge(article, topic)


def _silenced(tx: Tx, topic: str, articles: Sequence[str]) -> list[str]:
    return [
        article
        for article, reason in queries.withheld(tx.conn, topic, articles)
        if reason.startswith(KNOWN)
    ]


def _put_off(row: ArticleRow, topic: str) -> bool:
    return any(
        said.topic == topic and not said.on_topic and said.corrected for said in row.verdicts
    )
