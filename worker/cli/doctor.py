"""diemtin doctor: is everything in order here? Settings, database, broker, channels, clock, disk."""

import os
import shutil
import stat
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import click
from rich.text import Text

from storage import queries
from worker import wiring
from worker.alerts.errors import AlertError
from worker.cli import context, output
from worker.cli.run import database
from worker.wiring import House

LEAST_FREE = 500_000_000
SKEW = timedelta(minutes=5)

Check = tuple[str, bool, str]


@click.command()
@click.option(
    "--channels/--no-channels", default=True, help="Also knock at every channel (sends no alert)."
)
def doctor(*, channels: bool) -> int:
    """Check settings, database, broker, channels, clock and disk; exit status 1 where something is wrong."""
    with context.house() as house:
        checks = list(_checks(house, channels=channels))
    out = output.console()
    for name, good, said in checks:
        out.print(
            Text(f"{'ok ' if good else 'BAD'} ", style="green" if good else "bold red"),
            Text(f"{name:10}", style="cyan"),
            Text(output.visible(said)),
        )
    return 0 if all(good for _, good, _ in checks) else 1


def _checks(house: House, *, channels: bool) -> Iterator[Check]:
    flow = house.flow
    yield (
        "sites",
        not house.problems and bool(flow.sites),
        f"{len(flow.sites)} sites, {len(flow.topics)} topics",
    )
    for problem in house.problems:
        yield "sites", False, problem
    yield _tried("database", lambda: _store(house))
    yield _tried("broker", lambda: _broker(house))
    yield _clock(house)
    yield _disk(house.settings.var)
    yield from _secrets()
    if channels:
        for follower in flow.followers:
            for channel in follower.channels.values():
                yield _tried(f"to {follower.name}", channel.check)


def _tried(name: str, work: Callable[[], str]) -> Check:
    try:
        return name, True, work()
    except (AlertError, OSError) as error:
        return name, False, str(error)


def _store(house: House) -> str:
    with house.store.read() as conn:
        counts = queries.counts(conn)
    return f"{database(house)}: {counts.events} events, {counts.articles} articles"


def _broker(house: House) -> str:
    if house.settings.embedded:
        return "in this process"
    import redis  # noqa: PLC0415

    client = redis.Redis.from_url(house.settings.broker_url.get_secret_value(), socket_timeout=5)
    try:
        client.ping()
        policy = client.config_get("maxmemory-policy").get("maxmemory-policy", "noeviction")
    except redis.RedisError as error:
        raise OSError(f"DIEMTIN_BROKER_URL: {type(error).__name__}: {error}") from error
    finally:
        client.close()
    if policy != "noeviction":
        raise OSError(
            f"Redis may throw tasks away: set maxmemory-policy noeviction (it is {policy})"
        )
    return "Redis answers"


def _clock(house: House) -> Check:
    """The store's newest line must not lie ahead of this machine's clock."""
    with house.store.read() as conn:
        position, _ = queries.head(conn)
        last = queries.events(conn, position - 1, 1) if position else []
    now = wiring.now()
    if last and datetime.fromisoformat(last[0].at) > now + SKEW:
        return (
            "clock",
            False,
            f"this machine says {now.isoformat()}, the store's last event is of {last[0].at}",
        )
    return "clock", True, now.isoformat(timespec="seconds")


def _disk(var: Path) -> Check:
    place = var if var.exists() else Path()
    free = shutil.disk_usage(place).free
    return "disk", free >= LEAST_FREE, f"{free / 1e9:.1f} GB free at {place.resolve()}"


def _secrets() -> Iterator[Check]:
    """Files with secrets that everybody on the machine may read."""
    for name, value in sorted(os.environ.items()):
        path = Path(value)
        if name.startswith("DIEMTIN_") and name.endswith("_FILE") and path.is_file():
            open_to_all = bool(path.stat().st_mode & stat.S_IROTH)
            yield (
                "secrets",
                not open_to_all,
                f"{name}: {path}" + (": everybody may read it" if open_to_all else ""),
            )
