"""One address for one article: the same page is found under one spelling, two pages never merge.

Every rule takes away what cannot name an article (tracking, AMP and mobile doubles); nothing that
might is touched: the path keeps its case, unknown parameters stay, in their order.
"""

import ipaddress
import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple, NoReturn
from urllib.parse import quote, urljoin, urlsplit

from scrapers.errors import ScrapeError
from scrapers.text import syllables

MAX_LENGTH = (
    4096  # browsers and servers agree on less; beyond it an address is an attack or a mistake
)

_DEFAULT_PORT = {"http": 80, "https": 443}
_EDGES = " \t\r\n\f\v\u00a0\u200b\ufeff"  # feeds wrap their links in these
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_PATH_SAFE = "/:@!$&'()*+,;=-._~%[]"
_QUERY_SAFE = _PATH_SAFE + "?"
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})?")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_BREAKS = re.compile(r"[\t\r\n]")
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")

# Most addresses are spelled plainly as they stand: nothing in them to be escaped, resolved or left out.
_WAY = re.compile(r"(?:/(?!\.)[A-Za-z0-9_~.-]*+)++")
_PORT = r"(?::(?:[1-5][0-9]{4}|[1-9][0-9]{3}))?"  # of four or five digits: no scheme's own
_PLAIN = re.compile(rf"https?://{_LABEL.pattern}(?:\.{_LABEL.pattern})*+{_PORT}{_WAY.pattern}")
_SHORT = 253  # characters: no part of such an address is too long

# What papers, networks and mailers add to count clicks; none of these names an article anywhere.
_TRACKING = re.compile(
    r"""utm_\w+ | vn_(?:source|medium|campaign|term|thumb|content)      # VnExpress
      | fbclid | fb_(?:action_ids|action_types|source|ref) | mibextid | igshid | igsh
      | gclid | gclsrc | gbraid | wbraid | dclid | gad_source | gad_campaignid | _ga | _gl | _gac
      | zarsrc | gidzl | zalo_share_id | zsource                        # Zalo
      | msclkid | yclid | ysclid | twclid | ttclid | li_fat_id | epik | s_kwcid
      | mc_[ce]id | mkt_tok | _hs(?:enc|mi) | vero_(?:id|conv) | oly_(?:enc|anon)_id
      | at_(?:medium|campaign|format|type|bbc_team|link_\w+|ptr_\w+)    # BBC
      | xtor | maca | cmpid                                             # RFI, DW, others
      | jsessionid | phpsessid""",
    re.VERBOSE | re.IGNORECASE,
)
_AMP_PARAMETER = re.compile(r"(?:amp(?:=(?:1|true)?)?|outputtype=amp)", re.IGNORECASE)
_SESSION_IN_PATH = re.compile(r";jsessionid=[^/;?]*", re.IGNORECASE)
_DOUBLE_HOST = re.compile(r"(?:amp|m|mobile)\.(?=.)")
_AMP_SUFFIX = re.compile(r"(.*)/amp/?", re.IGNORECASE | re.DOTALL)
_AMP_PREFIX = re.compile(r"/amp(/.*)", re.IGNORECASE | re.DOTALL)
_NAMES_AN_ARTICLE = re.compile(
    r"\d{4,}[^/]*/?$|\.(?:s?html?|vnp|vov|aspx?|php|ldo|tpo|epi)$", re.IGNORECASE
)
_SECOND_LEVEL = {"com", "net", "org", "gov", "edu", "info", "co", "ac", "biz", "int", "pro", "name"}


class _Parts(NamedTuple):
    scheme: str
    host: str  # lower case, ASCII; IPv6 in brackets
    port: int | None  # None where it is the scheme's own
    path: str
    query: str
    fragment: str


def canonical(url: str) -> str:
    """The one spelling of an article's address. Idempotent.

    Raises ScrapeError(code="bad_url") for anything but http(s), for credentials, control
    characters and rubbish; its message never holds credentials.
    """
    parts = _parts(url)
    path = _without_amp(_SESSION_IN_PATH.sub("", parts.path))
    query = "&".join(piece for piece in _pieces(parts.query) if not _is_tracking(piece))
    return _spell(parts._replace(host=_main_host(parts.host), path=path, query=query))


def plain(url: str) -> str:
    """An address checked and spelled plainly, meaning what it meant: for feeds, listings, redirects.

    Raises ScrapeError(code="bad_url") as `canonical` does.
    """
    if len(url) <= _SHORT and _PLAIN.fullmatch(url):
        return url
    return _spell(_parts(url))


def fragment(title: str) -> str:
    """The name of a headline's place on its page: "Nga, NATO họp" → "nga-nato-hop". Case, marks and signs do not count."""
    return quote("-".join(syllables(title)))


def at(url: str, title: str) -> str:
    """The address of the story with that headline on the page `url`: a browser opens the page."""
    return url if "#" in url else f"{url}#{fragment(title)}"


def host(url: str) -> str:
    """`host[:port]` in lower case; the port only where it is not the scheme's own."""
    parts = _parts(url)
    return _authority(parts)


def join(base: str, href: str) -> str | None:
    """The absolute http(s) address that `href` means on the page `base`, or None where it is none."""
    href = _BREAKS.sub("", href.strip(_EDGES))  # as browsers do
    if not href or href.startswith("#"):
        return None
    try:
        if len(href) <= _SHORT and _WAY.fullmatch(href) and not href.startswith("//"):
            return _origin(base) + href
        if len(href) <= _SHORT and _PLAIN.fullmatch(href):
            return href
        return plain(urljoin(base, href))
    except (ScrapeError, ValueError):
        return None


@lru_cache(maxsize=64)
def _origin(base: str) -> str:
    """Scheme, host and port. Raises ScrapeError."""
    parts = _parts(base)
    return f"{parts.scheme}://{_authority(parts)}"


