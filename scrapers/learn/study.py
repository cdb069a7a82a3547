"""From pages to a proposal."""

import re
from collections.abc import Iterable, Sequence

from pydantic import ValidationError

from scrapers import urls
from scrapers.article import Article, Page
from scrapers.errors import BadSite, NoArticle, ScrapeError
from scrapers.learn import boxes, fields, paper
from scrapers.learn.furniture import Furniture
from scrapers.learn.paper import Paper, Reading
from scrapers.learn.proposal import Proposal, Rule, Sample
from scrapers.learn.trial import Trial
from scrapers.site import Expect, Selectors, Site

_STEPS = (boxes.body, boxes.remove, fields.title, fields.lead, fields.published)
_KEY = re.compile(r"[a-z0-9][a-z0-9_-]*")
_NOT_IN_A_KEY = re.compile(r"[^a-z0-9_-]+")
_FEWEST = 2  # articles: what stands on one may be its own
_COMMON = frozenset(["www", "m", "mobile", "amp", "com", "net", "org", "gov", "edu", "vn", "rss"])


def learn(pages: Sequence[Page], key: str = "", home: str = "") -> Proposal:
    """What a few articles of one paper, its listings and feeds teach, in whatever order they come.

    1. Every page is read the generic way; feeds and listings are told from articles.
    2. Lines that stand on several articles, or that title other stories, are furniture.
    3. Selectors are tried on all articles at once and kept where they make the reading better.
    4. A selector without which nothing changes is dropped again.

    `key` is the stem of the site file; "" takes it from the paper's host. `home` is the paper's
    front page; "" takes it from the pages. Raises NoArticle where no page teaches anything, BadSite
    where no page names its address.
    """
    if key and not _KEY.fullmatch(key):
        raise BadSite(
            f"{key!r} cannot name a site file: use a-z, 0-9, - and _ only, like vnexpress"
        )
    known = paper.read(pages)
    if not known.articles and not known.listings:
        why = (
            "; ".join(dict.fromkeys(str(refused.error) for refused in known.refused))
            or "none given"
        )
        raise NoArticle(f"no article and no listing among {len(pages)} pages: {why}")
    home = home or paper.home(known)
    if not home:
        raise BadSite("no page names its address: say where the paper is, --home https://…/")
    site = _site(known, home, key or _key(home))
    furniture = Furniture(known)
    trial, rules = _selectors(known.articles, furniture, site)
    return Proposal(
        site=trial.site.model_copy(update={"expect": _expect(known, trial.results)}),
        rules=tuple(rules),
        samples=tuple(map(Sample, (r.page for r in trial.readings), trial.results)),
        listings=len(known.listings),
        left=_left(trial),
        refused=tuple(known.refused),
    )


def _selectors(
    articles: Sequence[Reading], furniture: Furniture, site: Site
) -> tuple[Trial, list[Rule]]:
    trial = Trial(articles, furniture, site, [reading.article for reading in articles])
    rules: list[Rule] = []
    for step in _STEPS if len(articles) >= _FEWEST else ():
        trial, added = step(trial)
        rules += added
    for rule in list(rules):
        without = trial.with_(**_without(trial.selectors, rule))
        if without is not None and not trial.changed(without):
            trial = without
            rules.remove(rule)
    return trial, rules


def _without(selectors: Selectors, rule: Rule) -> dict[str, object]:
    if rule.field == "remove":
        return {"remove": tuple(s for s in selectors.remove if s != rule.selector)}
    return {rule.field: ""}


def _site(known: Paper, home: str, key: str) -> Site:
    """Feeds seen or declared, listings seen, else the front page. Raises BadSite."""
    seen = _spelled(page.url for page, _ in known.feeds)
    feeds = _spelled([*seen, *known.declared])
    listed = _spelled(page.url or listing.url for page, listing in known.listings)
    listings = [url for url in listed if url not in feeds]
    checked = {*seen, *listings}
    if not feeds and not listings:
        listings = [home]
    languages = [reading.article.language for reading in known.articles] or ["vi"]
    try:
        return Site(
            key=key,
            name=paper.name(known, home),
            home=home,
            feeds=tuple(feeds),
            listings=tuple(listings),
            language=max(sorted(set(languages)), key=languages.count),
            unchecked=tuple(url for url in (*feeds, *listings) if url not in checked),
        )
    except ValidationError as error:
        raise BadSite(f"{key}: {error.errors()[0]['msg']}") from error


def _spelled(found: Iterable[str]) -> list[str]:
    """Each address once, as a site file has it; of http and https, the safe one."""
    spelled: dict[str, str] = {}
    for url in found:
        try:
            plain = urls.plain(url)
        except ScrapeError:
            continue
        bare = plain.partition("://")[2].removeprefix("www.")
        if bare not in spelled or (plain.startswith("https:") > spelled[bare].startswith("https:")):
            spelled[bare] = plain
    return list(spelled.values())


def _key(home: str) -> str:
    """ "https://www.vi-du.com.vn/" → "vi-du"."""
    own = urls.host(home).partition(":")[0].split(".")[:-1]  # without .vn, .info, .asia …
    labels = [part for part in own if part not in _COMMON]
    return _NOT_IN_A_KEY.sub("-", labels[-1] if labels else "paper").strip("-_") or "paper"


def _expect(known: Paper, results: Sequence[Article]) -> Expect:
    """Half of the least that was seen: below it something is wrong, above it is a quiet day."""
    return Expect(
        links_per_feed=_half(len(links) for _, links in known.feeds),
        links_per_listing=_half(len(listing.items) for _, listing in known.listings),
        body_chars=_half(len(article.body) for article in results),
    )


def _half(seen: Iterable[int]) -> int:
    half = min(seen, default=2) // 2
    return max(half - half % 10 if half > 20 else half, 1)


def _left(trial: Trial) -> tuple[str, ...]:
    lines = {
        block.text: trial.furniture.pages(block.text)
        for article in trial.results
        for block in trial.furniture.kept(article)
    }
    return tuple(sorted(lines, key=lambda line: (-lines[line], line))[:10])
