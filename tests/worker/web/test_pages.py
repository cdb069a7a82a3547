import re
import urllib.request
from collections.abc import Callable

import pytest

from scrapers.site import Site
from storage.database import connect
from storage.store import Store
from tests.worker.web.conftest import Web
from tests.worker.web.newsroom import SITES, TOPIC, Newsroom, proof
from worker.topics import Topic
from worker.web.app import create_app
from worker.web.server import Background

PAGES = ("/", "/articles", "/articles?off=1", "/sites", "/alerts", "/docs")


def ask(web: Web, address: str):
    path, _, query = address.partition("?")
    return web.get(path, **dict(part.split("=") for part in query.split("&") if part))


def test_a_story_shows_headline_time_papers_agency_and_proof(newsroom: Newsroom, web: Web):
    quote = "Nga và NATO đàm phán tại Brussels."
    id_ = newsroom.article(
        "Nga gặp NATO", quote, evidence=[proof(quote, "talks_between")], agency="TTXVN"
    )
    newsroom.article("NATO tiếp Nga", site="haidang", agency="AFP", story=newsroom.story_of(id_))
    page = web.get("/").text
    assert f'<a href="/stories/{newsroom.story_of(id_)}">Nga gặp NATO</a>' in page
    assert "Thứ Ba, 11/1/2022" in page
    assert ">08:09</time>" in page
    assert "Nhật báo Sông Hồng, Hải Đăng Online" in page
    assert "Nguồn tin TTXVN, AFP" in page
    assert "2 nguồn độc lập, 2 bài" in page
    assert f"<blockquote>{quote}</blockquote>" in page


def test_stories_of_several_topics_say_whose_they_are(
    newsroom: Newsroom, web: Web, topics: dict[str, Topic]
):
    newsroom.article("Nga gặp NATO")
    assert f'<span class="badge muted">{topics[TOPIC].file.name}</span>' in web.get("/").text


def test_evidence_is_named_in_the_topics_words(
    newsroom: Newsroom, web: Web, topics: dict[str, Topic]
):
    signal, said = next(iter(topics[TOPIC].file.signals.items()))
    newsroom.article("Nga gặp NATO", "Câu chứng minh.", evidence=[proof("Câu chứng minh.", signal)])
    assert said.says in web.get("/").text


def test_a_search_without_marks_finds_and_marks_the_words(newsroom: Newsroom, web: Web):
    newsroom.article("Đàm phán Nga–NATO mở lại", "Hội nghị mở lại.")
    newsroom.article("Hội đàm ở Vienna", site="haidang")
    page = web.get("/", q="dam phan nga").text
    assert "<mark>Đàm</mark> <mark>phán</mark> <mark>Nga</mark>–NATO" in page
    assert "Vienna" not in page
    assert 'value="dam phan nga"' in page


def test_the_filters_stay_chosen(newsroom: Newsroom, web: Web):
    newsroom.article("Nga gặp NATO")
    page = web.get("/articles", site="haidang", since="7d", off="1").text
    assert '<option value="haidang" selected>' in page
    assert '<option value="7d" selected>' in page
    assert 'value="1" checked' in page


def test_a_paper_of_hundreds_is_named_and_not_chosen_from_a_list(
    newsroom: Newsroom, serve: Callable[..., Web]
):
    site = SITES["haidang"]
    many = {f"bao{n}": site.model_copy(update={"key": f"bao{n}"}) for n in range(500)} | {
        "haidang": site
    }
    page = serve(newsroom, sites=many).get("/articles", site="haidang").text
    assert '<input name="site" type="search" value="haidang"' in page
    assert "bao499" not in page


def test_off_topic_is_looked_for_among_the_articles(newsroom: Newsroom, web: Web):
    answer = web.get("/", off="1", q="gas")
    assert (answer.status, answer.headers["Location"]) == (303, "/articles?q=gas&off=1")
    newsroom.article("Giá gas giảm", on_topic=False)
    assert "ngoài chủ đề</span>" in web.get("/articles", q="gas", off="1").text


