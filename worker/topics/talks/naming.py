"""What a talk is called: an id that stays, a title for people. Pure."""

import hashlib
from collections.abc import Sequence

from worker.topics.parties import Talks
from worker.topics.talks.values import Day, Mention

_NAMES = {
    "call": "Điện đàm", "council": "Họp Hội đồng", "summit": "Thượng đỉnh", "letter": "Văn bản trả lời", "visit": "Chuyến thăm",
    "consultation": "Tham vấn", "talks": "Đàm phán", "meeting": "Cuộc gặp", "exchange": "Trao đổi",
}  # fmt: skip


def identity(told: Sequence[Mention], parties: Sequence[str], day: Day | None) -> str:
    """Named after the first report, which no later one changes: its day, else the month in which it was printed."""
    first = min(
        told,
        key=lambda one: (
            one.date is None or not one.date.single,
            one.published,
            one.date or Day("", "", ""),
            one,
        ),
    )
    anchor = first.moved_from or first.date or (day if day is not None else None)
    when = anchor.start if anchor is not None else first.published[:7]
    kind = next((form for form in ("call", "letter", "visit") if first.form == form), "talk")
    name = "|".join([*sorted(parties), kind, when, *first.people])
    return "t-" + hashlib.sha256(name.encode()).hexdigest()[:16]


def title(form: str, parties: Sequence[str], people: Sequence[str], words: Talks) -> str:
    """ "Điện đàm Putin – Biden", "Đàm phán Nga – Mỹ"."""
    sides = [words.parties[party].name for party in parties]
    return f"{_NAMES.get(form, 'Đàm phán')} {' – '.join(sides)}" + (
        f" ({', '.join(people)})" if people else ""
    )
