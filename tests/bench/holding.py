"""Memory over many pages: resident bytes of a fresh process that extracts the same pages again and again."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path

from scrapers.article import Page
from scrapers.errors import ScrapeError
from scrapers.extract import extract
from tests.quality.program import ROOT

_LOOKS = 4  # at what is held: after the first round, then after each third of the pages
MEGABYTE = 1024 * 1024


def lines(files: Sequence[Path], pages: int) -> Iterator[str]:
    """What a process holds after one round, and after more pages. Linux only, as the rest of the bench."""
    command = [sys.executable, "-W", "ignore", "-m", "tests.bench.holding", str(pages)]
    done = subprocess.run(
        [*command, *map(str, files)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    counts, held = zip(
        *(map(float, line.split()) for line in done.stdout.splitlines()), strict=True
    )
    shown = ", ".join(
        f"{size / MEGABYTE:.1f} MB after {count:,.0f}"
        for count, size in zip(counts, held, strict=True)
    )
    grown = (held[-1] - held[0]) / MEGABYTE / max(counts[-1] - counts[0], 1) * 1000
    yield f"  memory held: {shown} pages; {grown:+.3f} MB per 1,000 pages"


def main(pages: int, files: Sequence[str]) -> Iterator[str]:
    contents = [Page(Path(file).read_bytes()) for file in files]
    _read(contents)
    done = len(contents)
    yield f"{done} {_held()}"
    share = max((pages - done) // (_LOOKS - 1), 1)
    for _ in range(_LOOKS - 1):
        _read(islice(cycle(contents), share))
        done += share
        yield f"{done} {_held()}"


def _read(pages: Sequence[Page] | Iterator[Page]) -> None:
    for page in pages:
        try:
            extract(page)
        except ScrapeError:
            continue


def _held() -> int:
    status = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) * 1024


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in main(int(sys.argv[1]), sys.argv[2:]))