def test_older_stories_are_a_link_away(newsroom: Newsroom, web: Web):
    for n in range(5):
        newsroom.article(f"Vụ việc {n}")
    page = web.get("/", limit="3").text
    assert page.count('class="entry') == 3
    [older] = re.findall(r'rel="next" href="/\?([^"]+)"', page)
    rest = web.get("/", **dict(p.split("=") for p in older.replace("&amp;", "&").split("&"))).text
    assert rest.count('class="entry') == 2
    assert "Mới nhất</a>" in rest


def test_a_story_page_shows_its_articles_and_whom_it_reached(newsroom: Newsroom, web: Web):
    id_ = newsroom.article("Nga gặp NATO", agency="TTXVN")
    newsroom.article("NATO tiếp Nga", site="haidang", story=newsroom.story_of(id_))
    [sent] = newsroom.alert(id_, followers=["ban-quoc-te"])
    newsroom.say("delivery.sent", sent, "1", attempt=1, detail="250 Ok")
    page = web.get(f"/stories/{newsroom.story_of(id_)}").text
    assert page.index("Nga gặp NATO</a>") < page.index("NATO tiếp Nga</a>")
    assert "cùng cuộc gặp, cùng ngày" in page
    assert "<strong>ban-quoc-te</strong> qua thư điện tử: đã gửi" in page
    assert 'rel="noopener noreferrer nofollow"' in page


def test_an_article_page_tells_its_whole_way_with_event_positions(newsroom: Newsroom, web: Web):
    id_ = newsroom.article(
        "Nga gặp NATO",
        "Sapo.",
        evidence=[proof("Sapo."), proof("Sapo.", "talks_named", weight=-0.5)],
    )
    newsroom.say(
        "alert.withheld",
        id_,
        TOPIC,
        topic=TOPIC,
        story=newsroom.story_of(id_),
        reason="tin cũ hơn 24 giờ",
    )
    newsroom.say("verdict.corrected", id_, "1", topic=TOPIC, on_topic=False, why="bài quảng cáo")
    page = web.get(f"/articles/{id_}").text
    ways = ("Thấy", "Tải", "Đọc", "Xét", "Gộp", "Báo", "Người duyệt sửa")
    places = [page.index(f"<h3>{way}</h3>") for way in ways]
    assert places == sorted(places)
    for said in (
        "Giữ 4 đoạn, bỏ 9 đoạn",
        "xác suất 97 %",
        "+1.50",
        "-0.50",
        "tin cũ hơn 24 giờ",
        "bài quảng cáo",
        "sự kiện 7",
    ):
        assert said in page


def test_an_article_off_topic_says_what_it_lacks(newsroom: Newsroom, web: Web):
    id_ = newsroom.article("Giá gas giảm", on_topic=False, score=0.02, missing=["không có NATO"])
    page = web.get(f"/articles/{id_}").text
    assert "Ngoài chủ đề</strong>, xác suất 2 %" in page
    assert "không có NATO" in page


def test_an_unread_link_has_a_page_that_says_why(newsroom: Newsroom, web: Web):
    newsroom.say(
        "link.seen",
        "a-hong",
        url="https://x.example/1",
        site="songhong",
        source="https://x.example/rss",
    )
    newsroom.say(
        "page.refused",
        "a-hong",
        "1",
        url="https://x.example/1",
        code="http_410",
        message="đã gỡ",
        final=True,
    )
    page = web.get("/articles/a-hong")
    assert page.status == 200
    assert "http_410" in page.text
    assert "Sẽ không thử lại" in page.text


