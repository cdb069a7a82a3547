import re
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import text

from storage.event import NewEvent
from tests.worker.web.conftest import Web
from tests.worker.web.newsroom import Newsroom


def numbers(text: str) -> dict[str, float]:
    return {
        name: float(value) for name, value in re.findall(r"^([^#\s]\S*) (\S+)$", text, re.MULTILINE)
    }


def test_a_living_process_says_so(web: Web):
    assert web.get("/healthz").json["status"] == "ok"
    assert web.get("/healthz", method="HEAD").status == 200


def test_a_ready_web_says_how_far_the_store_is(newsroom: Newsroom, web: Web):
    newsroom.article("Nga gặp NATO")
    assert web.get("/readyz").json == {"status": "ok", "head": 5, "worker": None}


def test_a_store_of_another_version_is_not_ready(newsroom: Newsroom, web: Web):
    with newsroom.store.operate() as conn:
        conn.execute(text("UPDATE alembic_version SET version_num = 'of_tomorrow'"))
    answer = web.get("/readyz")
    assert (answer.status, answer.json["error"]["code"]) == (503, "not_migrated")
    assert "of_tomorrow" in answer.json["error"]["message"]
    assert web.get("/healthz").status == 200


def test_the_workers_last_sign_of_life_is_told(newsroom: Newsroom, serve: Callable[..., Web]):
    web = serve(newsroom, heartbeat=lambda: newsroom.clock() - timedelta(seconds=90))
    assert web.get("/readyz").json["worker"]["age_seconds"] == 90
    assert numbers(web.get("/metrics").text)["diemtin_worker_heartbeat_age_seconds"] == 90


def test_metrics_count_what_there_is(newsroom: Newsroom, web: Web):
    newsroom.watch()
    newsroom.say(
        "source.failing",
        "https://haidang.example/rss",
        "1",
        site="haidang",
        code="x",
        message="",
        since="",
    )
    newsroom.article("Giá gas giảm", on_topic=False)
    sent, _ = newsroom.alert(newsroom.article("Nga gặp NATO"), followers=("desk", "night"))
    newsroom.say("delivery.sent", sent, "1", attempt=1, detail="")
    newsroom.clock.go(minutes=10)
    answer = web.get("/metrics")
    assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    said = numbers(answer.text)
    assert said["diemtin_articles"] == 2
    assert said["diemtin_articles_on_topic"] == 1
    assert said["diemtin_alerts_total"] == 1
    assert said['diemtin_deliveries{state="owed"}'] == 1
    assert said['diemtin_deliveries{state="sent"}'] == 1
    assert said['diemtin_deliveries{state="dead"}'] == 0
    assert said["diemtin_oldest_owed_age_seconds"] == 600
    assert said['diemtin_sites{state="failing"}'] == 1
    assert said['diemtin_sites{state="new"}'] == 5
    assert said["diemtin_events_total"] == web.get("/readyz").json["head"]


def test_every_metric_says_what_it_is(web: Web):
    text = web.get("/metrics").text
    names = {name.partition("{")[0] for name in numbers(text)}
    assert names == set(re.findall(r"^# TYPE (\S+) (?:gauge|counter)$", text, re.MULTILINE))
    assert names == set(re.findall(r"^# HELP (\S+) .+$", text, re.MULTILINE))


def test_a_site_is_told_however_many_others_are_ill(newsroom: Newsroom, web: Web):
    said = {"code": "few_links", "message": "it shows one link", "next_step": ""}
    newsroom.say("source.few", "https://haidang.example/rss", "1", site="haidang", **said)
    with newsroom.store.write() as tx:
        for number in range(2001):
            url = f"https://bao{number}.example/rss"
            tx.append(NewEvent("source.few", url, {"site": f"bao{number}", **said}, key="1"))
    assert numbers(web.get("/metrics").text)['diemtin_incidents{kind="few"}'] == 1
    incidents = {one["key"]: one["incidents"] for one in web.get("/api/sites").json["sites"]}
    assert [one["kind"] for one in incidents["haidang"]] == ["few"]
