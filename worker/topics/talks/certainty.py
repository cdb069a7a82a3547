"""Is a status asserted, or only weighed, asked for, feared, remembered? Pure.

A timeline may vote over loose sentences; an alert may not. What is firm is said of this talk, in words next to it, by a
sentence that is no question, no condition and no look back.
"""

import re

from scrapers.article import When
from scrapers.dates import day as day_of
from worker.topics.talks import says
from worker.topics.talks.says import either, said
from worker.topics.talks.triggers import Trigger
from worker.topics.talks.values import Day

_LOOSE = re.compile(
    rf"\b(?:{either(says.ASKED, says.OFFERED, says.WEIGHED)}|nếu|tin đồn|đồn đoán|không loại trừ|bác tin|phủ nhận|chưa rõ|liệu|định"
    r"|tính đến|để ngỏ|không (?:bị|hề|có chuyện)|chưa bị|suýt|giả sử|trừ khi|sẵn sàng|cho rằng|sai lầm|không đúng|tin (?:nói|cho))\b"
)
_BACK = re.compile(
    r"^\W*(?:trước đó|trước đây|hồi|năm ngoái|năm trước|tháng trước|tuần trước|từng|cách đây|đây là|kể từ|lần gần nhất|còn nhớ)\b"
    r"|\btừng (?:bị|đề|hoãn|hủy)"
)
_EARLIER = re.compile(r"^ (?:trước đó|trước đây|trước kia|lần trước|hồi)\b")
_NOT_DONE = r"không (?:gặp|tới|đến|tham gia|dự|tham dự|cử|đàm phán|họp|nhận lời|diễn ra)"
_FILLING = (
    r"(?: (?:bỏ|đoàn|phái|tới|tham gia|tham dự|dự|lời|mời|đề|nghị|xuất|lịch|kế|hoạch|việc|nối|lại|tổ|chức|tiến|hành"
    r"|toàn|bộ|một|các|mọi|những|thời|điểm|ngày|của|nato|nga|mỹ|eu)){0,6} ?$"
)
_UNDONE = either(
    says.CALLED_OFF, says.LEFT, says.PUT_OFF, says.REFUSED, "tạm hoãn, chuyển, đẩy lùi, đẩy sớm"
)
_BEFORE = re.compile(rf"\b(?:{_UNDONE}|{_NOT_DONE}){_FILLING}")
_AFTER = re.compile(
    r"^[^,;:.]{0,80}?\b(?:bị hủy|bị huỷ|đã hủy|bị hoãn|hoãn lại|được hoãn|bị trì hoãn|được dời|bị dời|được lùi|bị lùi"
    r"|lùi (?:lại|từ|sang|đến|tới)|dời (?:lại|từ|sang|đến|tới)|chuyển (?:từ|sang|đến|tới)(?= ngày| \d)|đẩy (?:lùi|sớm|lên)"
    r"|không diễn ra|bị từ chối|bị bác|đổ vỡ (?:vào )?phút chót)\b"
)
_AGREED = said(says.AGREED, says.SETTLED, "lên lịch, công bố, thông báo")
_OVER = re.compile(
    rf"\b(?:đã|vừa|mới) (?:\w+ ){{0,4}}?$|\b{either(says.OVER, 'hoàn tất')} (?:\w+ ){{0,3}}?$"
    r"|(?:^|\W)sau (?:khi )?(?:kết thúc )?(?:vòng |cuộc |phiên )?$"
)
_ENDED = re.compile(
    rf"^[^;:.]{{0,110}}?\b(?:{either(says.WAS_HELD, says.OVER)}|(?:không|chưa) (?:đạt|có) (?:được )?(?:đột phá|kết quả|thỏa thuận|tiến triển)"
    r"|đạt (?:được )?(?:đột phá|thỏa thuận|tiến triển)|kéo dài (?:hơn |gần |khoảng )?\d+)"
)


def firm(
    lowered: str,
    trigger: Trigger,
    room: tuple[int, int],
    status: str,
    day: Day | None,
    published: When,
) -> bool:
    """Does the sentence assert `status` of the talk at `trigger`? `room` ends where the triggers around it stand."""
    if lowered.rstrip("\"'”’) ").endswith("?") or _BACK.search(lowered):
        return False
    before = lowered[max(room[0], trigger.start - 70) : trigger.start]
    after = lowered[trigger.end : room[1]]
    if _LOOSE.search(before) or _LOOSE.search(after[:30]) or _EARLIER.match(after):
        return False
    if status in ("cancelled", "postponed", "refused"):
        found = _AFTER.match(after)
        return bool(_BEFORE.search(before) or (found and not _LOOSE.search(found[0])))
    if status == "planned":
        return bool(_AGREED.search(before)) or _ahead(day, published)
    return status == "held" and bool(_OVER.search(before) or _ENDED.match(after))


def _ahead(day: Day | None, published: When) -> bool:
    own = day_of(published)
    return day is not None and day.single and own is not None and day.start > own.isoformat()
