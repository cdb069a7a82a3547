"""What is wrong with a paper, in Vietnamese, for the mails and the page; the store, the API and the command line say it
in English. Pure: the sentence is made of the code and of the numbers in the English one."""

import re

from worker.pipeline.watch.advice import family
from worker.pipeline.watch.steps import STEPS

KINDS = {
    "failing": "không thăm được",
    "silent": "im lặng bất thường",
    "drifting": "trang đổi bố cục",
    "few": "liệt kê quá ít bài",
    "dates": "ngày giờ sai",
    "gap": "sót bài giữa hai lần thăm",
    "lying": "nói «không đổi» sai",
    "moved": "đã chuyển địa chỉ",
}
_UNREAD = "không đọc được các trang bài"
_CODES = {
    "dns": "không tìm thấy tên miền",
    "refused": "máy chủ từ chối kết nối",
    "timeout": "không trả lời kịp",
    "tls": "chứng chỉ không hợp lệ",
    "blocked_address": "địa chỉ dẫn vào mạng nội bộ",
    "robots": "robots.txt không cho phép vào",
    "robots_unreachable": "không đọc được robots.txt",
    "http_404": "không có địa chỉ này (404)",
    "http_410": "địa chỉ đã bị bỏ hẳn (410)",
    "http_403": "máy chủ không cho vào (403)",
    "http_429": "máy chủ nói đã hỏi quá nhiều (429)",
    "challenge": "máy chủ đòi một trình duyệt (trang kiểm tra đến thay cho nội dung)",
    "bad_encoding": "câu trả lời nén bị hỏng hoặc thiếu phần cuối",
    "redirects": "chuyển hướng quá nhiều lần",
    "protocol": "câu trả lời đứt giữa chừng",
    "too_large": "câu trả lời quá lớn",
    "bad_url": "địa chỉ không hỏi được",
    "not_text": "thứ nhận được không phải văn bản",
}
_SAID = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (r"nothing new for (\d+) h; at this time of the week usually (\d+) articles", "đã {0} giờ không có bài mới; khoảng này trong tuần thường có {1} bài"),
        (r"nothing new for (\d+) h; usually something every ([\d.]+) h", "đã {0} giờ không có bài mới; thường cứ {1} giờ lại có"),
        (r"nothing new for (\d+) min; until then never for more than (\d+) min", "đã {0} phút không có bài mới; trước đó chưa lần nào quá {1} phút"),
        (r"it shows nothing; usually at least (\d+)", "không liệt kê bài nào; thường ít nhất {0}"),
        (r"it shows nothing; the site file expects at least (\d+)", "không liệt kê bài nào; tệp khai báo đòi ít nhất {0}"),
        (r"it shows nothing", "không liệt kê bài nào"),
        (r"it shows one link; usually at least (\d+)", "chỉ liệt kê một bài; thường ít nhất {0}"),
        (r"it shows (\d+) links; usually at least (\d+)", "chỉ liệt kê {0} bài; thường ít nhất {1}"),
        (r"it shows (?:one link|(\d+) links); the site file expects at least (\d+)", "liệt kê ít bài; tệp khai báo đòi ít nhất {1}"),
        (r"it shows (\d+) links: enough again", "nay liệt kê {0} bài: đã đủ"),
        (r"it shows (\d+) links: taken as its number by now", "vẫn liệt kê {0} bài: từ nay coi là bình thường"),
        (r"nothing of what stood there at (\S+) UTC is left among (\d+) links.*", "không còn bài nào đã thấy lúc {0} UTC trong {1} bài: những bài ở giữa chưa được thấy"),
        (r"(\d+) articles found in (.+)", "tìm bù được {0} bài ở {1}"),
        (r"could not be filled: (.+)", "không tìm bù được: {0}"),
        (r"nothing to fill it from.*", "không có chỗ nào để tìm bù: tệp khai báo không nêu trang danh mục, robots.txt không nêu sơ đồ trang"),
        (r"it moved to (\S+), and is asked there from now on", "đã chuyển sang {0}, từ nay thăm ở đó"),
        (r'"not modified" was said (\d+) times in a row of what had changed', "{0} lần liền nói «không đổi» (304) trong khi đã có bài mới"),
        (r'"not modified" was said once of what had changed', "nói «không đổi» (304) trong khi đã có bài mới"),
        (r"none of the last (\d+) pages could be fetched(.*)", "{0} trang bài gần nhất đều không lấy được{1}"),
        (r"none of the last (\d+) pages gave an article(.*); usually (\S+) do", "{0} trang gần nhất không đọc ra bài nào{1}; thường {2} đọc được"),
        (r"none of the last (\d+) pages gave an article(.*)", "{0} trang gần nhất không đọc ra bài nào{1}"),
        (r"(\d+) of the last (\d+) articles are dated (\S+) h ahead of the clock", "{0} trong {1} bài gần nhất đề ngày sớm hơn đồng hồ {2} giờ"),
        (r"the last (\d+) articles were dated (\d+) days before they appeared", "{0} bài gần nhất đề ngày lùi {1} ngày so với lúc xuất hiện"),
        (r"the last (\d+) articles were dated (\d+) h before they appeared; usually (-?\d+) min", "{0} bài gần nhất đề ngày lùi {1} giờ so với lúc xuất hiện; thường {2} phút"),
        (r"title: on (\S+) of (\d+) pages, on none of the last (\d+)", "tiêu đề: trước có ở {0} trang, {2} trang gần nhất không có"),
        (r"lead: on (\S+) of (\d+) pages, on none of the last (\d+)", "sapo: trước có ở {0} trang, {2} trang gần nhất không có"),
        (r"published: on (\S+) of (\d+) pages, on none of the last (\d+)", "ngày đăng: trước có ở {0} trang, {2} trang gần nhất không có"),
        (r"body: usually (\d+) characters, (\d+) on the last (\d+) pages", "thân bài: thường {0} ký tự, {2} trang gần nhất còn {1}"),
        (r"its pages show again what they did", "các trang lại như trước"),
        (r"taken as its layout by now", "từ nay coi là bố cục của báo"),
        (r"its dates are right again", "ngày giờ đã đúng"),
        (r"well again", "đã thăm được, đã có bài"),
        (r"no site file names it any more", "không còn tệp khai báo nào nêu nó"),
        (r".*: a feed was promised; what came is an HTML page.*", "đáng lẽ là RSS, nhận được một trang HTML"),
        (r".*: a listing was promised; what came is (?:nothing that is listed|\d+ items.*)", "đáng lẽ là trang danh mục, nhưng không liệt kê bài nào"),
        (r".*: a listing was promised; what came is one article", "đáng lẽ là trang danh mục, nhận được một bài"),
        (r".*: its DOCTYPE declares entities.*", "RSS khai báo thực thể trong DOCTYPE: không đọc XML như vậy"),
        (r".*: (\d+) items, and none has an address", "RSS có {0} mục mà không mục nào có địa chỉ"),
    )
)  # fmt: skip


def said(code: str, message: str) -> str:
    """What an incident says, in Vietnamese; in English where its words are of an unknown kind."""
    parts = [_one(part) for part in ([message] if _one(message) else message.split("; "))]
    if message and all(parts):
        return "; ".join(part for part in parts if part)
    if code.startswith("http_5"):
        return f"máy chủ của báo bị lỗi ({code.removeprefix('http_')})"
    return _CODES.get(code) or message


def step(code: str, site: str, otherwise: str = "") -> str:
    """What to do next, in Vietnamese; of an unknown code what was said of it."""
    words = STEPS.get(family(code))
    return words.format(site=site, file=f"sites/{site}.toml") if words else otherwise


def kind(kind_: str, code: str) -> str:
    """The kind of an incident as a few words."""
    if kind_ == "drifting" and code != "drift":
        return _UNREAD
    return KINDS.get(kind_, kind_)


def _one(message: str) -> str | None:
    for pattern, words in _SAID:
        if match := pattern.fullmatch(message):
            return words.format(*(group or "" for group in match.groups()))
    return None
