"""What a few pages of a paper teach: rules where they are needed, none where they are not."""

from collections.abc import Callable
from pathlib import Path

import pytest

from scrapers.article import Article, Page
from scrapers.errors import BadSite, NoArticle
from scrapers.extract import extract
from scrapers.learn import Proposal, learn, toml
from scrapers.site import Site, read_site
from tests.scrapers.papers import (
    DAYS,
    LEADS,
    OFFER,
    SALUTE,
    TITLES,
    feed,
    harbour,
    hill,
    listing,
    market,
    paragraphs,
    plain,
    river,
    valley,
)


def pages(paper: Callable[[int], Page], count: int = 3) -> list[Page]:
    return [paper(number) for number in range(count)]


def read(page: Page, site: Site | None = None) -> Article:
    found = extract(page, site)
    assert isinstance(found, Article)
    return found


def kept(tmp_path: Path, proposal: Proposal) -> Site:
    """The site as it is read from the file that is proposed."""
    path = tmp_path / f"{proposal.site.key}.toml"
    path.write_text(toml(proposal), encoding="utf-8")
    return read_site(path)


def fields(proposal: Proposal) -> list[str]:
    return [rule.field for rule in proposal.rules]


def test_furniture_in_the_text_is_found_whatever_it_is_called(tmp_path: Path) -> None:
    unseen = river(3)
    assert OFFER in read(unseen).body
    assert SALUTE in read(unseen).body
    site = kept(tmp_path, learn(pages(river)))
    assert read(unseen, site).body == "\n\n".join(paragraphs(3))
    assert read(unseen, site).lead == LEADS[3]


@pytest.mark.parametrize("paper", [hill, valley])
def test_a_lead_outside_the_text_is_found(tmp_path: Path, paper: Callable[[int], Page]) -> None:
    unseen = paper(3)
    assert read(unseen).lead != LEADS[3]
    site = kept(tmp_path, learn(pages(paper)))
    found = read(unseen, site)
    assert (found.lead, found.body) == (LEADS[3], "\n\n".join(paragraphs(3)))


def test_a_clock_on_the_page_is_no_date_of_publication(tmp_path: Path) -> None:
    unseen = harbour(3)
    assert read(unseen).published == "2026-11-22T09:00:00+07:00"
    site = kept(tmp_path, learn(pages(harbour)))
    assert read(unseen, site).published == DAYS[3]


def test_the_box_of_the_text_is_the_one_of_the_other_articles(tmp_path: Path) -> None:
    loud = market(1)
    assert paragraphs(1)[0] not in read(loud).body
    site = kept(tmp_path, learn(pages(market)))
    found = read(loud, site)
    assert (found.lead, found.body) == (LEADS[1], "\n\n".join(paragraphs(1)))


def test_nothing_is_proposed_that_changes_nothing() -> None:
    assert learn(pages(plain)).rules == ()
    assert set(fields(learn(pages(river)))) == {"remove"}
    assert fields(learn(pages(hill))) == ["lead"]


@pytest.mark.parametrize("paper", [river, hill, valley, harbour, market, plain])
def test_what_is_proposed_loads_and_says_the_same(
    tmp_path: Path, paper: Callable[[int], Page]
) -> None:
    proposal = learn(pages(paper))
    assert kept(tmp_path, proposal) == proposal.site


def test_the_order_of_the_pages_does_not_matter() -> None:
    given = [*pages(river), listing(), feed(), Page(b"")]
    orders = (given, given[::-1], [*given[3:], *given[:3]], [*given[::2], *given[1::2]])
    texts = {toml(learn(order)) for order in orders}
    assert len(texts) == 1


def test_listings_and_feeds_are_told_from_articles_and_counted() -> None:
    proposal = learn([*pages(river), listing(), feed()])
    assert proposal.site.listings == ("https://bosong.example.vn/tin",)
    assert proposal.site.feeds == ("https://bosong.example.vn/rss/moi.rss",)
    assert proposal.site.unchecked == ()
    assert (proposal.site.expect.links_per_listing, proposal.site.expect.links_per_feed) == (4, 2)
    assert 0 < proposal.site.expect.body_chars < len("".join(paragraphs(0)))


def test_a_feed_that_was_not_seen_is_unchecked() -> None:
    assert learn(pages(river)).site.unchecked == ("https://bosong.example.vn/rss/moi.rss",)


def test_the_paper_is_named_as_it_names_itself() -> None:
    site = learn(pages(hill)).site
    assert (site.key, site.name) == ("example", "Báo Trên Đồi")
    assert site.home == "https://www.trendoi.example.vn/"
    assert learn(pages(hill), "trendoi").site.key == "trendoi"


def test_one_bad_page_stops_nothing_and_is_named() -> None:
    bad = Page(b"\x89PNG\r\n\x1a\n", "https://bosong.example.vn/a.html")
    proposal = learn([*pages(river), bad])
    assert [(refused.page, refused.error.code) for refused in proposal.refused] == [
        (bad, "not_text")
    ]
    assert "# Not used: https://bosong.example.vn/a.html: not a page but a PNG picture" in toml(proposal)  # fmt: skip
    assert proposal.rules == learn(pages(river)).rules


def test_an_article_given_under_two_addresses_makes_no_furniture_of_its_text() -> None:
    twice = Page(plain(0).content + b" ", "https://m.don.example.vn/30001.html")
    proposal = learn([*pages(plain), twice])
    assert proposal.rules == ()
    assert proposal.left == ()
    assert len(proposal.refused) == 1


def test_one_article_is_too_few_to_tell_furniture() -> None:
    proposal = learn([river(0)])
    assert proposal.rules == ()
    assert "Give two or more" in toml(proposal)


def test_the_file_shows_what_is_read_with_it() -> None:
    text = toml(learn(pages(river)), {river(0): "bai.html"})
    assert "# bai.html\n" in text
    assert f"#   title      {TITLES[0]}\n" in text
    assert f"#   lead       {LEADS[0]}\n" in text


def test_a_page_cannot_break_out_of_its_comment(tmp_path: Path) -> None:
    sly = river(0).content.replace(
        TITLES[0].encode(), "Cầu&#13;&#10;every = 1&#x85;&#x2028;&#127;x treo qua sông".encode()
    )
    proposal = learn([Page(sly, river(0).url), river(1), river(2)])
    assert kept(tmp_path, proposal) == proposal.site


def test_pages_that_teach_nothing_are_an_error_that_says_why() -> None:
    with pytest.raises(NoArticle, match="the page is empty"):
        learn([Page(b"")])
    with pytest.raises(NoArticle, match="none given"):
        learn([])


def test_pages_without_an_address_ask_for_the_front_page() -> None:
    bare = [Page(p.content.replace(b"canonical", b"x")) for p in pages(plain)]
    with pytest.raises(BadSite, match="--home"):
        learn(bare)
    assert learn(bare, home="https://don.example.vn/").site.listings == ("https://don.example.vn/",)


def test_a_key_that_is_no_file_name_is_refused() -> None:
    with pytest.raises(BadSite, match="a-z"):
        learn(pages(plain), "../Đơn")
