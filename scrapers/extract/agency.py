"""Who wrote it: agencies and authors, from the lines that credit them ("Bùi Đại Thắng/TTXVN")."""

import re

from scrapers.extract.shapes import is_name
from scrapers.text import fold

_NAMES = (
    "TTXVN", "Vietnam+", "VietnamPlus", "AFP", "Reuters", "AP", "Sputnik", "TASS", "RIA", "RIA Novosti", "Interfax",
    "Tân Hoa xã", "Tân Hoa Xã", "THX", "Xinhua", "Kyodo", "Yonhap", "DPA", "Bloomberg", "CNN", "BBC", "RT", "Anadolu",
    "ANSA", "EFE", "UPI", "PTI", "Ukrinform", "Al Jazeera", "AA", "CNBC", "NHK", "RFI", "VOA", "DW", "Guardian", "Politico",
    "The Guardian", "New York Times", "Washington Post", "Fox News", "Sky News", "Financial Times", "Getty Images", "EPA",
)  # fmt: skip
AGENCIES = {fold(name): name for name in _NAMES}
_OWN_SERVICES = {"Vietnam+", "VietnamPlus"}  # TTXVN's own paper: not a second source

_CREDIT = re.compile(
    r"^[(\[]?\s*(?:(?:tổng hợp|lược dịch|dịch|biên dịch)?\s*(?:theo|nguồn(?: tin)?)|source|via)\s*:?\s+(?P<who>[^()\[\]]{2,80}?)\s*[)\]]?\.?$",
    re.IGNORECASE,
)
_HELD = re.compile(r"\((?:theo|nguồn)\s*:?\s+(?P<who>[^()]{2,60})\)\.?$", re.IGNORECASE)
_BEFORE_NAMES = re.compile(
    r"^(?:tác giả|nội dung(?=\s*:)|tin(?:, bài)?(?:,| và|-| -)? ?(?:ảnh)?|bài(?:,| và|-| -)? ?(?:ảnh)?|thực hiện|by|par|por|von|автор|theo|phóng viên|pv)\s*(?:[:,]\s*|\s+)(?=\S)",
    re.IGNORECASE,
)
_AFTER_NAMES = re.compile(r"\s*\([^()]{0,60}\)|\s*[.;,–-]?\s*(?:Ảnh|ẢNH|Video|Clip)\s*:.*$")
_PAPER = re.compile(r"/\s*(?:[A-ZĐ]{3,}\b|Báo\b|Tạp chí\b|Đài\b)[^/]*$")
_BARE = re.compile(r"^[(\[]\s*(?P<who>[^()\[\]]{2,60}?)\s*[)\]]\.?$")
_PARTS = re.compile(r"\s*(?:[,/;|&+]|\s[-–—]\s|\bvà\b)\s*")


def credited(text: str) -> str:
    """The agency that a credit line names: "(TTXVN/Vietnam+)" → "TTXVN"; "" where it credits none."""
    match = _CREDIT.match(text)
    if match and _all_proper(match["who"]):
        return _agencies(match["who"], lax=True) or match["who"].rpartition("/")[2].strip()
    held = _HELD.search(text)  # "Hoài Thu (theo Reuters, AFP)"
    if held:
        return _agencies(held["who"], lax=True)
    bare = _BARE.match(text)
    return _agencies(bare["who"] if bare else text)


def authors(text: str) -> tuple[str, ...]:
    """The people a byline names, without the agencies and without "Theo", "Tác giả:", "PV"."""
    paper = credited(text) if "/" in text else ""
    text = _BEFORE_NAMES.sub("", text)
    text = _AFTER_NAMES.sub("", text) or text
    text = _PAPER.sub("", text) or text
    parts = [part.strip(" ()[]*.-–—|•,:") for part in _split(text)]
    return tuple(p for p in parts if p and p != paper and is_name(p) and fold(p) not in AGENCIES)


_STAMP_FOLLOWS = re.compile(r"\s*[-–—|•·]\s*(?=[^-–—|•·]*\d)")
_HELD_ROLE = re.compile(r"\s*\((?:thực hiện|tổng hợp|ghi|dịch|lược dịch|biên dịch)\)")
_FIGURE = re.compile(r"\s*\d")
_NOBODY = re.compile(
    r"^(?:thu (?:hai|ba|tu|nam|sau|bay|\d)|chu nhat|ngay|thang|cap nhat|dang|bao|tap chi|dai|the gioi|thoi su|quoc te|hom nay|"
    r"ha noi|tp|thanh pho|sai gon|hai phong|da nang|can tho|updated|published|posted)\b"
)


def before_stamp(text: str) -> tuple[str, ...]:
    """The people whose names stand before the moment in one line: "Thanh Hà | Thứ bảy, 22/01/2022".

    Without a bar between them a name has three words: two are a town's as often.
    """
    text = _HELD_ROLE.sub("", text)
    name = _STAMP_FOLLOWS.split(text)[0].strip()
    least = 2
    if name == text:
        name, least = _FIGURE.split(text)[0].strip(), 3
    if len(name.split()) < least or not is_byline(name) or _NOBODY.match(fold(name)):
        return ()
    return authors(name)


def is_byline(text: str) -> bool:
    """A name of two words or more, or one announced as the author's: "Tác giả: Minh"."""
    name = _BEFORE_NAMES.sub("", text)
    return is_name(name) and (name != text or len(text.split()) > 1)


def is_credit(text: str) -> bool:
    """A short line that says nothing but whose text it is."""
    return len(text) <= 110 and bool(credited(text))


def _agencies(text: str, *, lax: bool = False) -> str:
    parts = _split(text)
    known = [AGENCIES.get(fold(part)) for part in parts]
    found = [name for name in known if name]
    if not found or len(parts) > 6:
        return ""
    people = [part for part, name in zip(parts, known, strict=True) if not name]
    if not lax and not all(is_name(person) for person in people):
        return ""
    if len(found) > 1:
        found = [name for name in found if name not in _OWN_SERVICES] or found[:1]
    return ", ".join(dict.fromkeys(found))


def _split(text: str) -> list[str]:
    text = text.replace("Vietnam+", "VietnamPlus")
    return [part.strip() for part in _PARTS.split(text) if part.strip()]


def _all_proper(text: str) -> bool:
    parts = _split(text)
    return (
        bool(parts)
        and len(parts) <= 6
        and all(p[0].isupper() and len(p.split()) <= 5 for p in parts)
    )
