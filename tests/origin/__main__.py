"""make origin ARGS="--sites 30 --speed 24 --fault html@3:5m-20m": synthetic papers on loopback until Ctrl-C."""

import argparse
import asyncio
import contextlib
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

from tests.origin import papers, seeds
from tests.origin.faults import parse
from tests.origin.kinds import KINDS
from tests.origin.service import Service


def main() -> int:
    options = _options()
    begin = datetime.now(UTC)
    world = papers.World(options.seed, begin, options.speed, options.talk)
    try:
        faults = [parse(spec, begin) for spec in options.fault]
    except ValueError as error:
        print(f"origin: {error}", file=sys.stderr)
        return 2
    service = Service(
        papers.found(world, options.sites, options.articles, options.window),
        faults,
        lambda: datetime.now(UTC),
        options.port,
    )
    seeds.write(options.seeds, service.papers, options.every)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(service, options))
    print(service.account())
    return 0


async def _serve(service: Service, options: argparse.Namespace) -> None:
    task = asyncio.ensure_future(service.serve(lambda: _greet(service, options)))
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, task.cancel)
    with contextlib.suppress(asyncio.CancelledError):
        await task


def _greet(service: Service, options: argparse.Namespace) -> None:
    print(f"serving   {len(service.papers)} papers from {service.papers[0].base}/ on")
    for spec in options.fault:
        print(f"fault     {spec}: {KINDS[spec.partition('@')[0]].says}")
    print(f"ledger    http://127.0.0.1:{service.port}/ (what was missed, who was rude)")
    print("watch it  in another terminal:")
    print(
        f"          DIEMTIN_SEEDS={options.seeds} DIEMTIN_ALLOW_PRIVATE=127.0.0.0/8 DIEMTIN_VAR={options.seeds}/var"
        f" DIEMTIN_DATABASE_URL=sqlite:///{options.seeds}/var/diemtin.db .venv/bin/diemtin run"
    )
    print("stop      Ctrl-C: the ledger's figures are the last words", flush=True)


def _options() -> argparse.Namespace:
    kinds = "; ".join(f"{name}: {kind.says}" for name, kind in KINDS.items())
    parser = argparse.ArgumentParser(
        prog="make origin", description=__doc__, epilog=f"Faults: {kinds}."
    )
    add = parser.add_argument
    add("--sites", type=int, default=20, help="how many papers (20)")
    add("--articles", type=float, default=60, help="articles a day, the average paper (60)")
    add("--window", type=int, help="items in every feed (they differ: 20, 30 or 50)")
    add(
        "--talk", type=float, default=0.2, help="share of the wire's reports that is on topic (0.2)"
    )
    add("--speed", type=float, default=1.0, help="24: a day's news in an hour (1)")
    add("--seed", default="diemtin", help="another word, another world")
    add(
        "--fault",
        action="append",
        default=[],
        metavar="KIND@SITE[:FROM[-TO]]",
        help="html@3:5m-20m; SITE may be *",
    )
    add("--every", default="", help="put `every` into each site file, for instance 1m")
    add("--port", type=int, default=8099, help="of every paper and of the ledger (8099)")
    add(
        "--seeds",
        type=Path,
        default=Path("build/origin"),
        help="where the site files go (build/origin)",
    )
    return parser.parse_args()  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
