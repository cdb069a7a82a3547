"""Extraction of whole pages: we, every peer, and the floor (parse once, read all text once)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from selectolax.lexbor import LexborHTMLParser

from scrapers.article import Page
from scrapers.extract import extract
from tests.bench import peers
from tests.bench.rounds import interleaved, p95, ratio
from tests.quality.exam import Leaf
from tests.quality.extraction import Marks, Reading, mark, read
from tests.quality.scores import share

OURS, FLOOR = "diemtin", "floor: parse + text"


@dataclass(frozen=True, slots=True)
class Row:
    """Shares of what a reader expects, and times: `times` our own time is 1."""

    name: str
    kept: float
    leaked: float
    lead: float
    whole: float
    title: float
    minute: float
    median_ms: float
    p95_ms: float
    times: float

    @property
    def f1(self) -> float:
        """Of the snippets kept and the boilerplate left out."""
        return share(2 * self.kept * (1 - self.leaked), self.kept + 1 - self.leaked)


def floor(content: bytes) -> str:
    body = LexborHTMLParser(content).body
    return body.text() if body else ""


def measure(leaves: Sequence[Leaf], rounds: int) -> tuple[list[Row], dict[str, str]]:
    """One row for us, the floor and each peer, fastest first; and the peers that are missing, with the reason."""
    extractors, missing = peers.installed()
    whole = [leaf for leaf in leaves if leaf.whole]
    pages = [leaf.path.read_bytes() for leaf in whole]
    marks = {OURS: [mark(leaf, read(leaf)) for leaf in whole]}
    for name, extractor in extractors.items():
        marks[name] = _marks(whole, pages, extractor)
    marks[FLOOR] = _marks(whole, pages, lambda content: Reading(floor(content)))
    workers: dict[str, Callable[[bytes], object]] = {
        OURS: lambda content: extract(Page(content)),
        FLOOR: floor,
        **extractors,
    }
    times = interleaved(workers, pages, rounds)
    rows = [_row(name, marks[name], times[name], times[OURS]) for name in workers]
    return sorted(rows, key=lambda row: row.times), missing


def _marks(
    leaves: Sequence[Leaf], pages: Sequence[bytes], extractor: Callable[[bytes], Reading]
) -> list[Marks]:
    return [mark(leaf, extractor(page)) for leaf, page in zip(leaves, pages, strict=True)]


def _row(name: str, marks: Sequence[Marks], times: Sequence[float], ours: Sequence[float]) -> Row:
    kept = [snippet for page in marks for snippet in page.kept]
    leaked = [snippet for page in marks for snippet in page.leaked]
    return Row(
        name=name,
        kept=share(sum(kept), len(kept)),
        leaked=share(sum(leaked), len(leaked)),
        lead=share(sum(page.kept[0] for page in marks), len(marks)),
        whole=share(sum(page.whole for page in marks), len(marks)),
        title=share(sum(page.title for page in marks), len(marks)),
        minute=share(sum(page.published for page in marks), len(marks)),
        median_ms=median(times) * 1000,
        p95_ms=p95(times) * 1000,
        times=ratio(times, ours),
    )


def table(rows: Sequence[Row]) -> list[str]:
    head = "  extraction              kept leaked   lead  whole  title minute    median      p95   × ours"
    return [head] + [
        f"  {row.name:20} {row.kept:7.1%} {row.leaked:6.1%} {row.lead:6.0%} {row.whole:6.0%} {row.title:6.0%}"
        f" {row.minute:6.0%} {row.median_ms:6.1f} ms {row.p95_ms:5.0f} ms {row.times:8.2f}"
        for row in rows
    ]
