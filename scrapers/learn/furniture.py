"""Furniture: the lines of a page that stand on other pages of the paper as well, whatever they are called."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from scrapers.article import Article, Block
from scrapers.extract.titles import key as letters
from scrapers.learn.paper import Paper, Reading
from scrapers.text import comparable

_SHORT = 60
_DIGITS = re.compile(r"\d+")


def key(text: str) -> str:
    """For equality between pages; in short lines ("12 bình luận") any number is like any other."""
    same = comparable(text).casefold()
    return _DIGITS.sub("0", same) if len(same) < _SHORT else same


class Furniture:
    """Knows, for every article, which of its lines are no text of its own.

    A line is furniture that stands on two articles or more, or that is the title or teaser of
    another story: of another article given, or of an item in a listing given.
    """

    def __init__(self, paper: Paper) -> None:
        self._count = Counter(k for reading in paper.articles for k in _keys(reading))
        self._stories = dict(_stories(paper))

    def is_in(self, text: str, article: Article) -> bool:
        found = key(text)
        if self._count[found] > 1:
            return True
        owner = self._stories.get(found)
        return owner is not None and owner != letters(article.title)

    def kept(self, article: Article) -> list[Block]:
        """The furniture that is read as text."""
        return [block for block in texts(article) if self.is_in(block.text, article)]

    def own(self, article: Article) -> dict[str, int]:
        """The article's own text by paragraph, with its length."""
        own = (block.text for block in texts(article) if not self.is_in(block.text, article))
        return {key(text): len(text) for text in own}

    def pages(self, text: str) -> int:
        return self._count[key(text)]


def texts(article: Article) -> Iterator[Block]:
    return (block for block in article.blocks if block.role in {"lead", "body"})


def _keys(reading: Reading) -> set[str]:
    return {key(piece.text) for piece in reading.outline.pieces if len(piece.text) > 2}


def _stories(paper: Paper) -> Iterable[tuple[str, str]]:
    """Titles and teasers with the title of the story that they belong to."""
    for _, listing in paper.listings:
        for item in listing.items:
            for text in (item.title, item.teaser):
                if len(text) > 20 and item.title:
                    yield key(text), letters(item.title)
    for reading in paper.articles:
        if len(reading.article.title) > 20:
            yield key(reading.article.title), letters(reading.article.title)
