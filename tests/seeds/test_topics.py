"""The topics that the product ships, on the pages of the user."""

from pathlib import Path

import pytest

from scrapers.article import Article
from worker.topics import Topic, judge, load_topics
from worker.topics.group import arrange
from worker.topics.member import Member
from worker.topics.place import Place
from worker.topics.shelf import Shelf

SEEDS = Path(__file__).parents[2] / "seeds"
LINES = [
    line
    for line in (SEEDS / "pages" / "000_991986c95e71100f.txt").read_text("utf-8").split("\n")
    if line.strip()
]
SHIPPED = ["russia_nato_talks", "ukraine_peace_talks"]
MEETING = {27, 28, 29, 30, 31, 32}  # the six teasers of one meeting; 25 (Germany backs it) may join
OFF = {10, 17, 18, 34, 37, 42}  # weapons, sanctions, other people's talks


def topic() -> Topic:
    topics, bad = load_topics(SEEDS / "topics")
    assert not bad
    return topics["russia_nato_talks"]


def stories(numbers: list[int], topic: Topic) -> dict[int, str]:
    """The story of each line, as they come in one after another."""
    shelf, places = Shelf(topic), dict[str, Place]()
    for number in numbers:
        shelf.put(Member(str(number), lead=LINES[number - 1]))
        moved = arrange(shelf, places, str(number)).moved
        places |= {id_: place for id_, (_, place) in moved.items()}
    return {int(id_): place.story for id_, place in places.items()}


def test_every_shipped_topic_loads() -> None:
    topics, bad = load_topics(SEEDS / "topics")
    assert bad == []
    assert set(topics) == {path.stem for path in (SEEDS / "topics").glob("*.toml")}


@pytest.mark.parametrize("key", SHIPPED)
def test_a_topic_proves_itself_with_all_kinds_of_examples(key: str) -> None:
    topics, _ = load_topics(SEEDS / "topics")
    relevances = [example.relevance for example in topics[key].file.examples]
    assert relevances.count("core") >= 20
    assert relevances.count("off") >= 20
    assert relevances.count("peripheral") >= 2


@pytest.mark.parametrize("key", SHIPPED)
def test_a_weight_has_the_sign_that_its_author_believed_in(key: str) -> None:
    topics, _ = load_topics(SEEDS / "topics")
    for name, signal in topics[key].file.signals.items():
        assert signal.weight * signal.believed >= 0, name


def test_without_a_topic_the_talks_of_nato_are_judged() -> None:
    assert min(SHIPPED) == "russia_nato_talks"


@pytest.mark.parametrize(
    ("title", "nato", "peace"),
    [
        ("Hội đồng Nga - NATO họp tại Brussels", "core", "off"),
        ("Mỹ, Nga, Ukraine họp ba bên tại Abu Dhabi về lãnh thổ", "off", "core"),
        ("Ukraine bác yêu cầu nhượng Donbass trong kế hoạch hòa bình của Mỹ", "off", "core"),
        ("Nga đòi tham gia thảo luận về bảo đảm an ninh cho Ukraine", "core", "core"),
        ("Hamas đồng ý ngừng bắn ở Gaza", "off", "off"),
        ("Chị Nga mở quán cà phê ở Mỹ Đình", "off", "off"),
    ],
)
def test_two_topics_judge_the_same_headline_each_for_itself(
    title: str, nato: str, peace: str
) -> None:
    topics, _ = load_topics(SEEDS / "topics")
    article = Article(title=title)
    assert judge(article, topics["russia_nato_talks"]).on_topic == (nato == "core")
    assert judge(article, topics["ukraine_peace_talks"]).on_topic == (peace == "core")


def test_the_tag_page_yields_its_talks_and_nothing_else() -> None:
    shipped = topic()
    found = {n for n, line in enumerate(LINES, 1) if judge(Article(lead=line), shipped).on_topic}
    assert found >= MEETING
    assert not found & OFF
    assert len(found) >= 25


def test_six_teasers_of_one_meeting_are_one_story() -> None:
    for order in (list(range(1, 43)), list(range(42, 0, -1))):
        found = stories(order, topic())
        assert len({found[number] for number in MEETING}) == 1
        joined = {number for number, story in found.items() if story == found[27]}
        assert joined - {25} == MEETING
