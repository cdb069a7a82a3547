import math
import unicodedata
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.article import Article
from scrapers.text import nfc
from worker.topics import Topic, Verdict, judge

CORE = Article(
    title="Nga và NATO nối lại đối thoại về bảo đảm an ninh",
    lead="Hội đồng Nga – NATO sẽ họp tại Brussels vào ngày 3/5, phía Nga xác nhận.",
    body="Cuộc họp kéo dài một ngày.\n\nHai bên bàn về cấu trúc an ninh châu Âu. Nga đề nghị NATO ngừng mở rộng.",
)

OFF = [
    "Kiev tố Nga nã pháo",
    "Đàn thiên nga về hồ ở Anh",
    "Chị Nga kể chuyện đối thoại với con ở Mỹ",
    "Cô Thúy Nga gặp lại bạn ở Đức",
    "Mỹ phẩm Nga vào châu Âu",
    "Nga gặp Đức ở trận chung kết",
    "Ngay hôm nay NATO họp",
    "Hội đồng thành phố đối thoại với người dân về bảo đảm an ninh trật tự",
    "Nga, Ukraine đàm phán trao đổi tù binh",
    "Mỹ - Trung hội đàm về thuế",
]


def on(topic: Topic, title: str = "", lead: str = "", body: str = "") -> bool:
    return judge(Article(title=title, lead=lead, body=body), topic).on_topic


def test_an_article_about_the_talks_is_core(topic: Topic) -> None:
    verdict = judge(CORE, topic)
    assert verdict.relevance == "core"
    assert verdict.on_topic
    assert verdict.missing == ()


@pytest.mark.parametrize("title", OFF)
def test_a_homonym_or_another_matter_is_not_on_topic(topic: Topic, title: str) -> None:
    assert not on(topic, title=title)


def test_a_headline_alone_is_enough(topic: Topic) -> None:
    assert on(topic, title="NATO từ chối yêu cầu ngừng mở rộng của Nga")


def test_a_teaser_without_a_title_is_no_worse_off(topic: Topic) -> None:
    text = "Nga và NATO nối lại đối thoại về bảo đảm an ninh ở châu Âu."
    scores = [
        judge(Article(title=text), topic).score,
        judge(Article(lead=text), topic).score,
        judge(Article(body=text), topic).score,
    ]
    assert scores[0] == scores[1] == scores[2]


def test_a_headline_in_capitals_is_read(topic: Topic) -> None:
    assert on(topic, title="NGA VÀ NATO HỌP TẠI BRUSSELS VỀ BẢO ĐẢM AN NINH")


@pytest.mark.parametrize(
    "title",
    [
        "Đối thoại Nga-NATO được nối lại",
        "Đối thoại Nga - NATO được nối lại",
        "Đối thoại Nga – NATO được nối lại",
        "Đối thoại Nga —NATO được nối lại",
    ],
)
def test_the_kind_of_dash_changes_nothing(topic: Topic, title: str) -> None:
    plain = judge(Article(title="Đối thoại Nga-NATO được nối lại"), topic)
    assert judge(Article(title=title), topic).score == plain.score


def test_the_place_of_the_tone_mark_changes_nothing(topic: Topic) -> None:
    new, old = "Nga bác kế hoạch hoà bình của NATO", "Nga bác kế hoạch hòa bình của NATO"
    assert judge(Article(title=new), topic).score == judge(Article(title=old), topic).score


def same(one: Verdict, other: Verdict) -> bool:
    return (one.relevance, one.score, one.missing) == (other.relevance, other.score, other.missing)


def test_decomposed_text_gets_the_same_verdict(topic: Topic) -> None:
    other = replace(
        CORE,
        title=unicodedata.normalize("NFD", CORE.title),
        lead=unicodedata.normalize("NFD", CORE.lead),
        body=unicodedata.normalize("NFD", CORE.body),
    )
    assert same(judge(other, topic), judge(CORE, topic))


