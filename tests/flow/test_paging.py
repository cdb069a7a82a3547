"""A listing that ran over between two looks is read on, page by page, as far as the hole goes and no further."""

from dataclasses import replace

from storage import queries
from tests.flow.conftest import Newsroom
from tests.paper import GOLD, TALKS, Paper, Piece
from worker.pipeline import rounds

SHOWN = 6
LONG_AGO = "2026-11-01T08:00:00+07:00"


def plain(number: int, published: str = "2026-11-22T10:30:00+07:00") -> Piece:
    title = f"Giá vàng trong nước phiên thứ {number} của tuần này tăng nhẹ"
    return replace(GOLD, slug=f"gia-vang-{10_000 + number}", title=title, published=published)


def put(paper: Paper, *, dated: bool = False) -> None:
    """The section's pages as they stand now, six stories each."""
    for page, start in enumerate(range(0, len(paper.pieces), SHOWN), 1):
        cards = "".join(_card(piece, dated=dated) for piece in paper.pieces[start : start + SHOWN])
        more = f'<a href="/tin-moi/trang-{page + 1}.htm">{page + 1}</a>'
        path = "/tin-moi" if page == 1 else f"/tin-moi/trang-{page}.htm"
        paper.origin.put(path, f'<h1>Tin mới</h1><div class="list">{cards}</div>{more}')


def _card(piece: Piece, *, dated: bool) -> str:
    day = f"{piece.published[11:16]} {piece.published[8:10]}/{piece.published[5:7]}/2026"
    when = f'<span class="time">{day}</span>' if dated else ""
    return f'<article><h3><a href="/{piece.slug}.html">{piece.title}</a></h3>{when}<p>{piece.lead}</p></article>'


def opened(newsroom: Newsroom, *, dated: bool = False) -> Paper:
    """A paper that is watched by its section's page alone; it has printed three pages of it."""
    paper = newsroom.open_paper("voi")
    site = newsroom.flow.sites["voi"]
    section = {"feeds": (), "listings": (paper.origin.address("/tin-moi"),)}
    newsroom.flow.sites["voi"] = site.model_copy(update=section)  # type: ignore[index]
    for number in range(3 * SHOWN):
        paper.publish(plain(number, LONG_AGO))
    put(paper, dated=dated)
    rounds.once(newsroom.flow)
    newsroom.clock.forward(hours=1)
    return paper


def rush(newsroom: Newsroom, paper: Paper, *, dated: bool = False) -> None:
    """The talks, and then more than two pages of other news before the next look."""
    paper.publish(replace(TALKS, slug="nga-nato-10999", published="2026-11-22T10:20:00+07:00"))
    for number in range(100, 100 + 2 * SHOWN):
        paper.publish(plain(number))
    put(paper, dated=dated)
    rounds.once(newsroom.flow)


def asked(paper: Paper) -> list[str]:
    pages = ("/tin-moi/trang-2.htm", "/tin-moi/trang-3.htm", "/tin-moi/trang-4.htm")
    return [path for path in pages if paper.origin.asked(path)]


def unseen(newsroom: Newsroom, paper: Paper) -> list[str]:
    """Slugs of what was published and is not in the store."""
    with newsroom.flow.store.read() as conn:
        return [
            piece.slug
            for piece in paper.pieces
            if queries.link(conn, paper.origin.address(f"/{piece.slug}.html")) is None
        ]


def test_what_fell_out_of_a_listing_is_found_on_its_next_pages(newsroom: Newsroom) -> None:
    paper = opened(newsroom)
    before = unseen(newsroom, paper)
    rush(newsroom, paper)
    assert newsroom.titles == [TALKS.title]
    assert unseen(newsroom, paper) == before


def test_it_is_read_no_further_than_the_hole_goes(newsroom: Newsroom) -> None:
    paper = opened(newsroom)
    rush(newsroom, paper)
    assert asked(paper) == ["/tin-moi/trang-2.htm", "/tin-moi/trang-3.htm"]


def test_of_pages_that_are_dated_only_the_hole_s_articles_are_taken(newsroom: Newsroom) -> None:
    paper = opened(newsroom, dated=True)
    rush(newsroom, paper, dated=True)
    assert newsroom.titles == [TALKS.title]
    assert len(unseen(newsroom, paper)) == 2 * SHOWN


def test_a_listing_without_a_hole_is_never_read_on(newsroom: Newsroom) -> None:
    paper = opened(newsroom)
    paper.publish(plain(50))
    put(paper)
    rounds.once(newsroom.flow)
    assert asked(paper) == []
