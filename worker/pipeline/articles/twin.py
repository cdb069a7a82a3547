"""One article at two addresses: both pages name one canonical address and hold one text. It is one article.

Some papers write one canonical address into every page: the address alone proves nothing, so the text must agree.
"""

from collections import Counter

from scrapers.article import Article
from storage import queries
from storage.event import NewEvent
from storage.queries import ArticleRow
from storage.store import Tx
from worker.pipeline.articles.record import OWN, Draft

ALIKE = 0.8
"""Share of the longer body that must stand in both: papers put a paragraph right between two fetches."""

_KINDS = OWN | {"story"}


def twin(tx: Tx, draft: Draft) -> ArticleRow | None:
    """The article that `draft`, which the store does not know, is another address of."""
    if draft.kind not in _KINDS or not draft.article.url:
        return None
    for row in queries.at_address(tx.conn, draft.article.url, draft.article.site):
        if row.id != draft.id and row.kind == draft.kind and _same(row, draft.article):
            return row
    return None


def join(tx: Tx, draft: Draft, first: ArticleRow) -> None:
    """Write down, with the article and with the link, that it was found again at another address."""
    link = queries.link(tx.conn, draft.id)
    at = {"url": link.url if link else draft.article.url, "site": draft.article.site}
    joined = {**at, "article": first.id, "canonical": draft.article.url}
    tx.append(NewEvent("link.joined", draft.id, joined, key=first.id))
    tx.append(NewEvent("article.met", first.id, {**at, "link": draft.id}, key=draft.id))


def _same(row: ArticleRow, article: Article) -> bool:
    return row.title == article.title and shared(row, article) >= ALIKE


def shared(row: ArticleRow, article: Article) -> float:
    """The share (0..1) of the longer of two bodies (leads, where that is all) that stands in both, paragraph by
    paragraph; 0 where one has none."""
    texts = row.body or row.lead, article.body or article.lead
    if not all(texts):
        return 0.0
    here, there = (Counter(text.split("\n\n")) for text in texts)
    both = sum(len(text) * number for text, number in (here & there).items())
    longer = max(len(body.replace("\n\n", "")) for body in texts)
    return both / longer
