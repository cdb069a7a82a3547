"""make simulate: the flow on a virtual clock, then the scheduler's rules alone for many sites and long; two tables of figures."""

import argparse
import logging
import sys
import time
from collections.abc import Iterator
from statistics import median, quantiles

from tests.simulation import flow, model


def main() -> int:
    options = _options()
    logging.getLogger("diemtin").addHandler(logging.NullHandler())  # the troubles are the point
    wrong = 0
    for lines, count in (_flow(options), _model(options)):
        print(*lines, sep="\n", flush=True)
        wrong += count
    return 1 if wrong else 0


def _flow(options: argparse.Namespace) -> tuple[list[str], int]:
    began = time.process_time()
    outcome = flow.simulate(options.sites, options.days, a_day=options.articles)
    account = outcome.ledger.account(outcome.papers, outcome.end)
    missed = outcome.missed()
    lines = [
        f"the flow: {options.sites} papers, {options.days:g} days and {outcome.settle} more, {time.process_time() - began:.0f} s of CPU",
        f"  visits {outcome.visits}, cut short by a worker's death {outcome.deaths}, requests {account['requests']}",
        f"  fetched {account['fetched']}, publication to page: median {account['delay_median']} s, p95 {account['delay_p95']} s",
        f"  missed {len(missed)}, rude {len(outcome.ledger.rude)}",
        *(f"    missed {address}" for address in missed[:5]),
        *(f"    {said}" for said in account["rude_first"][:5]),
    ]
    return lines, len(missed) + len(outcome.ledger.rude)


def _model(options: argparse.Namespace) -> tuple[list[str], int]:
    lines: list[str] = []
    wrong = 0
    for sites, days in options.model:
        began = time.process_time()
        sums = model.run(sites, days, options.articles)
        lines += _model_lines(sums, days, time.process_time() - began)
        wrong += sums.missed + sums.asleep
    return lines, wrong


def _model_lines(sums: model.Sums, days: int, seconds: float) -> Iterator[str]:
    whole = seconds / sums.polls * (sums.polls / sums.sites / days) * 10_000 * 365 / 3600
    yield f"the model: {sums.sites} sites, {days} days, {seconds:.0f} s of CPU (10,000 sites and a year: {whole:.1f} h)"
    yield f"  polls {sums.polls} ({sums.polls / sums.sites / days:.0f} a site and day), failed {sums.failures}"
    yield f"  published {sums.published}, holes {sums.holes}, filled from sitemaps {sums.filled}"
    yield (
        f"  publication to discovery: median {median(sums.delays):.0f} s, p95 {quantiles(sums.delays, n=20)[-1]:.0f} s"
    )
    yield f"  missed {sums.missed}, polls before Retry-After was over {sums.asleep}"


def _pair(text: str) -> tuple[int, int]:
    sites, days = text.split("x")
    return int(sites), int(days)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make simulate", description=__doc__)
    add = parser.add_argument
    add("--sites", type=int, default=50, help="papers of the flow (50)")
    add("--days", type=float, default=1.0, help="days of the flow (1)")
    add("--articles", type=float, default=60, help="a day, the average paper (60)")
    add(
        "--model",
        type=_pair,
        nargs="*",
        default=[(10_000, 2), (100, 365)],
        metavar="SITESxDAYS",
        help="runs of the model (10000x2 100x365)",
    )
    return parser.parse_args()  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
