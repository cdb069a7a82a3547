"""Which letters the bytes mean. What is valid UTF-8 is UTF-8, whatever header and meta tag claim."""

import codecs
import re

from scrapers.errors import BadPage

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_IN_HEADER = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_IN_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_IN_XML = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{2,40})")

# TCVN 5712 (fonts .VnTime): one byte a lower-case letter; capitals with tones came from other fonts.
_TCVN3 = dict(
    zip(
        bytes.fromhex(
            "b5b8b6b7b9a8bbbebcbdc6a9c7cac8c9cbccd0cecfd1aad2d5d3d4d6d7ddd8dcdedfe3e1e2e4abe5e8e6e7e9"
            "aceaedebeceeeff3f1f2f4adf5f8f6f7f9fafdfbfcfeaea1a2a3a4a5a6a7"
        ),
        "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđĂÂÊÔƠƯĐ",
        strict=True,
    )
)
# These stand between letters in TCVN3 and are signs (µ ¶ · ¸ ¹ » ¼ ½ ¾ ®) everywhere else.
_TCVN3_ONLY = re.compile(rb"(?<=[a-zA-Z])[\xb5-\xb9\xbb-\xbe\xae]|[\xb5-\xb9\xbb-\xbe](?=[a-z])")
_WORDS = re.compile(rb"[a-zA-Z]+")
_HIGH = re.compile(rb"[\x80-\xff]")


def decode(content: bytes, content_type: str = "") -> str:
    """The text of a page: byte-order mark, UTF-8, UTF-16 without a mark, what is declared, cp1258.

    Raises BadPage(code="not_text") where the bytes are no text in any of them.
    """
    return read(content, content_type)[0]


def read(content: bytes, content_type: str = "") -> tuple[str, bool]:
    """The text as `decode` gives it, and whether the bytes are that text in UTF-8 just as they stand."""
    for mark, name in _MARKS:
        if content.startswith(mark):
            return _checked(content.decode(name, "replace").removeprefix("\ufeff")), False
    wide = _utf16_without_mark(content)
    if wide:
        return _checked(content.decode(wide, "replace")), False
    try:
        return content.decode("utf-8"), True
    except UnicodeDecodeError:
        return _checked(_legacy(content, content_type)), False


def _utf16_without_mark(content: bytes) -> str:
    """Letters below U+0100 leave every second byte zero; Vietnamese has plenty of them."""
    head = content[:4096]
    if head.count(0) < len(head) // 5:
        return ""
    even, odd = head[::2].count(0), head[1::2].count(0)
    if odd > 4 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 4 * odd else ""


def _legacy(content: bytes, content_type: str) -> str:
    declared = _declared(content, content_type)
    if declared in {"utf-8", ""} or declared is None:
        damaged = content.decode("utf-8", "replace")
        if damaged.count("\ufffd") * 20 < len(_HIGH.findall(content)):
            return damaged  # a cut or a stray byte in what is otherwise UTF-8
    if _is_tcvn3(content):
        return "".join(_TCVN3.get(byte, chr(byte)) for byte in content)
    if declared in {None, "", "utf-8", "iso8859-1", "cp1252", "ascii"}:
        declared = "cp1258"  # "latin-1" on a Vietnamese page is a server's default, not a fact
    return content.decode(declared or "cp1258", "replace")


def _declared(content: bytes, content_type: str) -> str | None:
    head = content[:4096]
    header = _IN_HEADER.search(content_type)
    found = _IN_META.search(head) or _IN_XML.search(head)
    names = [header[1]] if header else []
    names += [found[1].decode("ascii", "replace")] if found else []
    for name in names:
        try:
            info = codecs.lookup(name)
        except (LookupError, ValueError):
            continue
        if info._is_text_encoding and not info.name.startswith(("utf-16", "utf-32", "utf-7")):
            return info.name
    return None


def _is_tcvn3(content: bytes) -> bool:
    signs = len(_TCVN3_ONLY.findall(content))
    return signs > 5 and signs * 30 > len(_WORDS.findall(content))


def _checked(text: str) -> str:
    head = text[:20_000]
    strange = head.count("\ufffd") + head.count("\x00")
    if strange > max(len(head) // 10, 2):
        raise BadPage("the bytes are text in no known encoding", code="not_text")
    return text
