"""make fit TOPIC=NAME [CORPUS=FOLDER] [LABELS=FILE]: learn the topic's weights and write them into its file.

It learns from the topic's own examples and labels (seeds/topics/labels), the corpus where there is one, the file of
labels given, and the verdicts that people corrected in this installation's store (`diemtin correct`). Words,
signals and thresholds are the author's and stay.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.quality import corpus, corrections, labels, unseen
from tests.quality.measure import table
from tests.quality.program import ROOT
from worker.topics import Topic
from worker.topics.fit import Sample, Weights, learn, shown, written
from worker.topics.load import compiled, draft

TOPICS = ROOT / "seeds" / "topics"


def main() -> int:
    """0 where the weights are written (or shown), 1 where they would break the topic, 2 where there is no such topic."""
    options = _options()
    file = TOPICS / f"{options.topic}.toml"
    try:
        topic = draft(file.stem, file.read_text("utf-8"))
        samples = list(_samples(topic, options))
    except (OSError, ValueError) as error:
        print(f"{file}: {error}", file=sys.stderr)
        return 2
    weights = learn(shown(samples, topic), topic)
    print(*_changes(topic, weights), sep="\n")
    if corpus.present(options.corpus):
        known = labels.for_topic(corpus.labelled(options.corpus), topic.key)
        print(*table(unseen.figures(known, topic)), sep="\n")
    return 0 if options.dry else _write(file, topic, weights)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make fit", description=__doc__)
    parser.add_argument("--topic", required=True)
    parser.add_argument("--corpus", type=Path, default=Path("../shared/corpus"))
    parser.add_argument("--labels", type=Path, help="NDJSON: relevance, title, lead, body")
    parser.add_argument("--dry", action="store_true", help="show the weights and write nothing")
    return parser.parse_args()


def _samples(topic: Topic, options: argparse.Namespace) -> Iterator[Sample]:
    sources = {"of our own": list(labels.own(topic))}
    if corpus.present(options.corpus):
        known = labels.for_topic(corpus.labelled(options.corpus), topic.key)
        sources["of the corpus"] = [labels.sample(one) for one in known]
    if options.labels:
        sources[f"in {options.labels.name}"] = list(labels.read(options.labels))
    sources["corrected by people"] = list(corrections.samples(topic.key))
    for name, samples in sources.items():
        core = sum(one.relevance == "core" for one in samples)
        print(f"  {len(samples):5} labels {name}, {core} core")
        yield from samples


def _changes(topic: Topic, weights: Weights) -> Iterator[str]:
    yield f"  {'bias':28} {topic.file.bias:6.2f} -> {weights.bias:6.2f}"
    for (name, signal), weight in zip(topic.file.signals.items(), weights.signals, strict=True):
        idle = "  says nothing: its sign is wrong, or others say it" if abs(weight) < 0.005 else ""
        yield f"  {name:28} {signal.weight:6.2f} -> {weight:6.2f}  believed {signal.believed:5.2f}{idle}"


def _write(file: Path, topic: Topic, weights: Weights) -> int:
    """Only what loads is written: an example that the new weights get wrong is told instead."""
    try:
        text = written(file.read_text("utf-8"), weights, topic)
        compiled(file.stem, text)
    except ValueError as error:
        print(f"{file.name}: not written: {error}", file=sys.stderr)
        return 1
    file.write_text(text, "utf-8")
    print(f"{file.name}: written; `make quality` says what it is worth")
    return 0


if __name__ == "__main__":
    sys.exit(main())
