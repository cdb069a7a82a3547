"""Adding is one file: a paper, a topic. (A channel: see tests/worker/alerts/test_followers.py.)"""

from pathlib import Path

from scrapers.site import load_sites
from storage import queries
from tests.flow.conftest import Newsroom
from tests.paper import GOLD, TALKS
from worker.pipeline import rounds
from worker.topics import load_topics

GOLD_TOPIC = """
name = "Giá vàng"
bias = -3.0

[concepts.gold]
aliases = ["giá vàng", "vàng miếng"]

[concepts.moves]
aliases = ["tăng", "giảm", "biến động"]

[signals.price_moves]
says = "giá vàng biến động"
all = ["gold", "moves"]
scope = "sentence"
weight = 6.0

[[examples]]
relevance = "core"
title = "Giá vàng tăng mạnh sáng nay"

[[examples]]
relevance = "off"
title = "Nga và NATO nối lại đàm phán"
"""


def test_a_new_paper_is_one_file_and_no_code(newsroom: Newsroom, tmp_path: Path) -> None:
    paper = newsroom.open_paper("bao-moi")
    sites, _ = load_sites(tmp_path / "sites")
    assert list(sites) == ["bao-moi"]
    rounds.once(newsroom.flow)
    paper.publish(TALKS)
    rounds.once(newsroom.flow)
    assert newsroom.titles == [TALKS.title]


def test_a_new_topic_is_one_file_and_no_code(newsroom: Newsroom, tmp_path: Path) -> None:
    topics = tmp_path / "topics"
    topics.mkdir()
    (topics / "gia_vang.toml").write_text(GOLD_TOPIC, encoding="utf-8")
    added, errors = load_topics(topics)
    assert errors == []
    newsroom.flow.topics.update(added)  # type: ignore[attr-defined]
    paper = newsroom.open_paper("sang")
    rounds.once(newsroom.flow)
    paper.publish(GOLD)
    rounds.once(newsroom.flow)
    assert newsroom.titles == [GOLD.title]
    with newsroom.flow.store.read() as conn:
        (story,) = queries.stories(conn, "gia_vang")
    assert story.title == GOLD.title
