"""What papers print round an article, in their own words: headings of link lists, prompts, notices.

Phrases are written folded (lower case, no marks). Each entry says what it is, so that a dropped
line can say why it was dropped.
"""

import re

from scrapers.text import fold

# Headings of lists of other stories: alone on a line, they end the article or open a box in it.
_HEADINGS = {
    "cung chuyen muc", "cung chu de", "dong su kien", "noi dung lien quan", "lien quan", "co the ban quan tam", "ban co the quan tam",
    "ban quan tam", "co the ban muon biet", "dung bo lo", "khong the bo lo", "doc them", "xem them", "doc tiep", "tim hieu them",
    "moi ban doc them", "ban nen doc", "nen doc", "moi xem them", "xem nhieu", "doc nhieu", "doc nhieu nhat", "xem nhieu nhat",
    "duoc quan tam", "hot", "quan tam nhieu nhat", "chu y nhieu nhat", "noi bat", "tieu diem", "tin tieu diem", "tam diem", "moi nhat",
    "moi cap nhat", "tin trong ngay", "tin tuc gan day", "gan day", "theo dong su kien", "cung tac gia", "xem theo ngay", "tu khoa", "tags",
    "tag", "chu de", "chuyen de", "su kien", "binh luan", "cac binh luan", "y kien ban doc", "ban doc binh luan", "y kien cua ban",
    "gui binh luan", "viet binh luan", "thao luan", "tin tai tro", "thong tin doanh nghiep", "quang cao", "tin quang cao",
    "ban doc quan tam", "danh cho ban", "goi y cho ban", "co the ban se thich", "related", "related articles", "related stories",
    "related news", "related topics", "related content", "read more", "read also", "see also", "more stories", "more on this story",
    "most read", "most popular", "trending", "top stories", "recommended", "recommended for you", "you may also like", "comments",
    "leave a reply", "leave a comment", "share this", "more from", "latest news", "around the web", "sponsored", "newsletter", "subscribe",
    "topics",
}  # fmt: skip
# "Tin, bài khác", "Một số tin đã đăng", "Các bài viết cùng tác giả", "Video nổi bật": one grammar.
_OTHER_NEWS = re.compile(
    r"(?:(?:cac|nhung|mot so|them|doc|xem)\s)*(?:tin|bai|video|clip|anh|phong su)(?:,? (?:tuc|bai|viet|bao|anh))?\s"
    r"(?:khac|lien quan|cung .{2,25}|moi(?: nhat| hon| cap nhat| dang)?|noi bat|nong|hot|(?:duoc )?(?:doc|xem) nhieu.{0,8}|(?:duoc )?quan tam.{0,8}|(?:da )?(?:dua|dang)|tiep(?: theo)?|cu hon|truoc)"
)
_COUNT = re.compile(r"\s*\(?\d{0,5}\)?\s*[:>»…!-]*\s*$")

_ADVERTISING = re.compile(
    r"\W*(?:(?:noi dung|tin|bai) )?(?:quang cao|tai tro|advertisements?|advertising|sponsored(?: content)?|ads?)(?:\W*|\s*[·•|-].{0,30})"
)


def is_advertising(folded: str) -> bool:
    """The line is nothing but the label of advertising: "- Advertisement -", "Quảng cáo"."""
    return bool(_ADVERTISING.fullmatch(folded))


