"""The texts of an article that may tell of talks, and the sentences of them that do. Pure."""

from collections.abc import Iterator, Sequence

from scrapers.article import Article
from scrapers.text import nfc
from worker.topics.sentences import sentences
from worker.topics.talks.detail import Sentence
from worker.topics.talks.values import Field


def texts(article: Article) -> list[tuple[Field, str]]:
    parts: list[tuple[Field, str]] = [
        ("title", article.title),
        ("lead", article.lead),
        ("body", article.body),
    ]
    return [(field_, nfc(text)) for field_, text in parts if text.strip()]


def captions(article: Article) -> list[tuple[Field, str]]:
    """Captions are no part of the text, but "tại cuộc gặp ở Geneva ngày 21/1/2022" is often written nowhere else."""
    return [("caption", nfc(block.text)) for block in article.blocks if block.role == "caption"]


def telling(
    fields: Sequence[tuple[Field, str]], spelled: str, lowered: str, places: Sequence[int]
) -> Iterator[Sentence]:
    """The sentences in which a trigger stands; `places` says where, in the joined text."""
    offset, number = 0, 0
    for field_, text in fields:
        for start, end in sentences(text):
            at, to = offset + start, offset + end
            while number < len(places) and places[number] < at:
                number += 1
            if number < len(places) and places[number] < to:
                yield Sentence(text[start:end], field_, at, spelled[at:to], lowered[at:to])
        offset += len(text) + 1
