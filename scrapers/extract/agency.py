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
    r"^(?:tác giả|tin(?:, bài)?(?:,| và|-| -)? ?(?:ảnh)?|bài(?:,| và|-| -)? ?(?:ảnh)?|thực hiện|by|theo|phóng viên|pv)\s*(?:[:,]\s*|\s+)(?=\S)",
    re.IGNORECASE,
)
_AFTER_NAMES = re.compile(r"\s*\([^()]{0,60}\)|\s*[.;,–-]?\s*(?:Ảnh|ẢNH|Video|Clip)\s*:.*$")
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
    parts = [part.strip(" ()[]*.") for part in _split(text)]
    return tuple(p for p in parts if p and p != paper and is_name(p) and fold(p) not in AGENCIES)


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
