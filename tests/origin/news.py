"""What happens in the synthetic world: wire reports that many papers print, and each paper's own pieces. Pure."""

import random
import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import datetime

from tests.origin import words


@dataclass(frozen=True, slots=True)
class Piece:
    """One article as its editor has it. `event` names the wire report that it reprints, "" for the paper's own."""

    title: str
    lead: str
    body: tuple[str, ...]
    section: str
    on_topic: bool
    agency: str = ""
    event: str = ""


def wire(seed: str, number: int, at: datetime, share: float) -> Piece:
    """The wire's report number `number`, of that moment: on topic with the chance `share`."""
    chance = random.Random(f"{seed}/wire/{number}")
    piece = _talk(chance, at) if chance.random() < share else _plain(chance)
    return replace(piece, agency=chance.choice(words.AGENCIES), event=f"wire-{number}")


def own(seed: str, paper: str, number: int) -> Piece:
    """A piece of the paper's own, off topic."""
    return _plain(random.Random(f"{seed}/{paper}/{number}"))


def reprinted(piece: Piece, seed: str, paper: str) -> Piece:
    """A wire report as one paper prints it: at times shorter, at times under another title."""
    chance = random.Random(f"{seed}/{paper}/{piece.event}")
    title = piece.title
    if chance.random() < 0.4:
        title = f"{title} – {chance.choice(('tin mới', 'những điểm chính', 'diễn biến mới'))}"
    body = piece.body if chance.random() < 0.6 else piece.body[:-1]
    return replace(piece, title=title, body=body)


def slug(title: str) -> str:
    """A title as addresses have it."""
    bare = unicodedata.normalize("NFD", title.lower().replace("đ", "d")).encode("ascii", "ignore")
    return re.sub(r"[^a-z0-9]+", "-", bare.decode()).strip("-")[:70]


def _talk(chance: random.Random, at: datetime) -> Piece:
    west, state, home = chance.choice(words.WEST)
    said = {
        "west": west,
        "state": state,
        "russia": chance.choice(words.RUSSIA),
        "city": chance.choice((*words.CITIES, home)),
        "day": f"{at.day}/{at.month}",
        "hours": chance.randint(2, 9),
        "round": chance.randint(2, 12),
    }
    title, lead = (text.format(**said) for text in chance.choice(words.FORMATS))
    parts = (chance.sample(bank, 5) for bank in (words.OPENINGS, words.MIDDLES, words.ENDINGS))
    details = [" ".join(sentence).format(**said) for sentence in zip(*parts, strict=True)]
    lead = f"{lead} {details.pop()}"
    return Piece(title, lead, tuple(details), "the-gioi", on_topic=True)


def _plain(chance: random.Random) -> Piece:
    section, *texts = chance.choice(words.SUBJECTS)
    said = {
        "place": chance.choice(words.PLACES),
        "number": chance.randint(21, 990),
        "share": chance.randint(2, 19),
    }
    title, lead, first, second = (text.format(**said) for text in texts)
    body = (first, second, *chance.sample(words.CLOSING, 2))
    return Piece(title[:1].upper() + title[1:], lead, body, section, on_topic=False)