def test_space_around_a_text_changes_nothing(topic: Topic) -> None:
    other = replace(CORE, title=f"  {CORE.title}\n", lead=f"\n{CORE.lead} ")
    assert same(judge(other, topic), judge(CORE, topic))


def test_the_contributions_add_up_to_the_score(topic: Topic) -> None:
    verdict = judge(CORE, topic)
    logit = topic.file.bias + sum(one.weight for one in verdict.evidence)
    assert verdict.score == pytest.approx(1 / (1 + math.exp(-logit)))


def test_every_quote_stands_in_its_field(topic: Topic) -> None:
    verdict = judge(CORE, topic)
    assert verdict.evidence
    for one in verdict.evidence:
        assert one.quote
        assert one.quote in getattr(CORE, one.field)


def test_a_quote_of_a_long_sentence_is_a_part_of_it(topic: Topic) -> None:
    lead = (
        "Trong khi "
        + "dư luận còn nhiều ý kiến khác nhau, " * 20
        + "Nga và NATO đối thoại về an ninh châu Âu."
    )
    for one in judge(Article(lead=lead), topic).evidence:
        assert one.quote in lead
        assert len(one.quote) <= 300


def test_a_reject_says_what_it_lacks(topic: Topic) -> None:
    verdict = judge(Article(title="Nga và NATO tập trận cùng lúc"), topic)
    assert not verdict.on_topic
    assert verdict.missing


def test_what_names_nothing_of_the_topic_says_so(topic: Topic) -> None:
    verdict = judge(Article(title="Giá cà phê tăng"), topic)
    assert verdict.relevance == "off"
    assert verdict.evidence == ()
    assert verdict.missing == ("không nhắc gì đến chủ đề",)


def test_an_empty_article_is_off(topic: Topic) -> None:
    assert judge(Article(), topic).relevance == "off"


def test_talks_on_ending_the_war_are_peripheral(topic: Topic) -> None:
    verdict = judge(Article(title="Trump và Putin sẽ bàn về chấm dứt xung đột Ukraine"), topic)
    assert verdict.relevance == "peripheral"
    assert not verdict.on_topic


def test_a_round_up_that_carries_a_report_on_topic_is_peripheral(topic: Topic) -> None:
    title = "Tin thế giới 5/2: NATO trả lời đề xuất an ninh của Nga; Động đất ở Nhật Bản"
    assert judge(Article(title=title), topic).relevance == "peripheral"


def test_what_moves_aside_makes_peripheral_and_what_spoils_makes_off(
    river: str, load: Callable[[str], tuple[dict[str, Topic], list[str]]]
) -> None:
    article = Article(title="Lào, Việt Nam đàm phán về đập thủy điện bên lề giải bóng đá")
    aside = river.replace('scope = "opening"', 'scope = "opening"\naside = true')
    assert judge(article, load(river)[0]["river"]).relevance == "off"
    assert judge(article, load(aside)[0]["river"]).relevance == "peripheral"


def test_what_stands_far_down_in_the_body_counts_less(topic: Topic) -> None:
    told = "Nga và NATO nối lại đối thoại về bảo đảm an ninh."
    other = "Giá cà phê tăng mạnh trong tuần qua."
    below = judge(Article(title=other, lead=other, body=f"{other}\n\n{told}"), topic)
    assert below.score < judge(Article(title=told), topic).score


@given(
    st.lists(
        st.sampled_from(
            [
                "Nga",
                "NATO",
                "Mỹ",
                "Putin",
                "đàm",
                "phán",
                "đối",
                "thoại",
                "với",
                "và",
                "-",
                ",",
                ".",
                ";",
                "an",
                "ninh",
                "bảo",
                "đảm",
                "thiên",
                "chị",
                "tấn",
                "công",
                "Ukraine",
                "EU\n",
            ]
        ),
        max_size=30,
    ).map(" ".join),
    st.text(max_size=40),
)
def test_any_text_gets_a_sound_verdict(topic: Topic, words: str, rest: str) -> None:
    article = Article(title=rest, lead=words, body=f"{rest}\n\n{words}")
    verdict = judge(article, topic)
    assert 0 <= verdict.score <= 1
    assert verdict.on_topic == (verdict.relevance == "core")
    for one in verdict.evidence:
        assert one.quote in nfc(getattr(article, one.field))


