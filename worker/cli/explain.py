"""diemtin explain: the whole way of one article, each step with its reason and event position."""

from collections.abc import Mapping
from typing import Any

import click
from rich.text import Text
from sqlalchemy import Connection

from scrapers import urls
from scrapers.errors import ScrapeError
from storage import queries
from storage.event import Event
from worker.cli import context, output
from worker.pipeline.identity import article_id
from worker.web import shapes


@click.command()
@click.argument("article", metavar="URL-or-ID")
@output.as_json
def explain(article: str, *, as_json: bool) -> int:
    """Tell how one article was seen, fetched, extracted, judged, grouped and alerted, and why."""
    with context.store() as store, store.read() as conn:
        id_ = find(conn, article)
        trail = queries.trail(conn, id_)
        if not trail:
            raise click.UsageError(
                f"the store knows no article {article!r}; `diemtin feed --off` shows the ids"
            )
        row = queries.article(conn, id_)
    if as_json:
        output.ndjson(shapes.explanation(id_, row, trail))
    else:
        _show(id_, row.title or row.lead if row else "", trail)
    return 0


def find(conn: Connection, wanted: str) -> str:
    """The id of an article by its id or its address, canonical or as it was found."""
    row = queries.article(conn, wanted)
    if row is not None:
        return row.id
    try:
        return article_id(urls.canonical(wanted))
    except ScrapeError:
        return wanted


def _show(id_: str, title: str, trail: list[Event]) -> None:
    out = output.console()
    out.print(Text(output.visible(title or id_), style="bold"), Text(f"  {id_}", style="dim"))
    for event in trail:
        out.print(
            Text(f"  {event.position:6} {output.local(event.at)}  ", style="dim"),
            Text(f"{event.type:17} ", style="cyan"),
            Text(output.visible(_TELL.get(event.type, _plainly)(event.data))),
        )
        for proof in event.data.get("evidence", ()):
            out.print(
                Text(f"{'':29}{proof['weight']:+.2f} {proof['concept']}: ", style="green"),
                Text(f"«{output.visible(proof['quote'])}»"),
            )


def _seen(data: Mapping[str, Any]) -> str:
    old = ", at the source's first poll" if data["first_poll"] else ""
    return f"in {data['source']}{old}: {data['url']}"


def _fetched(data: Mapping[str, Any]) -> str:
    return f"{data.get('file') or data['url']}, {data['bytes']:,} bytes, page {data['page'][:12]}"


def _read(data: Mapping[str, Any]) -> str:
    dropped = f"{data['kept']} blocks kept, {data['dropped']} dropped"
    where = f" below article {data['listing']}" if data["kind"] == "story" else ""
    return f"{data['kind']}{where}, published {data['published'] or 'unknown'}, {dropped}"


def _retitled(data: Mapping[str, Any]) -> str:
    return f"worded anew by its source: «{data['title']}»"


def _joined(data: Mapping[str, Any]) -> str:
    return f"is {data['article']} at another address: both pages name {data['canonical']} and hold one text"


def _met(data: Mapping[str, Any]) -> str:
    return f"found at another address, too: {data['url']}"


def _revised(data: Mapping[str, Any]) -> str:
    """The difference in one line; `--json` has all of it."""
    said = [
        f"{name}: «{data['changed'][name][0]}» → «{data['changed'][name][1]}»"
        for name in ("title", "lead")
        if name in data["changed"]
    ]
    if body := data["changed"].get("body"):
        said.append(f"body: {len(body['removed'])} paragraphs went, {len(body['added'])} came")
    return "; ".join(said)


def _judged(data: Mapping[str, Any]) -> str:
    missing = f"; missing: {', '.join(data['missing'])}" if data["missing"] else ""
    return f"{data['relevance']} ({data['score']:.2f}) by {data['topic']}{missing}"


def _talks(data: Mapping[str, Any]) -> str:
    return f"{data['mentions']} mentions of talks, by {data['topic']}: see `diemtin talks`"


def _grouped(data: Mapping[str, Any]) -> str:
    way = "opens" if data["opened"] else "joins"
    if data.get("before"):
        way = "stays in" if data["before"] == data["story"] else f"leaves {data['before']} for"
        return f"{way} story {data['story']} since {data['because']} came in: {data['reason']}"
    return f"{way} story {data['story']}: {data['reason']}"


def _raised(data: Mapping[str, Any]) -> str:
    to = ", ".join(f"{one['follower']} by {one['channel']}" for one in data["deliveries"])
    return f"{data['reason']}: told to {to}"


def _refused(data: Mapping[str, Any]) -> str:
    return f"{data['code']}: {data['message']}"


def _withheld(data: Mapping[str, Any]) -> str:
    return f"told to nobody: {data['reason']}"


def _plainly(data: Mapping[str, Any]) -> str:
    return "  ".join(
        f"{key}={value}" for key, value in data.items() if isinstance(value, (str, int))
    )


_TELL = {
    "link.seen": _seen,
    "page.fetched": _fetched,
    "page.refused": _refused,
    "article.read": _read,
    "article.judged": _judged,
    "talks.read": _talks,
    "article.revised": _revised,
    "link.retitled": _retitled,
    "link.joined": _joined,
    "article.met": _met,
    "article.grouped": _grouped,
    "alert.raised": _raised,
    "alert.withheld": _withheld,
}
