"""One article at two addresses is one article; two articles that name one address stay two."""

from dataclasses import replace

from storage import queries
from storage.queries import ArticleRow
from storage.rebuild import rebuild
from tests.flow.conftest import Newsroom
from tests.paper import EARLIER, GOLD, TALKS, Paper, Piece
from tests.servers.http import Reply
from worker.pipeline import rounds


def publish(paper: Paper, piece: Piece, slug: str, canonical: str) -> str:
    """The piece at an address, its page naming another as its own. Gives the address."""
    address = paper.publish(replace(piece, slug=slug))
    reply = paper.origin.routes[f"/{slug}.html"]
    assert isinstance(reply, Reply)
    link = f'<link rel="canonical" href="{paper.origin.url}/{canonical}.html"></head>'
    paper.origin.put(f"/{slug}.html", reply.content.decode().replace("</head>", link))
    return address


def articles(newsroom: Newsroom) -> list[ArticleRow]:
    with newsroom.flow.store.read() as conn:
        return queries.articles(conn, on_topic=None)


def opened(newsroom: Newsroom) -> Paper:
    paper = newsroom.open_paper("sang")
    paper.publish(GOLD)
    rounds.once(newsroom.flow)
    newsroom.clock.forward(minutes=5)
    return paper


def types(newsroom: Newsroom, address: str) -> list[str]:
    with newsroom.flow.store.read() as conn:
        link = queries.link(conn, address)
        assert link is not None
        return [event.type for event in queries.trail(conn, link.id)]


def test_an_article_at_two_addresses_is_one_and_is_told_once(newsroom: Newsroom) -> None:
    paper = opened(newsroom)
    first = publish(paper, TALKS, "the-gioi/nga-nato", "nga-nato")
    rounds.once(newsroom.flow)
    second = publish(paper, TALKS, "quoc-te/nga-nato", "nga-nato")
    newsroom.clock.forward(minutes=5)
    rounds.once(newsroom.flow)
    assert [one.title for one in articles(newsroom)] == [TALKS.title, GOLD.title]
    assert newsroom.titles == [TALKS.title]
    assert types(newsroom, second) == ["link.seen", "page.fetched", "link.joined"]
    assert "article.met" in types(newsroom, first)


def test_a_known_article_that_appears_at_its_own_address_is_no_second(newsroom: Newsroom) -> None:
    paper = opened(newsroom)
    publish(paper, TALKS, "m/nga-nato", "nga-nato")
    publish(paper, TALKS, "nga-nato", "nga-nato")
    rounds.once(newsroom.flow)
    assert len(articles(newsroom)) == 2
    assert newsroom.titles == [TALKS.title]


def test_a_paper_that_names_one_address_on_every_page_loses_no_article(newsroom: Newsroom) -> None:
    paper = opened(newsroom)
    for piece in (TALKS, EARLIER, replace(TALKS, title="Nga và NATO nối lại đối thoại: phản ứng")):
        publish(paper, piece, f"bai-{len(paper.pieces)}", "moi-bai")
    rounds.once(newsroom.flow)
    assert len(articles(newsroom)) == 4


def test_two_bulletins_of_one_title_and_one_address_stay_two(newsroom: Newsroom) -> None:
    paper = opened(newsroom)
    publish(paper, replace(TALKS, title="Tin nhanh thế giới"), "tin-nhanh-1", "tin-nhanh")
    publish(paper, replace(EARLIER, title="Tin nhanh thế giới"), "tin-nhanh-2", "tin-nhanh")
    rounds.once(newsroom.flow)
    assert len(articles(newsroom)) == 3


def test_what_was_joined_is_rebuilt_from_the_events(newsroom: Newsroom) -> None:
    paper = opened(newsroom)
    publish(paper, TALKS, "a/nga-nato", "nga-nato")
    publish(paper, TALKS, "b/nga-nato", "nga-nato")
    rounds.once(newsroom.flow)
    assert rebuild(newsroom.flow.store).differences == {}
    newsroom.clock.forward(hours=1)
    assert rounds.once(newsroom.flow).seen.kept == []
