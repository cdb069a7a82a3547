"""What a site file may say: one newspaper, one file `seeds/sites/NAME.toml`.

A file is checked when it is read. A broken one is refused by name and key, with what to do about
it, and stops no other.
"""

import difflib
import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import ErrorDetails
from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from scrapers import urls
from scrapers.errors import BadSite, ScrapeError

_KEY = re.compile(r"[a-z0-9][a-z0-9_-]*")
_DURATION = re.compile(r"(\d{1,6})\s*([smhd])")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_SHORTEST, _LONGEST = 60, 86400
_PLAINLY = {  # pydantic's word for a finding, and ours
    "tuple_type": 'write a list: ["…", "…"]',
    "string_type": 'write a text in quotes: "…"',
    "int_type": "write a whole number, without quotes",
    "model_type": "write a table: [name] on a line of its own",
    "greater_than_equal": "too small: at least {ge}",
    "missing": "missing; every site file needs it",
}


def _seconds(value: object) -> object:
    """'90s', '10m', '2h', '1d' as seconds; a number is seconds already."""
    if isinstance(value, str):
        match = _DURATION.fullmatch(value.strip())
        if match is None:
            raise ValueError('write a number and a unit: "90s", "10m", "2h" or "1d"')
        value = int(match[1]) * _SECONDS[match[2]]
    if isinstance(value, int) and not _SHORTEST <= value <= _LONGEST:
        raise ValueError('at least "1m", at most "1d"')
    return value


