"""A live look at one site: what its sources show, what its pages yield, what changed, and what to write into its file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from rich.text import Text

from scrapers import sitemaps
from scrapers.article import Article, Link, Page
from scrapers.discover import feeds_of, links, sitemap_links
from scrapers.errors import ScrapeError
from scrapers.extract import extract
from scrapers.fetch import ACCEPT_FEED, Fetched, Fetcher
from scrapers.learn import learn
from scrapers.site import Site
from worker import wiring
from worker.cli import output
from worker.pipeline.watch.advice import next_step

LOOK_AT = 3
"""Articles fetched of those that a source shows."""
MOST_FEEDS = 6
"""Feeds and sitemaps tried where a source fails."""
ENOUGH = 5
"""Links that make a page worth proposing."""
_NO_ARTICLE = {"no_article", "layout_changed"}  # of an article's page: its layout has changed
_DAYS = timedelta(days=3)
_PARTS = ("title", "lead", "body", "published")


@dataclass(slots=True)
class Check:
    """One check. `before` is the site as `health.sites` has it, {} where it was never polled."""

    fetcher: Fetcher
    site: Site
    before: Mapping[str, Any]
    failed: int = 0
    pages: list[Page] = field(default_factory=list)
    read: list[Article] = field(default_factory=list)
    bad: list[str] = field(default_factory=list)
    proposals: list[str] = field(default_factory=list)

    def run(self) -> int:
        """Show all of it. 1 where something failed, else 0."""
        for url in self.site.sources:
            self._source(url)
        if self.bad:
            self._instead()
        self._selectors()
        self._changed()
        self._settled()
        self._propose()
        return 1 if self.failed else 0

    def _source(self, url: str) -> None:
        _say(f"{self.site.kind(url):8} {url}", "bold")
        try:
            fetched = self.fetcher.fetch(url, accept=ACCEPT_FEED)
            found = self._links(fetched, self.site.kind(url))
        except ScrapeError as error:
            self._trouble(error)
            self.bad.append(url)
            return
        if fetched.moved:
            self.proposals.append(f"it moved: put {fetched.moved} in the place of {url}")
        self._count(url, found)
        for link in found[:LOOK_AT]:
            self._article(link)

    def _links(self, fetched: Fetched, kind: str) -> list[Link]:
        page = Page(fetched.content, fetched.url, fetched.content_type)
        if kind != "sitemap":
            return links(page, self.site, "listing" if kind == "listing" else "feed")
        content = sitemaps.unpacked(fetched.content)
        if sitemaps.is_index(content):
            place = next(iter(sitemaps.places(Page(content, fetched.url))), "")
            return self._links(self.fetcher.fetch(place, accept=ACCEPT_FEED), kind)
        return sitemap_links(page, self.site, wiring.now() - _DAYS, wiring.now())

    def _count(self, url: str, found: list[Link]) -> None:
        dated = sum(bool(link.published) for link in found)
        _say(f"  {len(found)} links, {dated} with a date", "green")
        expect = self.site.expect
        kind = self.site.kind(url)
        least = expect.links_per_listing if kind == "listing" else expect.links_per_feed
        if kind != "sitemap" and len(found) < least:
            _say(f"  [expect] of the file says at least {least}", "yellow")
        was = next((one for one in self.before.get("sources", ()) if one["url"] == url), None)
        if was and was["shown"] and len(found) < was["shown"] / 2:
            _say(f"  it showed {was['shown']} at the worker's last look", "yellow")

    def _article(self, link: Link) -> None:
        try:
            fetched = self.fetcher.fetch(link.url)
            page = Page(fetched.content, fetched.url, fetched.content_type)
            self.pages.append(page)
            article = extract(page, self.site)
        except ScrapeError as error:
            _say(f"  ✗ {link.url}", "red")
            self._trouble(error, "drift" if error.code in _NO_ARTICLE else "")
            return
        if not isinstance(article, Article):
            _say(f"  ✗ {link.url}: a listing, not an article", "red")
            self.failed += 1
            return
        self.read.append(article)
        _say(f"  ✓ {output.visible(article.title)}", "green")
        said = article.published or "undated"
        _say(f"    {said}, lead {len(article.lead)}, body {len(article.body)} characters")
        if missing := [part for part in _PARTS if not getattr(article, part)]:
            _say(f"    lacks: {', '.join(missing)}", "yellow")

    def _trouble(self, error: ScrapeError, code: str = "") -> None:
        """`code`: whose step is to be taken, where it is not the error's own."""
        self.failed += 1
        _say(f"  {error.code}: {output.visible(str(error))}", "red")
        _say(f"  → {next_step(code or error.code, self.site.key)}", "yellow")

    def _instead(self) -> None:
        """What could be watched in the place of a source that fails: feeds and sitemaps that the paper names."""
        _say(f"home     {self.site.home}", "bold")
        named = {"feeds": self._named_feeds(), "sitemaps": self._named_sitemaps()}
        for key, places in named.items():
            known = set(self.site.sources)
            for place in [one for one in places if one not in known][:MOST_FEEDS]:
                self._try(key, place)
        if not self.proposals:
            self._home_as_listing()

    def _named_feeds(self) -> list[str]:
        try:
            home = self.fetcher.fetch(self.site.home)
        except ScrapeError as error:
            self._trouble(error)
            return []
        return feeds_of(Page(home.content, home.url, home.content_type))

    def _named_sitemaps(self) -> list[str]:
        try:
            return self.fetcher.sitemaps(self.site.home)
        except ScrapeError:
            return []  # the source's own failure has said why

    def _try(self, key: str, place: str) -> None:
        try:
            kind = key.removesuffix("s")
            found = self._links(self.fetcher.fetch(place, accept=ACCEPT_FEED), kind)
        except ScrapeError as error:
            _say(f"  {place}: {error.code}", "yellow")
            return
        _say(f"  {place}: {len(found)} links", "green")
        if len(found) >= ENOUGH:
            self.proposals.append(f"{key}: put {place} in the place of {self.bad[0]}")

    def _home_as_listing(self) -> None:
        try:
            found = self._links(self.fetcher.fetch(self.site.home), "listing")
        except ScrapeError:
            return
        if len(found) >= ENOUGH:
            said = (
                f"listings: put {self.site.home} in the place of {self.bad[0]} ({len(found)} links)"
            )
            self.proposals.append(said)

    def _selectors(self) -> None:
        """Selectors for what most of the pages lack, learnt from these very pages."""
        lacking = [
            part for part in _PARTS if 2 * sum(not getattr(a, part) for a in self.read) > len(self.read)
        ]  # fmt: skip
        if not (lacking or len(self.read) < len(self.pages) / 2) or len(self.pages) < 2:
            return
        try:
            learnt = learn(self.pages, self.site.key, self.site.home)
        except ScrapeError:
            return
        for rule in learnt.rules:
            self.proposals.append(f"[article] {rule.field} = {rule.selector!r}  # {rule.why}")
        if not learnt.rules and lacking:
            self.proposals.append(
                f"[article]: give selectors for {', '.join(lacking)}; none could be learnt from these pages"
            )

    def _changed(self) -> None:
        """What the pages yield now against what they yielded lately."""
        held = (self.before.get("yield") or {}).get("pages")
        if not held or not self.read:
            return
        for name, share in held["fields"].items():
            now = sum(bool(getattr(article, name)) for article in self.read) / len(self.read)
            if share >= 0.8 and now < share / 2:
                _say(
                    f"changed: {name} on {share:.0%} of the last pages, on {now:.0%} of these",
                    "yellow",
                )
        length = sorted(len(article.body) for article in self.read)[len(self.read) // 2]
        if length < held["body_chars"] / 4:
            _say(f"changed: bodies of {held['body_chars']} characters, now {length}", "yellow")

    def _settled(self) -> None:
        """Marks that need not stand in the file any longer."""
        if self.site.unchecked and not self.failed:
            self.proposals.append("all of it works: remove `unchecked` from the file")

    def _propose(self) -> None:
        if self.proposals:
            _say(f"proposed for sites/{self.site.key}.toml:", "bold")
        for line in dict.fromkeys(self.proposals):
            _say(f"  {line}", "cyan")


def _say(text: str, style: str = "") -> None:
    output.console().print(Text(output.visible(text), style=style), soft_wrap=True)
