"""diemtin extract: what a page yields, block by block; nothing is stored."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import click
from rich.text import Text

from scrapers.article import Article, Block, Listing, Page
from scrapers.errors import BadPage, ScrapeError
from scrapers.extract import extract as extract_page
from scrapers.site import Site, site_of
from worker import wiring
from worker.cli import context, output
from worker.cli.inputs import files, read
from worker.cli.progress import each


@click.command()
@click.argument("paths", nargs=-1, required=True)
@click.option("--url", default="", help="Where the page came from: settles its site and its links.")
@output.as_json
def extract(paths: tuple[str, ...], url: str, *, as_json: bool) -> int:
    """Show what pages yield (HTML or plain text, folders, - for standard input); nothing is stored."""
    sites, problems = wiring.read_sites(context.settings())
    for problem in problems:
        output.note(f"left out: {problem}")
    failed = 0
    for path in each(files(paths), "extract"):
        row, blocks = one(path, url, sites)
        failed += "error" in row
        if as_json:
            output.ndjson(row)
        else:
            _show(row, blocks)
    return 1 if failed else 0


def one(path: str, url: str, sites: Mapping[str, Site]) -> tuple[dict[str, Any], tuple[Block, ...]]:
    """The contract's shape of one input, and its blocks."""
    try:
        page = Page(read(path), url)
        extracted = extract_page(page, site_of(url, sites) if url else None)
    except OSError as error:
        return _error(path, BadPage(f"cannot be read: {error.strerror}", code="unreadable")), ()
    except ScrapeError as error:
        return _error(path, error), ()
    return shape(path, extracted), extracted.blocks


def shape(path: str, extracted: Article | Listing) -> dict[str, Any]:
    """The shape of the contract; a listing has the same keys, most of them empty."""
    article = extracted if isinstance(extracted, Article) else Article(title=extracted.title)
    items = extracted.items if isinstance(extracted, Listing) else ()
    row = asdict(article) | {"url": extracted.url, "site": extracted.site}
    del row["id"]
    row |= {
        "path": path,
        "kind": "article" if isinstance(extracted, Article) else "listing",
        "blocks": [asdict(block) for block in extracted.blocks],
        "items": [asdict(item) for item in items],
    }
    return row


def _error(path: str, error: ScrapeError) -> dict[str, Any]:
    return {"path": path, "error": {"code": error.code, "message": str(error)}}


def _show(row: Mapping[str, Any], blocks: tuple[Block, ...]) -> None:
    """Kept blocks in plain type, dropped ones dim, each with the rule that spoke."""
    out = output.console()
    out.print(Text(output.visible(row["path"]), style="bold"))
    if "error" in row:
        out.print(
            Text(f"  refused ({row['error']['code']}): {row['error']['message']}", style="red")
        )
        return
    for key in ("kind", "title", "published", "modified", "authors", "agency", "section", "url"):
        if row[key]:
            value = ", ".join(row[key]) if isinstance(row[key], (list, tuple)) else row[key]
            out.print(Text(f"  {key:10}", style="cyan"), Text(output.visible(value)))
    for block in blocks:
        mark, style = ("+", "green") if block.kept else ("-", "dim")
        out.print(
            Text(f"  {mark} {block.role:8}", style=style),
            Text(output.visible(block.text), style="" if block.kept else "dim"),
            Text(f"  ← {block.why}", style="yellow"),
        )
    for item in row["items"]:
        out.print(
            Text("  • ", style="green"), Text(output.visible(item["title"] or item["teaser"]))
        )
