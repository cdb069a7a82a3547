"""diemtin correct: a person overrules a verdict; kept as an event."""

import click

from storage import queries
from storage.event import NewEvent
from storage.queries import ArticleRow
from worker.cli import context, output
from worker.cli.explain import find


@click.command()
@click.argument("article", metavar="ID")
@click.argument("verdict", type=click.Choice(["on", "off"]))
@click.option("--why", required=True, help="The reason, for whoever asks later.")
@click.option(
    "--topic",
    default="",
    help="Key of the topic (default: for off, those that call it on; else the first by name).",
)
def correct(article: str, verdict: str, why: str, topic: str) -> int:
    """Overrule the verdict about an article: on or off topic."""
    with context.store() as store, store.write() as tx:
        id_ = find(tx.conn, article)
        row = queries.article(tx.conn, id_)
        if row is None:
            raise click.UsageError(
                f"the store knows no article {article!r}; `diemtin feed --off` shows the ids"
            )
        for key in _meant(row, topic, on=verdict == "on"):
            data = {"topic": key, "on_topic": verdict == "on", "why": why}
            event = tx.append(NewEvent("verdict.corrected", id_, data, key=str(tx.position)))
            output.note(f"{id_} is {verdict} topic {key} from now on (event {event.position})")
    return 0


def _meant(row: ArticleRow, topic: str, *, on: bool) -> list[str]:
    """The topics whose verdict is overruled. Raises UsageError where none of them judged it."""
    judged = sorted(one.topic for one in row.verdicts)
    if topic:
        chosen = [key for key in judged if key == topic]
    else:
        wrong = [] if on else sorted(one.topic for one in row.verdicts if one.on_topic)
        chosen = wrong or judged[:1]
    if not chosen:
        known = ", ".join(judged) or "none: it was not judged yet"
        raise click.UsageError(f"--topic: choose one of {known}")
    return chosen