def test_events_of_unknown_kinds_and_bare_data_break_no_page(newsroom: Newsroom, web: Web):
    kinds = (
        "link.seen", "page.fetched", "page.refused", "article.read", "article.judged", "article.grouped",
        "alert.withheld", "verdict.corrected", "note.made",
    )  # fmt: skip
    for kind in kinds:
        newsroom.say(kind, "a-bare", topic="t", story="s-bare")
    for kind in ("delivery.sent", "delivery.failed", "delivery.dead"):
        newsroom.say(kind, "a-bare")
    assert web.get("/articles/a-bare").status == 200
    assert web.get("/").status == 200
    assert web.get("/stories/s-bare").status == 200


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "]]>\x0b&lt;b&gt;",
        "{{ 7*7 }}",
    ],
)
def test_what_was_scraped_is_only_text(hostile: str, newsroom: Newsroom, web: Web):
    id_ = newsroom.article(
        hostile,
        hostile,
        evidence=[proof(hostile)],
        agency=hostile,
        site="songhong",
        authors=[hostile],
    )
    newsroom.say("alert.withheld", id_, TOPIC, topic=TOPIC, story="", reason=hostile)
    for path in ("/", "/articles", f"/articles/{id_}", f"/stories/{newsroom.story_of(id_)}"):
        for words in ({}, {"q": "alert script b img 7"}):
            text = web.get(path, **words).text
            assert "<script" not in text
            assert "<img" not in text
            assert "49" not in re.sub(r"[0-9a-f]{8,}|\d+:\d+", "", text) or "7*7" not in hostile
            assert "<b>" not in text


def test_only_web_addresses_are_linked(newsroom: Newsroom, web: Web):
    id_ = newsroom.article("Nga gặp NATO", url="javascript:alert(1)")
    for path in ("/", f"/articles/{id_}", f"/stories/{newsroom.story_of(id_)}"):
        assert 'href="javascript' not in web.get(path).text


@pytest.mark.parametrize("page", PAGES)
def test_an_empty_store_tells_what_to_do(page: str, web: Web):
    answer = ask(web, page)
    assert answer.status == 200
    if page == "/":
        assert "diemtin ingest seeds/pages" in answer.text
    if page == "/sites":
        assert "diemtin sites check songhong" in answer.text
    if page == "/alerts":
        assert "diemtin alerts test" in answer.text


def test_a_search_in_vain_tells_what_to_try(newsroom: Newsroom, web: Web):
    newsroom.article("Nga gặp NATO")
    assert "Không có gì khớp" in web.get("/", q="bóng đá").text


def test_a_store_with_nothing_on_topic_leads_to_the_reasons(newsroom: Newsroom, web: Web):
    newsroom.article("Giá gas giảm", on_topic=False)
    assert 'href="/articles?off=1"' in web.get("/").text


def test_the_line_at_the_top_says_what_is_wrong(newsroom: Newsroom, web: Web):
    newsroom.watch()
    for site in SITES:
        newsroom.say(
            "source.opened", f"https://{site}.example/rss", site=site, kind="feed", shown=3
        )
    newsroom.say(
        "source.silent",
        "https://dongdo.example/rss",
        "1",
        site="dongdo",
        code="silent",
        message="im",
        since="",
    )
    newsroom.alert(newsroom.article("Nga gặp NATO"))
    newsroom.clock.go(minutes=5)
    page = web.get("/").text
    assert "Cập nhật" in page
    assert "5 phút trước" in page
    assert "5/6 trang báo bình thường" in page
    assert "cần xem: Đông Đô (im lặng bất thường)" in page
    assert "1 cảnh báo chờ gửi" in page
    assert 'class="standing warn"' in page


def test_dead_deliveries_say_how_to_send_them_again(newsroom: Newsroom, web: Web):
    [id_] = newsroom.alert(newsroom.article("Nga gặp NATO"))
    newsroom.say("delivery.dead", id_, "1", attempt=10, reason="550 no such user")
    page = web.get("/alerts").text
    assert "550 no such user" in page
    assert f"diemtin alerts resend {id_}" in page


def test_a_listing_item_without_a_title_is_headed_by_its_teaser(newsroom: Newsroom, web: Web):
    newsroom.article("", "Nga và Mỹ bắt đầu đàm phán tại Geneva.")
    assert ">Nga và Mỹ bắt đầu đàm phán tại Geneva.</a>" in web.get("/").text


