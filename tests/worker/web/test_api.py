from tests.worker.web.conftest import Web
from tests.worker.web.newsroom import TOPIC, Newsroom, proof


def test_an_article_is_given_with_its_proof_and_without_its_text(newsroom: Newsroom, web: Web):
    quote = "Nga và NATO đàm phán tại Brussels."
    id_ = newsroom.article(
        "Nga gặp NATO", quote, "Toàn văn dài.", evidence=[proof(quote)], agency="TTXVN"
    )
    [article] = web.get("/api/articles").json["articles"]
    assert article["id"] == id_
    assert article["evidence"] == [proof(quote)]
    assert article["published"] == "2022-01-11T08:09:00+07:00"
    assert article["agency"] == "TTXVN"
    assert article["story"] == newsroom.story_of(id_)
    assert "body" not in article


def test_the_text_comes_only_on_demand(newsroom: Newsroom, web: Web):
    newsroom.article("Nga gặp NATO", body="Đoạn một.\n\nĐoạn hai.")
    assert web.get("/api/articles", full=1).json["articles"][0]["body"] == "Đoạn một.\n\nĐoạn hai."


def test_words_are_found_with_and_without_marks(newsroom: Newsroom, web: Web):
    newsroom.article("Đàm phán Nga–NATO mở lại")
    newsroom.article("Hội đàm ở Vienna", site="haidang")
    for words in ("đàm phán", "dam phan", "DAM PHAN nga nato"):
        assert [a["title"] for a in web.get("/api/articles", q=words).json["articles"]] == [
            "Đàm phán Nga–NATO mở lại"
        ]
    assert web.get("/api/articles", q="ngay").json["articles"] == []


def test_off_topic_articles_come_only_on_demand(newsroom: Newsroom, web: Web):
    newsroom.article("Giá gas giảm", on_topic=False, score=0.01, missing=["không có NATO"])
    assert web.get("/api/articles").json["articles"] == []
    [article] = web.get("/api/articles", off="true").json["articles"]
    assert (article["on_topic"], article["missing"]) == (False, ["không có NATO"])


def test_filters_of_site_topic_and_days_must_all_hold(newsroom: Newsroom, web: Web):
    newsroom.article("Bài một", site="songhong", published="2022-01-10T23:30:00+07:00")
    newsroom.article("Bài hai", site="haidang", published="2022-01-11T00:30:00+07:00")

    def titles(**said: str) -> list[str]:
        return [a["title"] for a in web.get("/api/articles", **said).json["articles"]]

    assert titles(site="haidang") == ["Bài hai"]
    assert titles(until="2022-01-10") == ["Bài một"]
    assert titles(since="2022-01-11") == ["Bài hai"]
    assert titles(since="2022-01-10T23:30:00+07:00", until="2022-01-11T00:30:00+07:00") == [
        "Bài một"
    ]
    assert titles(since="2022-01-10T16:31:00Z") == ["Bài hai"]
    assert titles(topic=TOPIC, site="songhong") == ["Bài một"]
    assert titles(site="", q="", since="") == ["Bài hai", "Bài một"]


def test_pages_neither_lose_nor_repeat_while_articles_come_in(newsroom: Newsroom, web: Web):
    ids = [newsroom.article(f"Nga gặp NATO lần {n}") for n in range(7)]
    first = web.get("/api/articles", limit=3).json
    newsroom.article("Tin chen vào giữa hai trang")
    second = web.get("/api/articles", limit=3, cursor=first["next_cursor"]).json
    third = web.get("/api/articles", limit=3, cursor=second["next_cursor"]).json
    shown = [a["id"] for page in (first, second, third) for a in page["articles"]]
    assert shown == ids[::-1]
    assert third["next_cursor"] == ""


def test_stories_have_the_promised_shape(newsroom: Newsroom, web: Web):
    a = newsroom.article("Nga gặp NATO", agency="TTXVN")
    newsroom.article("NATO tiếp Nga", site="haidang", agency="TTXVN", story=newsroom.story_of(a))
    newsroom.article("Brussels: hai bên ngồi lại", site="dongdo", story=newsroom.story_of(a))
    [story] = web.get("/api/stories").json["stories"]
    assert story["id"] == newsroom.story_of(a)
    assert story["title"] == "Nga gặp NATO"
    assert story["sites"] == ["songhong", "haidang", "dongdo"]
    assert story["independent_sources"] == 2
    assert [one["site"] for one in story["articles"]] == ["songhong", "haidang", "dongdo"]
    assert {"opened", "updated", "topic"} <= story.keys()


def test_stories_are_found_by_the_words_of_any_of_their_articles_each_once(
    newsroom: Newsroom, web: Web
):
    ids = [newsroom.article(f"Vụ việc số {n} ở Geneva") for n in range(5)]
    for id_ in ids:
        newsroom.article("Thêm tin từ Geneva", site="haidang", story=newsroom.story_of(id_))
    shown, cursor = [], ""
    for _ in range(9):
        page = web.get("/api/stories", q="geneva", limit=2, cursor=cursor).json
        shown += [story["id"] for story in page["stories"]]
        if not (cursor := page["next_cursor"]):
            break
    assert shown == [newsroom.story_of(id_) for id_ in ids[::-1]]


