"""The Vietnamese words for what the store calls by English keys."""

import re

from worker.web import hanoi

WORDS = {
    # states of sites and sources
    "ok": "Bình thường",
    "failing": "Đang lỗi",
    "silent": "Im lặng bất thường",
    "new": "Chưa thăm lần nào",
    "retired": "Đã ngừng theo dõi",
    "drifting": "Trang bài bất thường",
    "dates": "Ngày giờ sai",
    "few": "Liệt kê quá ít bài",
    "gap": "Sót bài giữa hai lần thăm",
    "lying": "Nói «không đổi» sai",
    "moved": "Đã chuyển địa chỉ",
    # kinds of sources
    "sitemap": "sơ đồ trang",
    "feed": "RSS",
    "listing": "trang danh mục",
    # states of deliveries
    "owed": "chờ gửi",
    "sent": "đã gửi",
    "dead": "không gửi được",
    # kinds of alerts
    "story": "vụ việc mới",
    "development": "diễn biến mới",
    "operator": "tình trạng trang báo",
    # states and forms of talks
    "proposed": "được đề xuất",
    "planned": "dự kiến",
    "held": "đã diễn ra",
    "postponed": "bị hoãn",
    "cancelled": "bị hủy",
    "refused": "bị từ chối",
    # relevance
    "core": "đúng chủ đề",
    "peripheral": "liên quan gián tiếp",
    "off": "ngoài chủ đề",
    # places in an article
    "title": "tiêu đề",
    "lead": "sapo",
    "body": "thân bài",
    # channels
    "email": "thư điện tử",
    "webhook": "webhook",
    "folder": "thư mục thư cục bộ",
}

_SAID = (
    (re.compile(r"no report of its outcome \((\w+), its day has passed\)"), "Ngày họp đã qua mà chưa có tin về kết quả; tin gần nhất: {0}"),
    (re.compile(r"date: (\S+), but also (.+)"), "Các báo nói khác nhau về ngày: {0}; cũng có bài nói {1}"),
    (re.compile(r"moved from (.+) to (\S+)"), "Đã dời từ {0} sang {1}"),
    (re.compile(r"place: (.+), but also (.+)"), "Các báo nói khác nhau về nơi họp: {0}; cũng có bài nói {1}"),
    (re.compile(r"status: (\w+), but also (\w+)"), "Các báo nói khác nhau: {0}; cũng có bài nói {1}"),
)  # fmt: skip
_WHY = (
    (re.compile(r"a new story: nothing of these days is near it"), "mở vụ việc mới: tin những ngày này không có gì gần với bài này"),
    (re.compile(r"a new story: the nearest is (.+), likeness ([\d.]+), too little"), "mở vụ việc mới: gần nhất là {0}, độ giống {1}, chưa đủ"),
    (re.compile(r"the same event as (.+): likeness ([\d.]+), with the whole story ([\d.]+)"), "cùng sự kiện với {0}: độ giống {1}, với cả vụ việc {2}"),
    (re.compile(r"the same report: ([\d.]+%) of the shorter text stands in (.+)"), "cùng một bản tin: {0} của bài ngắn hơn có trong {1}"),
)  # fmt: skip
_DAY = re.compile(r"\d{4}-\d{2}(?:-\d{2})?(?:/\d{4}-\d{2}-\d{2})?")


def conflict(text: str) -> str:
    """A contradiction of a talk in Vietnamese; as it is where it is of an unknown kind."""
    for pattern, words in _SAID:
        if match := pattern.fullmatch(text):
            return words.format(*(_said(part) for part in match.groups()))
    return text


def reason(text: str) -> str:
    """Why an article stands in its story, in Vietnamese; as it is where it is of an unknown kind."""
    for pattern, words in _WHY:
        if match := pattern.fullmatch(text):
            return words.format(*match.groups())
    return text


def _said(part: str) -> str:
    return WORDS.get(part) or _DAY.sub(lambda day: hanoi.span(day[0]), part)