NAMES_ANOTHER = "names another story"
FORBIDS = "forbids to reprint"
_PROMPTS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (why, re.compile(pattern))
    for why, pattern in (
        ("invites to a film", r"^(?:video dang hot|video hot|xem video|moi (?:quy vi|ban|doc gia|quy doc gia)?\s*(?:don )?xem (?:video|clip)|\[?video\]?:?|clip:?|>> ?video|trinh duyet (?:cua ban )?khong ho tro|browser not support|your browser does not support|play video|de (?:xem|nghe) (?:video|clip|audio|podcast)\b|current time|loaded:|phat video|tam dung|nghe doc bai|nghe bai viet|nghe podcast)\b"),
        ("asks to follow the paper", r"^(?:theo doi|hay theo doi|follow|like|bam theo doi|nhan theo doi)\b.{0,80}\b(?:tren|on|fanpage|facebook|google news|zalo|youtube|tiktok|twitter|telegram|kenh)\b|^(?:quan tam|theo doi) (?:zalo|kenh|trang|fanpage)|^(?:follow|find|see|read)\b.{0,100}\bat:? (?:https?://|www\.)"),
        ("offers another edition of the site", r"^(?:(?:moi (?:ban|quy doc gia|ban doc) )?tai (?:ve )?(?:ngay )?(?:ung dung|app)\b|download (?:our|the) app\b|phien ban (?:di dong|mobile|may tinh|desktop)|ban (?:mobile|di dong)|xem ban (?:mobile|di dong|day du)|ve trang chu|trang chu|tro lai|quay lai|len dau trang|ve dau trang|back to top|truy cap ban di dong|view mobile|skip to)\b"),
        ("asks for comments or money", r"^(?:moi (?:quy |cac )?(?:ban doc|ban|doc gia|khan gia|thinh gia|vi)\b.{0,60}\b(?:bam|nhap|gui|theo doi|don doc|don xem|xem|nghe|cap nhat|tham gia|chia se|binh luan|dat cau hoi|lien he|truy cap|dang ky)\b|ban doc (?:hay )?gui|gui (?:binh luan|y kien|cau hoi)|viet binh luan|neu (?:ban |quy vi |cac ban )?(?:thay|thich|yeu thich) (?:bai|noi dung|video|trang|kenh)\b.{0,60}\b(?:chia se|like|dang ky|theo doi|ung ho)\b|hay (?:la nguoi dau tien|de lai)|dang nhap (?:de|bang|voi)|ban (?:phai|can|vui long) dang nhap|ban chua co tai khoan|dang ky (?:ngay|nhan tin|de)|chia se (?:bai viet|len|tin|dieu nay|cho ban be|voi ban be|qua|ngay)?\W*$|(?:ban thay |theo ban,? )?(?:bai viet|noi dung|thong tin)(?: nay)?(?: nay)? (?:the nao|co (?:huu ich|bo ich|giup ich))\b|chia se bai viet|luu bai viet|in bai viet|sao chep|copy link|lien ket bai goc|thich (?:bai|dieu) nay|tang sao|ung ho|mua goi|(?:ban )?da la (?:thanh vien|doc gia)|ban da doc het|(?:noi dung|bai viet) danh (?:rieng )?cho (?:thanh vien|doc gia)|sign up|log in|subscribe|leave a reply|your email address|email cua ban se khong)"),
        ("invites to call or to sign up", r"^neu (?:day la lan dau (?:ban|quy vi|tien)\b|(?:gap|co|con) (?:vuong mac|thac mac|cau hoi|bat ky thac mac)\b.{0,90}\b(?:goi|tong dai|hotline|lien he|dat cau hoi)\b)"),
        ("reloads the page", r"^(?:trang )?tu dong (?:cap nhat|tai lai)\b.{0,60}\b(?:giay|phut|tai lai)\b"),
        ("asks to click", r"^muon (?:xem|doc|biet|cap nhat|tim hieu|nhan|theo doi)\b.{0,100}\b(?:bam|nhan|nhap|click|truy cap|(?:tai|vao|o) day)\b"),
        ("offers to read aloud", r"^(?:a ?[-+]? ?){0,3}(?:nghe|doc) (?:bai(?: viet| bao)?|tin|noi dung)(?: nay)? (?:bang|qua) (?:giong|audio|podcast)\b"),
        ("sets the size of letters", r"^(?:text size|font size|(?:tang |giam |thay doi )?(?:co|kich thuoc|kich co) chu)\b.{0,12}$"),
        ("names the page itself", r"^(?:ban dang (?:doc|xem)|quy vi dang (?:doc|xem)|dang doc bai|link (?:bai )?goc|lien ket goc|nguon bai viet|url)\b"),
        (NAMES_ANOTHER, r"^(?:xem them|doc them|doc tiep|xem tiep|xem ngay|doc ngay|tin lien quan|bai lien quan|co the ban quan tam|tham khao them|read more|read also|also read|see also|more on|related|don't miss|watch|xem chi tiet|bam xem|bam vao day|bai viet lien quan)\b ?[:>»|-]"),
        ("ends for those who do not pay", r"^(?:il vous reste .{0,12}% de (?:cet|l')|cet article est reserve|article reserve aux abonnes|(?:to continue|continue) reading\b.{0,60}subscri|para seguir leyendo|our standards ?:)"),
        ("says who reported and edited", r"^(?:(?:additional )?reporting|writing|editing|compiled|translated) by\b"),
        ("is the paper's imprint", r"^(?:copyright|©|ban quyen thuoc|giay phep (?:so|thiet lap|hoat dong|xuat ban|bao chi|bao dien tu)|toa soan ?:|tong bien tap ?:|pho tong bien tap|dien thoai ?:|hotline ?:|duong day nong|lien he quang cao|ghi ro nguon|cam sao chep|van hanh boi|powered by|all rights reserved|so giay phep|co quan chu quan ?:|chiu trach nhiem noi dung|tru so ?:|email ?:|fax ?:|\(c\) ?(?:19|20)\d\d)"),
        (FORBIDS, r"^(?:(?:chu y|luu y|ghi chu) ?: ?)?(?:viec |moi (?:hinh thuc|hanh vi) )?(?:dang (?:tai )?lai|sao chep|trich dan|su dung lai|phat hanh lai|khai thac)\b"),
        ("tells fortunes or the lunar day", r"^(?:tu vi (?:hom nay|ngay|tuan|thang|nam|12|thu|hang ngay)|lich am (?:hom nay|ngay|thang|\d)|lich van nien|xem ngay tot xau|12 con giap|12 cung hoang dao|ket qua xo so|xsmb|xsmn)\b"),
    )
)  # fmt: skip


