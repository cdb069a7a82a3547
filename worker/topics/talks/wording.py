"""How a talk stands, in the words of an alert. Pure."""

from worker.topics.talks.values import Day, Talk
from worker.topics.talks.vote import MOVED

WORDS = {
    "proposed": "được đề xuất", "planned": "dự kiến", "held": "đã diễn ra", "postponed": "bị hoãn", "cancelled": "bị hủy",
    "refused": "bị từ chối",
}  # fmt: skip


def stood(talk: Talk) -> str:
    """The status; what was put off to a day that is known was moved to it."""
    day = Day.named(talk.date)
    if talk.status == "postponed" and day and any(one.startswith(MOVED) for one in talk.conflicts):
        return f"đã dời sang {in_words(day)}"
    return WORDS[talk.status]


def in_words(day: Day) -> str:
    """ "2/12/2026", or "28/11/2026 – 2/12/2026"."""
    return " – ".join(_vietnamese(part) for part in day.name.split("/"))


def _vietnamese(part: str) -> str:
    return "/".join(str(int(number)) for number in reversed(part.split("-")))


def place_in_words(place: str) -> str:
    return "trực tuyến" if place == "online" else place