def test_events_are_read_in_order_from_any_position(newsroom: Newsroom, web: Web):
    newsroom.article("Nga gặp NATO")
    first = web.get("/api/events", limit=2).json
    rest = web.get("/api/events", after=first["next_after"]).json
    positions = [event["position"] for event in first["events"] + rest["events"]]
    assert positions == list(range(1, rest["head"]["position"] + 1))
    assert rest["events"][-1]["hash"] == rest["head"]["hash"]
    assert first["events"][0].keys() == {
        "position",
        "id",
        "type",
        "subject",
        "at",
        "data",
        "prev",
        "hash",
    }


def test_alerts_say_whom_they_reached(newsroom: Newsroom, web: Web):
    [sent, owed] = newsroom.alert(newsroom.article("Nga gặp NATO"), followers=("desk", "night"))
    newsroom.say("delivery.sent", sent, "1", attempt=1, detail="250 Ok")
    answer = web.get("/api/alerts").json
    [alert] = answer["alerts"]
    assert {one["id"]: one["state"] for one in alert["deliveries"]} == {sent: "sent", owed: "owed"}
    assert answer["deliveries"] == {"owed": 1, "sent": 1}
    assert answer["oldest_owed"]


def test_an_article_is_explained_by_id_and_by_address(newsroom: Newsroom, web: Web):
    id_ = newsroom.article("Nga gặp NATO", url="https://songhong.example/nga?id=7&trang=2")
    newsroom.alert(id_)
    by_id = web.get(f"/api/explain/{id_}").json
    by_url = web.get("/api/explain/https%3A%2F%2Fsonghong.example%2Fnga%3Fid%3D7%26trang%3D2").json
    assert by_id == by_url
    assert [step["step"] for step in by_id["steps"]] == [
        "seen",
        "fetched",
        "read",
        "judged",
        "grouped",
        "alerted",
    ]
    assert [step["position"] for step in by_id["steps"]] == [1, 2, 3, 4, 5, 6]
    assert by_id["article"]["id"] == id_


def test_a_link_that_never_became_an_article_is_explained_too(newsroom: Newsroom, web: Web):
    url = "https://songhong.example/hong.html"
    newsroom.say(
        "link.seen",
        "a-hong",
        url=url,
        site="songhong",
        source="",
        title="Hỏng",
        teaser="",
        first_poll=False,
    )
    newsroom.say(
        "page.refused", "a-hong", "1", url=url, code="http_410", message="đã gỡ", final=True
    )
    told = web.get("/api/explain/a-hong").json
    assert told["article"] is None
    assert [step["type"] for step in told["steps"]] == ["link.seen", "page.refused"]


def test_a_persons_correction_counts_and_shows(newsroom: Newsroom, web: Web):
    id_ = newsroom.article("Nga gặp NATO")
    newsroom.say("verdict.corrected", id_, "1", topic=TOPIC, on_topic=False, why="bài quảng cáo")
    assert web.get("/api/articles").json["articles"] == []
    [article] = web.get("/api/articles", off=1).json["articles"]
    assert (article["on_topic"], article["judged"], article["why"]) == (
        False,
        True,
        "bài quảng cáo",
    )


def test_sites_say_how_they_are_the_sick_first(newsroom: Newsroom, web: Web):
    newsroom.watch()
    url = "https://haidang.example/rss"
    newsroom.say(
        "source.failing",
        url,
        "1",
        site="haidang",
        code="http_503",
        message="503 năm lần",
        since="",
        next_step="mở thử",
    )
    sites = web.get("/api/sites").json["sites"]
    assert (sites[0]["key"], sites[0]["state"]) == ("haidang", "failing")
    assert sites[0]["sources"][0]["next_step"] == "mở thử"
    assert {site["state"] for site in sites[1:]} == {"new"}


def test_every_bad_parameter_is_named(newsroom: Newsroom, web: Web):
    newsroom.article("Nga gặp NATO")
    bad = {
        "since": "hôm qua", "until": "2022-13-01", "limit": "0", "site": "khongco", "topic": "khongco",
        "cursor": "xyz", "off": "maybe", "q": "a" * 201, "sitee": "songhong",
    }  # fmt: skip
    for name, value in bad.items():
        answer = web.get("/api/articles", **{name: value})
        assert answer.status == 422, name
        assert answer.json["error"]["parameter"] == name
        assert name in answer.json["error"]["message"]
    assert web.get("/api/events", after=-1).json["error"]["parameter"] == "after"


def test_a_cursor_of_another_filter_is_refused(newsroom: Newsroom, web: Web):
    for n in range(3):
        newsroom.article(f"Nga gặp NATO {n}")
    cursor = web.get("/api/articles", limit=1).json["next_cursor"]
    answer = web.get("/api/articles", q="nga", cursor=cursor)
    assert (answer.status, answer.json["error"]["parameter"]) == (422, "cursor")


def test_what_is_not_there_is_404_in_json(web: Web):
    for path in ("/api/stories/s-none", "/api/explain/a-none", "/api/nothing"):
        answer = web.get(path)
        assert answer.status == 404
        assert answer.json["error"]["code"] == "not_found"


def test_nothing_can_be_written(web: Web):
    assert web.get("/api/articles", method="POST").status == 405