_LEADS_ON = re.compile(
    r"(?:xem them|doc them|doc tiep|xem tiep|tin lien quan|bai lien quan|tham khao|cap nhat them|tai (?:ve |xuong )?(?:tron bo|toan bo|file|mau|bieu mau|tai lieu)|read (?:more|also|next)|also read|see also|related|"
    r"(?:a )?(?:lire|voir) aussi|lea tambien|lee tambien|ver tambien|lesen sie auch|mehr zum thema|leggi anche|leia tambem|"
    r"читаите (?:также|еще)|смотрите также|по теме)\b"
)


def leads_on(folded: str, linked: int) -> bool:
    """A label and a link, run together: "Lire aussi La longue table …" (`linked` characters of it)."""
    match = _LEADS_ON.match(folded.lstrip(_STARS))
    return match is not None and linked >= 0.8 * (len(folded) - match.end() - 2)


_BULLETS = " -*.|#>"  # folded dashes and quotes
_STARS = "*( "  # before a sign-off: "* Mời bạn đọc …"; a dash opens what somebody says


def is_heading(folded: str) -> bool:
    """The line is nothing but the heading of a list of other stories: "Tin cùng chuyên mục:", "Đọc thêm"."""
    if len(folded) >= 45:
        return False
    heading = _COUNT.sub("", folded).lstrip(_BULLETS)
    return heading in _HEADINGS or bool(_OTHER_NEWS.fullmatch(heading))


SHORT = 160  # characters: prompts have no more, imprints may
_LONGEST = 420
_BEGINNING = 80  # characters: no pattern that may be long looks further


def prompt(folded: str) -> str:
    """What a line of furniture does ("asks to follow the paper"), "" for any other line."""
    folded = folded.lstrip(_STARS)
    size = len(folded)
    if size > _LONGEST or not _ANY.match(folded):
        return ""
    prompts = _PROMPTS if size <= SHORT else _LONG_PROMPTS
    return _checked(next((why for why, pattern in prompts if pattern.match(folded)), ""), folded)


def long_prompt(text: str) -> str:
    """The same for a line of more than `SHORT` characters: paragraphs are not folded to their ends."""
    if len(text) > _LONGEST:
        return ""
    beginning = fold(text[:_BEGINNING]).lstrip(_STARS)
    found = next((why for why, pattern in _LONG_PROMPTS if pattern.match(beginning)), "")
    return _checked(found, fold(text) if found == FORBIDS else "")


_RIGHTS = re.compile(r"\b(?:ghi ro|dan nguon|ban quyen|bang van ban|xin phep)\b")


def _checked(why: str, folded: str) -> str:
    """Who begins with "Việc sao chép …" may be telling of others who copy."""
    return "" if why == FORBIDS and not _RIGHTS.search(folded) else why


_ANY = re.compile("|".join(pattern.pattern for _, pattern in _PROMPTS))
_MAY_BE_LONG = {FORBIDS, "is the paper's imprint", "names the page itself"}
_LONG_PROMPTS = tuple((why, pattern) for why, pattern in _PROMPTS if why in _MAY_BE_LONG)
