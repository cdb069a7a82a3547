"""The folder that DIEMTIN_SEEDS names: a site file for each paper, the project's topics beside them."""

import shutil
from collections.abc import Iterable
from pathlib import Path

from tests.origin import site
from tests.origin.papers import Paper

TOPICS = Path(__file__).resolve().parents[2] / "seeds" / "topics"


def write(folder: Path, papers: Iterable[Paper], every: str = "") -> None:
    """Make `folder/sites` anew and link `folder/topics`. `every` ("1m") goes into each site file."""
    sites = folder / "sites"
    shutil.rmtree(sites, ignore_errors=True)
    sites.mkdir(parents=True)
    topics = folder / "topics"
    if not topics.exists():
        topics.symlink_to(TOPICS)
    for paper in papers:
        (sites / f"{paper.key}.toml").write_text(_file(paper, every), encoding="utf-8")


def _file(paper: Paper, every: str) -> str:
    kind = "listings" if paper.source == "listing" else "feeds"
    lines = [
        f'name = "{paper.name}"',
        f'home = "{paper.base}/"',
        f'{kind} = ["{site.address(paper)}"]',
    ]
    if every:
        lines.append(f'every = "{every}"')
    return "\n".join(lines) + "\n"
