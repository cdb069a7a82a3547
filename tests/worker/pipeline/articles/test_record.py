"""What the feed says and what the page says of one article, joined."""

from scrapers.article import Article, Link
from worker.pipeline.articles.record import with_link

LINK = Link("https://vidu.vn/bai-10001.html", "Họp", "", "2026-11-22T08:09:00+07:00")


def test_a_page_that_names_its_papers_home_as_its_address_is_not_believed() -> None:
    assert with_link(Article(url="https://vidu.vn/"), LINK, "vidu").url == LINK.url


def test_a_page_that_names_its_own_address_is_believed() -> None:
    named = "https://vidu.vn/the-gioi/bai-10001.html"
    assert with_link(Article(url=named), LINK, "vidu").url == named