def test_a_reject_that_only_one_thing_spoils_names_it(topic: Topic) -> None:
    verdict = judge(Article(title="EU và Nga bất đồng về giá khí đốt"), topic)
    assert not verdict.on_topic
    assert verdict.missing[0].startswith("đủ dấu hiệu, nếu không vì dầu, khí đốt, ngũ cốc")


def test_a_reject_that_lacks_words_names_some_that_would_do(topic: Topic) -> None:
    verdict = judge(Article(title="Nga và NATO tập trận cùng lúc"), topic)
    assert any("«" in line for line in verdict.missing)


def test_a_round_up_says_that_it_is_one(topic: Topic) -> None:
    title = "Tin thế giới 5/2: NATO trả lời đề xuất an ninh của Nga; Động đất ở Nhật Bản"
    (said,) = judge(Article(title=title), topic).missing
    assert said.startswith("bản tin gộp nhiều tin")


def test_a_word_is_not_found_at_the_head_of_another(topic: Topic) -> None:
    """ "ảnh" (a picture) is not in "ảnh hưởng", "thư" (a letter) is not in "Tổng thư ký"."""
    said = judge(Article(title="Đối thoại Nga - NATO ảnh hưởng tới an ninh châu Âu"), topic)
    assert "colour" not in {one.concept for one in said.evidence}
    said = judge(Article(title="Tổng thư ký NATO lo ngại về Nga"), topic)
    assert "alliance_asked" not in {one.concept for one in said.evidence}


def test_no_evidence_is_worth_nothing(topic: Topic) -> None:
    verdict = judge(Article(title="NATO đối thoại với Nga", lead="Mỹ đàm phán với Nga."), topic)
    assert all(one.weight for one in verdict.evidence)


def test_a_reject_says_what_it_is_about_instead(topic: Topic) -> None:
    verdict = judge(Article(title="Đức gửi xe tăng cho Ukraine, Nga cảnh báo"), topic)
    assert verdict.missing[0].startswith("nói về chuyện khác: vũ khí")


def test_a_reject_names_the_word_that_mixes_another_matter_in(topic: Topic) -> None:
    verdict = judge(Article(title="Ông Witkoff gặp ông Putin tại Điện Kremlin"), topic)
    assert any(line.endswith("lẫn «Witkoff»") for line in verdict.missing)


def test_no_words_are_asked_for_twice(topic: Topic) -> None:
    lines = judge(Article(title="Ông Putin chờ NATO"), topic).missing
    asked = [line.split(": ", 1)[1] for line in lines]
    assert len(asked) == len(set(asked)) == 3
    assert asked[0].startswith("thiếu «đàm phán»")


def test_the_body_opens_with_the_lead_where_none_was_set_apart(topic: Topic) -> None:
    title, told = "Chuyến đi trong tuyết", "Tổng thống Pháp tới Moskva hội đàm với ông Putin."
    apart = judge(Article(title=title, lead=told), topic)
    within = judge(Article(title=title, body=told), topic)
    assert within.score == apart.score


def test_a_spoiler_in_the_lead_weighs_less_than_in_the_title(topic: Topic) -> None:
    title, spoiler = "Nga và NATO đối thoại", "Hai bên cũng nói về khí đốt."
    below = judge(Article(title=title, lead=spoiler), topic)
    above = judge(Article(title=f"{title} về khí đốt"), topic)
    energy = [next(e.weight for e in v.evidence if e.concept == "energy") for v in (below, above)]
    assert energy[1] < energy[0] < 0
