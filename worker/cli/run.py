"""diemtin run: the embedded worker. Schedule, flow and web in one process, no server needed."""

from pathlib import Path
from typing import Any

import click

from worker.cli import context
from worker.cli.output import note
from worker.cli.progress import bar
from worker.cli.services import application, port_taken
from worker.errors import BadSettings
from worker.pipeline import rounds
from worker.pipeline.rounds import Round
from worker.pipeline.visits.visit import Seen
from worker.wiring import House


@click.command()
@click.option(
    "--once", is_flag=True, help="Poll every site now, do all that follows from it, and exit."
)
def run(*, once: bool) -> int:
    """Watch the sites, judge, group, alert, and serve the page; all in this process."""
    with context.house(bar=once) as house:
        if not house.settings.embedded:
            raise BadSettings(
                "DIEMTIN_BROKER_URL: `diemtin run` works in one process; with a broker, start"
                " `diemtin beat`, `diemtin worker` and `diemtin web`"
            )
        if once:
            return _once(house)
        return _for_good(house)


def _once(house: House) -> int:
    with bar() as progress:
        task = progress.add_task("sites", total=len(house.flow.sites) or None)

        def moved(result: Round) -> None:
            progress.update(task, completed=result.seen.polled, total=None)

        result = rounds.once(house.flow, moved)
    for line in summary(house, result):
        note(line)
    return 0


def summary(house: House, result: Round) -> list[str]:
    """What a pass did and where to look, in five lines."""
    seen = result.seen
    on_topic = sum(kept.on_topic for kept in seen.kept)
    unreachable = f", {len(seen.failed)} could not be read{_why(seen)}" if seen.failed else ""
    failed = f", {result.owed} still owed (see `diemtin alerts`)" if result.owed else ""
    return [
        f"polled    {seen.polled} sources of {len(house.flow.sites)} sites{unreachable}",
        f"read      {len(seen.kept)} articles, {on_topic} on topic",
        f"told      {result.sent} alerts delivered{failed}",
        f"look      `diemtin feed`, `diemtin stories`, {_alerts_go_to(house)}",
        f"kept in   {database(house)}",
    ]


def _why(seen: Seen) -> str:
    """One network that is down here, or papers that are each in trouble?"""
    if len(seen.failed) == seen.polled > 1 and all(code == "dns" for _, code in seen.failed):
        return ": no name resolves, is this machine's network up?"
    return " (see `diemtin sites`)"


def _alerts_go_to(house: House) -> str:
    ways = {
        channel.to for follower in house.flow.followers for channel in follower.channels.values()
    }
    return "alerts go to " + ", ".join(sorted(ways))


def database(house: House) -> str:
    """Where everything is kept, as it may be shown."""
    url = house.store.engine.url
    if url.get_backend_name() == "sqlite":
        return str(Path(url.database or "").resolve())
    return url.set(drivername="postgresql").render_as_string(hide_password=True)


def _for_good(house: House) -> int:
    from celery.beat import EmbeddedService  # noqa: PLC0415

    from worker import tasks  # noqa: PLC0415
    from worker.web.server import Background  # noqa: PLC0415

    settings = house.settings
    rounds.begin(house.flow)
    tasks.lend(house)
    app = tasks.configure(settings)
    try:
        web = Background(application(house), settings.web_host, settings.web_port)
    except OSError as error:
        raise port_taken(settings, error) from error
    with web:
        clock: Any = EmbeddedService(app, thread=True, scheduler_cls="celery.beat:Scheduler")
        clock.start()
        _greet(house, web.port)
        running = app.Worker(
            pool="threads",
            concurrency=8,
            loglevel="INFO",
            without_gossip=True,
            without_mingle=True,
            without_heartbeat=True,
            quiet=True,
        )
        try:
            running.start()
        finally:
            clock.stop()
    note("stopped; what was under way is still due and goes on at the next start")
    return 0  # Celery counts Ctrl-C as a failure; here it is how one ends


def _greet(house: House, port: int) -> None:
    settings = house.settings
    note(f"watching  {len(house.flow.sites)} sites for {', '.join(house.flow.topics)}")
    note(f"page      http://{settings.web_host}:{port}/")
    note(f"told      {_alerts_go_to(house)}")
    note(f"kept in   {database(house)}, {Path(settings.var).resolve()}")
    note("stop      Ctrl-C")
