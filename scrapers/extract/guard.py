"""Bytes are measured before any parser sees them: what would hang or fill one is refused by name.

Parsers written in C cannot be interrupted, so every limit here stands for a measured growth:
Lexbor is quadratic in nesting, in the attributes of one tag and in open formatting tags.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice

from scrapers.errors import BadPage

MAX_BYTES = 4_000_000  # the largest real page seen had 1.7 MB
MAX_TAGS = 25_000  # the most seen were 10,000
MAX_DEPTH = 2_500
MAX_ATTRIBUTES = 700
MAX_DRESSED_UP = 500  # tags of twenty attributes and more; the most seen were 175
MAX_OPEN_FORMATS = 300
MAX_LINES = 20_000
MAX_TEXT = 1_000_000  # characters; the longest real one had 130,000

_SURELY_SHALLOW = 3_000  # fewer tags than this cannot nest deep enough to hurt

_BINARY = {
    b"\x1f\x8b": "gzip bytes that were not unpacked",
    b"PK\x03\x04": "a ZIP archive",
    b"%PDF-": "a PDF document",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"BM\x00": "a bitmap",
    b"\x00\x00\x00\x1cftyp": "a film",
    b"\x00\x00\x00\x20ftyp": "a film",
    b"ID3": "a sound file",
    b"OggS": "a sound file",
    b"\x7fELF": "a program",
    b"\x28\xb5\x2f\xfd": "zstd bytes that were not unpacked",
    b"BZh": "bzip2 bytes that were not unpacked",
    b"\xfd7zXZ": "xz bytes that were not unpacked",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"wOF": "a font",
}
_CONTROL = bytes(b for b in range(32) if b not in b"\t\n\v\f\r\x1b\x00")

# One tag, attribute by attribute, as the HTML standard reads it; possessive, so it cannot back up.
_TAG_OF = (
    rb"[a-zA-Z][^\s/>]*+(?:[\s/]++[^\s/>][^\s/>=]*+"
    rb"(?:\s*+=\s*+(?:\"[^\"]*+\"?+|'[^']*+'?+|[^\s>]*+))?+){%d}"
)
_DRESSED_UP = re.compile(b"<" + _TAG_OF % 20)
_CROWDED = re.compile(b"<" + _TAG_OF % MAX_ATTRIBUTES)
_DRESSED = (  # of tags without attributes, the standard repeats three at most
    rb"(?:[bBiIuUsS]|em|EM|tt|TT|big|BIG|font|FONT|code|CODE|nobr|NOBR|small|SMALL|strike|STRIKE|strong|STRONG)[\s/]"
)
_SUSPECT = re.compile(b"<(?:(%b)|%b)" % (_DRESSED, _TAG_OF % 20))
_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_FORMAT = re.compile(
    rb"<(/?)(b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u|a)(?=[\s/>])", re.IGNORECASE
)
_VOID = b"area base br col embed hr img input link meta param source track wbr p li".split()
_STEP = re.compile(rb"<(?:(/)|(?!(?:%b)(?![a-zA-Z0-9])))(?=[a-zA-Z])" % b"|".join(_VOID))


def check(content: bytes) -> None:
    """Raises BadPage(code=empty | not_text | too_large) for bytes that are no page of text."""
    if not content or not content.strip(b"\x00 \t\r\n\f\v\xef\xbb\xbf\xff\xfe"):
        raise BadPage("the page is empty", code="empty")
    if len(content) > MAX_BYTES:
        raise BadPage(
            f"the page has {len(content):,} bytes; more than {MAX_BYTES:,} are not read",
            code="too_large",
        )
    _refuse_binary(content)


def check_markup(content: bytes) -> None:
    """Raises BadPage(code=too_many_tags | too_many_attributes | too_deep) for markup that would hang."""
    tags = content.count(b"<")
    if tags > MAX_TAGS:
        raise BadPage(
            f"the page has {tags:,} tags; more than {MAX_TAGS:,} are not read", code="too_many_tags"
        )
    suspects = list(_SUSPECT.finditer(content))
    if suspects:
        _refuse_attributes(content, [match.start() for match in suspects])
    if sum(match[1] is not None for match in suspects) > MAX_OPEN_FORMATS:
        _refuse_open_formats(content)
    if tags > _SURELY_SHALLOW:
        _refuse_deep(content)


def bearable(content: bytes) -> bytes:
    """A page of markup as it is or, where only its scripts look like too many tags, without them.

    To a scan of bytes, comparisons in a program are tags of a thousand attributes. What is cut out
    reaches no parser, so that nothing can hide in it. JSON-LD stays. Raises as `check_markup`.
    """
    try:
        check_markup(content)
    except BadPage:
        less = b"".join(_without_scripts(content))
        if len(less) == len(content):
            raise
        check_markup(less)
        return less
    return content


def _without_scripts(content: bytes) -> Iterator[bytes]:
    lower, at = content.lower(), 0
    while (begin := lower.find(b"<script", at)) >= 0:
        end = lower.find(b"</script", begin)
        if end < 0:
            break
        tag = lower[begin : begin + 300].partition(b">")[0]
        yield content[at : end if b"ld+json" in tag else begin]
        at = end
    yield content[at:]


def check_text(characters: int) -> None:
    """Raises BadPage(code="too_large") for more text than any page of a paper holds."""
    if characters > MAX_TEXT:
        raise BadPage(f"the page has more than {MAX_TEXT:,} characters of text", code="too_large")


def check_lines(count: int) -> None:
    """Raises BadPage(code=too_many_lines)."""
    if count > MAX_LINES:
        raise BadPage(
            f"the text has {count:,} lines; more than {MAX_LINES:,} are not read",
            code="too_many_lines",
        )


def _refuse_binary(content: bytes) -> None:
    for magic, name in _BINARY.items():
        if content.startswith(magic):
            raise BadPage(f"not a page but {name}", code="not_text")
    if content.startswith(b"RIFF") and content[8:12] in {b"WEBP", b"WAVE", b"AVI "}:
        raise BadPage("not a page but a picture, sound or film", code="not_text")
    head = content[:4096]
    controls = len(head) - len(head.translate(None, _CONTROL))
    if (
        controls > len(head) // 20 and head.count(0) < len(head) // 5
    ):  # UTF-16 has every other byte zero
        raise BadPage("not a page but binary data", code="not_text")


def _refuse_attributes(content: bytes, suspects: Sequence[int]) -> None:
    """Lexbor compares each attribute of a tag with all before it, and keeps a record of every one."""
    tags = [at for at in suspects if _DRESSED_UP.match(content, at)]
    if len(tags) > MAX_DRESSED_UP:
        raise BadPage(
            f"more than {MAX_DRESSED_UP:,} tags have 20 attributes or more",
            code="too_many_attributes",
        )
    if any(_CROWDED.match(content, at) for at in tags):
        raise BadPage(
            f"one tag has more than {MAX_ATTRIBUTES:,} attributes", code="too_many_attributes"
        )


def _refuse_open_formats(content: bytes) -> None:
    """Each paragraph repeats every <b>, <font>… left open before it: 2,000 of each make millions."""
    open_now: dict[bytes, int] = {}
    for closing, tag in _FORMAT.findall(content):
        name = tag.lower()
        count = open_now.get(name, 0)
        open_now[name] = max(count - 1, 0) if closing else (1 if name == b"a" else count + 1)
    left = sum(open_now.values())
    if left > MAX_OPEN_FORMATS:
        raise BadPage(f"the page leaves {left:,} formatting tags open", code="too_many_tags")


def _refuse_deep(content: bytes) -> None:
    """A rough count first: few pages rise so high from their lowest point that each tag must be named."""
    heights = list(accumulate(-1 if closing else 1 for closing in _STEP.findall(content)))
    if max(heights, default=0) - min(heights, default=0) < MAX_DEPTH:
        return
    depth = 0
    for match in islice(_TAG.finditer(content), MAX_TAGS):
        if match[1]:
            depth -= depth > 0
        elif match[2].lower() not in _VOID:
            depth += 1
            if depth > MAX_DEPTH:
                raise BadPage(
                    f"elements stand more than {MAX_DEPTH:,} deep in each other", code="too_deep"
                )
