"""Vietnamese text made comparable. Pure, standard library only.

Three strengths, weakest first: `nfc` at the door, `clean` for one line of text, then either
`even` (marks and case kept) or `fold` (neither) to compare by. `even` and `fold` give back exactly
as many characters as they get, so a match found in their result lies at the same place in the text.
"""

import codecs
import re
import unicodedata

_LOST = re.compile("[\x00\ud800-\udfff]")  # no database keeps NUL, no UTF-8 a lone surrogate
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb"
    "\x01-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]"
)
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣－"), "-")
_QUOTES = dict.fromkeys(map(ord, "‘’‚‛`´′ʼ‹›"), "'") | dict.fromkeys(map(ord, "“”„‟″«»＂"), '"')
_SPACES = dict.fromkeys(
    map(ord, "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"), " "
)
_SPACES |= dict.fromkeys(map(ord, "\u2008\u2009\u200a\u202f\u205f\u3000"), " ")
_EVEN = _DASHES | _QUOTES | _SPACES | {0xD0: "Đ", 0xF0: "đ"}
_UNEVEN = re.compile(f"[{''.join(map(chr, _EVEN))}]")  # few in a text: faster than to look at all

_LOOKALIKES = str.maketrans("АВЕЅІЈКМНОРСТХУаеѕіјорсхуԁһ", "ABESIJKMHOPCTXYaesijopcxydh")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_WORD_OF_LETTERS = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_WORD = re.compile(r"[^\W_]+")


def nfc(text: str) -> str:
    """`text` composed, with Đ for the eth Ð that old keyboards typed, and one kind of line end."""
    text = unicodedata.normalize("NFC", text)
    text = text.replace("Ð", "Đ").replace("ð", "đ").replace("\r\n", "\n").replace("\r", "\n")
    return _LOST.sub("\ufffd", text)


# Characters of which none is to be cleaned away or changed.
_ORDINARY = re.compile(r"[ -~¡-¬®-ÏÑ-ïñ-ʯḀ-ỹ–—‘’“”…•]*+")


def clean(text: str) -> str:
    """`text` as one line of visible characters, parted by single spaces."""
    text = text.strip()
    if "  " in text or not _ORDINARY.fullmatch(text):
        text = " ".join(text.split())
        if not _ORDINARY.fullmatch(text):
            text = " ".join(nfc(_INVISIBLE.sub("", nfc(text))).split())
    return text


def _tone_pairs() -> dict[str, str]:
    """New tone placement to old in open syllables: oà → òa, oé → óe, uỷ → ủy, in every case."""
    pairs = {}
    for first, second in (("o", "a"), ("o", "e"), ("u", "y")):
        for tone in "\u0300\u0301\u0303\u0309\u0323":
            for a in (first, first.upper()):
                for b in (second, second.upper()):
                    new = unicodedata.normalize("NFC", a + b + tone)
                    pairs[new] = unicodedata.normalize("NFC", a + tone + b)
    return pairs


_TONES = _tone_pairs()
# looked behind last: so few places are looked at at all
_MISPLACED = re.compile(r"[oOuU][àáảãạèéẻẽẹỳýỷỹỵÀÁẢÃẠÈÉẺẼẸỲÝỶỸỴ](?<![qQ]..)(?![^\W\d_])")
_QUY = {old: new for new, old in _TONES.items() if new[0] in "uU"}
_MISPLACED_QUY = re.compile(r"[ùúủũụÙÚỦŨỤ][yY](?<=[qQ]..)(?![^\W\d_])")


def _latin(word: re.Match[str]) -> str:
    return word[0].translate(_LOOKALIKES) if _LATIN.search(word[0]) else word[0]


def _without_lookalikes(text: str) -> str:
    return _WORD_OF_LETTERS.sub(_latin, text) if _CYRILLIC.search(text) else text


def even(text: str) -> str:
    """`text` with one spelling for what looks the same; case and marks stay, and so does every offset.

    Tone marks of open syllables (hoà = hòa, thuỷ = thủy, qúy = quý; hoàn, huỳnh stay), dashes, quotes,
    spaces, Ð, and Cyrillic letters inside Latin words. `text` should be NFC.
    """
    text = _UNEVEN.sub(lambda match: _EVEN[ord(match[0])], text)
    text = _without_lookalikes(text)  # first: a Cyrillic "о" may carry the rhyme
    text = _MISPLACED.sub(lambda match: _TONES.get(match[0], match[0]), text)
    return _MISPLACED_QUY.sub(lambda match: _QUY.get(match[0], match[0]), text)


def lower(text: str) -> str:
    """`text` in lower case, one character for one ("İ" would become two)."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(char.lower()[:1] for char in text)


class _Folds(dict[int, str]):
    """What each character folds to, found on its first use."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        decomposed = unicodedata.normalize("NFD", char)
        base, marks = decomposed[0], decomposed[1:]
        if any(unicodedata.category(mark) != "Mn" for mark in marks):
            base = char
        lower = base.lower()
        folded = lower if len(lower) == 1 else base
        folded = {"đ": "d", "ð": "d"}.get(folded, _EVEN.get(ord(folded), folded))
        self[code] = folded
        return folded


_FOLDS = _Folds()

# What Vietnamese is written with, in lower case, fits into one byte a character: encoded with this
# table and decoded with what each character folds to, a text is folded without a look-up for each.
_WRITTEN = "".join(map(chr, range(128))) + (
    "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
    "äåæçëîïñöøûüÿœšžß“”„«»‘’–—…•·©®™°§\u00a0"
)
_ENCODING = codecs.charmap_build(_WRITTEN)
_DECODING = _WRITTEN.translate(_FOLDS)


def fold(text: str) -> str:
    """`text` in lower case without marks ("Đàm phán" → "dam phan"), as long as it was.

    Dashes, quotes and spaces are unified, Cyrillic letters inside Latin words are made Latin.
    """
    try:
        written, _ = codecs.charmap_encode(text.lower(), "strict", _ENCODING)
    except UnicodeEncodeError:
        return _without_lookalikes(_without_lookalikes(text).translate(_FOLDS))
    return codecs.charmap_decode(written, "strict", _DECODING)[0]


def comparable(text: str) -> str:
    """The key under which two spellings of one title or paragraph are equal (see `even`)."""
    return even(clean(text))


def syllables(text: str) -> list[str]:
    """The folded syllables and numbers of `text`: "Nga–NATO: 12/1" → ["nga", "nato", "12", "1"]."""
    return _WORD.findall(fold(nfc(_INVISIBLE.sub("", nfc(text)))))


def search_text(text: str) -> str:
    """The syllables parted and enclosed by spaces: " nga " is in it only as a whole syllable."""
    return f" {' '.join(syllables(text))} "
