"""diemtin stories: the stories, newest development first."""

from typing import Any

import click
from rich.text import Text

from scrapers.text import search_text
from storage.queries import StoryRow
from worker import wiring
from worker.cli import context, filtering, output
from worker.cli.start import settings
from worker.web import reading, shapes


@click.command()
@filtering.options
@output.as_json
def stories(*, as_json: bool, limit: int, topic: str | None, **given: Any) -> int:
    """Show the stories of a topic with their articles, newest development first.

    Without --topic the first topic by name; --topic all for every topic.
    """
    chosen = filtering.one_topic(topic, settings().seeds)
    wanted = filtering.wanted(limit=max(1, min(limit, 200)), topic=chosen, **given)
    shown = 0
    with context.store() as store:
        with store.read() as conn:
            filtering.check(conn, wanted, settings().seeds)
        while shown < limit:
            with store.read() as conn:
                found = reading.stories(conn, wanted, wiring.now(), search_text)
            for row in found.rows[: limit - shown]:
                output.ndjson(shapes.story(row)) if as_json else _show(row)
            shown += len(found.rows)
            if not found.cursor:
                break
            wanted = wanted.model_copy(update={"cursor": found.cursor})
    if not shown and not as_json:
        output.note(
            "no stories yet: `diemtin run --once` polls the sites, `diemtin ingest FILE` takes in files"
        )
    return 0


def _show(row: StoryRow) -> None:
    out = output.console()
    title = output.visible(row.title or row.id)
    out.print(Text(title, style="bold"), Text(f"  {row.id}", style="dim"))
    sources = f"{len(row.articles)} articles, {row.independent_sources} independent sources"
    out.print(Text(f"  {row.topic}, {output.local(row.updated)}, {sources}", style="cyan"))
    for one in row.articles:
        when = output.local(one.published) or "undated"
        agency = f" ({one.agency})" if one.agency else ""
        out.print(
            Text(f"  • {when:16} {one.site or 'file'}{agency} ", style="green"),
            Text(output.visible(output.headline(one.title, one.lead))),
            Text(f"  ← {one.reason}", style="yellow"),
        )
