from xml.etree import ElementTree as Xml

from tests.bench.extraction import FLOOR, OURS, Row
from tests.bench.picture import svg
from tests.bench.rounds import interleaved, p95, ratio

NAMES = "{http://www.w3.org/2000/svg}"


def row(name: str, times: float, kept: float = 0.9) -> Row:
    return Row(name, kept, 0.1, 0.5, 0.5, 0.5, 0.5, times, times, times)


def test_every_extractor_has_its_mark_and_its_name() -> None:
    rows = [row(OURS, 1), row("peer & sons", 4), row(FLOOR, 0.1, 1.0)]
    drawn = Xml.fromstring(svg(rows, 16, "the corpus"))
    texts = [text.text or "" for text in drawn.iter(f"{NAMES}text")]
    assert len(list(drawn.iter(f"{NAMES}circle"))) == 2
    assert any(text.startswith("peer & sons") for text in texts)


def test_the_faster_stands_further_left_and_the_better_higher() -> None:
    drawn = Xml.fromstring(svg([row(OURS, 1, 0.99), row("peer", 4, 0.7)], 16, "the corpus"))
    ours, peer = drawn.iter(f"{NAMES}circle")
    assert float(ours.attrib["cx"]) < float(peer.attrib["cx"])
    assert float(ours.attrib["cy"]) < float(peer.attrib["cy"])


def test_a_quality_below_the_picture_is_said() -> None:
    assert "(below)" in svg([row(OURS, 1), row("peer", 2, 0.1)], 16, "the corpus")


def test_workers_take_turns_at_each_job() -> None:
    order: list[tuple[str, int]] = []
    workers = {name: lambda job, name=name: order.append((name, job)) for name in "ab"}
    times = interleaved(workers, [1, 2], rounds=2)
    assert order == [("a", 1), ("b", 1), ("a", 2), ("b", 2), ("b", 1), ("a", 1), ("b", 2), ("a", 2)]
    assert {name: len(taken) for name, taken in times.items()} == {"a": 2, "b": 2}


def test_a_ratio_is_the_median_over_the_jobs() -> None:
    assert ratio([2, 9, 4], [1, 3, 1]) == 3
    assert p95([5.0]) == 5
