"""python -m tests.quality [--corpus FOLDER] [--update [--because WHY]] [--details]: the table, held against its floors."""

import argparse
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.quality import corpus, corrections, floors, own
from tests.quality.exam import Exam
from tests.quality.measure import measure, table
from tests.quality.program import ROOT
from worker.topics import Topic, load_topics

TOPIC = "russia_nato_talks"


def main() -> int:
    """0 where every figure holds its floor, 1 where one fell, 2 where nothing could be measured."""
    options = _options()
    topics, bad = load_topics(ROOT / "seeds" / "topics")
    for one in bad:
        print(f"does not load: {one.message}", file=sys.stderr)
    if TOPIC not in topics:
        return 2
    status = 0
    for exam, topic in _exams(options.corpus, topics):
        status |= _sit(exam, topic, options)
    for line in corrections.lines(topics):
        print(line)
    return status or int(bool(bad))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make quality", description=__doc__)
    parser.add_argument("--corpus", type=Path, default=Path("../shared/corpus"))
    parser.add_argument(
        "--details", action="store_true", help="every page, verdict and date that went wrong"
    )
    parser.add_argument("--update", action="store_true", help="pin the floors to these figures")
    parser.add_argument("--because", default="", help="why a floor may sink; kept in floors.json")
    return parser.parse_args()


def _exams(folder: Path, topics: Mapping[str, Topic]) -> Iterator[tuple[Exam, Topic]]:
    """Everything for the topic that the corpus was labelled for; then each other topic on what it is asked."""
    main = topics[TOPIC]
    others = [topic for key, topic in topics.items() if key != TOPIC]
    yield own.load(main), main
    yield from ((own.of_topic(topic), topic) for topic in others)
    if not corpus.present(folder):
        print(f"no corpus at {folder}: only the project's own pages, texts and examples are scored")
        return
    whole = corpus.load(folder)
    yield whole, main
    yield from ((corpus.of_topic(whole, topic.key), topic) for topic in others)


def _sit(exam: Exam, topic: Topic, options: argparse.Namespace) -> int:
    began = time.monotonic()
    result = measure(exam, topic)
    print(f"{exam.name} ({exam.digest}): {len(exam.leaves)} pages, {len(exam.labelled)} labelled texts, "
          f"{len(exam.teasers)} teasers, {len(exam.dates)} dates, in {time.monotonic() - began:.0f} s")  # fmt: skip
    print(*table(result.figures), sep="\n")
    print(*result.notes, sep="\n")
    if options.details:
        print(*result.details, sep="\n")
    if options.update:
        try:
            floors.update(exam.name, exam.digest, result.figures, options.because)
        except floors.Lowered as error:
            print(error, file=sys.stderr)
            return 1
        return 0
    pinned = floors.read(exam.name)
    if pinned.digest != exam.digest:
        held = "are held all the same" if pinned.figures and pinned.ours else "do not apply"
        print(f"  the floors were measured on other questions and {held}: ARGS=--update pins these")
    breaches = pinned.breaches(exam.digest, result.figures)
    for breach in breaches:
        print(f"BELOW ITS FLOOR {breach}", file=sys.stderr)
    return int(bool(breaches))


if __name__ == "__main__":
    sys.exit(main())
