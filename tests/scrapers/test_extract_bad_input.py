"""Whatever the bytes are: an answer, or a refusal by name. Nothing hangs, nothing crashes."""

import gzip
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrapers.article import Article, Listing, Page
from scrapers.errors import BadPage, NoArticle, ScrapeError
from scrapers.extract import extract

SENTENCES = [
    "Ngày 12/1, hội đồng hai bên họp tại thủ đô để bàn về an ninh của cả châu lục.",
    "Cuộc họp kéo dài bốn giờ, lâu hơn một giờ so với chương trình đã định trước.",
    "Đại diện hai phía đều nói rằng đối thoại cần được tiếp tục trong những tháng tới.",
    "Vòng tiếp theo sẽ do nước chủ nhà mời, thời điểm được công bố vào cuối tháng.",
]
TITLE = "Hội đồng hai bên họp lần đầu sau hai năm"
ARTICLE = (
    f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1><div>"
    + "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    + "</div></body></html>"
)
BYTES = ARTICLE.encode()
BODY = "\n\n".join(SENTENCES[1:])

REFUSED = {
    "empty": (b"", "empty"),
    "blank": (b" \n\t\r\n ", "empty"),
    "a byte-order mark alone": (b"\xef\xbb\xbf", "empty"),
    "four megabytes of one text": (b"<p>" + b"mot hai ba. " * 330_000, "too_large"),
    "fifty megabytes of text": (b"mot hai ba " * 4_600_000, "too_large"),
    "megabytes of tiny tags": (b"<p>a</p>" * 480_000, "too_many_tags"),
    "a hundred thousand nested elements": (b"<div>" * 100_000 + BYTES, "too_many_tags"),
    "ten thousand nested elements": (b"<div>" * 10_000 + BYTES, "too_deep"),
    "fifty thousand attributes": (
        b"<p " + b" ".join(b"a%d=1" % i for i in range(50_000)) + b">",
        "too_many_attributes",
    ),
    "quoted attributes with closing brackets": (
        b"<p " + b" ".join(b'a%d=">"' % i for i in range(9_000)) + b">",
        "too_many_attributes",
    ),
    "attributes with opening brackets": (
        b"<p " + b" ".join(b"a%d<" % i for i in range(9_000)) + b">",
        "too_many_attributes",
    ),
    "formatting that each paragraph repeats": (
        b"".join(b"<b id=%d><p>x" % i for i in range(5_000)),
        "too_many_tags",
    ),
    "too many lines": (b"a b c d e f g\n" * 30_000, "too_many_lines"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "not_text"),
    "a document": (b"%PDF-1.7\n" + bytes(range(256)) * 20, "not_text"),
    "bytes still packed": (gzip.compress(BYTES), "not_text"),
    "noise": (bytes((i * 7919 + i // 7) % 256 for i in range(6_000)), "not_text"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_bad_bytes_are_refused_by_name(name: str) -> None:
    content, code = REFUSED[name]
    with pytest.raises(BadPage) as error:
        extract(Page(content))
    assert error.value.code == code


WITHOUT = {
    "a doctype alone": b"<!doctype html>",
    "all scripts": b"<html><script>" + b"var a = 1;" * 3_000 + b"</script></html>",
    "a million unclosed comments": b"<!--" * 6_000 + BYTES,
    "one bracket": b"<",
    "half a tag": b"<htm",
    "json": b'{"a": "b", "c": ["d", "e"]}',
}


@pytest.mark.parametrize("name", WITHOUT)
def test_pages_without_text_hold_no_article(name: str) -> None:
    with pytest.raises(NoArticle):
        extract(Page(WITHOUT[name]))


def windows_1258(text: str) -> bytes:
    """As old editors wrote it: circumflex, breve and horn in the letter, the tone after it."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    out = []
    for char in unicodedata.normalize("NFC", text):
        marks = unicodedata.normalize("NFD", char)
        tone = "".join(mark for mark in marks if mark in tones)
        letter = unicodedata.normalize("NFC", "".join(m for m in marks if m not in tones))
        out.append(letter + tone)
    return "".join(out).encode("cp1258")


def tcvn3(text: str) -> bytes:
    lower = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđĐ"
    codes = bytes.fromhex(
        "b5b8b6b7b9a8bbbebcbdc6a9c7cac8c9cbccd0cecfd1aad2d5d3d4d6d7ddd8dcdedfe3e1e2e4abe5e8e6e7e9"
        "aceaedebeceeeff3f1f2f4adf5f8f6f7f9fafdfbfcfeaea7"
    )
    table = dict(zip(lower, codes, strict=True))
    return bytes(table[c] if c in table else ord(c) for c in text)


READ = {
    "as it is": (BYTES, ""),
    "decomposed": (unicodedata.normalize("NFD", ARTICLE).encode(), ""),
    "with a byte-order mark": (b"\xef\xbb\xbf" + BYTES, ""),
    "UTF-16 with a mark": (ARTICLE.encode("utf-16"), ""),
    "UTF-16 without a mark": (ARTICLE.encode("utf-16-le"), ""),
    "UTF-16 the other way": (ARTICLE.encode("utf-16-be"), ""),
    "UTF-8 called Latin-1": (b"<meta charset=iso-8859-1>" + BYTES, "text/html; charset=latin1"),
    "windows-1258 by the header": (windows_1258(ARTICLE), "text/html; charset=windows-1258"),
    "windows-1258 by the meta tag": (
        b"<meta charset='windows-1258'>" + windows_1258(ARTICLE),
        "",
    ),
    "windows-1258 undeclared": (windows_1258(ARTICLE), ""),
    "TCVN3": (tcvn3(ARTICLE), ""),
    "two thousand deep": (b"<div>" * 2_000 + BYTES, ""),
    "half its closing tags": (BYTES.replace(b"</p>", b"").replace(b"</div>", b""), ""),
    "deep JSON-LD": (
        b'<script type="application/ld+json">' + b"[" * 50_000 + b"</script>" + BYTES,
        "",
    ),
    "broken JSON-LD": (
        b'<script type="application/ld+json">{"@type":"NewsArticle",</script>' + BYTES,
        "",
    ),
    "JSON-LD of odd types": (
        b'<script type="application/ld+json">{"@type":["NewsArticle",{}],"headline":5,'
        b'"author":[[["x"]],5,null],"@graph":{"a":1}}</script>' + BYTES,
        "",
    ),
}


@pytest.mark.parametrize("name", READ)
def test_odd_bytes_are_read_all_the_same(name: str) -> None:
    content, content_type = READ[name]
    found = extract(Page(content, content_type=content_type))
    assert isinstance(found, Article)
    assert (found.title, found.lead, found.body) == (TITLE, SENTENCES[0], BODY)


def test_nul_bytes_do_not_survive() -> None:
    found = extract(Page(BYTES.replace(b"an ninh", b"an\x00 ninh")))
    assert isinstance(found, Article)
    assert "\x00" not in found.title + found.lead + found.body


def test_a_cut_off_letter_spoils_no_other() -> None:
    found = extract(Page(BYTES.replace("Vòng".encode(), "Vòng".encode()[:2])))
    assert isinstance(found, Article)
    assert SENTENCES[1] in found.body


def answer(content: bytes) -> Article | Listing | str:
    """What a page yields, or the name of its refusal."""
    try:
        return extract(Page(content))
    except ScrapeError as error:
        return error.code


PARTS = st.sampled_from(
    [
        "<p>", "</p>", "<div class='related'>", "</div>", "<a href='/x'>", "</a>", "<br>", "<h1>", "</h1>", "<!--", "-->",
        "<script>", "</script>", "<table><tr><td>", "</table>", "<b>", "<li>", "\n", "Tin liên quan", "(TTXVN)", "11/01/2022 08:09",
        *SENTENCES, TITLE, "&nbsp;", "&#0;", "\u0301", "…", "Ảnh: AFP", ">> ", "[", "]",
    ]
)  # fmt: skip


@settings(max_examples=150)
@given(
    st.one_of(st.binary(max_size=400), st.lists(PARTS, max_size=60).map("".join).map(str.encode))
)
def test_any_bytes_give_an_answer_or_a_named_refusal(content: bytes) -> None:
    found = answer(content)
    if isinstance(found, str):
        assert found
    else:
        assert all(unicodedata.is_normalized("NFC", block.text) for block in found.blocks)


@settings(max_examples=80)
@given(st.lists(PARTS.filter(lambda part: part != "\u0301"), max_size=40).map("".join))
def test_composed_and_decomposed_text_give_the_same(text: str) -> None:
    composed, decomposed = (unicodedata.normalize(form, text).encode() for form in ("NFC", "NFD"))
    assert answer(composed) == answer(decomposed)
