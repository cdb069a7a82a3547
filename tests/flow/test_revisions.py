"""An edited or retitled article is a revision: looked at again, told when the edit makes it news, never twice."""

from dataclasses import replace

from storage import queries
from storage.event import Event
from storage.rebuild import rebuild
from tests.flow.conftest import Newsroom
from tests.paper import GOLD, TALKS, Paper, Piece, page
from worker.pipeline import rounds

SOFT = replace(
    TALKS,
    title="Châu Âu trước thềm mùa đông",
    lead="Các thủ đô châu Âu chuẩn bị cho mùa đông với nhiều dự báo về thời tiết và giá năng lượng.",
    body=GOLD.body,
)


def edit(paper: Paper, piece: Piece, **changes: object) -> Piece:
    """The page says something else from now on; the feed does not."""
    edited = replace(piece, **changes)  # type: ignore[arg-type]
    paper.origin.put(f"/{piece.slug}.html", page(edited, paper.key))
    return edited


def retitle(paper: Paper, piece: Piece, **changes: object) -> None:
    """Page and feed say something else."""
    edited = edit(paper, piece, **changes)
    paper.pieces = [edited if one.slug == piece.slug else one for one in paper.pieces]
    paper._feed()


def passes(newsroom: Newsroom, number: int, **apart: float) -> None:
    for _ in range(number):
        newsroom.clock.forward(**apart)
        rounds.once(newsroom.flow)


def said(newsroom: Newsroom, type_: str) -> list[Event]:
    with newsroom.flow.store.read() as conn:
        return [event for event in queries.events(conn) if event.type == type_]


def told(newsroom: Newsroom) -> Paper:
    """A paper whose talks were told."""
    paper = newsroom.open_paper("sang")
    rounds.once(newsroom.flow)
    paper.publish(TALKS)
    passes(newsroom, 1, minutes=5)
    assert newsroom.titles == [TALKS.title]
    return paper


def test_an_edited_article_stays_one_article_with_its_difference(newsroom: Newsroom) -> None:
    paper = told(newsroom)
    edit(paper, TALKS, title="Nga, NATO nối lại đối thoại an ninh", body=TALKS.body[:2])
    passes(newsroom, 1, minutes=15)
    (revision,) = said(newsroom, "article.revised")
    assert revision.data["changed"]["title"] == [TALKS.title, "Nga, NATO nối lại đối thoại an ninh"]
    assert revision.data["changed"]["body"]["removed"] == [TALKS.body[2]]
    with newsroom.flow.store.read() as conn:
        (article,) = queries.articles(conn, on_topic=None)
    assert article.title == "Nga, NATO nối lại đối thoại an ninh"


def test_an_edit_of_what_was_told_alerts_nobody_again(newsroom: Newsroom) -> None:
    paper = told(newsroom)
    edit(paper, TALKS, title="Nga, NATO nối lại đối thoại an ninh", body=TALKS.body[:2])
    passes(newsroom, 3, minutes=40)
    assert newsroom.titles == [TALKS.title]


def test_an_edit_that_makes_an_article_news_alerts_once(newsroom: Newsroom) -> None:
    paper = newsroom.open_paper("sang")
    rounds.once(newsroom.flow)
    paper.publish(SOFT)
    passes(newsroom, 1, minutes=5)
    assert newsroom.titles == []
    retitle(paper, SOFT, title=TALKS.title, lead=TALKS.lead, body=TALKS.body)
    passes(newsroom, 4, minutes=10)
    assert newsroom.titles == [TALKS.title]


def test_what_stood_there_at_the_first_poll_and_became_news_by_an_edit_alerts(
    newsroom: Newsroom,
) -> None:
    paper = newsroom.open_paper("sang")
    paper.publish(SOFT)
    rounds.once(newsroom.flow)
    retitle(paper, SOFT, title=TALKS.title, lead=TALKS.lead, body=TALKS.body)
    passes(newsroom, 2, minutes=10)
    assert newsroom.titles == [TALKS.title]


def test_an_old_article_whose_edit_changes_little_alerts_nobody(newsroom: Newsroom) -> None:
    paper = newsroom.open_paper("sang")
    paper.publish(TALKS)
    rounds.once(newsroom.flow)
    retitle(paper, TALKS, title="Nga, NATO nối lại đối thoại an ninh")
    passes(newsroom, 2, minutes=10)
    assert len(said(newsroom, "article.revised")) == 1
    assert newsroom.titles == []


def test_a_page_that_has_not_changed_is_asked_for_few_times_and_conditionally(
    newsroom: Newsroom,
) -> None:
    paper = told(newsroom)
    passes(newsroom, 60, minutes=30)
    asked = paper.origin.asked(f"/{TALKS.slug}.html")
    assert 2 < len(asked) <= 6
    assert all("if-none-match" in request.headers for request in asked[2:])
    assert said(newsroom, "article.revised") == []


def test_an_article_that_gives_way_to_the_home_page_stays_what_it_was(newsroom: Newsroom) -> None:
    paper = told(newsroom)
    paper.origin.put("/", page(GOLD, "sang"))
    paper.origin.put(f"/{TALKS.slug}.html", status=302, headers={"Location": "/"})
    passes(newsroom, 2, minutes=30)
    with newsroom.flow.store.read() as conn:
        (article,) = queries.articles(conn)
    assert article.title == TALKS.title


