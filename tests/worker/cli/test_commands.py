"""What the commands print and how they end."""

import json
import math
from pathlib import Path

import feedparser
import pytest

from tests.worker.cli.conftest import SEEDS, Diemtin
from worker.cli import COMMANDS

PAGES = sorted((SEEDS / "pages").iterdir())


@pytest.fixture
def filled(diemtin: Diemtin) -> Diemtin:
    """A store with the five seeds in it."""
    assert diemtin("ingest", str(SEEDS / "pages")).status == 0
    return diemtin


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(diemtin: Diemtin, command: str) -> None:
    result = diemtin(command, "--help")
    assert result.status == 0
    assert "Usage: diemtin" in result.out


def test_extract_prints_the_shape_of_the_contract(diemtin: Diemtin) -> None:
    result = diemtin("extract", "--json", *map(str, PAGES))
    assert result.status == 0
    assert [row["kind"] for row in result.rows] == ["listing", *["article"] * 4]
    keys = {
        "path", "url", "site", "kind", "title", "lead", "body", "published", "modified", "authors",
        "agency", "section", "blocks", "related", "items",
    }  # fmt: skip
    assert all(keys <= row.keys() for row in result.rows)
    assert len(result.rows[0]["items"]) == 42
    assert {"text", "role", "kept", "why"} == result.rows[1]["blocks"][0].keys()


def test_extract_names_what_it_cannot_read_and_does_the_rest(
    diemtin: Diemtin, tmp_path: Path
) -> None:
    (tmp_path / "empty.html").touch()
    result = diemtin("extract", "--json", str(tmp_path / "empty.html"), "/no/such", str(PAGES[1]))
    assert result.status == 1
    codes = [row.get("error", {}).get("code") for row in result.rows]
    assert codes == ["empty", "unreadable", None]


def test_judge_gives_a_verdict_a_line_with_exact_quotes(diemtin: Diemtin, tmp_path: Path) -> None:
    article = {"id": "a1", "title": "Nga và NATO nối lại đàm phán về an ninh châu Âu"}
    path = tmp_path / "articles.ndjson"
    path.write_text(json.dumps(article) + "\nkhông phải JSON\n", encoding="utf-8")
    result = diemtin("judge", "--json", str(path))
    assert result.status == 1
    assert f"{path}:2" in result.err
    (verdict,) = result.rows
    assert (verdict["id"], verdict["on_topic"], verdict["relevance"]) == ("a1", True, "core")
    assert all(proof["quote"] in article[proof["field"]] for proof in verdict["evidence"])


def test_feed_finds_words_with_or_without_marks(filled: Diemtin) -> None:
    marked = filled("feed", "--json", "đàm phán", "Geneva")
    plain = filled("feed", "--json", "dam phan", "geneva")
    assert marked.rows
    assert marked.rows == plain.rows


def test_feed_shows_off_topic_only_when_asked(filled: Diemtin) -> None:
    on = filled("feed", "--json", "--limit", "200").rows
    everything = filled("feed", "--json", "--off", "--limit", "200").rows
    assert len(everything) == 47
    assert {row["id"] for row in on} < {row["id"] for row in everything}
    assert all(row["on_topic"] for row in on)


def test_feed_goes_on_beyond_one_page(filled: Diemtin) -> None:
    assert len(filled("feed", "--json", "--off", "--limit", "7").rows) == 7


def test_feed_as_atom_is_atom(filled: Diemtin) -> None:
    parsed = feedparser.parse(filled("feed", "--format", "atom").out.encode())
    assert parsed.version == "atom10"
    assert parsed.entries


def test_feed_as_csv_has_a_line_an_article(filled: Diemtin) -> None:
    lines = filled("feed", "--format", "csv", "--limit", "3").out.splitlines()
    assert lines[0].startswith("id,published,site,title")
    assert len(lines) >= 4


def test_stories_name_their_articles(filled: Diemtin) -> None:
    rows = filled("stories", "--json").rows
    keys = {
        "id", "title", "opened", "updated", "topic", "sites", "independent_sources", "articles",
    }  # fmt: skip
    assert all(keys <= row.keys() for row in rows)
    assert max(len(row["articles"]) for row in rows) >= 6


def test_events_come_in_order_and_go_on_after_a_position(filled: Diemtin) -> None:
    rows = filled("events", "--json").rows
    assert [row["position"] for row in rows] == list(range(1, len(rows) + 1))
    assert filled("events", "--json", "--after", str(len(rows) - 2)).rows == rows[-2:]


def test_a_talk_of_an_undated_listing_says_between_which_days_it_was_told(filled: Diemtin) -> None:
    assert "undated, inferred " in filled("talks").out
    rows = filled("talks", "--json", "--limit", "200").rows
    proofs = [proof for row in rows for proof in row["evidence"]]
    assert any(proof["inferred"] and not proof["published"] for proof in proofs)
    assert all(proof["published"] == "" or not proof["inferred"] for proof in proofs)


def test_explain_tells_the_whole_way_of_each_seed(filled: Diemtin) -> None:
    for row in filled("feed", "--json", "--off", "--limit", "200").rows:
        (told,) = filled("explain", row["id"], "--json").rows
        steps = [step["type"] for step in told["steps"]]
        assert steps[0] == "page.fetched"
        assert {"article.read", "article.judged"} <= set(steps)
        if row["relevance"] != "off":
            assert {"article.grouped", "alert.withheld"} <= set(steps)


def test_explain_of_what_is_not_there_says_where_to_look(filled: Diemtin) -> None:
    result = filled("explain", "https://example.org/never")
    assert result.status == 2
    assert "feed --off" in result.err


