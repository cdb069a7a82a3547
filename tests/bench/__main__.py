"""python -m tests.bench [--corpus FOLDER] [--rounds N]: one table, ratios within this run, and docs/bench.svg."""

import argparse
import os
import sys
from pathlib import Path

from tests.bench import extraction, fetching, holding, picture, starting, storing, thinking
from tests.quality import corpus, own
from tests.quality.program import ROOT
from worker.topics import load_topics

TOPIC = "russia_nato_talks"
PICTURE = ROOT / "docs" / "bench.svg"


def main() -> int:
    options = _options()
    topics, bad = load_topics(ROOT / "seeds" / "topics")
    if TOPIC not in topics:
        print(*(one.message for one in bad), sep="\n", file=sys.stderr)
        return 2
    topic = topics[TOPIC]
    if corpus.present(options.corpus):
        exam, of = corpus.load(options.corpus), "the corpus that Diemtin's rules were made on"
    else:
        exam, of = own.load(topic), "our own writing"
        print(
            f"no corpus at {options.corpus}: the project's own pages are read, which are small and written by us"
        )
    pages = sum(leaf.whole for leaf in exam.leaves)
    load = os.getloadavg()[0]
    print(
        f"{pages} whole pages of {of}, {options.rounds} rounds, load {load:.1f}; only ratios are worth quoting"
    )
    rows, missing = extraction.measure(exam.leaves, options.rounds)
    print(*extraction.table(rows), sep="\n")
    for name, why in missing.items():
        print(f"  left out: {name} ({why})")
    whole = [leaf.path.resolve() for leaf in exam.leaves if leaf.whole]
    print(*holding.lines(whole, options.pages), sep="\n")
    print(*thinking.lines(exam, topic, options.rounds), sep="\n")
    print(*starting.lines(options.rounds), sep="\n")
    print(*storing.lines(100), sep="\n")
    print(*fetching.lines(100), sep="\n")
    if (
        exam.name == "corpus" or options.draw
    ):  # a picture of our own pages would flatter nobody but us
        PICTURE.write_text(picture.svg(rows, pages, of), "utf-8")
        print(f"drawn: {PICTURE.relative_to(ROOT)}")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--corpus", type=Path, default=Path("../shared/corpus"))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--pages", type=int, default=5_000, help="extracted to see memory grow")
    parser.add_argument("--draw", action="store_true", help="draw the picture of our own pages too")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
