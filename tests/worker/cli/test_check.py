"""`diemtin sites check`: what a site shows now, and what to write into its file."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.paper import GOLD, Paper
from tests.servers.http import Origin
from tests.worker.cli.conftest import Diemtin

NEAR = {"DIEMTIN_ALLOW_PRIVATE": "127.0.0.0/8", "DIEMTIN_PAUSE": "0"}


@pytest.fixture
def paper(origins: Callable[[], Origin], diemtin: Diemtin, tmp_path: Path) -> Paper:
    """A paper of six stories, declared."""
    found = Paper(origins(), "sang")
    for number in range(6):
        found.publish(replace(GOLD, slug=f"gia-vang-1000{number}"))
    found.site_file(tmp_path / "seeds" / "sites")
    return found


def test_a_site_that_works_shows_what_came_out(paper: Paper, diemtin: Diemtin) -> None:
    result = diemtin("sites", "check", "sang", **NEAR)
    assert result.status == 0
    assert "6 links" in result.out
    assert f"✓ {GOLD.title}" in result.out


def test_where_a_feed_is_gone_the_one_on_the_home_page_is_proposed(
    paper: Paper, diemtin: Diemtin
) -> None:
    paper.origin.routes["/moi.rss"] = paper.origin.routes["/rss"]
    paper.origin.put("/rss", status=404)
    paper.origin.put("/", '<link rel="alternate" type="application/rss+xml" href="/moi.rss">')
    result = diemtin("sites", "check", "sang", **NEAR)
    assert result.status == 1
    assert f"feeds: put {paper.origin.address('/moi.rss')} in the place of" in result.out


def test_where_a_feed_moved_its_new_address_is_proposed(paper: Paper, diemtin: Diemtin) -> None:
    paper.origin.routes["/moi.rss"] = paper.origin.routes["/rss"]
    paper.origin.put("/rss", status=301, headers={"Location": "/moi.rss"})
    result = diemtin("sites", "check", "sang", **NEAR)
    assert result.status == 0
    assert f"it moved: put {paper.origin.address('/moi.rss')}" in result.out


def test_where_nothing_else_is_named_the_home_page_is_proposed_as_a_listing(
    paper: Paper, diemtin: Diemtin
) -> None:
    paper.origin.put("/rss", status=404)
    items = "".join(
        f'<li><h3><a href="/gia-vang-1000{n}.html">{GOLD.title} {n}</a></h3><p>{GOLD.lead}</p></li>'
        for n in range(6)
    )
    paper.origin.put("/", f"<!doctype html><title>Sáng</title><h1>Sáng</h1><ul>{items}</ul>")
    result = diemtin("sites", "check", "sang", **NEAR)
    assert f"listings: put {paper.origin.address('/')} in the place of" in result.out


def test_a_file_whose_marks_are_settled_may_lose_them(
    paper: Paper, diemtin: Diemtin, tmp_path: Path
) -> None:
    file = tmp_path / "seeds" / "sites" / "sang.toml"
    file.write_text(file.read_text(encoding="utf-8") + 'unchecked = ["feeds"]\n', encoding="utf-8")
    assert "remove `unchecked`" in diemtin("sites", "check", "sang", **NEAR).out


def test_a_page_that_gives_no_article_is_said_with_the_step_for_a_new_layout(
    paper: Paper, diemtin: Diemtin
) -> None:
    for number in range(6):
        paper.origin.put(
            f"/gia-vang-1000{number}.html", "<html><body><div id=app></div></body></html>"
        )
    result = diemtin("sites", "check", "sang", **NEAR)
    assert result.status == 1
    assert "put selectors under [article] of sites/sang.toml" in result.out
