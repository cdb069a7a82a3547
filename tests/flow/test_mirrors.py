"""A site that prints what others wrote is told of as such by its own file."""

import json
from pathlib import Path

from scrapers.site import Site
from storage import queries
from tests.flow.conftest import Newsroom
from tests.paper import TALKS
from worker.pipeline.ingest import ingest


def _declare(newsroom: Newsroom, key: str, *, mirror: bool) -> None:
    home = f"https://{key}.example/"
    site = Site(key=key, name=key, home=home, listings=(home + "tin",), mirror=mirror)
    newsroom.flow.sites[key] = site  # type: ignore[index]


def test_a_mirror_is_no_independent_source_of_a_story(newsroom: Newsroom, tmp_path: Path) -> None:
    _declare(newsroom, "gopnhat", mirror=True)
    _declare(newsroom, "baovidu", mirror=False)
    path = tmp_path / "rows.ndjson"
    rows = [
        {
            "id": site,
            "site": site,
            "title": TALKS.title,
            "lead": TALKS.lead,
            "published": "2022-01-12",
        }
        for site in ("gopnhat", "baovidu")
    ]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert len(list(ingest(newsroom.flow, path))) == len(rows)
    with newsroom.flow.store.read() as conn:
        (story,) = queries.stories(conn, topic="russia_nato_talks")
    assert story.sites == ("gopnhat", "baovidu")
    assert story.independent_sources == 1
