"""Run in a process of its own: one hostile page, little memory, little time; says what became of it."""

import gzip
import resource
import sys
from collections.abc import Callable
from pathlib import Path

from scrapers.article import Listing, Page
from scrapers.errors import ScrapeError
from scrapers.extract import extract

MEGABYTE = 1024 * 1024
_MEMORY = 300 * MEGABYTE  # over what the process has before the page is made
_SECONDS = 3  # of the processor; the limit counts whole seconds, the promise is two
_SIZE = 50 * MEGABYTE

_SENTENCE = "Ngày 12/1, hội đồng hai bên họp tại thủ đô để bàn về an ninh của cả châu lục.".encode()
_TEXT = b"<h1>Hai ben hop lan dau sau hai nam</h1>" + (b"<p>" + _SENTENCE + b"</p>") * 4


def _filled(unit: bytes) -> bytes:
    return unit * (_SIZE // len(unit))


def _attributes(count: int) -> bytes:
    return b"<p " + b" ".join(b"a%d=1" % i for i in range(count)) + b">" + _TEXT


CASES: dict[str, Callable[[], bytes]] = {
    "fifty megabytes of paragraphs": lambda: _filled(b"<p>" + _SENTENCE + b"</p>"),
    "fifty megabytes of tiny tags": lambda: _filled(b"<b>"),
    "one text of fifty megabytes": lambda: b"<p>" + _filled(b"mot hai ba "),
    "fifty megabytes without a space": lambda: _filled(b"a"),
    "a hundred thousand nested elements": lambda: b"<div>" * 100_000 + _TEXT,
    "fifty thousand attributes": lambda: _attributes(50_000),
    "a hundred thousand attributes": lambda: _attributes(100_000),
    "attributes between a script in a comment and its end": lambda: (
        b"<!-- <script> -->" + _attributes(100_000) + b"</script>" + _TEXT
    ),
    "two hundred thousand empty scripts": lambda: b"<script></script>" * 200_000 + _TEXT,
    "six hundred tags of twenty attributes": lambda: _attributes(20) * 600,
    "as many attributes as are let through": lambda: (b"<p " + b" ".join(b"a%x" % i for i in range(690)) + b">") * 490 + (b"<p" + b" a b c d e f g h i j k l m n o p q r s>") * 20_000,
    "three hundred open formats in every paragraph": lambda: b"<p>" + b"".join(b"<b id=%d>" % i for i in range(299)) + b"<p>mot" * 11_000,
    "open formats that cells only seem to close": lambda: b"".join(b"<b id=%d><table><td></b></table>" % i for i in range(299)) + b"<p>mot" * 11_000,
    "formats closed behind all paragraphs": lambda: b"<p>" + b"".join(b"<b id=%d>" % i for i in range(299)) + b"<p>mot" * 11_000 + b"</b>" * 299,
    "formats without names in every paragraph": lambda: b"<p>" + b"<b><i><u><s><em><tt><big><code><nobr><small><strike><strong>" * 3 + b"<p>mot" * 24_000,
    "a million unclosed comments": lambda: b"<!--" * 1_000_000 + _TEXT,
    "a million comments closed at once": lambda: b"<!--" * 900_000 + b"-->" + _TEXT,
    "null bytes alone": lambda: bytes(MEGABYTE),
    "null bytes between the letters": lambda: b"\x00".join(_TEXT[i : i + 7] for i in range(0, len(_TEXT), 7)),
    "gzip bytes": lambda: gzip.compress(_TEXT),
    "a gzip bomb": lambda: gzip.compress(bytes(_SIZE)),
    "a picture": lambda: b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 40,
    "UTF-16 without a mark": lambda: _TEXT.decode().encode("utf-16-le"),
    "JSON-LD a hundred thousand deep": lambda: b'<script type="application/ld+json">' + b'{"a":' * 100_000 + b"</script>" + _TEXT,
    "lists in JSON-LD a hundred thousand deep": lambda: b'<script type="application/ld+json">' + b"[" * 100_000 + b"]" * 100_000 + b"</script>" + _TEXT,
    "ten thousand unclosed <b>": lambda: b"<b>" * 10_000 + _TEXT,
    "ten thousand unclosed <b> with names": lambda: b"".join(b"<b id=%d>" % i for i in range(10_000)) + _TEXT,
    "a million entities": lambda: b"<p>" + b"&amp;" * 780_000 + b"</p>" + _TEXT,
    "a million entities that are none": lambda: b"<p>" + b"&xa;" * 950_000 + b"</p>" + _TEXT,
    "half a tag": lambda: _TEXT + b"<a href=" + b"x" * 3 * MEGABYTE,
    "a million brackets": lambda: b"[" * 1_000_000 + _TEXT,
    "a million ampersands": lambda: b"<p title='" + b"&" * 1_000_000,
    "a megabyte of digits": lambda: b"<p>" + b"1" * MEGABYTE + b"/" * 9 + b"</p>" + _TEXT,
    "a line of three megabytes": lambda: b"mot hai, ba. " * 230_000,
    "nested tables": lambda: b"<table><tr><td>" * 2_400 + _TEXT,
    "forms in lists in tables": lambda: b"<table><li><form><a><table>" * 1_500 + _TEXT,
    "a value without an end in every tag": lambda: (b"<p/b=" + b"x" * 150) * 24_000 + _TEXT,
    "a format of 100 kB in every paragraph": lambda: b"<p><font face='" + b"x" * 100_000 + b"'>" + b"<p>mot" * 10_000,
    "a link of 100 kB in every paragraph": lambda: b"<p><a href='" + b"x" * 100_000 + b"'>" + b"<p>mot" * 10_000,
    "links of a megabyte, repeated behind a quoted end": lambda: b"<p><a alt='\">' title=\"" + b"x" * MEGABYTE + b"\">" + b"<p>mot" * 10_000,
    "stories linked to from both ends of a page": lambda: b"".join(b"<div><a href=/bai-so-%d.html>Hai ben hop lan dau sau %d nam</a></div>" % (i, i) for i in range(2_900)) * 2,
    "eleven thousand titles": lambda: b"".join(b"<meta property=og:title content='Tin thu %d trong mot trang rat dai'>" % i for i in range(11_000)) + _TEXT + b"".join(b"<h2>Hai ben hop lan thu %d sau hai nam</h2>" % i for i in range(1_400)),
    "menus within menus round much text": lambda: b"<nav>" * 2_400 + _SENTENCE * 5_000,
    "a class that says related on every paragraph": lambda: b"".join(b"<div class=related-%d><p>%s</p></div>" % (i % 3, _SENTENCE) for i in range(5_800)),
    "thousands of boxes that might ask for something": lambda: _TEXT * 60 + b"<div>" + b"<div class=promo><p>Moi doc gia theo doi</p></div>" * 5_500,
    "thousands of headings that might open another story": lambda: _TEXT * 3 + b"".join(b"<h2>Hai ben hop lan dau sau hai nam cho doi %d</h2>" % i for i in range(11_000)),
    "thousands of headings of lists in one box": lambda: _TEXT * 100 + b"<div>" + b"<p>Tin lien quan</p><p><a href=/x-1.html>Hai ben hop lan dau</a></p>" * 2_700,
    "thousands of names between title and text": lambda: b"<h1>Hai ben hop</h1>" + "<div><p>Nguyễn Văn Anh</p><p>Sinh năm 1957 tại một nơi</p></div>".encode() * 3_900 + _TEXT * 5,
    "lines that head lists before text that resumes": lambda: ("Hai bên họp\n" + "Tin liên quan\n" * 19_000).encode() + (_SENTENCE * 2 + b"\n") * 4,
    "one address on ten thousand links": lambda: b"<a href=/tin-10001.html>Hai ben hop lan dau</a> " * 10_000,
}  # fmt: skip


def main(name: str) -> str:
    """What the page was taken for, or the code of its refusal."""
    page = Page(CASES[name]())
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    held = pages * resource.getpagesize() - len(page.content)
    used = resource.getrusage(resource.RUSAGE_SELF)
    resource.setrlimit(resource.RLIMIT_AS, (held + _MEMORY, held + _MEMORY))
    seconds = int(used.ru_utime + used.ru_stime) + _SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    try:
        found = extract(page)
    except ScrapeError as error:
        return error.code
    return "listing" if isinstance(found, Listing) else "article"


if __name__ == "__main__":
    sys.stdout.write(main(sys.argv[1]))
