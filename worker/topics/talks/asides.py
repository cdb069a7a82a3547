"""What a page tells beside its article: link lines, teasers, a second story glued to the first. Pure.

The stories that are articles of their own (`Article.stories`) tell it themselves.

Their mentions carry the field "related" and less weight: beside the article's own they only prove, and by themselves they
add a talk only where sides, form, status and a day or a week are all there (see `merge`).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from scrapers.article import Article, Block
from scrapers.text import nfc

ROLES = ("related", "teaser")
BESIDE = ("caption", "date")  # stand in a story of the page and say nothing of it
HEADLINE = 160  # characters beyond which a block is a paragraph
_TOLD = 2  # paragraphs that make a unit a story of its own: no list of links has them


@dataclass(slots=True)
class Aside:
    """One other story on the page: its headline ("" where none stands) and its paragraphs.

    `inside` stands between two parts of the article, so it was there when the article was printed; what stands around
    it may have been put there years later.
    """

    title: str = ""
    paragraphs: list[str] = field(default_factory=list)
    inside: bool = False

    @property
    def of_its_time(self) -> bool:
        return self.inside or len(self.paragraphs) >= _TOLD

    def article(self) -> Article:
        return Article(title=self.title, body="\n\n".join(self.paragraphs))


def asides(article: Article) -> Iterator[Aside]:
    """The other stories on the page of `article`, in order, each headline once."""
    last = max((n for n, one in enumerate(article.blocks) if _own(one)), default=-1)
    seen: set[str] = set()
    theirs = {block.text for story in article.stories for block in story.blocks if block.kept}
    now: Aside | None = None
    for number, block in enumerate(article.blocks):
        if block.role in BESIDE:
            continue
        if block.kept or block.role not in ROLES or block.text in theirs:
            if now is not None:
                yield now
            now = None
            continue
        text = nfc(block.text)
        if _headline(text):
            if now is not None and (now.title != text or now.paragraphs):
                yield now
                now = None
            if text not in seen:
                now = Aside(text, inside=number < last)
            seen.add(text)
        else:
            now = now or Aside(inside=number < last)
            now.paragraphs.append(text)
    if now is not None:
        yield now


def _own(block: Block) -> bool:
    return block.kept and block.role == "body"


def _headline(text: str) -> bool:
    return len(text) <= HEADLINE and not text.rstrip().endswith(".")
