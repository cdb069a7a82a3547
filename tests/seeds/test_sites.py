"""Every site file of the seeds."""

from pathlib import Path

import pytest

from scrapers import urls
from scrapers.site import load_sites, read_site

FOLDER = Path(__file__).parents[2] / "seeds" / "sites"
FILES = sorted(FOLDER.glob("*.toml"))


def test_all_of_them_load_together() -> None:
    sites, errors = load_sites(FOLDER)
    assert errors == []
    assert len(sites) == len(FILES) >= 30


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_paper_is_read_over_tls(path: Path) -> None:
    site = read_site(path)
    assert all(address.startswith("https://") for address in (site.home, *site.sources))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_paper_says_what_a_source_should_yield(path: Path) -> None:
    expect = read_site(path).expect
    assert max(expect.links_per_feed, expect.links_per_listing) >= 5


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_addresses_are_written_as_they_are_kept(path: Path) -> None:
    site = read_site(path)
    written = path.read_text(encoding="utf-8")
    assert all(f'"{address}"' in written for address in site.sources)


def test_no_two_papers_share_a_home() -> None:
    sites, _ = load_sites(FOLDER)
    homes = [urls.canonical(site.home) for site in sites.values()]
    assert len(set(homes)) == len(homes)
