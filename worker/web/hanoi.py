"""Times as a reader in Hà Nội sees them. Pure; Vietnam keeps +07:00 all year."""

from datetime import UTC, date, datetime, timedelta, timezone

HANOI = timezone(timedelta(hours=7), "ICT")
_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")
_STEPS = ((86400, "ngày"), (3600, "giờ"), (60, "phút"))


def local(when: str) -> datetime | date | None:
    """An ISO text as a moment in Hà Nội; a plain day stays a day; None for "" and for rubbish.

    A moment without an offset is UTC: so the store writes its own.
    """
    try:
        if len(when) <= len("2022-01-11"):
            return date.fromisoformat(when)
        moment = datetime.fromisoformat(when)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(HANOI)
    except (ValueError, OverflowError):
        return None


def day(when: str) -> str:
    """ "Thứ Ba, 11/1/2022"; "" where there is no day."""
    value = local(when)
    return f"{_WEEKDAYS[value.weekday()]}, {_numbers(value)}" if value else ""


def clock(when: str) -> str:
    """ "08:09"; "" for a day without a time."""
    value = local(when)
    return f"{value:%H:%M}" if isinstance(value, datetime) else ""


def full(when: str) -> str:
    """ "08:09 ngày 11/1/2022", "ngày 11/1/2022" for a plain day, "" where nothing is known."""
    value = local(when)
    if value is None:
        return ""
    return f"{clock(when)} ngày {_numbers(value)}".strip()


def ago(when: str, now: datetime) -> str:
    """ "3 giờ trước", "vừa xong"; "" where there is no moment."""
    value = local(when)
    if not isinstance(value, datetime):
        return ""
    seconds = (now - value).total_seconds()
    for size, name in _STEPS:
        if seconds >= size:
            return f"{int(seconds // size)} {name} trước"
    return "vừa xong"


def _numbers(value: date) -> str:
    return f"{value.day}/{value.month}/{value.year}"


def span(date_: str) -> str:
    """When a talk is: a day, from a day to a day, a month or a year, each as Vietnamese write it."""
    begin, _, end = date_.partition("/")
    return f"{_part(begin)} – {_part(end)}" if end else _part(begin)


def between(days: str) -> str:
    """FIRST/LAST as "từ 4/1/2022 đến 7/1/2022", or one day."""
    first, _, last = days.partition("/")
    return f"từ {_part(first)} đến {_part(last)}" if last and last != first else _part(first)


def _part(text: str) -> str:
    year, month, day_ = [*text.split("-"), "", ""][:3]
    if day_:
        return f"{int(day_)}/{int(month)}/{year}"
    return f"tháng {int(month)}/{year}" if month else year
