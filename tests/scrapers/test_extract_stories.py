"""Several whole stories on one page: each is found with its own facts; teasers, subheads and live blogs are none."""

import pytest

from scrapers.article import Article, Page
from scrapers.extract import extract
from scrapers.urls import at, fragment

PUBLISHED = '<meta property="article:published_time" content="2025-12-08T08:00:00+07:00">'
TITLE = "Hồ chứa đầu nguồn xả nước sớm một tháng"
OWN = (
    "Nước về sớm, các xã ven sông được báo trước ba ngày để kịp dời bè cá và máy bơm lên bờ trước khi cửa xả mở.",
    "Từ sáng sớm, loa của xã nhắc từng xóm một, còn cán bộ thủy lợi đi thuyền dọc bờ để kiểm tra lần cuối.",
    "Người nuôi cá lồng kéo bè vào vịnh nhỏ phía sau chùa, nơi dòng chảy yếu hơn giữa sông đến ba lần.",
    "Trạm đo cho biết mực nước sẽ dâng thêm nửa mét trong đêm, rồi giữ nguyên trong suốt mười ngày tới, theo lịch xả.",
)
SHIP = "Tàu hàng mắc cạn ở cửa sông chờ nước lớn"
GROUNDED = (
    "Đêm qua một tàu hàng mắc cạn ở cửa sông, thủy thủ đoàn mười hai người đều an toàn trên boong.",
    "Cảng vụ cho hai tàu kéo chờ con nước lớn lúc bốn giờ sáng để đưa tàu ra luồng chính.",
)
BRIDGE = "Cầu treo qua suối mở lại sau hai tháng sửa chữa"
MENDED = (
    "Ngày 2/12, xã mở lại cây cầu treo qua suối sau khi thay toàn bộ dây cáp và ván lót mặt cầu đã mục.",
    "Học sinh bên kia suối thôi phải đi vòng sáu cây số, xe máy vẫn phải dắt bộ khi qua cầu.",
)


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def story(title: str, *texts: str, time: str = "09:15 08/12/2025") -> str:
    stamp = f'<div class="when">{time}</div>' if time else ""
    return f"<h2>{title}</h2>{stamp}{paragraphs(*texts)}"


def read(*further: str, title: str = TITLE) -> Article:
    """A page of one address whose own story is followed by `further` markup."""
    text = (
        f'<html lang="vi"><head><title>{title}</title>{PUBLISHED}</head><body><div class="post"><h1>{title}</h1>'
        f'<div class="when">08:00 08/12/2025</div>{paragraphs(*OWN)}{"".join(further)}</div></body></html>'
    )
    found = extract(Page(text.encode(), "https://xom.vn/ho-chua.html"))
    assert isinstance(found, Article)
    return found


def titles(found: Article) -> list[str]:
    return [one.title for one in found.stories]


def test_two_further_stories_have_their_own_texts_moments_and_addresses() -> None:
    found = read(story(SHIP, *GROUNDED), story(BRIDGE, *MENDED, time="07:30 08/12/2025"))
    ship, bridge = found.stories
    assert (ship.title, ship.lead, ship.body) == (SHIP, *GROUNDED)
    assert (bridge.title, bridge.lead, bridge.body) == (BRIDGE, *MENDED)
    assert (ship.published, bridge.published) == (
        "2025-12-08T09:15:00+07:00",
        "2025-12-08T07:30:00+07:00",
    )
    assert ship.url == "https://xom.vn/ho-chua.html#tau-hang-mac-can-o-cua-song-cho-nuoc-lon"
    assert (found.lead, found.body) == (OWN[0], "\n\n".join(OWN[1:]))


def test_the_moment_of_a_further_story_is_not_the_pages() -> None:
    assert read(story(SHIP, *GROUNDED)).published == "2025-12-08T08:00:00+07:00"


def test_a_plain_text_with_a_story_glued_below_gives_both() -> None:
    lines = [TITLE, *(f"{text} {text}" for text in OWN), BRIDGE, *MENDED]
    found = extract(Page("\n".join(lines).encode()))
    assert isinstance(found, Article)
    (bridge,) = found.stories
    assert (bridge.title, bridge.lead, bridge.body) == (BRIDGE, *MENDED)
    assert (bridge.url, bridge.published) == ("", "")


def test_an_old_dateline_dates_a_story_that_shows_no_moment() -> None:
    alike = f"<div class='post'><h1>{BRIDGE}</h1>{paragraphs(*MENDED)}</div>"
    text = f'<html lang="vi"><head><title>{TITLE}</title>{PUBLISHED}</head><body><div class="all">{{}}{alike}</div></body></html>'
    own = f"<div class='post'><h1>{TITLE}</h1>{paragraphs(*OWN)}</div>"
    found = extract(Page(text.format(own).encode()))
    assert isinstance(found, Article)
    (bridge,) = found.stories
    assert (bridge.published, found.published) == ("2025-12-02", "2025-12-08T08:00:00+07:00")


def test_an_agency_credited_below_the_first_speaks_for_both() -> None:
    found = read("<p>(TTXVN)</p>", story(SHIP, *GROUNDED))
    assert [one.agency for one in (found, *found.stories)] == ["TTXVN", "TTXVN"]


def test_a_further_storys_own_credit_is_its_own() -> None:
    found = read(story(SHIP, *GROUNDED, "(Reuters)"))
    (ship,) = found.stories
    assert (ship.agency, ship.body) == ("Reuters", GROUNDED[1])


