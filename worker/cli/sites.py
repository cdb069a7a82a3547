"""diemtin sites: health of every site; a live look at one; ask one now."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import click

from scrapers.fetch import Fetcher
from scrapers.site import Site
from storage import schedule
from worker import seeds, wiring
from worker.cli import context, output
from worker.cli.check import Check
from worker.cli.learn import learn_paper
from worker.cli.start import settings
from worker.pipeline import rounds
from worker.pipeline.watch.advice import next_step
from worker.web import health


@click.group(invoke_without_command=True)
@output.as_json
@click.pass_context
def sites(ctx: click.Context, *, as_json: bool) -> int | None:
    """Health of every site (without a subcommand)."""
    return _list(as_json=as_json) if ctx.invoked_subcommand is None else None


sites.add_command(learn_paper)


def _list(*, as_json: bool) -> int:
    declared, problems = seeds.read_sites(settings())
    with context.store() as store, store.read() as conn:
        seen = health.watched(conn, wiring.now())
    rows = seen.rows
    for problem in problems:
        output.note(f"left out: {problem}")
    known = {row.url for row in rows}
    waiting = [(s, url) for s in declared.values() for url in s.sources if url not in known]
    if as_json:
        for site in health.sites(declared, seen):
            output.ndjson(site)
    else:
        output.table(
            (
                "site",
                "state",
                "source",
                "last good",
                "shown",
                "24 h",
                "usual",
                "next",
                "what to do",
            ),
            _lines(health.sites(declared, seen), waiting),
            empty=f"no sites: put site files into the folder {settings().seeds / 'sites'}",
        )
    return 1 if problems else 0


def _lines(
    found: Iterable[Mapping[str, Any]], waiting: Sequence[tuple[Site, str]]
) -> Iterator[Sequence[str]]:
    for site in found:
        for source in site["sources"]:
            yield (
                site["key"],
                source["state"],
                source["url"],
                output.local(source["worked"]) or "never",
                str(source["shown"]),
                str(source["found_24h"]),
                "" if source["expected_24h"] is None else f"{source['expected_24h']:.0f}",
                output.local(source["next_at"]),
                _trouble_of(site["key"], source),
            )
        for one in site["incidents"]:
            if one["kind"] not in {"failing", "silent"}:
                ended = f"; {one['ended']}" if one["ended"] else f"; {one['next_step']}"
                yield (
                    site["key"], one["kind"], one["subject"], output.local(one["opened"]), "", "", "", "",
                    one["message"] + ended,
                )  # fmt: skip
    for declared, url in waiting:
        yield (
            declared.key,
            "new",
            url,
            "never",
            "",
            "",
            "",
            "",
            "not polled yet: `diemtin run --once`",
        )


def _trouble_of(key: str, source: Mapping[str, Any]) -> str:
    if not source["code"]:
        return ""
    step = source["next_step"] or next_step(source["code"], key)
    return f"{source['code']}: {source['message']}; {step}"


@sites.command()
@click.argument("names", nargs=-1, required=True, metavar="NAME…")
def poll(names: tuple[str, ...]) -> int:
    """Make sites due now: the running worker asks them at its next tick."""
    with context.house() as house:
        _known(house.flow.sites, names)
        rounds.begin(house.flow)
        with house.store.operate() as conn:
            number = schedule.force_due(conn, wiring.now(), sites=names)
    output.note(f"{number} sources are due now")
    return 0


@sites.command()
@click.argument("name")
def check(name: str) -> int:
    """Look at a site live: what it shows, what its pages yield, what is missing, what changed; proposes the fix.

    Stores nothing.
    """
    chosen = settings()
    declared, problems = seeds.read_sites(chosen)
    for problem in problems:
        output.note(f"left out: {problem}")
    _known(declared, (name,))
    before = _before(name)
    http = wiring.open_http(chosen)
    try:
        fetcher = Fetcher(http, clock=wiring.now, pause=chosen.pause)
        return Check(fetcher, declared[name], before).run()
    finally:
        http.close()


def _before(name: str) -> Mapping[str, Any]:
    """How the site was when the worker last looked."""
    with context.store() as store, store.read() as conn:
        found = health.sites({}, health.watched(conn, wiring.now(), [name]))
    return next((site for site in found if site["key"] == name), {})


def _known(declared: Mapping[str, Site], names: Sequence[str]) -> None:
    for name in names:
        if name not in declared:
            raise click.BadParameter(f"there is no site {name!r}; there are {', '.join(declared)}")
