"""diemtin feed: the stored articles, newest first."""

import csv
import sys
from collections.abc import Iterator, Sequence
from typing import Any

import click

from scrapers.text import search_text
from storage.queries import ArticleRow
from storage.store import Store
from worker import seeds, wiring
from worker.cli import context, filtering, output
from worker.cli.start import settings
from worker.web import reading, shapes
from worker.web.filters import Filter

FORMATS = ("table", "json", "csv", "atom")
_CSV = ("id", "published", "site", "title", "lead", "url", "agency", "relevance", "score", "story")
_PAGE = 200


@click.command()
@click.argument("words", nargs=-1)
@filtering.options
@click.option("--off", is_flag=True, help="Off-topic articles too.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", show_default=True)
@output.as_json
def feed(words: tuple[str, ...], form: str, *, as_json: bool, limit: int, **given: Any) -> int:
    """Show the stored articles; WORDS are searched with or without Vietnamese marks."""
    wanted = filtering.wanted(q=" ".join(words), limit=max(1, min(limit, _PAGE)), **given)
    with context.store() as store:
        with store.read() as conn:
            filtering.check(conn, wanted, settings().seeds)
        if form == "atom" and not as_json:
            sys.stdout.buffer.write(_atom(store, wanted))
            return 0
        rows = _rows(store, wanted, limit)
        {"table": _table, "json": _json, "csv": _csv}["json" if as_json else form](
            rows, wanted.topic
        )
    return 0


def _rows(store: Store, wanted: Filter, limit: int) -> Iterator[ArticleRow]:
    """As many as are wanted, page by page, so that a large feed need not fit into memory."""
    while limit > 0:
        with store.read() as conn:
            found = reading.articles(conn, wanted, wiring.now(), search_text)
        yield from found.rows[:limit]
        limit -= len(found.rows)
        if not found.cursor:
            return
        wanted = wanted.model_copy(update={"cursor": found.cursor})


def _json(rows: Iterator[ArticleRow], topic: str | None) -> None:
    for row in rows:
        output.ndjson(shapes.article(row, topic, full=True))


def _csv(rows: Iterator[ArticleRow], topic: str | None) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(_CSV)
    for row in rows:
        shape = shapes.article(row, topic)
        writer.writerow([_cell(shape[name]) for name in _CSV])


def _cell(value: object) -> str:
    """A spreadsheet must not take scraped text for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t")) else text


def _table(rows: Iterator[ArticleRow], topic: str | None) -> None:
    output.table(
        ("id", "published", "site", "", "headline", "story"),
        (_line(row, topic) for row in rows),
        empty="nothing yet: `diemtin run --once` polls the sites, `diemtin ingest FILE` takes in files;"
        " --off shows off-topic articles too",
    )


def _line(row: ArticleRow, topic: str | None) -> Sequence[str]:
    verdict = shapes.principal(row, topic)
    said = f"{verdict.relevance} {verdict.score:.2f}" if verdict else ""
    when = output.local(row.published) or "undated"
    return row.id, when, row.site, said, output.headline(row.title, row.lead), row.story


def _atom(store: Store, wanted: Filter) -> bytes:
    """The very document that the web serves."""
    from worker.web.feeds import document  # noqa: PLC0415

    chosen = settings()
    home = f"{chosen.base_url or f'http://{chosen.web_host}:{chosen.web_port}'}/"
    sites, _ = seeds.read_sites(chosen)
    topics, _ = seeds.read_topics(chosen)
    return document(store, sites, topics, wanted, home, wiring.now())
