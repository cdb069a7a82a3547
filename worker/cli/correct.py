"""diemtin correct: a person overrules a verdict; kept as an event."""

import click

from storage import queries
from storage.event import NewEvent
from worker.cli import context, output
from worker.cli.explain import find


@click.command()
@click.argument("article", metavar="ID")
@click.argument("verdict", type=click.Choice(["on", "off"]))
@click.option("--why", required=True, help="The reason, for whoever asks later.")
@click.option("--topic", default="", help="Key of the topic (needed where several judged it).")
def correct(article: str, verdict: str, why: str, topic: str) -> int:
    """Overrule the verdict about an article: on or off topic."""
    with context.store() as store, store.write() as tx:
        id_ = find(tx.conn, article)
        row = queries.article(tx.conn, id_)
        if row is None:
            raise click.UsageError(
                f"the store knows no article {article!r}; `diemtin feed --off` shows the ids"
            )
        topics = [one.topic for one in row.verdicts if topic in ("", one.topic)]
        if len(topics) != 1:
            raise click.UsageError(
                f"--topic: choose one of {', '.join(one.topic for one in row.verdicts)}"
            )
        data = {"topic": topics[0], "on_topic": verdict == "on", "why": why}
        event = tx.append(NewEvent("verdict.corrected", id_, data, key=str(tx.position)))
    output.note(f"{id_} is {verdict} topic from now on (event {event.position})")
    return 0