def same_site(url: str, home: str) -> bool:
    """Is an address on the host of `home`, with or without www. or m., or on a host below it?"""
    try:
        name, own = (host(canonical(u)).removeprefix("www.") for u in (url, home))
    except ScrapeError:
        return False
    return name == own or name.endswith("." + own)


def as_at(url: str, home: str) -> str:
    """An address as its paper's home is written: http or https, with www. or without.

    Only where both are the same host otherwise; what else the paper runs keeps its own spelling.
    """
    there, here = _parts(home), _parts(url)
    if there.host.removeprefix("www.") != here.host.removeprefix("www.") or there.port != here.port:
        return url
    return _spell(here._replace(scheme=there.scheme, host=there.host))


def shown(url: str) -> str:
    """An address fit for a message or a log: short, escaped, without credentials."""
    if "@" in url:
        url = "…@" + url.rpartition("@")[2]
    cut = url if len(url) <= 200 else url[:199] + "…"
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in cut)


@lru_cache(maxsize=2048)  # one request asks half a dozen times about one address
def _parts(url: str) -> _Parts:
    url = unicodedata.normalize("NFC", url.strip(_EDGES))
    if len(url) > MAX_LENGTH:
        _refuse(url, f"longer than {MAX_LENGTH} characters")
    if _CONTROL.search(url):
        _refuse(url, "it has control characters")
    try:
        split = urlsplit(url)
        port = split.port
    except ValueError:
        _refuse(url, "it cannot be read")
    scheme = split.scheme.lower()
    if scheme not in _DEFAULT_PORT:
        _refuse(url, "only http:// and https:// are fetched")
    if "@" in split.netloc:
        _refuse(url, "it carries a user name or password")
    name = _host_name(split.netloc, url)
    return _Parts(
        scheme=scheme,
        host=name,
        port=None if port in {None, _DEFAULT_PORT[scheme]} else port,
        path=_without_dots(_escaped(split.path, _PATH_SAFE)) or "/",
        query=_escaped(split.query, _QUERY_SAFE),
        fragment=_escaped(split.fragment, _QUERY_SAFE),
    )


def _host_name(netloc: str, url: str) -> str:
    if netloc.startswith("["):
        return _ipv6(netloc[1:].partition("]")[0], url)
    name = netloc.partition(":")[0].rstrip(".").lower()
    if not name.isascii():
        try:
            name = name.encode("idna").decode("ascii").lower()
        except UnicodeError:
            _refuse(url, "its host is no name")
    if len(name) > 253 or not all(_LABEL.fullmatch(label) for label in name.split(".")):
        _refuse(url, "its host is no name")
    return name


def _ipv6(text: str, url: str) -> str:
    try:
        return (
            f"[{ipaddress.IPv6Address(text.partition('%')[0])}]"  # a zone means this machine's only
        )
    except ValueError:
        _refuse(url, "its host is no address")


def _refuse(url: str, why: str) -> NoReturn:
    raise ScrapeError(f"not an address that can be used: {shown(url)!r}: {why}", code="bad_url")


def _spell(parts: _Parts) -> str:
    query = "&".join(_pieces(parts.query))
    text = f"{parts.scheme}://{_authority(parts)}{parts.path}"
    if query:
        text += f"?{query}"
    if parts.fragment.startswith("!"):  # "#!/bai/12": an address of its own in one-page sites
        text += f"#{parts.fragment}"
    return text


def _authority(parts: _Parts) -> str:
    return parts.host if parts.port is None else f"{parts.host}:{parts.port}"


def _pieces(query: str) -> list[str]:
    """The parameters as they stand; an `&amp;` that was escaped once too often is read as `&`."""
    pieces = (re.sub(r"^(?:amp;)+", "", piece) for piece in query.split("&"))
    return [piece for piece in pieces if piece]


def _is_tracking(piece: str) -> bool:
    name = piece.partition("=")[0]
    return bool(_TRACKING.fullmatch(name) or _AMP_PARAMETER.fullmatch(piece))


def _escaped(text: str, safe: str) -> str:
    """One spelling of the escapes: unreserved characters bare, the others %XX in capitals, UTF-8."""
    return quote(_ESCAPE.sub(_escape, text), safe=safe)


def _escape(match: re.Match[str]) -> str:
    if match[1] is None:
        return "%25"
    byte = int(match[1], 16)
    return chr(byte) if byte in _UNRESERVED else f"%{match[1].upper()}"


def _without_dots(path: str) -> str:
    """RFC 3986, 5.2.4, for absolute paths; doubled slashes stay, they may mean something."""
    if "/." not in path:
        return path
    kept: list[str] = []
    segments = path.split("/")[1:]
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in {".", ".."}:
        kept.append("")
    return "/" + "/".join(kept)


def _main_host(name: str) -> str:
    """Without the `m.` or `amp.` of a double; what is left must still be somebody's own name."""
    match = _DOUBLE_HOST.match(name)
    if match is None:
        return name
    rest = name[match.end() :]
    labels = rest.split(".")
    needed = 3 if len(labels[-1]) == 2 and labels[-2:-1] and labels[-2] in _SECOND_LEVEL else 2
    # an address (m.1.2.3.4 is none) and a name that ends in digits have no double
    return _main_host(rest) if len(labels) >= needed and not labels[-1].isdigit() else name


def _without_amp(path: str) -> str:
    """`/bai-1234.html/amp` and `/amp/bai-1234.html` are doubles; `/amp` alone is a page about amps."""
    for pattern in (_AMP_SUFFIX, _AMP_PREFIX):
        match = pattern.fullmatch(path)
        if match and _NAMES_AN_ARTICLE.search(match[1]):
            return _without_amp(match[1])
    return path
