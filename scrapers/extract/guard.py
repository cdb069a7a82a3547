"""Bytes are measured before any parser sees them: what would hang or fill one is refused by name.

Parsers written in C cannot be interrupted, so every limit here stands for a measured growth:
Lexbor is quadratic in nesting, in the attributes of one tag and in open formatting tags.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice

from scrapers.errors import BadPage

MAX_BYTES = 4_000_000  # the largest real page seen had 1.7 MB
MAX_TAGS = 25_000  # the most seen were 10,000
MAX_DEPTH = 2_500
MAX_ATTRIBUTES = 700
MAX_DRESSED_UP = 500  # tags of twenty attributes and more; the most seen were 175
MAX_REOPENED = 300_000  # elements that a parser adds of its own, at up to 360 bytes each
MAX_COPIED = 60_000_000  # bytes of attributes that it gives them
MAX_WITHIN = (
    20_000_000  # bytes of what may be tags, counted as often as such begin within each other
)
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

# A tag, attribute by attribute, as the HTML standard reads it; possessive, so it cannot back up.
_ATTRIBUTE = rb"[\s/]++[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"?+|'[^']*+'?+|[^\s>]*+))?+"
_TAG_OF = rb"<[a-zA-Z][^\s/>]*+(?:%b)%b"
_WHOLE = re.compile(_TAG_OF % (_ATTRIBUTE, b"*+"))
_DRESSED_UP = re.compile(_TAG_OF % (_ATTRIBUTE, b"{20}"))
_CROWDED = re.compile(_TAG_OF % (_ATTRIBUTE, b"{%d}" % MAX_ATTRIBUTES))
# What nearly all tags look like: a few short attributes, up to the first ">", whatever stands round the tag.
_PLAIN = (
    rb"[^\s/>]{0,40}+(?:[\s/]{1,9}+[^\s/>\"'=]{1,40}+"
    rb"(?:=\"[^\">]{0,500}+\"|='[^'>]{0,500}+'|=[^\s\"'=<>`]{1,500}+)?+){0,12}+[\s/]{0,40}+>"
)
_FORMATS = rb"b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u"
_DRESSED = rb"(?=[bcefinstuBCEFINSTU])(?:%b|%b)[\s/]" % (_FORMATS, _FORMATS.upper())
_SUSPECT = re.compile(b"<(?:(%b)|[a-zA-Z](?!%b))" % (_DRESSED, _PLAIN))
_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_FORMAT = re.compile(
    rb"<(/?)(%b|td|th|caption|applet|object|marquee|template)(?=[\s/>])" % _FORMATS, re.IGNORECASE
)
_FORMAT_NAMES = frozenset(_FORMATS.split(b"|"))
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
    suspects = list(_whole(content))
    _refuse_attributes([tag for tag, _ in suspects])
    _refuse_reopened(content, tags, suspects)
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


def _whole(content: bytes) -> Iterator[tuple[bytes, bool]]:
    """The tags that are not plain, or formatting ones with attributes; and whether they are the latter.

    A tag may begin in what only looks like another one (in a comment, a script, a value): so each is read from its own
    beginning on, and bytes may be read often. Raises BadPage(code="too_many_attributes") where they are read too often.
    """
    read = 0
    for match in _SUSPECT.finditer(content):
        tag = _WHOLE.match(content, match.start())
        if tag:
            read += len(tag[0])
            if read > MAX_WITHIN:
                raise BadPage("the page has tags within tags", code="too_many_attributes")
            yield tag[0], match[1] is not None


def _refuse_attributes(suspects: Sequence[bytes]) -> None:
    """Lexbor compares each attribute of a tag with all before it, and keeps a record of every one."""
    tags = [tag for tag in suspects if _DRESSED_UP.match(tag)]
    if len(tags) > MAX_DRESSED_UP:
        raise BadPage(
            f"more than {MAX_DRESSED_UP:,} tags have 20 attributes or more",
            code="too_many_attributes",
        )
    if any(map(_CROWDED.match, tags)):
        raise BadPage(
            f"one tag has more than {MAX_ATTRIBUTES:,} attributes", code="too_many_attributes"
        )


def _refuse_reopened(content: bytes, tags: int, suspects: Sequence[tuple[bytes, bool]]) -> None:
    """Each paragraph repeats every <b>, <font>… left open before it, and a link, with all attributes.

    300 of them, in 10,000 paragraphs, make millions; one of 100 kB makes a gigabyte. Of formats that are alike in all
    attributes the standard repeats three.
    """
    links = (len(tag) for tag, _ in suspects if tag[1:2] in b"aA" and not tag[2:3].isalnum())
    if tags * max(links, default=0) > MAX_COPIED:
        raise BadPage("the page has a link too long to be repeated", code="too_many_attributes")
    formats = {tag for tag, is_format in suspects if is_format}
    bearable = min(MAX_REOPENED, MAX_COPIED // max(map(len, formats), default=1)) // tags
    if 3 * len(formats) > bearable and min(3 * len(formats), _most_open(content)) > bearable:
        raise BadPage("the page leaves too many formatting tags open", code="too_many_tags")


def _most_open(content: bytes) -> int:
    """How many formatting tags are open at once; what stands in a table's cell closes none outside it."""
    cells: list[Counter[bytes]] = [Counter()]
    most = now = 0
    for closing, tag in _FORMAT.findall(content):
        name, inner = tag.lower(), cells[-1]
        if name in _FORMAT_NAMES:
            step = -1 if closing and inner[name] else 0 if closing else 1
            inner[name] += step
            now += step
            most = max(most, now)
        elif not closing:
            cells.append(Counter())
        elif len(cells) > 1:
            now -= cells.pop().total()
    return most


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
