"""The services of docker-compose: migrate, beat, worker, web. Each is one process with one duty."""

from typing import TYPE_CHECKING

import click

from worker import wiring
from worker.cli import context, start
from worker.cli.output import note
from worker.errors import BadSettings
from worker.settings import Settings

if TYPE_CHECKING:
    from fastapi import FastAPI


@click.command()
def migrate() -> None:
    """Bring the database to this version; safe to repeat, and for two at once."""
    with context.store():
        note("the database is ready")


@click.command()
def beat() -> None:
    """Tick: the clock of the workers. One is enough; two do no harm."""
    from worker import tasks  # noqa: PLC0415  (Celery is heavy: only its own commands wait for it)

    app = tasks.configure(_with_broker())
    app.Beat(loglevel="INFO", redirect_stdouts=False).run()


@click.command()
@click.option(
    "--concurrency", default=2, show_default=True, help="Processes; each visits 64 hosts at once."
)
def worker(concurrency: int) -> int:
    """Visit sites and deliver alerts, as beat ticks."""
    from worker import tasks  # noqa: PLC0415

    app = tasks.configure(_with_broker())
    running = app.Worker(
        pool="prefork",
        concurrency=concurrency,
        loglevel="INFO",
        without_gossip=True,
        without_mingle=True,
        quiet=True,
        optimization="fair",
    )
    running.start()
    return int(running.exitcode or 0)


@click.command()
def web() -> None:
    """Serve the page, the API and the feeds."""
    from worker.web.server import serve  # noqa: PLC0415

    with context.house() as house:
        app = application(house)
        try:
            serve(app, house.settings.web_host, house.settings.web_port)
        except OSError as error:
            raise port_taken(house.settings, error) from error


def application(house: wiring.House) -> "FastAPI":
    """The web application of a wired house."""
    from worker.web.app import create_app  # noqa: PLC0415

    return create_app(
        house.store,
        sites=house.flow.sites,
        topics=house.flow.topics,
        clock=wiring.now,
        base_url=house.settings.base_url,
        heartbeat=lambda: wiring.last_beat(house.settings.var / "alive"),
    )


def port_taken(settings: Settings, error: OSError) -> BadSettings:
    """The one line for an address that cannot be listened on."""
    where = f"{settings.web_host}:{settings.web_port}"
    return BadSettings(
        f"DIEMTIN_WEB_PORT: cannot listen on {where}: {error.strerror or error}; choose another port"
    )


def _with_broker() -> Settings:
    settings = start.settings()
    if settings.embedded:
        raise BadSettings(
            "DIEMTIN_BROKER_URL: memory:// lives in one process; separate services need redis:// (or use `diemtin run`)"
        )
    return settings
