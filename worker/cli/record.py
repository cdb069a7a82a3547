"""diemtin rebuild and verify: what is derived is made anew; the store is proved unbroken."""

import click

from storage.rebuild import rebuild as rebuild_store
from storage.verify import verify as verify_store
from worker.cli import context, output


@click.command()
def rebuild() -> int:
    """Make everything derived anew from the events; sends nothing."""
    with context.store() as store:
        done = rebuild_store(store)
    if done.differences:
        told = ", ".join(f"{number} in {table}" for table, number in done.differences.items())
        output.note(f"{done.events} events replayed; rows that were not as the events say: {told}")
    else:
        output.note(f"{done.events} events replayed; everything derived was as the events say")
    return 0


@click.command()
@click.option(
    "--anchor",
    default="",
    metavar="POSITION:HASH",
    help="A head noted elsewhere, to hold the chain against.",
)
@output.as_json
def verify(anchor: str, *, as_json: bool) -> int:
    """Prove the store unbroken: every event, every page; say where if not."""
    position, _, noted = anchor.partition(":")
    if anchor and not (position.isdigit() and noted):
        raise click.BadParameter("--anchor: write POSITION:HASH, as `diemtin verify` prints it")
    with context.store() as store, store.read() as conn:
        done = verify_store(conn, anchor=(int(position), noted) if anchor else None)
    broken = done.broken
    if as_json:
        where = (
            {"position": broken.position, "what": broken.what, "message": broken.message}
            if broken
            else None
        )
        output.ndjson(
            {"events": done.events, "blobs": done.blobs, "head": done.head, "broken": where}
        )
    elif broken:
        output.note(f"broken at event {broken.position} ({broken.what}): {broken.message}")
    else:
        output.note(
            f"unbroken: {done.events} events, {done.blobs} pages and texts; anchor {done.events}:{done.head}"
        )
    return 1 if broken else 0
