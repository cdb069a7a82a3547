"""A proposal as the text of a site file: TOML, with what speaks for each line as comments."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from scrapers.article import Page
from scrapers.learn.proposal import Proposal, Rule, Sample
from scrapers.site import Expect
from scrapers.text import clean

_WIDTH = 100


def toml(proposal: Proposal, names: Mapping[Page, str] | None = None) -> str:
    """The site file. `names` are what pages without an address are called in its comments."""
    called = names or {}
    sections = (
        _head(proposal, called), _keys(proposal), _article(proposal), _expect(proposal), _samples(proposal, called)
    )  # fmt: skip
    return "\n\n".join("\n".join(lines) for section in sections if (lines := list(section))) + "\n"


def _head(proposal: Proposal, names: Mapping[Page, str]) -> Iterator[str]:
    articles = len(proposal.samples)
    seen = f"{_count(articles, 'article')} and {_count(proposal.listings, 'listing')}"
    yield f"# Proposed by `diemtin sites learn` from {seen}."
    yield f"# Review it, then keep it as seeds/sites/{proposal.site.key}.toml and settle what is"
    yield f"# unchecked: diemtin sites check {proposal.site.key}"
    if articles < 2:
        yield "# Furniture shows where articles are compared: no selectors were looked for. Give two or more."
    for refused in proposal.refused:
        yield _comment(f"Not used: {_called(refused.page, names)}: {refused.error}")


def _keys(proposal: Proposal) -> Iterator[str]:
    site = proposal.site
    yield f"name = {_text(site.name)}"
    yield f"home = {_text(site.home)}"
    for key in ("feeds", "listings"):
        if getattr(site, key):
            yield f"{key} = {_list(getattr(site, key))}"
    if site.language != "vi":
        yield f"language = {_text(site.language)}"
    if site.unchecked:
        yield f"unchecked = {_list(site.unchecked)}"


def _article(proposal: Proposal) -> Iterator[str]:
    rules = proposal.rules
    if rules:
        yield "[article]"
    for rule in rules:
        if rule.field != "remove":
            yield _comment(rule.why)
            yield f"{rule.field} = {_text(rule.selector)}"
    removed = [rule for rule in rules if rule.field == "remove"]
    if removed:
        yield from _remove(removed)
    for line in proposal.left:
        yield _comment(f"Still read as text, no selector tells it from the text round it: “{line}”")


def _remove(rules: Sequence[Rule]) -> Iterator[str]:
    yield "remove = ["
    for rule in rules:
        yield f"  {_text(rule.selector)},  {_comment(rule.why)}"
    yield "]"


def _expect(proposal: Proposal) -> Iterator[str]:
    """What was not seen keeps its default."""
    stated = {
        key: value
        for key, value in proposal.site.expect.model_dump().items()
        if value != Expect.model_fields[key].default
    }
    if stated:
        yield "[expect]  # half of the least that was seen"
    for key, value in stated.items():
        yield f"{key} = {value}"


def _samples(proposal: Proposal, names: Mapping[Page, str]) -> Iterator[str]:
    if proposal.samples:
        yield "# What is read with this file:"
    for sample in sorted(proposal.samples, key=lambda sample: _called(sample.page, names)):
        yield from _sample(sample, _called(sample.page, names))


def _sample(sample: Sample, name: str) -> Iterator[str]:
    article = sample.article
    yield "#"
    yield _comment(name or article.url or "a page without an address")
    yield _comment(article.title or "(none)", "title")
    yield _comment(article.published or "(none)", "published")
    yield _comment(article.lead or "(none)", "lead")
    yield _comment(f"{len(article.body):,} characters: {article.body}", "body")


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"


def _called(page: Page, names: Mapping[Page, str]) -> str:
    return names.get(page, page.url)


def _comment(text: str, label: str = "") -> str:
    """One line: a page cannot break out of it, nor steer the terminal."""
    line = "".join(c if c.isprintable() else " " for c in clean(text[: 4 * _WIDTH]))
    line = line if len(line) <= _WIDTH else line[:_WIDTH].rsplit(" ", 1)[0] + " …"
    return f"#   {label:10} {line}" if label else f"# {line}"


def _list(values: Iterable[str]) -> str:
    inside = [_text(value) for value in values]
    if len(inside) == 1:
        return f"[{inside[0]}]"
    return "[\n" + "".join(f"  {value},\n" for value in inside) + "]"


def _text(value: str) -> str:
    """A TOML string: JSON's escapes are TOML's as well."""
    return json.dumps(clean(value), ensure_ascii=False)
