"""diemtin sites learn: a site file proposed from a few pages of an unknown paper."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import click

from scrapers.article import Page
from scrapers.errors import BadPage, ScrapeError
from scrapers.extract import guard
from scrapers.fetch import ACCEPT, ACCEPT_FEED, Fetcher
from scrapers.learn import Proposal, learn, toml
from worker import wiring
from worker.cli import inputs, output, start
from worker.cli.progress import each

_MOST_FEEDS = 10
"""Feeds that the pages declare and that are looked at."""


@click.command("learn")
@click.argument("sources", nargs=-1, required=True, metavar="URL-or-FILE…")
@click.option(
    "--name", "key", default="", help="The stem of the site file; by default the host's name."
)
@click.option("--home", default="", help="The paper's front page, where no page names its address.")
@click.option(
    "-o", "--output", "target", type=click.Path(dir_okay=False, path_type=Path),
    help="Write the file here; one that exists is not overwritten.",
)  # fmt: skip
def learn_paper(sources: tuple[str, ...], key: str, home: str, target: Path | None) -> int:
    """Propose a site file from a few articles and a listing of a paper; stores nothing.

    Give three articles or more, of different days and sections, and a listing page or a feed.
    Nothing is fetched beside the addresses given and the feeds that their pages name.
    """
    if target is not None and target.exists():
        raise click.BadParameter(f"{target} exists; name another file, or remove it first")
    if target is not None and not key:
        key = target.stem
    pages, failed = _pages(sources)
    if not pages:
        output.note("nothing could be read, so nothing was learnt")
        return 1
    try:
        proposal = learn(list(pages), key, home)
    except ScrapeError as error:
        output.note(f"nothing was learnt: {error}")
        return 1
    if any(map(_is_address, sources)):
        proposal = _with_feeds(proposal, pages)
    for refused in proposal.refused:
        output.note(f"{pages.get(refused.page, refused.page.url)}: {refused.error}")
    _write(toml(proposal, pages), target)
    return 1 if failed or proposal.refused else 0


def _is_address(source: str) -> bool:
    return source.lower().startswith(("http://", "https://"))


def _pages(sources: Iterable[str]) -> tuple[dict[Page, str], int]:
    """Every page that could be had, with the name it was given by; what failed is said."""
    addresses = [source for source in sources if _is_address(source)]
    paths = list(inputs.files(source for source in sources if not _is_address(source)))
    pages: dict[Page, str] = {}
    failed = 0
    for path in paths:
        try:
            page = Page(inputs.read(path))
            guard.check(page.content)
            pages[page] = path
        except OSError as error:
            output.note(f"{path}: cannot be read: {error.strerror}")
            failed += 1
        except BadPage as error:
            output.note(f"{path}: {error}")
            failed += 1
    fetched = _fetched(addresses, ACCEPT)
    return pages | fetched, failed + len(addresses) - len(fetched)


def _fetched(addresses: list[str], accept: str) -> dict[Page, str]:
    """The pages of the addresses, asked for with manners; what could not be had is said."""
    if not addresses:
        return {}
    settings = start.settings()
    http = wiring.open_http(settings)
    fetcher = Fetcher(http, clock=wiring.now, pause=settings.pause)
    pages: dict[Page, str] = {}
    try:
        for url in each(addresses, "learn"):
            try:
                got = fetcher.fetch(url, accept=accept)
            except ScrapeError as error:
                output.note(f"{url}: {error}")
            else:
                place = url if accept == ACCEPT_FEED else got.url  # a feed keeps its declared name
                pages[Page(got.content, place, got.content_type)] = url
    finally:
        http.close()
    return pages


def _with_feeds(proposal: Proposal, pages: Mapping[Page, str]) -> Proposal:
    """The feeds that the pages name are looked at as well; one that cannot be had stays unchecked."""
    known = {page.url for page in pages}
    wanted = [url for url in proposal.site.feeds if url not in known][:_MOST_FEEDS]
    found = _fetched(wanted, ACCEPT_FEED)
    return learn([*pages, *found], proposal.site.key, proposal.site.home) if found else proposal


def _write(text: str, target: Path | None) -> None:
    if target is None:
        click.echo(text, nl=False)
        return
    try:
        with target.open("x", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise click.BadParameter(f"{target} cannot be written: {error.strerror}") from error
    output.note(f"written: {target}; review it, then `diemtin sites check {target.stem}`")