def test_a_correction_overrules_and_is_kept(filled: Diemtin) -> None:
    row = filled("feed", "--json").rows[0]
    assert filled("correct", row["id"], "off", "--why", "chỉ là bình luận").status == 0
    assert row["id"] not in {one["id"] for one in filled("feed", "--json", "--limit", "200").rows}
    (told,) = filled("explain", row["id"], "--json").rows
    assert told["steps"][-1]["data"]["why"] == "chỉ là bình luận"


def test_a_verdict_adds_up_and_shows_the_decisive_sentence_first(
    diemtin: Diemtin, tmp_path: Path
) -> None:
    file = tmp_path / "one.ndjson"
    file.write_text(
        json.dumps({"title": "Giá vàng tăng", "lead": "Nga và NATO đối thoại về an ninh châu Âu."}),
        "utf-8",
    )
    (row,) = diemtin("judge", "--json", str(file)).rows
    logit = row["bias"] + sum(one["weight"] for one in row["evidence"])
    assert row["score"] == pytest.approx(1 / (1 + math.exp(-logit)))
    told = diemtin("judge", "--why", str(file)).out.splitlines()
    assert "«Nga và NATO đối thoại về an ninh châu Âu.»" in told[1]


BOTH = {
    "id": "both",
    "title": "Nga đòi tham gia thảo luận về bảo đảm an ninh cho Ukraine",
    "lead": "Ngoại trưởng Nga nói không thể có bảo đảm an ninh cho Ukraine trong thỏa thuận hòa bình nếu Moskva không đồng ý.",
    "published": "2025-08-20T09:00:00+07:00",
}


@pytest.fixture
def both(diemtin: Diemtin, tmp_path: Path) -> Diemtin:
    """A store with one article that is on both topics."""
    file = tmp_path / "both.ndjson"
    file.write_text(json.dumps(BOTH), "utf-8")
    assert diemtin("ingest", str(file)).status == 0
    return diemtin


def test_stories_and_talks_are_of_one_topic_unless_all_are_asked_for(both: Diemtin) -> None:
    assert [row["topic"] for row in both("stories", "--json").rows] == ["russia_nato_talks"]
    (other,) = both("stories", "--json", "--topic", "ukraine_peace_talks").rows
    assert other["topic"] == "ukraine_peace_talks"
    assert len(both("stories", "--json", "--topic", "all").rows) == 2
    assert both("talks", "--json", "--topic", "all").status == 0


def test_what_is_put_off_without_a_topic_is_off_every_topic(both: Diemtin) -> None:
    result = both("correct", "both", "off", "--why", "chỉ là bình luận")
    assert "russia_nato_talks" in result.err
    assert "ukraine_peace_talks" in result.err
    assert both("feed", "--json").rows == []


def test_what_is_put_on_without_a_topic_is_on_the_first_one(both: Diemtin) -> None:
    both("correct", "both", "off", "--why", "nhầm")
    result = both("correct", "both", "on", "--why", "đúng chủ đề")
    assert "on topic russia_nato_talks" in result.err
    assert "ukraine_peace_talks" not in result.err


def test_a_correction_for_a_topic_that_has_not_judged_it_names_those_that_have(
    both: Diemtin,
) -> None:
    result = both("correct", "both", "on", "--why", "x", "--topic", "gia_vang")
    assert result.status == 2
    assert "russia_nato_talks, ukraine_peace_talks" in result.err


def test_the_same_ingest_again_changes_nothing_and_alerts_nobody(filled: Diemtin) -> None:
    before = filled("verify", "--json").rows
    again = filled("ingest", str(SEEDS / "pages"))
    assert again.status == 0
    assert filled("verify", "--json").rows == before
    assert filled("alerts", "list", "--json").rows == []


def test_rebuild_gives_what_stood_there(filled: Diemtin) -> None:
    before = filled("feed", "--json", "--off", "--limit", "200").rows
    result = filled("rebuild")
    assert result.status == 0
    assert "was as the events say" in result.err
    assert filled("feed", "--json", "--off", "--limit", "200").rows == before


def test_dates_are_resolved_against_the_day_of_publication(diemtin: Diemtin) -> None:
    result = diemtin("dates", "họp vào ngày 12/1 tới", "--published", "2022-01-08", "--json")
    assert [row["date"] for row in result.rows] == ["2022-01-12"]


def test_doctor_finds_everything_in_order(filled: Diemtin, tmp_path: Path) -> None:
    result = filled("doctor")
    assert "database" in result.out
    assert "BAD" in result.out  # there is no site file in this folder of seeds
    (tmp_path / "seeds" / "sites" / "mot.toml").write_text(
        'name = "Một"\nhome = "https://mot.example/"\nfeeds = ["https://mot.example/rss"]\n',
        encoding="utf-8",
    )
    assert filled("doctor").status == 0


@pytest.mark.parametrize("command", ["feed", "stories"])
def test_a_site_that_does_not_exist_is_named(filled: Diemtin, command: str) -> None:
    result = filled(command, "--site", "khong-co")
    assert result.status == 2
    assert "khong-co" in result.err


def test_talks_tell_who_where_when_and_prove_it(filled: Diemtin) -> None:
    rows = filled("talks", "--json").rows
    keys = {
        "id", "title", "parties", "people", "place", "date", "status", "conflicts", "evidence",
    }  # fmt: skip
    assert all(keys <= row.keys() for row in rows)
    council = next(row for row in rows if row["date"] == "2022-01-12")
    assert (council["parties"], council["place"], council["status"]) == (
        ["RU", "NATO"], "Brussels", "planned",
    )  # fmt: skip
    assert any("no report of its outcome" in conflict for conflict in council["conflicts"])
    assert all({"article", "quote", "status", "published"} <= e.keys() for e in council["evidence"])