def _address(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return urls.plain(value)
    except ScrapeError as error:
        raise ValueError(str(error)) from error


def _selector(value: object) -> object:
    if isinstance(value, str) and value:
        try:
            LexborHTMLParser("<p>").css(value)
        except SelectolaxError as error:
            raise ValueError(f"{value!r} is no CSS selector") from error
    return value


Kind = Literal["feed", "listing", "sitemap"]
Seconds = Annotated[int, BeforeValidator(_seconds)]
Address = Annotated[str, BeforeValidator(_address)]
Selector = Annotated[str, BeforeValidator(_selector)]


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Selectors(_Table):
    """CSS selectors, for papers where the generic reading of a page needs help.

    Each that is set must match once, or the layout has changed; `remove` takes away whatever it
    matches, also nothing.
    """

    title: Selector = ""
    lead: Selector = ""
    body: Selector = ""
    published: Selector = ""
    modified: Selector = ""
    authors: Selector = ""
    section: Selector = ""
    remove: tuple[Selector, ...] = Field(default=(), strict=False)


class Expect(_Table):
    """What the paper should yield; below it, that is reported (`diemtin sites`, the page, the operators)."""

    links_per_feed: int = Field(default=1, ge=1)
    links_per_listing: int = Field(default=1, ge=1)
    body_chars: int = Field(default=1, ge=1)


class Site(_Table):
    """One newspaper. `key` is the stem of its file; `every` is in seconds, None = found out.

    `unchecked` names what could not be held against a recorded page: keys of this file ("feeds",
    "article.lead") or addresses of it. `diemtin sites check NAME` settles them.
    """

    key: str
    name: str = Field(min_length=1, max_length=100)
    home: Address
    feeds: tuple[Address, ...] = Field(default=(), strict=False)
    listings: tuple[Address, ...] = Field(default=(), strict=False)
    sitemaps: tuple[Address, ...] = Field(default=(), strict=False)
    every: Seconds | None = None
    language: str = Field(default="vi", pattern=r"^[a-z]{2}$")
    mirror: bool = False
    """It prints what other papers wrote: beside them it is no source of its own for a story."""
    article: Selectors = Selectors()
    expect: Expect = Expect()
    unchecked: tuple[str, ...] = Field(default=(), strict=False)

    @model_validator(mode="after")
    def _has_a_source_and_none_twice(self) -> "Site":
        if not self.sources:
            raise ValueError(
                "feeds: give at least one address in `feeds`, in `listings` or in `sitemaps`"
            )
        for address in self.sources:
            if self.sources.count(address) > 1:
                raise ValueError(f"feeds: {address} stands here twice: keep one")
        return self

    @model_validator(mode="after")
    def _marks_what_is_there(self) -> "Site":
        known = _keys(type(self)) | set(self.sources)
        for mark in self.unchecked:
            if mark not in known and _spelled(mark) not in known:
                raise ValueError(
                    f"unchecked: {mark!r} is neither a key nor an address of this file"
                )
        return self

    @property
    def sources(self) -> tuple[str, ...]:
        """Every address that is polled: the feeds, the listings, then the sitemaps."""
        return (*self.feeds, *self.listings, *self.sitemaps)

    def kind(self, source: str) -> Kind:
        """What is promised at one of the `sources`."""
        if source in self.sitemaps:
            return "sitemap"
        return "listing" if source in self.listings else "feed"


def load_sites(folder: Path) -> tuple[dict[str, Site], list[BadSite]]:
    """The sites of a folder by key, in the order of their names, and what was wrong with the rest."""
    if not folder.is_dir():
        return {}, [
            BadSite(f"{folder}: there is no such folder; DIEMTIN_SEEDS names the one above it")
        ]
    sites: dict[str, Site] = {}
    errors: list[BadSite] = []
    owners: dict[str, str] = {}
    for path in sorted(folder.glob("*.toml")):
        try:
            site = read_site(path)
            _refuse_doubles(path, site, owners)
        except BadSite as error:
            errors.append(error)
        else:
            sites[site.key] = site
            owners |= dict.fromkeys(site.sources, path.name)
    return sites, errors


def read_site(path: Path) -> Site:
    """One site file. Raises BadSite, whose one line names the file and the key."""
    if not _KEY.fullmatch(path.stem):
        raise BadSite(f"{path}: name the file with a-z, 0-9, - and _ only, like vnexpress.toml")
    data = _toml(path)
    if "key" in data:
        raise BadSite(f"{path}: key: the file's name is the key; remove this line")
    try:
        return Site.model_validate({**data, "key": path.stem})
    except ValidationError as error:
        said = "; ".join(dict.fromkeys(_said(detail) for detail in error.errors()))
        raise BadSite(f"{path}: {said}") from error


def site_of(url: str, sites: Mapping[str, Site]) -> Site | None:
    """The site an address belongs to: same host (with or without www.) or a host below its own.

    Where papers share a host, the one whose home is the longer beginning of the address.
    """
    try:
        wanted = urls.canonical(url)
        name = _bare(urls.host(wanted))
    except ScrapeError:
        return None
    candidates = [site for site in sites.values() if _is_below(name, _home_host(site.home))]
    return max(candidates, key=lambda site: _closeness(wanted, site.home), default=None)


@lru_cache(maxsize=20_000)
def _home_host(home: str) -> str:
    return _bare(urls.host(home))


def _bare(host: str) -> str:
    return host.removeprefix("www.")


def _is_below(name: str, home: str) -> bool:
    return name == home or name.endswith("." + home)


def _closeness(url: str, home: str) -> tuple[int, int]:
    path = home.partition("://")[2].partition("/")[2]
    begins = url.partition("://")[2].partition("/")[2].startswith(path)
    return (len(_home_host(home)), len(path) if begins else -1)


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise BadSite(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise BadSite(f"{path}: line {line}: not UTF-8; save the file as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise BadSite(f"{path}: not TOML: {error}") from error


def _refuse_doubles(path: Path, site: Site, owners: Mapping[str, str]) -> None:
    for address in site.sources:
        if address in owners:
            raise BadSite(
                f"{path}: feeds: {address} stands in {owners[address]} too: keep it in one of them"
            )


def _spelled(mark: str) -> str:
    try:
        return urls.plain(mark)
    except ScrapeError:
        return mark


def _keys(model: type[BaseModel], prefix: str = "") -> set[str]:
    """Every key a file may have, tables written with a dot: {"feeds", "article.lead", …}."""
    keys: set[str] = set()
    for name, field in model.model_fields.items():
        keys.add(prefix + name)
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            keys |= _keys(field.annotation, f"{prefix}{name}.")
    return keys


def _said(detail: ErrorDetails) -> str:
    """One of pydantic's findings as `key: what to do`."""
    where = ".".join(str(part) for part in detail["loc"])
    if detail["type"] == "extra_forbidden":
        return f"{where}: no such key{_nearest(where, _keys(Site) - {'key'})}"
    plainly = _PLAINLY.get(detail["type"])
    message = plainly.format(**detail.get("ctx", {})) if plainly else detail["msg"]
    message = message.removeprefix("Value error, ")
    return " ".join(f"{where}: {message}".removeprefix(": ").split())


def _nearest(word: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(word, sorted(known), n=1, cutoff=0.5)
    return f"; did you mean {close[0]}?" if close else "; remove it"
