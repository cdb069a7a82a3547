"""The evaluation corpus, read where it lies: nothing of it is part of the project."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from scrapers.article import Article
from tests.quality import labels
from tests.quality.exam import Exam, Expression, Labelled, Leaf
from worker.pipeline.ingest import Failure, articles


def present(folder: Path) -> bool:
    return (folder / "gold").is_dir() and (folder / "texts").is_dir()


def load(folder: Path) -> Exam:
    """Raises FileNotFoundError where a part is missing."""
    leaves = tuple(_leaves(folder))
    texts = folder / "texts"
    used = [
        *sorted((folder / "gold").rglob("*.json")),
        *(leaf.path for leaf in leaves),
        *(texts / name for name in ("labelled.jsonl", "teasers.jsonl")),
        *(folder / name for name in ("dates_gold.json", "talks_gold.json")),
    ]
    return Exam(
        name="corpus",
        digest=digest(used, folder),
        leaves=leaves,
        labelled=labelled(folder),
        dates=tuple(
            Expression(case["expression"], case["published"], case["expected"])
            for case in _json(folder / "dates_gold.json")["cases"]
        ),
        teasers=tuple(_articles(texts / "teasers.jsonl")),
        talks=tuple(_json(folder / "talks_gold.json")["talks"]),
    )


def of_topic(exam: Exam, topic: str) -> Exam:
    """The texts of the corpus as another topic sees them; without labels for it, only what would alarm its readers."""
    file = labels.FOLDER / f"{topic}.json"
    known = hashlib.sha256(file.read_bytes()).hexdigest() if file.exists() else ""
    return Exam(
        name=f"{exam.name}, {topic}",
        digest=hashlib.sha256(f"{exam.digest} {known}".encode()).hexdigest()[:16],
        leaves=(),
        labelled=labels.for_topic(exam.labelled, topic) if known else (),
        dates=(),
        teasers=exam.teasers,
    )


def labelled(folder: Path) -> tuple[Labelled, ...]:
    return tuple(_labelled(folder / "texts" / "labelled.jsonl"))


def digest(files: Iterable[Path], folder: Path) -> str:
    """One digest of files and their names, whatever their order."""
    own = sorted(
        f"{file.resolve().relative_to(folder.resolve())} {hashlib.sha256(file.read_bytes()).hexdigest()}"
        for file in set(files)
    )
    return hashlib.sha256("\n".join(own).encode()).hexdigest()[:16]


def _leaves(folder: Path) -> Iterator[Leaf]:
    for file in sorted((folder / "gold").rglob("*.json")):
        gold = _json(file)
        yield Leaf(
            path=folder / gold["page"],
            site=file.parent.name,
            title=gold["title"],
            published=gold["published"] or "",
            kept=tuple(gold["snippets_in"]),
            left=tuple(gold["snippets_out"]),
            whole=gold["kind"] == "article",
        )


def _labelled(file: Path) -> Iterator[Labelled]:
    # not splitlines(), which also cuts at U+2028 within a text
    rows = [json.loads(line) for line in file.read_text("utf-8").split("\n") if line.strip()]
    labels = {row["id"]: row for row in rows}
    for article in _articles(file):
        row = labels[article.id]
        yield Labelled(
            article, row["label"] == "on", row["tier"], row["why"] or "", row["group"] or ""
        )


def _articles(file: Path) -> Iterator[Article]:
    """As the commands read them."""
    for article in articles(file, file.read_bytes()):
        if not isinstance(article, Failure):
            yield article
        elif article.fatal:
            raise ValueError(f"{article.path}: {article.message}")


def _json(file: Path) -> Any:
    return json.loads(file.read_text("utf-8"))
