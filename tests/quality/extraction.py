"""How well pages are read: through `scrapers.extract`, as `diemtin extract` does, without the papers' own files."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from scrapers.article import Article, Page
from scrapers.errors import ScrapeError
from scrapers.extract import extract
from tests.quality.exam import Leaf
from tests.quality.figure import Figure, counted
from tests.quality.scores import found, same_minute, share, words


@dataclass(frozen=True, slots=True)
class Reading:
    """What any extractor makes of a page; "" for what it does not find."""

    text: str = ""
    title: str = ""
    published: str = ""


@dataclass(frozen=True, slots=True)
class Marks:
    """How a reading of one page compares with its reader's."""

    leaf: Leaf
    kept: tuple[bool, ...]
    leaked: tuple[bool, ...]
    title: bool
    published: bool

    @property
    def whole(self) -> bool:
        return all(self.kept) and not any(self.leaked)

    @property
    def right(self) -> bool:
        return self.whole and self.title and self.published


def read(leaf: Leaf) -> Reading:
    """The product's own reading; a page that it refuses is read as nothing."""
    try:
        article = extract(Page(leaf.path.read_bytes()))
    except ScrapeError:
        return Reading()
    if not isinstance(article, Article):
        return Reading(title=article.title)
    return Reading(f"{article.lead}\n{article.body}", article.title, article.published)


def mark(leaf: Leaf, reading: Reading) -> Marks:
    return Marks(
        leaf,
        tuple(found(leaf.kept, reading.text)),
        tuple(found(leaf.left, reading.text)),
        words(leaf.title) == words(reading.title),
        same_minute(leaf.published, reading.published),
    )


def marked(leaves: Sequence[Leaf]) -> list[Marks]:
    return [mark(leaf, read(leaf)) for leaf in leaves]


def figures(marks: Sequence[Marks]) -> list[Figure]:
    """All pages together; `sites`: the mean of the papers, whatever each one's number of pages."""
    kept = [snippet for page in marks for snippet in page.kept]
    leaked = [snippet for page in marks for snippet in page.leaked]
    leads = [page.kept[0] for page in marks if page.kept]
    sites = [share(sum(page.whole for page in own), len(own)) for _, own in by_site(marks)]
    mean = share(sum(sites), len(sites))
    return [
        counted("extraction.kept", sum(kept), len(kept)),
        counted("extraction.leaked", sum(leaked), len(leaked), less=True),
        counted("extraction.lead", sum(leads), len(leads)),
        counted("extraction.whole", sum(page.whole for page in marks), len(marks)),
        counted("extraction.title", sum(page.title for page in marks), len(marks)),
        counted("extraction.published", sum(page.published for page in marks), len(marks)),
        Figure("extraction.sites", mean, f"whole pages, mean of {len(sites)} papers"),
    ]


def by_site(marks: Iterable[Marks]) -> Iterator[tuple[str, list[Marks]]]:
    sites: dict[str, list[Marks]] = {}
    for page in marks:
        sites.setdefault(page.leaf.site, []).append(page)
    yield from sorted(sites.items())


def papers(marks: Sequence[Marks], *, all_: bool) -> Iterator[str]:
    """One line a paper; without `all_` only those on which something went wrong, and how many others there are."""
    others = 0
    for site, own in by_site(marks):
        if all_ or not all(page.right for page in own):
            yield _paper(site, own)
        else:
            others += 1
    if others:
        yield f"  {others} papers without a fault"


def _paper(site: str, marks: Sequence[Marks]) -> str:
    kept = [snippet for page in marks for snippet in page.kept]
    leaked = [snippet for page in marks for snippet in page.leaked]
    return (
        f"  {site:34} pages {len(marks):2}  kept {sum(kept)}/{len(kept)}  leaked {sum(leaked)}/{len(leaked)}"
        f"  lead {sum(page.kept[0] for page in marks if page.kept)}  whole {sum(page.whole for page in marks)}"
        f"  title {sum(page.title for page in marks)}  minute {sum(page.published for page in marks)}"
    )


def wrong(page: Marks) -> Iterator[str]:
    """What was lost, what leaked, which fact is another."""
    name = page.leaf.path.name
    lost = (text for text, kept in zip(page.leaf.kept, page.kept, strict=True) if not kept)
    leaked = (text for text, leaks in zip(page.leaf.left, page.leaked, strict=True) if leaks)
    yield from (f"      {name}: lost {text[:90]!r}" for text in lost)
    yield from (f"      {name}: leaked {text[:90]!r}" for text in leaked)
    if not page.title:
        yield f"      {name}: another title than {page.leaf.title[:90]!r}"
    if not page.published:
        yield f"      {name}: another moment than {page.leaf.published!r}"