@pytest.mark.parametrize(
    "below",
    [
        story(SHIP, GROUNDED[0]),
        story(
            SHIP,
            GROUNDED[0],
            "Cảng vụ cho hai tàu kéo chờ con nước lớn lúc bốn giờ sáng để đưa tàu…",
        ),
        story(f'<a href="/tau.html">{SHIP}</a>', *GROUNDED),
        story(SHIP, *GROUNDED, time=""),
        f"<h3>Tin liên quan</h3><ul><li><a href='/tau.html'>{SHIP}</a></li></ul>",
    ],
    ids=["a teaser", "cut off", "linked to its own address", "a chapter", "a related link"],
)
def test_what_is_no_whole_story_is_none(below: str) -> None:
    assert titles(read(below)) == []


ENTRIES = [
    story(name, *(f"{name}: {text}" for text in GROUNDED), time=f"{clock} 08/12/2025")
    for name, clock in (
        ("Cửa xả thứ ba mở trước giờ dự kiến", "10:40"),
        ("Nước tràn qua ngầm ở đầu xã", "09:55"),
        ("Bè cá cuối cùng vào vịnh nhỏ", "08:20"),
    )
]


LIVE = '<script type="application/ld+json">{"@type": "LiveBlogPosting"}</script>'
BEFORE = [entry.replace("08/12/2025", "07/12/2025") for entry in ENTRIES]


@pytest.mark.parametrize(
    ("title", "entries"),
    [
        (TITLE, ENTRIES),
        (f"Trực tiếp: {TITLE}", ENTRIES[:1]),
        (TITLE, [LIVE, *BEFORE]),
        (TITLE, BEFORE[::-1]),
    ],
    ids=["going on since it was published", "called so", "said in its head", "a chronicle"],
)
def test_a_live_blog_is_one_story_with_all_its_entries(title: str, entries: list[str]) -> None:
    found = read(*entries, title=title)
    assert titles(found) == []
    assert "Cửa xả thứ ba mở trước giờ dự kiến" in found.body


def test_stories_below_each_other_the_newest_first_are_no_live_blog() -> None:
    assert len(titles(read(*BEFORE))) == 3


def test_a_headline_is_named_whatever_its_marks_and_signs() -> None:
    assert fragment("Nga, NATO: “hoà đàm” 12/1?") == fragment("NGA - NATO hòa đàm (12-1)")
    assert at("https://xom.vn/1.html", "Nga, NATO họp") == "https://xom.vn/1.html#nga-nato-hop"
    assert at("https://xom.vn/#!/bai/1", "Nga, NATO họp") == "https://xom.vn/#!/bai/1"


SERIES = "Tin trong nước 8/12: tàu mắc cạn, cầu mở lại, hồ xả nước"
REPORTS = ((SHIP, GROUNDED), (BRIDGE, MENDED), ("Hồ đầu nguồn xả sớm một tháng", OWN[1:3]))


def brief(title: str, *reports: tuple[str, tuple[str, ...]], head: str = "<h3>{}</h3>") -> Article:
    body = "".join(head.format(name) + paragraphs(*texts) for name, texts in reports)
    text = (
        f'<html lang="vi"><head><title>{title}</title>{PUBLISHED}</head><body><div class="post"><h1>{title}</h1>'
        f'<div class="when">08:00 08/12/2025</div><p>{OWN[0]}</p><div class="text">{body}</div></div></body></html>'
    )
    found = extract(Page(text.encode()))
    assert isinstance(found, Article)
    return found


@pytest.mark.parametrize("head", ["<h3>{}</h3>", "<p><strong>{}</strong></p>"])
def test_each_report_of_news_in_brief_is_a_story_and_the_page_keeps_its_text(head: str) -> None:
    found = brief(SERIES, *REPORTS, head=head)
    assert titles(found) == [name for name, _ in REPORTS]
    assert [one.published for one in found.stories][:1] == [found.published]
    assert all(text in found.body for _, texts in REPORTS for text in texts)


def test_a_report_in_brief_of_one_paragraph_is_whole() -> None:
    found = brief(SERIES, *REPORTS[:2], (REPORTS[2][0], (" ".join(OWN[1:3]),)))
    assert (found.stories[2].lead, found.stories[2].body) == (" ".join(OWN[1:3]), "")


@pytest.mark.parametrize(
    ("title", "reports"),
    [
        ("Hồ xả nước, cầu mở lại, tàu mắc cạn", REPORTS),
        ("Tin lũ sông Cái hôm nay 8/12: hồ xả nước", REPORTS),
        (SERIES, REPORTS[:2]),
        (SERIES, (*REPORTS[:2], ("Miền Trung", OWN[1:3]))),
        (SERIES, (*REPORTS[:2], (REPORTS[2][0], OWN[1:2]))),
    ],
    ids=["chapters", "one subject", "two", "a region", "a line"],
)
def test_subheads_regions_and_lines_are_no_news_in_brief(
    title: str, reports: tuple[tuple[str, tuple[str, ...]], ...]
) -> None:
    assert titles(brief(title, *reports)) == []


def test_a_page_of_hundreds_of_stories_gives_some() -> None:
    found = read(
        *(story(f"{SHIP} lần thứ {n}", *(f"{n}: {text}" for text in GROUNDED)) for n in range(300))
    )
    assert len(found.stories) == 40
