"""A story alerts again when the talk behind it changes, and never else: articles in order through the whole flow."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count

import pytest

from scrapers.dates import HANOI
from storage import queries
from storage.rebuild import rebuild
from tests.flow.conftest import Newsroom
from tests.paper import Paper, Piece
from worker.pipeline import rounds

PLANNED = Piece(
    "hen-hop",
    "Hội đồng Nga - NATO sẽ họp tại Brussels ngày 30/11",
    "Nga và NATO xác nhận cuộc họp của Hội đồng Nga - NATO sẽ diễn ra tại Brussels (Bỉ) vào ngày 30/11 để bàn về an ninh châu Âu.",
    (
        "Đây là cuộc họp đầu tiên của hội đồng này sau nhiều tháng, theo người phát ngôn của liên minh.",
    ),
)
REWRITE = Piece(
    "nga-nato-ngoi-lai",
    "NATO và Nga chuẩn bị họp về an ninh châu Âu",
    "Hội đồng Nga - NATO dự kiến nhóm họp tại Brussels hôm 30/11, theo thông báo của Bộ Ngoại giao Nga.",
    ("Hai bên sẽ bàn về các đề xuất an ninh của Moskva và về minh bạch quân sự.",),
)
MOVED = Piece(
    "doi-lich",
    "Cuộc họp Hội đồng Nga - NATO được dời sang ngày 2/12",
    "Cuộc họp của Hội đồng Nga - NATO tại Brussels ngày 30/11 được dời sang ngày 2/12 theo đề nghị của Moskva.",
    (
        "Lý do của việc thay đổi không được nêu rõ. Chương trình nghị sự về an ninh châu Âu giữ nguyên.",
    ),
)
CANCELLED = Piece(
    "huy-hop",
    "Cuộc họp Hội đồng Nga - NATO ngày 30/11 bị hủy",
    "Tổng thư ký NATO cho biết cuộc họp của Hội đồng Nga - NATO tại Brussels ngày 30/11 đã bị hủy.",
    ("Liên minh nói vẫn sẵn sàng đối thoại với Nga về an ninh châu Âu.",),
)
HELD = Piece(
    "da-hop",
    "Hội đồng Nga - NATO đã họp tại Brussels, không đạt đột phá",
    "Cuộc họp của Hội đồng Nga - NATO tại Brussels ngày 30/11 đã kết thúc sau bốn giờ mà không đạt đột phá nào về an ninh châu Âu.",
    ("Hai bên đồng ý giữ liên lạc, theo lời Tổng thư ký NATO.",),
)


@dataclass
class Desk:
    """A newsroom whose papers have been polled once, and what it told."""

    newsroom: Newsroom
    papers: dict[str, Paper] = field(default_factory=dict)
    number: Callable[[], int] = field(default_factory=lambda: count().__next__)

    def print(self, piece: Piece, paper: str = "sang", *, hours: float = 1, ago: float = 0) -> None:
        """`hours` after the piece before, `paper` brings this one, dated `ago` hours earlier; the flow takes it in."""
        self.newsroom.clock.forward(hours=hours)
        at = (self.newsroom.clock.now - timedelta(hours=ago)).astimezone(HANOI)
        slug = f"{piece.slug}-{self.number()}"
        dated = Piece(slug, piece.title, piece.lead, piece.body, piece.agency, at.isoformat())
        self.papers[paper].publish(dated)
        rounds.once(self.newsroom.flow)

    @property
    def told(self) -> list[tuple[str, list[str]]]:
        """Each alert that arrived: its kind, and what it says has changed."""
        return [
            (content["kind"], [change["what"] for change in content["changed"]])
            for _, content in self.newsroom.told.deliveries
        ]

    @property
    def kinds(self) -> list[str]:
        return [kind for kind, _ in self.told]


@pytest.fixture
def desk(newsroom: Newsroom) -> Desk:
    papers = {key: newsroom.open_paper(key) for key in ("sang", "trua", "chieu")}
    rounds.once(newsroom.flow)
    return Desk(newsroom, papers)


def test_a_move_is_told_once_with_both_quotes(desk: Desk) -> None:
    desk.print(PLANNED)
    desk.print(MOVED, "trua")
    (_, first), (_, second) = desk.newsroom.told.deliveries
    assert (first["kind"], second["kind"]) == ("story", "development")
    (change,) = second["changed"]
    assert "30/11/2026 sang 2/12/2026" in change["what"]
    assert "30/11" in change["before"]
    assert change["after"] in (MOVED.title, MOVED.lead)


def test_a_cancelled_talk_is_told(desk: Desk) -> None:
    desk.print(PLANNED)
    desk.print(CANCELLED, "chieu")
    ((_, first), (kind, [what])) = desk.told
    assert first == []
    assert kind == "development"
    assert "dự kiến → bị hủy" in what


def test_a_reprint_a_rewrite_and_a_day_that_passes_change_nothing(desk: Desk) -> None:
    desk.print(PLANNED)
    desk.print(PLANNED, "trua")
    desk.print(REWRITE, "chieu")
    desk.print(REWRITE, "sang", hours=24)
    assert desk.kinds == ["story"]


def test_ten_papers_with_one_development_make_one_alert(desk: Desk) -> None:
    desk.print(PLANNED)
    for _ in range(3):
        desk.print(CANCELLED, "trua")
        desk.print(CANCELLED, "chieu")
    assert desk.kinds == ["story", "development"]


def test_planned_moved_held_makes_three_alerts_whatever_is_reprinted_between(desk: Desk) -> None:
    desk.print(PLANNED)
    desk.print(REWRITE, "trua")
    desk.print(MOVED, "trua")
    desk.print(MOVED, "chieu")
    desk.print(PLANNED, "chieu", ago=1)
    held = Piece(
        "da-hop-2-12",
        "Hội đồng Nga - NATO kết thúc cuộc họp tại Brussels",
        "Cuộc họp của Hội đồng Nga - NATO tại Brussels ngày 2/12 đã kết thúc mà không đạt đột phá nào về an ninh châu Âu.",
        HELD.body,
    )
    desk.print(held, "sang", hours=24 * 10)
    desk.print(held, "trua")
    assert [kind for kind in desk.kinds if kind == "development"][:1] == ["development"]
    assert len(desk.kinds) == 3


def test_old_news_that_arrives_late_changes_nothing(desk: Desk) -> None:
    desk.print(MOVED)
    desk.print(PLANNED, "trua", hours=2, ago=30)
    desk.print(CANCELLED, "chieu", ago=40)
    assert desk.kinds == ["story"]


@pytest.mark.parametrize(
    "words",
    [
        "Cuộc họp Hội đồng Nga - NATO ngày 30/11 có thể bị hủy?",
        "Nga dọa hủy cuộc họp Hội đồng Nga - NATO ngày 30/11",
        "NATO: cuộc họp Hội đồng Nga - NATO ngày 30/11 không bị hoãn",
        "Ba Lan kêu gọi hoãn cuộc họp Hội đồng Nga - NATO ngày 30/11",
        "Nhìn lại cuộc họp Hội đồng Nga - NATO từng bị hoãn",
        "Trước đó, cuộc họp Hội đồng Nga - NATO từng bị hủy",
    ],
)
def test_what_is_feared_asked_for_or_remembered_is_no_change(desk: Desk, words: str) -> None:
    desk.print(PLANNED)
    desk.print(Piece("du-luan", words, f"{words}. {REWRITE.lead}", REWRITE.body), "trua")
    assert desk.kinds == ["story"]


def test_another_place_for_the_same_day_is_told(desk: Desk) -> None:
    desk.print(PLANNED)
    vienna = Piece(
        "vienna",
        "Hội đồng Nga - NATO sẽ họp tại Vienna ngày 30/11",
        "Cuộc họp của Hội đồng Nga - NATO ngày 30/11 sẽ diễn ra tại Vienna, theo hãng thông tấn Áo.",
        REWRITE.body,
    )
    desk.print(vienna, "trua")
    desk.print(vienna, "chieu")
    assert desk.kinds == ["story", "development"]
    assert "Brussels → Vienna" in desk.told[1][1][0]


def test_the_store_says_why_and_is_rebuilt_with_its_mentions(desk: Desk) -> None:
    desk.print(PLANNED)
    desk.print(CANCELLED, "trua")
    store = desk.newsroom.flow.store
    with store.read() as conn:
        newest, _ = queries.alerts(conn)
        assert newest.reason.startswith("development: ")
        told = queries.mentions(conn, newest.topic, [newest.article])
    assert told[newest.article]
    assert rebuild(store).differences == {}