def test_a_date_ahead_of_the_clock_is_not_believed(newsroom: Newsroom, web: Web):
    newsroom.article("Nga gặp NATO", published="2023-01-11T08:09:00+07:00")
    page = web.get("/").text
    assert "11/1/2023" not in page
    assert "Thứ Tư, 12/1/2022" in page


def test_what_is_not_there_is_said_on_a_page(web: Web):
    for path in ("/stories/s-none", "/articles/a-none", "/nothing"):
        answer = web.get(path)
        assert answer.status == 404
        assert "Không tìm thấy" in answer.text


def test_a_bad_filter_is_named_on_a_page(web: Web):
    answer = web.get("/", since="hôm qua")
    assert answer.status == 422
    assert "since: " in answer.text


def test_what_others_hang_on_a_link_is_let_be(newsroom: Newsroom, web: Web):
    assert web.get("/", utm_source="mail", fbclid="1").status == 200


def test_a_store_that_cannot_be_read_is_said_on_a_page_and_in_json(
    tmp_path, newsroom: Newsroom, topics: dict[str, Topic]
):
    engine = connect(f"sqlite:///{tmp_path}/empty.db")
    store = Store(engine, newsroom.clock, newsroom.store.fold)
    with Background(
        create_app(store, sites=SITES, topics=topics, clock=newsroom.clock), "127.0.0.1", 0
    ) as server:
        web = Web(server.port)
        page, api, ready = web.get("/"), web.get("/api/stories"), web.get("/readyz")
        assert (page.status, api.status, ready.status) == (503, 503, 503)
        assert "Không có tin nào bị mất" in page.text
        assert api.json["error"]["code"] == "not_migrated"
        assert ready.json["error"]["code"] == "not_migrated"
        assert api.headers["Retry-After"] == "5"
        assert web.get("/healthz").status == 200
    engine.dispose()


@pytest.mark.parametrize(
    "path", [*PAGES, "/api/articles", "/feed.atom", "/healthz", "/nothing", "/static/page.css"]
)
def test_every_answer_keeps_the_browser_from_harm(path: str, newsroom: Newsroom, web: Web):
    headers = ask(web, path).headers
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self'")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"


def test_no_page_loads_anything_from_elsewhere(newsroom: Newsroom, web: Web):
    id_ = newsroom.article("Nga gặp NATO")
    for path in (*PAGES, f"/articles/{id_}"):
        text = ask(web, path).text
        assert "<script" not in text
        assert "style=" not in text
        for source in re.findall(r'<(?:link|img|source)[^>]+(?:href|src)="([^"]+)"', text):
            assert source.startswith("/")


def test_the_stylesheet_is_kept_for_as_long_as_it_is_the_same(web: Web):
    [address] = re.findall(r'rel="stylesheet" href="([^"]+)"', web.get("/").text)
    path, _, version = address.partition("?v=")
    assert "immutable" in web.get(path, v=version).headers["Cache-Control"]
    assert web.get(path).headers["Cache-Control"] == "no-cache"


def test_the_docs_name_every_route_and_parameter(web: Web):
    page = web.get("/docs").text
    for path in ("/api/articles", "/api/stories", "/api/events", "/api/events/stream", "/api/sites", "/api/alerts",
                 "/api/explain/{id_}", "/feed.atom", "/feed.json", "/healthz", "/readyz", "/metrics"):  # fmt: skip
        assert f"<code>{path}</code>" in page
    for name in ("since", "cursor", "full", "last-event-id"):
        assert f"<code>{name}</code>" in page


def test_the_web_can_be_served_twice_in_one_process(newsroom: Newsroom, serve: Callable[..., Web]):
    newsroom.article("Nga gặp NATO")
    assert serve(newsroom).get("/").text == serve(newsroom).get("/").text


