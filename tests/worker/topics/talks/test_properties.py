"""What holds for any text and any set of reports."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from scrapers.article import Article
from scrapers.text import nfc
from worker.topics.talks import mentions, merge

WORDS = (
    "Nga", "Mỹ", "NATO", "EU", "OSCE", "Ukraine", "Putin", "Biden", "Lavrov", "Blinken", "phương Tây", "và", "với", "-", ",", ".", "\n", "giữa",
    "cuộc gặp", "hội đàm", "điện đàm", "đàm phán", "Hội đồng Nga - NATO", "thượng đỉnh", "sẽ", "đã", "có thể", "hoãn", "sang", "hủy", "từ chối",
    "ngày 12/1", "tuần tới", "hôm nay", "tháng 7 và tháng 9/2021", "30/2", "rạng sáng 31/12 (giờ Hà Nội)", "tại Geneva", "tới Moskva", "cho biết",
    "này", "cả ba cuộc", "của", "trả lời bằng văn bản", "cùng ngày", "các ngày 10, 12 và 13/1", "(", ")", "1/1/1900",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join) | st.text(max_size=200)
DAYS = st.sampled_from(
    ["", "2022-01-10", "2021-12-31T23:59:00+07:00", "0001-01-01", "9999-12-31", "gestern"]
)

REPORTS = (
    "Nga và Mỹ sẽ đàm phán tại Geneva ngày {day}.",
    "Nga và Mỹ đã đàm phán tại Vienna ngày {day}.",
    "Cuộc đàm phán Nga - Mỹ ngày {day} bị hủy.",
    "Hội đồng Nga - NATO họp ngày {day} tại Brussels.",
    "Cuộc họp Hội đồng Nga - NATO ngày {day} được dời sang ngày {later}.",
    "Rạng sáng {day} (giờ Hà Nội), ông Putin và ông Biden đã điện đàm.",
    "Ông Putin và ông Biden điện đàm ngày {day}.",
    "Nga và Mỹ sẽ đàm phán vào tuần tới.",
    "NATO sẵn sàng đối thoại với Nga.",
    "Nga từ chối lời mời đàm phán của EU.",
    "Cả hai cuộc đàm phán giữa Nga và phương Tây trong tuần này không đạt đột phá.",
)  # fmt: skip


@st.composite
def reports(draw):
    """Reports of a few days: (published, text)."""
    told = []
    for _ in range(draw(st.integers(1, 7))):
        published = date(2022, 1, 3) + timedelta(days=draw(st.integers(0, 20)))
        day = date(2022, 1, 10) + timedelta(days=draw(st.integers(0, 6)))
        later = day + timedelta(days=2)
        text = draw(st.sampled_from(REPORTS))
        told.append(
            (published.isoformat(), text.format(day=f"{day:%d/%m}", later=f"{later:%d/%m}"))
        )
    return told


@settings(max_examples=150)
@given(TEXTS, TEXTS, DAYS)
def test_any_text_is_read_and_quoted_exactly(topic, lead, body, published):
    article = Article(lead=lead, body=body, published=published)
    found = mentions(article, topic, "a")
    for mention in found:
        assert mention.quote in nfc(getattr(article, mention.field))
    for talk in merge(found, topic):
        assert talk.parties
        assert talk.evidence


@settings(max_examples=80)
@given(reports(), st.randoms(use_true_random=False))
def test_any_order_of_any_reports_gives_the_same_timeline(topic, read, told, random):
    found = [m for n, (day, text) in enumerate(told) for m in read(text, day, f"a-{n}")]
    shuffled = list(found)
    random.shuffle(shuffled)
    talks = merge(found, topic)
    assert merge(shuffled, topic) == talks
    assert len({talk.id for talk in talks}) == len(talks)
