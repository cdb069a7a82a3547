from collections.abc import Callable
from pathlib import Path

from scrapers.article import Article
from worker.topics import Topic, judge, load_topics

Load = Callable[[str], tuple[dict[str, Topic], list[str]]]


def test_a_second_topic_is_one_file_and_no_code(river: str, load: Load) -> None:
    topics, bad = load(river)
    assert bad == []
    verdict = judge(Article(title="Campuchia và Lào hội đàm về thủy điện"), topics["river"])
    assert verdict.topic == "river"
    assert verdict.on_topic


def test_a_topic_whose_example_fails_does_not_load_and_names_it(river: str, load: Load) -> None:
    example = '[[examples]]\nrelevance = "core"\ntitle = "Giá cà phê tăng"\n'
    topics, bad = load(river + example)
    assert topics == {}
    assert "river.toml" in bad[0]
    assert "example 3" in bad[0]
    assert "Giá cà phê tăng" in bad[0]


def test_a_wrong_key_is_named_with_the_nearest_known_one(river: str, load: Load) -> None:
    _, bad = load(river.replace('aliases = ["đập"', 'alias = ["đập"'))
    assert "concepts.dam.alias" in bad[0]
    assert "'aliases'" in bad[0]


def test_an_unknown_concept_is_named_with_its_place(river: str, load: Load) -> None:
    _, bad = load(river.replace('all = ["football"]', 'all = ["footbal"]'))
    assert "signals.football" in bad[0]
    assert "did you mean 'football'" in bad[0]


def test_a_compound_of_compounds_is_refused(river: str, load: Load) -> None:
    deep = '[compounds.deep]\nparts = ["both", "dam"]\n'
    _, bad = load(river.replace("[signals.talks]", deep + "\n[signals.talks]"))
    assert "compounds.deep" in bad[0]


def test_a_file_that_is_no_toml_stops_no_other(river: str, load: Load, tmp_path: Path) -> None:
    (tmp_path / "broken.toml").write_text("name = ", "utf-8")
    (tmp_path / "latin.toml").write_bytes(b'name = "\xe9"')
    topics, bad = load(river)
    assert set(topics) == {"river"}
    assert [message.split(":")[0] for message in bad] == ["broken.toml", "latin.toml"]


def test_an_empty_folder_has_no_topics(tmp_path: Path) -> None:
    assert load_topics(tmp_path) == ({}, [])
    assert load_topics(tmp_path / "missing") == ({}, [])


def test_a_threshold_out_of_range_is_named(river: str, load: Load) -> None:
    _, bad = load(river + "\n[thresholds]\ncore = 1.5\n")
    assert "thresholds.core" in bad[0]


def test_concepts_that_include_each_other_load(river: str, load: Load) -> None:
    ring = river.replace('aliases = ["bóng đá"]', 'aliases = ["bóng đá"]\nincludes = ["dam"]')
    ring = ring.replace('"thủy điện"]', '"thủy điện"]\nincludes = ["football"]')
    _, bad = load(ring)
    assert all("river.toml" in message for message in bad)