def test_a_fault_of_the_program_is_said_without_its_insides(
    newsroom: Newsroom, serve: Callable[..., Web]
):
    def broken():
        raise RuntimeError("geheim")

    web = serve(newsroom, heartbeat=broken)
    answer = web.get("/metrics")
    assert (answer.status, answer.json["error"]["code"]) == (500, "internal")
    assert b"geheim" not in answer.body
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_an_id_that_a_file_brought_may_hold_anything(newsroom: Newsroom, web: Web):
    strange = "bài 1/2?x=#%7"
    newsroom.say("link.seen", strange, url="", site="songhong", source="", title="Nga gặp NATO")
    newsroom.say(
        "article.read", strange, title="Nga gặp NATO", lead="Sapo.", kind="given", language="<x>"
    )
    newsroom.say(
        "article.judged",
        strange,
        topic=TOPIC,
        on_topic=True,
        score=1.0,
        relevance="core",
        evidence=[],
        missing=[],
    )
    [path] = re.findall(r'<h3><a href="([^"]+)">', web.get("/articles").text)
    assert "Đường đi của bài" in web.get(path).text
    [item] = web.get("/feed.json").json["items"]
    assert item["url"] == web.home.rstrip("/") + path
    assert web.get("/feed.atom").status == 200


def test_a_worker_that_stopped_is_said_on_every_page(newsroom: Newsroom, serve: Callable[..., Web]):
    newsroom.article("Nga gặp NATO")
    seen = newsroom.clock()
    web = serve(newsroom, heartbeat=lambda: seen)
    assert "không hoạt động" not in web.get("/").text
    newsroom.clock.go(minutes=11)
    for page in PAGES[:-1]:
        assert "Tiến trình thu thập không hoạt động từ 06:41 ngày 12/1/2022" in ask(web, page).text


def test_what_the_paper_does_not_date_is_never_shown_as_dated(newsroom: Newsroom, web: Web):
    id_ = newsroom.article("Nga gặp NATO", published="")
    assert "Ghi nhận Thứ Tư, 12/1/2022, báo không ghi ngày đăng" in web.get("/").text
    assert "<span>ghi nhận</span>" in web.get("/articles").text
    for path in (f"/articles/{id_}", f"/stories/{newsroom.story_of(id_)}"):
        assert "Báo không ghi ngày đăng, ghi nhận" in web.get(path).text


def test_a_story_is_dated_by_an_article_that_has_a_date(newsroom: Newsroom, web: Web):
    id_ = newsroom.article("Nga gặp NATO", published="2022-01-10")
    newsroom.article("NATO tiếp Nga", published="", site="haidang", story=newsroom.story_of(id_))
    page = web.get("/").text
    assert "<h2>Thứ Hai, 10/1/2022</h2>" in page
    assert "báo không ghi ngày đăng" not in page


def test_many_papers_come_page_by_page_the_sick_first(newsroom: Newsroom) -> None:
    papers = {
        f"bao{n:03}": Site(
            key=f"bao{n:03}", name=f"Báo {n:03}", home=f"https://bao{n:03}.example/",
            feeds=(f"https://bao{n:03}.example/rss",),
        )
        for n in range(230)
    }  # fmt: skip
    newsroom.watch(papers)
    newsroom.say(
        "source.failing", "https://bao199.example/rss",
        site="bao199", code="dns", message="no such host", since="2026-11-22T00:00:00.000000Z", next_step="",
    )  # fmt: skip
    app = create_app(newsroom.store, sites=papers, topics={}, clock=newsroom.clock, base_url="")
    with Background(app, "127.0.0.1", 0) as server:
        first, third, beyond = (
            httpget(f"http://127.0.0.1:{server.port}/sites?page={page}") for page in (1, 3, 9)
        )
    assert first.index("Báo 199") < first.index("Báo 000") < first.index("Báo 098")
    assert "Báo 099" not in first
    assert "Trang 1 / 3" in first
    assert 'rel="next" href="/sites?page=2"' in first
    assert ": 229</h2>" in first  # of all pages, not of this one
    assert "Báo 229" in third
    assert "Báo 000" not in beyond


def httpget(address: str) -> str:
    with urllib.request.urlopen(address) as answer:
        return str(answer.read().decode())
