"""A whole story below a page's own is an article of its own: judged, grouped, told once; link lines and teasers are none."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from storage import queries
from storage.event import Event
from storage.queries import ArticleRow
from storage.rebuild import rebuild
from storage.verify import verify
from tests.flow.conftest import Newsroom
from tests.flow.test_revisions import passes, said
from tests.paper import GOLD, TALKS, Paper, Piece, page
from worker.pipeline import rounds
from worker.pipeline.ingest import ingest

RIVER = replace(
    GOLD,
    slug="nuoc-len",
    title="Nước lên nhanh ở hai thôn ven sông trong đêm",
    lead="Mực nước ở trạm đầu nguồn vượt báo động hai từ nửa đêm, xã cho thuyền đón người già lên đồi.",
    body=(
        "Điện bị cắt ở ba trạm biến áp để phòng chập, máy phát của xã chạy cho trạm y tế và trường học.",
        "Lực lượng xung kích đắp thêm bao cát ở đoạn đê xung yếu dài tám mươi mét trước khi trời sáng.",
    ),
)

BEES = replace(
    GOLD,
    slug="ong-mat",
    title="Người nuôi ong dời tổ theo mùa hoa cà phê",
    lead="Hàng trăm thùng ong được chở lên cao nguyên trong hai đêm để kịp đợt hoa nở sớm hơn mọi năm.",
    body=(
        "Chủ trại cho biết mỗi thùng cho gần ba lít mật trong mười ngày nếu trời nắng và không có gió to.",
        "Nhà vườn để ong ở nhờ không lấy tiền, vì cây được thụ phấn đậu quả nhiều hơn hẳn những năm trước.",
    ),
)


def glued(own: Piece, *further: Piece) -> str:
    """A page whose own article is followed by others, each with its headline and its moment."""
    below = "".join(
        f'<h2 class="name">{one.title}</h2><div class="time">{clock(one)}</div>'
        + "".join(f"<p>{text}</p>" for text in (one.lead, *one.body))
        for one in further
    )
    return page(own, "sang").replace("</div></div><aside", f"{below}</div></div><aside", 1)


def clock(piece: Piece) -> str:
    day, time = piece.published[:10].split("-"), piece.published[11:16]
    return f"{time} {day[2]}/{day[1]}/{day[0]}"


def put(paper: Paper, own: Piece, *further: Piece) -> None:
    """The page says this from now on."""
    paper.origin.put(f"/{own.slug}.html", glued(own, *further))


def publish(paper: Paper, own: Piece, *further: Piece) -> str:
    address = paper.publish(own)
    put(paper, own, *further)
    return address


def opened(newsroom: Newsroom) -> Paper:
    """A paper whose first poll is behind it."""
    paper = newsroom.open_paper("sang")
    rounds.once(newsroom.flow)
    newsroom.clock.forward(minutes=5)
    return paper


def articles(newsroom: Newsroom) -> list[ArticleRow]:
    with newsroom.flow.store.read() as conn:
        return queries.articles(conn, on_topic=None)


def further(newsroom: Newsroom) -> list[ArticleRow]:
    return [one for one in articles(newsroom) if one.kind == "story"]


def steps(newsroom: Newsroom, article: str) -> Sequence[Event]:
    with newsroom.flow.store.read() as conn:
        return queries.trail(conn, article)


def test_talks_below_a_story_about_a_flood_are_told_once(newsroom: Newsroom) -> None:
    address = publish(opened(newsroom), RIVER, TALKS)
    passes(newsroom, 3, minutes=15)
    assert newsroom.titles == [TALKS.title]
    (content,) = [content for _, content in newsroom.told.deliveries]
    assert (
        content["article"]["url"] == f"{address}#nga-va-nato-noi-lai-doi-thoai-ve-an-ninh-chau-au"
    )


def test_a_further_story_says_where_it_stands_and_how_it_came(newsroom: Newsroom) -> None:
    address = publish(opened(newsroom), RIVER, TALKS)
    rounds.once(newsroom.flow)
    (story,) = further(newsroom)
    (own,) = [one for one in articles(newsroom) if one.kind == "article"]
    assert (story.lead, story.published) == (TALKS.lead, TALKS.published)
    assert story.listing == own.id
    assert own.url == address
    types = [event.type for event in steps(newsroom, story.id)]
    assert types[:3] == ["link.seen", "page.fetched", "article.read"]
    assert types.count("article.read") == 1


def test_several_stories_of_one_page_are_each_an_article(newsroom: Newsroom) -> None:
    publish(opened(newsroom), RIVER, BEES, TALKS)
    rounds.once(newsroom.flow)
    assert {one.title for one in articles(newsroom)} == {RIVER.title, BEES.title, TALKS.title}
    assert newsroom.titles == [TALKS.title]


def test_one_page_is_fetched_once_for_all_its_stories(newsroom: Newsroom) -> None:
    paper = opened(newsroom)
    publish(paper, RIVER, BEES, TALKS)
    rounds.once(newsroom.flow)
    assert len(paper.origin.asked(f"/{RIVER.slug}.html")) == 1


def test_the_same_story_at_its_own_address_alerts_nobody_again(newsroom: Newsroom) -> None:
    paper = opened(newsroom)
    publish(paper, RIVER, TALKS)
    passes(newsroom, 1, minutes=5)
    paper.publish(TALKS)
    passes(newsroom, 2, minutes=5)
    assert newsroom.titles == [TALKS.title]
    with newsroom.flow.store.read() as conn:
        (story,) = queries.stories(conn, "russia_nato_talks")
    assert len(story.articles) == 2
    assert story.independent_sources == 1


def test_a_story_that_was_told_alerts_nobody_below_another(newsroom: Newsroom) -> None:
    paper = opened(newsroom)
    paper.publish(TALKS)
    passes(newsroom, 1, minutes=5)
    publish(paper, RIVER, TALKS)
    passes(newsroom, 1, minutes=5)
    assert newsroom.titles == [TALKS.title]


def test_an_event_told_twice_on_one_page_is_one_story_of_one_source(newsroom: Newsroom) -> None:
    again = replace(
        TALKS,
        title="NATO xác nhận nối lại đối thoại với Nga về an ninh châu Âu",
        lead="NATO cho biết Nga đã nhất trí nối lại các cuộc đàm phán về an ninh châu Âu hôm 21/11 sau nhiều tháng gián đoạn.",
        body=(
            "Hội đồng Nga-NATO sẽ họp tại Brussels vào ngày 30/11, theo người phát ngôn của liên minh quân sự này.",
            "Bảo đảm an ninh mà Moskva đề xuất đứng đầu chương trình nghị sự của cuộc họp Hội đồng Nga-NATO sắp tới.",
        ),
        agency="",
        published="2026-11-22T08:30:00+07:00",
    )
    publish(opened(newsroom), TALKS, again)
    passes(newsroom, 1, minutes=5)
    assert len(newsroom.titles) == 1
    with newsroom.flow.store.read() as conn:
        (story,) = queries.stories(conn, "russia_nato_talks")
    assert (len(story.articles), story.independent_sources) == (2, 1)


def test_an_edited_text_stays_one_article(newsroom: Newsroom) -> None:
    paper = opened(newsroom)
    publish(paper, RIVER, TALKS)
    rounds.once(newsroom.flow)
    put(
        paper,
        RIVER,
        replace(
            TALKS,
            body=(
                *TALKS.body[:2],
                "Cuộc họp sẽ kéo dài một ngày và không có họp báo chung sau đó.",
            ),
        ),
    )
    passes(newsroom, 2, minutes=15)
    (revision,) = said(newsroom, "article.revised")
    (story,) = further(newsroom)
    assert revision.subject == story.id
    assert newsroom.titles == [TALKS.title]


def test_an_edited_headline_stays_one_article(newsroom: Newsroom) -> None:
    paper = opened(newsroom)
    publish(paper, RIVER, TALKS)
    rounds.once(newsroom.flow)
    (before,) = further(newsroom)
    put(paper, RIVER, replace(TALKS, title="Hai bên trở lại bàn đàm phán an ninh sau nhiều tháng"))
    passes(newsroom, 3, minutes=15)
    (after,) = further(newsroom)
    assert after.id == before.id
    assert after.title == "Hai bên trở lại bàn đàm phán an ninh sau nhiều tháng"
    assert newsroom.titles == [TALKS.title]


def test_blocks_that_change_places_make_no_new_articles(newsroom: Newsroom) -> None:
    paper = opened(newsroom)
    publish(paper, RIVER, TALKS, BEES)
    rounds.once(newsroom.flow)
    before = {one.id for one in further(newsroom)}
    put(
        paper,
        replace(
            RIVER,
            lead="Mực nước ở trạm đầu nguồn trưa nay đã xuống dưới báo động hai, người già được đón về nhà.",
        ),
        BEES,
        TALKS,
    )
    passes(newsroom, 2, minutes=15)
    assert {one.id for one in further(newsroom)} == before
    assert newsroom.titles == [TALKS.title]


def test_a_story_that_an_edit_adds_is_told(newsroom: Newsroom) -> None:
    paper = opened(newsroom)
    publish(paper, TALKS)
    rounds.once(newsroom.flow)
    new = replace(
        TALKS,
        title="Nga và Mỹ ấn định vòng tham vấn về tên lửa tầm trung",
        lead="Thứ trưởng Ngoại giao Nga và Thứ trưởng Ngoại giao Mỹ sẽ gặp nhau tại Geneva ngày 3/12 để bàn về tên lửa tầm trung ở châu Âu.",
        body=(
            "Đây là vòng tham vấn đầu tiên giữa Nga và Mỹ về kiểm soát vũ khí kể từ mùa xuân năm nay.",
            "Washington nói đã chuyển cho Moskva một danh sách đề nghị về ổn định chiến lược trước cuộc gặp.",
        ),
    )
    put(paper, TALKS, new)
    passes(newsroom, 2, minutes=15)
    assert newsroom.titles == [TALKS.title, new.title]


def test_a_story_that_an_edit_adds_to_what_the_first_poll_showed_is_told(
    newsroom: Newsroom,
) -> None:
    paper = newsroom.open_paper("sang")
    other = replace(TALKS, slug="binh-luan", title="Nga, NATO và đối thoại an ninh châu Âu")
    publish(paper, other)
    rounds.once(newsroom.flow)
    put(
        paper,
        other,
        replace(
            TALKS,
            title="Nga và Mỹ ấn định vòng tham vấn về tên lửa tầm trung",
            lead="Thứ trưởng Ngoại giao Nga và Thứ trưởng Ngoại giao Mỹ sẽ gặp nhau tại Geneva ngày 3/12 để bàn về tên lửa tầm trung ở châu Âu.",
            body=(
                "Đây là vòng tham vấn đầu tiên giữa Nga và Mỹ về kiểm soát vũ khí kể từ mùa xuân năm nay.",
                "Washington nói đã chuyển cho Moskva một danh sách đề nghị về ổn định chiến lược trước cuộc gặp.",
            ),
        ),
    )
    passes(newsroom, 2, minutes=15)
    assert newsroom.titles == ["Nga và Mỹ ấn định vòng tham vấn về tên lửa tầm trung"]


def test_a_story_that_is_gone_stays_what_it_was(newsroom: Newsroom) -> None:
    paper = opened(newsroom)
    publish(paper, RIVER, TALKS)
    rounds.once(newsroom.flow)
    put(paper, RIVER)
    passes(newsroom, 3, minutes=15)
    (story,) = further(newsroom)
    assert story.body.split("\n\n") == list(TALKS.body)
    assert newsroom.titles == [TALKS.title]


def test_what_the_first_poll_shows_alerts_nobody(newsroom: Newsroom) -> None:
    paper = newsroom.open_paper("sang")
    publish(paper, RIVER, TALKS)
    passes(newsroom, 3, minutes=15)
    assert len(further(newsroom)) == 1
    assert newsroom.titles == []


def test_what_a_page_carries_along_from_days_before_alerts_nobody(newsroom: Newsroom) -> None:
    publish(opened(newsroom), RIVER, replace(TALKS, published="2026-11-15T08:00:00+07:00"))
    passes(newsroom, 1, minutes=5)
    (story,) = further(newsroom)
    assert story.published == "2026-11-15T08:00:00+07:00"
    (silence,) = said(newsroom, "alert.withheld")
    assert "carries it along" in silence.data["reason"]
    assert newsroom.titles == []


def test_a_teaser_below_an_article_is_no_article(newsroom: Newsroom) -> None:
    publish(opened(newsroom), RIVER, replace(TALKS, body=()))
    passes(newsroom, 1, minutes=5)
    assert further(newsroom) == []


def test_two_addresses_of_one_page_tell_its_stories_once(newsroom: Newsroom) -> None:
    paper = opened(newsroom)
    canonical = f'<link rel="canonical" href="{paper.origin.url}/nuoc-len.html"></head>'
    for slug in ("a/nuoc-len", "b/nuoc-len"):
        paper.publish(replace(RIVER, slug=slug))
        paper.origin.put(f"/{slug}.html", glued(RIVER, TALKS).replace("</head>", canonical))
    passes(newsroom, 2, minutes=5)
    assert len(articles(newsroom)) == 2
    assert newsroom.titles == [TALKS.title]


def test_a_store_with_further_stories_is_whole_and_rebuilt_as_it_was(newsroom: Newsroom) -> None:
    paper = opened(newsroom)
    publish(paper, RIVER, TALKS, BEES)
    rounds.once(newsroom.flow)
    put(paper, RIVER, replace(TALKS, body=TALKS.body[:2]), BEES)
    passes(newsroom, 1, minutes=15)
    assert rebuild(newsroom.flow.store).differences == {}
    with newsroom.flow.store.read() as conn:
        assert verify(conn).broken is None


def test_a_file_with_two_stories_gives_two_articles_and_the_same_again_none(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    path = tmp_path / "hai-tin.html"
    path.write_text(glued(RIVER, TALKS), encoding="utf-8")
    first = list(ingest(newsroom.flow, path))
    again = list(ingest(newsroom.flow, path))
    assert [(one.title, one.kind, one.new) for one in first] == [  # type: ignore[union-attr]
        (RIVER.title, "article", True),
        (TALKS.title, "story", True),
    ]
    assert [one.new for one in again] == [False, False]  # type: ignore[union-attr]


GENEVA = replace(
    TALKS,
    title="Nga và Mỹ ấn định vòng tham vấn về tên lửa tầm trung",
    lead="Thứ trưởng Ngoại giao Nga và Thứ trưởng Ngoại giao Mỹ sẽ gặp nhau tại Geneva ngày 3/12 để bàn về tên lửa tầm trung ở châu Âu.",
    body=(
        "Đây là vòng tham vấn đầu tiên giữa Nga và Mỹ về kiểm soát vũ khí kể từ mùa xuân năm nay.",
        "Washington nói đã chuyển cho Moskva một danh sách đề nghị về ổn định chiến lược trước cuộc gặp.",
    ),
)
BRIEF = replace(
    GOLD,
    slug="tin-the-gioi",
    title="Tin thế giới 22/11: Nga và NATO nối lại đối thoại; nước sông lên nhanh",
    lead="Những tin đáng chú ý trong hai mươi bốn giờ qua, do ban biên tập chọn và tóm tắt cho bạn đọc.",
    body=(),
)


def brief(*reports: Piece) -> str:
    below = "".join(
        f"<h3>{one.title}</h3>" + "".join(f"<p>{text}</p>" for text in (one.lead, *one.body))
        for one in reports
    )
    return page(BRIEF, "sang").replace('<div class="content">', f'<div class="content">{below}', 1)


def publish_brief(paper: Paper, *reports: Piece) -> None:
    paper.publish(BRIEF)
    paper.origin.put(f"/{BRIEF.slug}.html", brief(*reports))


def test_each_report_of_news_in_brief_is_told_by_itself_and_the_page_by_nobody(
    newsroom: Newsroom,
) -> None:
    publish_brief(opened(newsroom), RIVER, TALKS, GENEVA)
    passes(newsroom, 2, minutes=15)
    assert sorted(newsroom.titles) == sorted([TALKS.title, GENEVA.title])
    (own,) = [one for one in articles(newsroom) if one.kind == "digest"]
    assert own.story == ""
    assert TALKS.body[0] in own.body
    with newsroom.flow.store.read() as conn:
        assert len(queries.stories(conn, "russia_nato_talks")) == 2


def test_news_in_brief_about_what_was_told_alerts_nobody(newsroom: Newsroom) -> None:
    paper = opened(newsroom)
    paper.publish(TALKS)
    passes(newsroom, 1, minutes=5)
    short = replace(TALKS, title="Nga - NATO nối lại đối thoại an ninh", body=TALKS.body[:1])
    publish_brief(paper, RIVER, short, BEES)
    passes(newsroom, 2, minutes=5)
    assert newsroom.titles == [TALKS.title]


def test_what_was_in_brief_first_is_not_told_again_in_full(newsroom: Newsroom) -> None:
    paper = opened(newsroom)
    short = replace(TALKS, title="Nga - NATO nối lại đối thoại an ninh", body=TALKS.body[:1])
    publish_brief(paper, RIVER, short, BEES)
    passes(newsroom, 1, minutes=5)
    paper.publish(TALKS)
    passes(newsroom, 2, minutes=5)
    assert newsroom.titles == [short.title]


def test_talks_in_brief_are_evidence_once(newsroom: Newsroom) -> None:
    publish_brief(opened(newsroom), RIVER, TALKS, BEES)
    rounds.once(newsroom.flow)
    (story,) = [one for one in further(newsroom) if one.title == TALKS.title]
    read = {event.subject: event.data["mentions"] for event in said(newsroom, "talks.read")}
    assert read[story.id] > 0
    assert sum(read.values()) == read[story.id]


def test_news_in_brief_is_rebuilt_as_it_was(newsroom: Newsroom) -> None:
    publish_brief(opened(newsroom), RIVER, TALKS, GENEVA)
    passes(newsroom, 2, minutes=15)
    assert rebuild(newsroom.flow.store).differences == {}
