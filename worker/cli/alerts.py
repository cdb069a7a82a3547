"""diemtin alerts: what was told to whom, what is owed, what failed and why."""

import secrets

import click

from storage import outbox, queries
from storage.queries import AlertRow
from worker import wiring
from worker.alerts.channel import Delivery
from worker.alerts.content import trial
from worker.alerts.errors import DeliveryFailed
from worker.cli import context, output
from worker.web import shapes


@click.group(invoke_without_command=True)
@click.pass_context
def alerts(ctx: click.Context) -> int | None:
    """What was told to whom, what is owed, what failed and why (without a subcommand: list)."""
    return ctx.invoke(list_) if ctx.invoked_subcommand is None else None


@alerts.command("list")
@click.option("--limit", default=50, show_default=True)
@output.as_json
def list_(limit: int = 50, *, as_json: bool = False) -> int:
    """List the alerts, newest first, each with its deliveries."""
    with context.store() as store, store.read() as conn:
        rows = queries.alerts(conn, limit)
    if as_json:
        for row in rows:
            output.ndjson(shapes.alert(row))
        return 0
    output.table(
        ("raised", "delivery", "to", "state", "attempts", "headline", "why"),
        (line for row in rows for line in _lines(row)),
        empty="no alerts yet: new stories raise them; `diemtin alerts test CHANNEL` tries a channel",
    )
    return 0


def _lines(row: AlertRow) -> list[tuple[str, ...]]:
    headline = output.headline(row.content["article"]["title"], row.content["article"]["lead"], 60)
    return [
        (
            output.local(row.at),
            one.id,
            f"{one.follower}: {one.to}",
            one.state,
            str(one.attempt),
            headline,
            one.reason or row.reason,
        )
        for one in row.deliveries
    ]


@alerts.command()
@click.argument("channel")
def test(channel: str) -> int:
    """Send a test through a CHANNEL (email, webhook, folder), or to one follower by name."""
    failed = tried = 0
    with context.house() as house:
        for follower in house.flow.followers:
            for name, way in follower.channels.items():
                if channel not in (name, follower.name):
                    continue
                tried += 1
                delivery = Delivery(
                    f"d-test-{secrets.token_hex(8)}",
                    "l-test",
                    "s-test",
                    follower.name,
                    name,
                    way.to,
                    1,
                    wiring.now(),
                )
                try:
                    receipt = way.send(delivery, trial(follower.name, wiring.now()))
                    output.note(f"{follower.name}: {way.to}: {receipt.detail}")
                except DeliveryFailed as error:
                    failed += 1
                    output.note(f"{follower.name}: {way.to}: failed: {error.reason}")
    if not tried:
        raise click.BadParameter(f"no follower has a channel or a name {channel!r}")
    return 1 if failed else 0


@alerts.command()
@click.argument("delivery")
@click.option("--why", default="asked for", show_default=True)
def resend(delivery: str, why: str) -> int:
    """Owe a DELIVERY once more: same id, same content, due now."""
    with context.store() as store, store.write() as tx:
        event = outbox.resend(tx, delivery, why)
    output.note(f"{delivery} is due again (event {event.position}); the worker sends it")
    return 0
