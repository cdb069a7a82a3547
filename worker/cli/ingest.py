"""diemtin ingest: pages and articles from files, through the whole flow into the store."""

from pathlib import Path

import click

from worker.cli import context, output
from worker.cli.progress import bar
from worker.pipeline.articles.keep import Kept
from worker.pipeline.given import Failure, files
from worker.pipeline.ingest import ingest as take_in


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--url", default="", help="Where the page came from: settles its site and its links.")
@output.as_json
def ingest(paths: tuple[Path, ...], url: str, *, as_json: bool) -> int:
    """Take in pages (HTML, plain text), folders, or article NDJSON.

    The same again changes nothing. Old news alerts nobody: only what is known to have been
    published within the last 24 hours does.
    """
    kept: list[Kept] = []
    failed: list[Failure] = []
    with context.house(bar=True) as house, bar() as progress:
        for path in progress.track(list(files(paths)), description="ingest"):
            for result in take_in(house.flow, path, url):
                if isinstance(result, Failure):
                    output.note(f"{result.path}: {result.message}")
                    if not result.fatal:
                        continue
                    failed.append(result)
                else:
                    kept.append(result)
                if as_json:
                    output.ndjson(_shape(path, result))
    output.note(_summary(kept, failed))
    return 1 if failed else 0


def _shape(path: Path, result: Kept | Failure) -> dict[str, object]:
    if isinstance(result, Failure):
        return {"path": result.path, "error": {"code": result.code, "message": result.message}}
    return {
        "path": str(path),
        "id": result.id,
        "title": result.title,
        "on_topic": result.on_topic,
        "alerted": result.alerted,
        "new": result.new,
    }


def _summary(kept: list[Kept], failed: list[Failure]) -> str:
    new = [one for one in kept if one.new]
    on_topic = sum(one.on_topic for one in new)
    alerted = sum(one.alerted for one in new)
    known = f", {len(kept) - len(new)} known already" if len(kept) > len(new) else ""
    refused = f", {len(failed)} refused" if failed else ""
    return f"{len(new)} articles taken in ({on_topic} on topic, {alerted} alerts){known}{refused}"
