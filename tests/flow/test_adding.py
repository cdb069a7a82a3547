"""Adding is one file: a paper, a topic. (A channel: see tests/worker/alerts/test_followers.py.)"""

from pathlib import Path

from scrapers.article import Article
from scrapers.site import load_sites
from storage import queries
from tests.flow.conftest import Newsroom
from tests.paper import GOLD, TALKS
from worker.pipeline import rounds
from worker.pipeline.articles.keep import keep
from worker.pipeline.articles.record import Draft
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


def add_topics(newsroom: Newsroom, folder: Path, *names: str) -> None:
    folder.mkdir()
    for name in names:
        (folder / f"{name}.toml").write_text(GOLD_TOPIC, encoding="utf-8")
    added, errors = load_topics(folder)
    assert errors == []
    newsroom.flow.topics.update(added)  # type: ignore[attr-defined]


def test_a_new_topic_is_one_file_and_no_code(newsroom: Newsroom, tmp_path: Path) -> None:
    add_topics(newsroom, tmp_path / "topics", "gia_vang")
    paper = newsroom.open_paper("sang")
    rounds.once(newsroom.flow)
    paper.publish(GOLD)
    rounds.once(newsroom.flow)
    assert newsroom.titles == [GOLD.title]
    with newsroom.flow.store.read() as conn:
        (story,) = queries.stories(conn, "gia_vang")
    assert story.title == GOLD.title


def test_who_follows_two_topics_hears_once_of_an_article_on_both(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    add_topics(newsroom, tmp_path / "topics", "gia_vang", "vang_mieng")
    paper = newsroom.open_paper("sang")
    rounds.once(newsroom.flow)
    paper.publish(GOLD)
    rounds.once(newsroom.flow)
    assert newsroom.titles == [GOLD.title]
    with newsroom.flow.store.read() as conn:
        assert len(queries.stories(conn, "gia_vang")) == len(queries.stories(conn, "vang_mieng"))
        reasons = [
            event.data["reason"]
            for event in queries.events(conn, 0, 1000)
            if event.type == "alert.withheld" and event.data["topic"] == "vang_mieng"
        ]
    assert reasons == ["told of this article through another topic"]


def test_an_article_that_was_read_before_its_topic_was_there_alerts_nobody(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    draft = Draft("a-1", Article(title=GOLD.title, lead=GOLD.lead, site="sang"), "article")
    assert not keep(newsroom.flow, draft, "polled").alerted
    add_topics(newsroom, tmp_path / "topics", "gia_vang")
    kept = keep(newsroom.flow, draft, "polled")
    assert kept.on_topic
    assert not kept.alerted
    with newsroom.flow.store.read() as conn:
        (story,) = queries.stories(conn, "gia_vang")
        last = queries.trail(conn, "a-1")[-1]
    assert story.title == GOLD.title
    assert last.data["reason"] == "read before this topic was there"
