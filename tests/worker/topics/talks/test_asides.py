"""What stands beside an article on its page: link lines, teasers, a second story."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from scrapers.article import Article, Block
from worker.topics import Topic
from worker.topics.talks import Talk, mentions, merge

Told = Callable[..., tuple[Talk, ...]]
BODY = "Ngoại trưởng Nga Sergei Lavrov hôm 3/6 bình luận về tình hình châu Âu."
SECOND = (
    "Ngày 5/6, Ngoại trưởng Pháp Catherine Colonna cho biết bà sẽ tới Moskva vào tuần tới để thảo luận về an ninh châu Âu với phía Nga.",
    "Bộ Ngoại giao Nga xác nhận chuyến đi và nói rằng hai bên có nhiều điều để bàn, dù khác biệt giữa hai nước còn rất lớn.",
)


@pytest.fixture
def told(topic: Topic) -> Told:
    """The talks of a page published on 2023-06-06: its body, other stories inside and behind it."""

    def told_(*, inside: tuple[str, ...] = (), behind: tuple[str, ...] = ()) -> tuple[Talk, ...]:
        blocks = (
            Block(BODY, "body", True, ""),
            *(Block(text, "related", False, "") for text in inside),
            Block("Ông không nói thêm.", "body", True, ""),
            *(Block(text, "teaser", False, "") for text in behind),
        )
        page = Article(body=BODY, published="2023-06-06", blocks=blocks)
        return merge(mentions(page, topic, "a-1"), topic)

    return told_


def test_a_link_line_with_day_and_sides_adds_a_talk(told):
    (talk,) = told(inside=("Hội đồng Nga - NATO sẽ họp ngày 12/6 tại Brussels",))
    assert (talk.parties, talk.date, talk.status) == (("RU", "NATO"), "2023-06-12", "planned")
    assert talk.evidence[0].field == "related"


def test_a_link_line_without_a_day_adds_none(told):
    assert told(inside=("Ngoại trưởng Nga và Mỹ hội đàm bên lề hội nghị",)) == ()


def test_a_relative_day_of_a_link_line_is_not_counted_from_the_page(told):
    assert told(inside=("Nga và NATO sẽ họp vào tuần tới",)) == ()


def test_a_list_behind_the_article_is_believed_only_with_its_year(told):
    assert told(behind=("Hội đồng Nga - NATO sẽ họp ngày 12/6",)) == ()
    (talk,) = told(behind=("Hội đồng Nga - NATO sẽ họp ngày 12/6/2024",))
    assert talk.date == "2024-06-12"


def test_a_second_story_is_read_by_its_own_dateline(told):
    (talk,) = told(behind=("Ngoại trưởng Pháp sắp thăm Nga", *SECOND))
    assert (talk.parties, talk.date) == (("RU", "FR"), "2023-06-12/2023-06-18")


def test_a_second_story_that_is_an_article_of_its_own_is_not_read_with_the_page(topic):
    head = "Ngoại trưởng Pháp sắp thăm Nga"
    beside = tuple(Block(text, "related", False, "") for text in (head, *SECOND))
    story = Article(title=head, blocks=tuple(Block(b.text, "body", True, "") for b in beside))
    page = Article(body=BODY, published="2023-06-06", blocks=beside)
    assert mentions(page, topic, "a-1") != ()
    assert mentions(replace(page, stories=(story,)), topic, "a-1") == ()


def test_a_headline_printed_twice_is_read_once(told):
    line = "Hội đồng Nga - NATO sẽ họp ngày 12/6"
    (talk,) = told(inside=(line, line))
    assert len(talk.evidence) == 1


def test_beside_the_words_of_an_article_it_only_proves(topic):
    teaser = Block("Nga và NATO sẽ họp ngày 12/6", "related", False, "")
    page = Article(body="x", published="2023-06-06", blocks=(teaser, Block("x", "body", True, "")))
    report = Article(lead="Nga và NATO đã họp ngày 12/6 tại Brussels.", published="2023-06-13")
    (talk,) = merge([*mentions(page, topic, "a-1"), *mentions(report, topic, "a-2")], topic)
    assert (talk.status, talk.conflicts, len(talk.evidence)) == ("held", (), 2)