def test_titles_that_come_and_go_are_bounded(newsroom: Newsroom) -> None:
    paper = told(newsroom)
    for number in range(20):
        retitle(paper, TALKS, title=f"{TALKS.title} {number % 2}")
        passes(newsroom, 1, minutes=10)
    assert len(paper.origin.asked(f"/{TALKS.slug}.html")) <= 8


def test_an_article_off_topic_is_not_asked_for_again(newsroom: Newsroom) -> None:
    paper = newsroom.open_paper("sang")
    rounds.once(newsroom.flow)
    paper.publish(GOLD)
    passes(newsroom, 10, hours=1)
    assert len(paper.origin.asked(f"/{GOLD.slug}.html")) == 1


def test_a_development_that_was_told_is_not_told_again_when_its_article_is_edited(
    newsroom: Newsroom,
) -> None:
    paper = told(newsroom)
    later = replace(
        TALKS,
        slug="nga-nato-hoan",
        title="Nga và NATO hoãn cuộc họp về an ninh châu Âu",
        lead="Cuộc họp Hội đồng Nga-NATO ngày 30/11 tại Brussels bị hoãn, Bộ Ngoại giao Nga cho biết.",
        body=(
            "Bộ Ngoại giao Nga cho biết cuộc họp Hội đồng Nga-NATO dự kiến ngày 30/11 tại Brussels đã bị hoãn.",
            *TALKS.body[1:],
        ),
        published="2026-11-22T10:00:00+07:00",
    )
    paper.publish(later)
    passes(newsroom, 1, minutes=5)
    before = len(newsroom.titles)
    edit(paper, later, body=(*later.body, "Hai bên chưa nói về ngày họp mới."))
    passes(newsroom, 3, minutes=30)
    assert len(said(newsroom, "article.revised")) == 1
    assert len(newsroom.titles) == before


PLAN = replace(
    TALKS,
    slug="nga-nato-gap",
    title="Nga và NATO sẽ gặp nhau tại Brussels ngày 30/11",
    lead="Đại diện Nga và NATO sẽ gặp nhau tại Brussels ngày 30/11 để bàn về an ninh châu Âu.",
    body=TALKS.body[1:],
)
OFF = {
    "title": "Nga và NATO hoãn cuộc gặp tại Brussels",
    "lead": "Cuộc gặp giữa Nga và NATO tại Brussels ngày 30/11 bị hoãn, một quan chức cho biết.",
}


def test_an_edit_that_changes_the_talk_is_a_development_with_the_old_words_and_the_new(
    newsroom: Newsroom,
) -> None:
    paper = newsroom.open_paper("sang")
    rounds.once(newsroom.flow)
    paper.publish(PLAN)
    passes(newsroom, 1, minutes=5)
    retitle(paper, PLAN, **OFF)
    passes(newsroom, 1, minutes=15)
    (_, first), (_, second) = newsroom.told.deliveries
    (change,) = second["changed"]
    assert (first["kind"], second["kind"]) == ("story", "development")
    assert change["before"] in (PLAN.title, PLAN.lead)
    assert change["after"] in OFF.values()
    assert first["story"] == second["story"] | {"title": PLAN.title}


def test_an_edit_is_told_once_however_often_it_is_seen_or_reworded(newsroom: Newsroom) -> None:
    paper, other = newsroom.open_paper("sang"), newsroom.open_paper("trua")
    rounds.once(newsroom.flow)
    paper.publish(PLAN)
    passes(newsroom, 1, minutes=5)
    edited = edit(paper, PLAN, **OFF)
    passes(newsroom, 3, minutes=15)
    retitle(paper, edited, body=(*PLAN.body, "Hai bên chưa nói về ngày gặp mới."))
    other.publish(replace(edited, slug="hoan", title="NATO: cuộc gặp với Nga ngày 30/11 bị hoãn"))
    passes(newsroom, 4, minutes=30)
    assert [content["kind"] for _, content in newsroom.told.deliveries] == ["story", "development"]


def test_an_edit_that_takes_a_change_back_is_told_as_well(newsroom: Newsroom) -> None:
    paper = newsroom.open_paper("sang")
    rounds.once(newsroom.flow)
    paper.publish(PLAN)
    passes(newsroom, 1, minutes=5)
    off = edit(paper, PLAN, **OFF)
    passes(newsroom, 1, minutes=15)
    again = {
        "title": "Nga và NATO nhất trí gặp nhau tại Brussels ngày 4/12",
        "lead": "Nga và NATO nhất trí gặp nhau tại Brussels ngày 4/12 sau khi hoãn một lần.",
    }
    retitle(paper, off, **again)
    passes(newsroom, 4, minutes=30)
    what = [
        change["what"] for _, content in newsroom.told.deliveries for change in content["changed"]
    ]
    assert [text.partition(": ")[2] for text in what] == ["dự kiến → bị hoãn", "bị hoãn → dự kiến"]


def test_a_revision_is_rebuilt_from_the_events(newsroom: Newsroom) -> None:
    paper = told(newsroom)
    retitle(paper, TALKS, title="Nga, NATO nối lại đối thoại an ninh")
    passes(newsroom, 2, minutes=15)
    assert said(newsroom, "article.revised")
    assert rebuild(newsroom.flow.store).differences == {}
