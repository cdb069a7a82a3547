"""diemtin events: the store itself, in order."""

import sys
import threading

import click

from storage.event import Event
from storage.queries.events import events as read_events
from worker.cli import context, output
from worker.web import shapes

_BATCH = 500
_LOOK = 1.0


@click.command()
@click.option("--after", default=0, show_default=True, help="Begin after this position.")
@click.option("--limit", default=0, help="How many at most (0: all).")
@click.option("--follow", is_flag=True, help="Wait for more; Ctrl-C ends.")
@output.as_json
def events(after: int, limit: int, *, follow: bool, as_json: bool) -> int:
    """Print the events of the store, oldest first."""
    left = limit or float("inf")
    quiet = threading.Event()
    with context.store() as store:
        while left > 0:
            with store.read() as conn:
                batch = read_events(conn, after, int(min(_BATCH, left)))
            for event in batch:
                after, left = event.position, left - 1
                _print(event, as_json=as_json)
            sys.stdout.flush()
            if not batch:
                if not follow:
                    break
                quiet.wait(_LOOK)
    return 0


def _print(event: Event, *, as_json: bool) -> None:
    if as_json:
        output.ndjson(shapes.event(event))
        return
    data = "  ".join(f"{key}={value}" for key, value in event.data.items() if _short(value))
    line = f"{event.position:7}  {output.local(event.at)}  {event.type:18} {event.subject}  {data}"
    click.echo(output.visible(line))


def _short(value: object) -> bool:
    return isinstance(value, (str, int, float, bool)) and len(str(value)) <= 80
