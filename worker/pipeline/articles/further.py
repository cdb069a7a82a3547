"""The further stories of a page: each is an article of its own, named by its page and its headline.

1. The name holds no position: a block that moves, or an edit of the text, makes no new article. Where the headline is
   edited, the text that stays tells which article it was.
2. What a page carries along from days before is old; what an edit adds to a page is news.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sqlalchemy import Connection

from scrapers import urls
from scrapers.article import Article, When
from scrapers.dates import day
from scrapers.extract import apart
from storage import pages, queries
from storage.errors import NoBlob
from storage.queries import ArticleRow
from worker.alerts.policy import Origin
from worker.pipeline.articles.record import Draft
from worker.pipeline.articles.twin import shared
from worker.pipeline.identity import article_id

SAME = 0.5
"""Share of the longer text that stays where only the headline is another."""


def is_digest(article: Article) -> bool:
    """Do the stories of the page stand in its article's own text, being all that it joins?"""
    texts = set(article.body.split("\n\n"))
    return any(block.text in texts for story in article.stories for block in story.blocks)


def beside(page: Draft, before: When = "") -> list[Draft]:
    """The further stories on the page of `page`. `before`: what its moment was taken for when they were read."""
    placed = [apart.on(page.article, story, before) for story in page.article.stories]
    return [Draft(_id(page.id, story), story, "story", page.id) for story in placed]


def _id(page: str, story: Article) -> str:
    return article_id(f"{page}#{urls.fragment(story.title)}")


def untold(page: Draft, silent: Sequence[Article]) -> Draft:
    """The draft with what it tells itself: all but its further stories, but for those that are `silent` of talks.

    Of a digest, whose title and lead only name its stories, that is the silent ones."""
    hushed = [one.blocks for one in silent]
    told = tuple(one for one in page.article.stories if one.blocks not in hushed)
    article = replace(page.article, stories=told)
    if page.kind == "digest" and told:
        theirs = {block.text for one in told for block in one.blocks}
        body = [text for text in article.body.split("\n\n") if text not in theirs]
        article = replace(article, title="", lead="", body="\n\n".join(body))
    return replace(page, article=article)


def recognised(conn: Connection, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts of one page, its further stories under the names that the store has for them."""
    stories = [draft for draft in drafts if draft.kind == "story"]
    rows = queries.further(conn, stories[0].listing) if stories else []
    left = [row for row in rows if not any(_titled(row, draft) for draft in stories)]
    found = []
    for draft in drafts:
        row = next((row for row in rows if draft in stories and _titled(row, draft)), None)
        if row is None and draft in stories:
            row = next((row for row in left if shared(row, draft.article) >= SAME), None)
            left = [one for one in left if one is not row]
        found.append(replace(draft, id=row.id) if row is not None else draft)
    return found


def _titled(row: ArticleRow, draft: Draft) -> bool:
    return row.id == draft.id or urls.fragment(row.title) == urls.fragment(draft.article.title)


def changed(conn: Connection, drafts: Sequence[Draft]) -> bool:
    """Is there a further story on the page that the store does not know, or that says something else by now?"""
    for draft in recognised(conn, drafts):
        if draft.kind == "story":
            row, now = queries.article(conn, draft.id), draft.article
            if row is None or (row.title, row.lead, row.body) != (now.title, now.lead, now.body):
                return True
    return False


def came(conn: Connection, draft: Draft, page: Draft, origin: Origin) -> Origin:
    """How a further story came in, whose page came in by `origin`."""
    if _is_carried(draft, page):
        return "carried"
    before = queries.article(conn, page.id)
    if before is None or queries.article(conn, draft.id) is not None or origin == "file":
        return origin
    if _stood_there(conn, before, draft.article):
        return "first_poll" if origin == "first_poll" else "changed_rule"
    return "polled"


def _is_carried(draft: Draft, page: Draft) -> bool:
    printed, shown = day(draft.article.published), day(page.article.published)
    return printed is not None and shown is not None and shown - printed >= apart.CARRIED


def _stood_there(conn: Connection, page: ArticleRow, story: Article) -> bool:
    """Did all of it stand on the page when that was read before, by rules that made nothing of it?"""
    texts = set(_texts(conn, page))
    return all(block.text in texts for block in story.blocks if block.kept)


def _texts(conn: Connection, page: ArticleRow) -> Iterator[str]:
    try:
        said = json.loads(pages.get(conn, page.text))
    except (NoBlob, ValueError):
        return
    yield from (text for *_, text in said["blocks"])
