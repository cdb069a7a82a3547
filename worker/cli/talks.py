"""diemtin talks: the timeline of the talks with its evidence."""

from collections.abc import Mapping
from typing import Any

import click
from rich.text import Text

from scrapers.text import search_text
from storage import queries
from worker import seeds, wiring
from worker.cli import context, filtering, output
from worker.cli.start import settings
from worker.topics.talks import Evidence, Talk
from worker.web import shapes
from worker.web.timeline import timeline

_STYLE = {"held": "green", "planned": "cyan", "proposed": "cyan", "postponed": "yellow"}


@click.command()
@filtering.options
@output.as_json
def talks(*, as_json: bool, limit: int, topic: str | None, **given: Any) -> int:
    """Show the talks that a topic's articles report, by day: who, where, when, planned, held or off.

    Without --topic the first topic by name; --topic all for every topic.
    """
    chosen = settings()
    wanted = filtering.wanted(topic=filtering.one_topic(topic, chosen.seeds), **given)
    topics, _ = seeds.read_topics(chosen)
    with context.store() as store, store.read() as conn:
        filtering.check(conn, wanted, chosen.seeds)
        found = timeline(conn, topics, wanted, wiring.now(), search_text)[-limit:]
        told = {proof.article for _, talk in found for proof in talk.evidence}
        papers = queries.papers(conn, told)
    for key, talk in found:
        output.ndjson(shapes.talk(key, talk)) if as_json else _show(talk, papers)
    if not found and not as_json:
        output.note("no talks yet: they are read from the articles on topic, see `diemtin feed`")
    return 0


def _show(talk: Talk, papers: Mapping[str, str]) -> None:
    out = output.console()
    where = f", {talk.place}" if talk.place else ""
    out.print(
        Text(f"{talk.date or 'no date':22}", style="bold"),
        Text(f"{talk.status:10} ", style=_STYLE.get(talk.status, "red")),
        Text(output.visible(f"{talk.title}{where}"), style="bold"),
        Text(f"  {talk.id}", style="dim"),
    )
    for conflict in talk.conflicts:
        out.print(Text(f"{'':22} ! {output.visible(conflict)}", style="yellow"))
    for proof in talk.evidence:
        when = output.local(proof.published) or _inferred(proof)
        paper = output.visible(papers[proof.article])
        source = " ".join(part for part in (when, paper, proof.status) if part)
        out.print(Text(f"{'':22} «{output.visible(proof.quote)}»  {source}", style="dim"))


def _inferred(proof: Evidence) -> str:
    """Between which days an undated article was printed, as its dateline and its neighbours tell."""
    first, _, last = proof.inferred.partition("/")
    if not first:
        return ""
    until = f" to {output.local(last)}" if last != first else ""
    return f"undated, inferred {output.local(first)}{until}"
