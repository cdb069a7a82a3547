"""diemtin extract: what a page yields, block by block; nothing is stored."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

import click
from rich.table import Table
from rich.text import Text

from scrapers.article import Article, Block, Listing, Page
from scrapers.errors import BadPage, ScrapeError
from scrapers.extract import extract as extract_page
from scrapers.site import Site, site_of
from worker import seeds
from worker.cli import output
from worker.cli.inputs import files, read
from worker.cli.progress import each
from worker.cli.start import settings


@click.command()
@click.argument("paths", nargs=-1, required=True)
@click.option("--url", default="", help="Where the page came from: settles its site and its links.")
@output.as_json
def extract(paths: tuple[str, ...], url: str, *, as_json: bool) -> int:
    """Show what pages yield (HTML or plain text, folders, - for standard input); nothing is stored."""
    sites, problems = seeds.read_sites(settings())
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
    row = asdict(replace(article, stories=())) | {"url": extracted.url, "site": extracted.site}
    del row["id"]
    row |= {
        "path": path,
        "kind": "article" if isinstance(extracted, Article) else "listing",
        "blocks": [asdict(block) for block in extracted.blocks],
        "items": [asdict(item) for item in items],
        "stories": [_story(one) for one in article.stories],
    }
    return row


def _story(story: Article) -> dict[str, Any]:
    """A further story of the page, in the keys that `diemtin judge` reads."""
    return {key: value for key, value in asdict(story).items() if key in _STORY}


_STORY = ("title", "lead", "body", "url", "site", "published", "authors", "agency")


def _error(path: str, error: ScrapeError) -> dict[str, Any]:
    return {"path": path, "error": {"code": error.code, "message": str(error)}}


def _show(row: Mapping[str, Any], blocks: tuple[Block, ...]) -> None:
    """Kept blocks in plain type, dropped ones dim, each with the rule that spoke."""
    out = output.console()
    out.print(Text(output.visible(row["path"]), style="bold"))
    if "error" in row:
        said = f"  refused ({row['error']['code']}): {row['error']['message']}"
        out.print(Text(output.visible(said), style="red"))
        return
    for key in ("kind", "title", "published", "modified", "authors", "agency", "section", "url"):
        if row[key]:
            value = ", ".join(row[key]) if isinstance(row[key], (list, tuple)) else row[key]
            out.print(Text(f"  {key:10}", style="cyan"), Text(output.visible(value)))
    out.print(_blocks(blocks))
    for story in row["stories"]:
        head = Text("  § ", style="green") + Text(output.visible(story["title"]), style="bold")
        out.print(head, Text(f" {story['published']}", style="dim"))
    for item in row["items"]:
        shown = output.visible(item["title"] or item["teaser"])
        out.print(Text("  • ", style="green"), Text(shown))


def _blocks(blocks: tuple[Block, ...]) -> Table:
    """What was kept or dropped, its text, and why, side by side."""
    shown = Table.grid(padding=(0, 1), pad_edge=True)
    shown.add_column(width=11)
    shown.add_column(ratio=3)
    shown.add_column(ratio=1, style="yellow")
    for block in blocks:
        mark, style = ("+", "green") if block.kept else ("-", "dim")
        text = Text(output.visible(block.text), style="" if block.kept else "dim")
        shown.add_row(Text(f" {mark} {block.role}", style=style), text, Text(block.why))
    return shown
