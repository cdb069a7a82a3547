"""diemtin judge: verdicts for articles in NDJSON; nothing is stored."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import click
from rich.text import Text

from scrapers.article import Article
from worker import seeds
from worker.cli import output
from worker.cli.inputs import files, read
from worker.cli.start import settings
from worker.pipeline.given import Failure, articles
from worker.topics import Evidence, Topic, Verdict
from worker.topics import judge as judge_article


@click.command()
@click.argument("paths", nargs=-1, required=True)
@click.option("--topic", default="", help="Judge by this topic only (default: the first by name).")
@click.option("--why", is_flag=True, help="Show the proving sentences, or what was missing.")
@output.as_json
def judge(paths: tuple[str, ...], topic: str, *, why: bool, as_json: bool) -> int:
    """Judge articles in NDJSON ({"id","title","lead","body","published","site"} a line)."""
    topics, problems = seeds.read_topics(settings())
    for problem in problems:
        output.note(f"left out: {problem}")
    chosen = _chosen(topics, topic)
    failed = False
    for path in files(paths):
        try:
            content = read(path)
        except OSError as error:
            output.note(f"{path}: cannot be read: {error.strerror}")
            failed = True
            continue
        for article in articles(path, content):
            if isinstance(article, Failure):
                output.note(f"{article.path}: {article.message}")
                failed = failed or article.fatal
            else:
                _print(article, judge_article(article, chosen), chosen, why=why, as_json=as_json)
    return 1 if failed else 0


def _chosen(topics: Mapping[str, Topic], name: str) -> Topic:
    if name and name not in topics:
        raise click.BadParameter(f"there is no topic {name!r}; there are {', '.join(topics)}")
    return topics[name or min(topics)]


def shape(article: Article, verdict: Verdict, topic: Topic) -> dict[str, Any]:
    """The contract's shape of a verdict; score = 1 / (1 + exp(-(bias + the evidence's weights)))."""
    return {"id": article.id} | asdict(verdict) | {"bias": topic.file.bias}


def _print(article: Article, verdict: Verdict, topic: Topic, *, why: bool, as_json: bool) -> None:
    if as_json:
        output.ndjson(shape(article, verdict, topic))
        return
    out = output.console()
    style = {"core": "bold green", "peripheral": "yellow"}.get(verdict.relevance, "dim")
    headline = output.visible(output.headline(article.title, article.lead or article.body))
    out.print(Text(f"{verdict.relevance:10} {verdict.score:.2f} ", style=style), Text(headline))
    if why:
        _why(verdict, topic)


def _why(verdict: Verdict, topic: Topic) -> None:
    """Sentence by sentence, the decisive one first: what it shows and what that is worth."""
    out = output.console()
    for (field, quote), proofs in _sentences(verdict):
        worth = sum(proof.weight for proof in proofs)
        out.print(
            Text(f"  {worth:+6.2f} {field}: ", style="bold cyan"),
            Text(f"«{output.visible(quote)}»"),
        )
        for proof in proofs:
            says = topic.file.signals[proof.concept].says
            out.print(Text(f"         {proof.weight:+.2f} {says} ({proof.concept})", style="cyan"))
    if verdict.evidence:
        out.print(Text(f"  {topic.file.bias:+6.2f} before anything is read", style="dim"))
    for missing in verdict.missing:
        out.print(Text(f"         missing: {missing}", style="yellow"))


def _sentences(verdict: Verdict) -> list[tuple[tuple[str, str], list[Evidence]]]:
    """The quotes with their evidence; first the one that speaks most for the verdict as it is."""
    found: dict[tuple[str, str], list[Evidence]] = {}
    for proof in verdict.evidence:
        found.setdefault((proof.field, proof.quote), []).append(proof)
    sign = -1 if verdict.relevance == "core" else 1
    return sorted(found.items(), key=lambda item: sign * sum(proof.weight for proof in item[1]))
