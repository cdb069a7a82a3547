"""Headlines of a page that is known to be a listing, however it is built. Pure.

The plain way: links of the site whose words are those of a headline. It is what is left when a
listing's layout defies reading; a paper that redesigned its pages must not fall silent.
"""

from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from scrapers import dates, urls
from scrapers.article import Link, Page, When
from scrapers.extract.charset import decode
from scrapers.extract.guard import check
from scrapers.text import clean, syllables

HEADLINE = 7  # syllables; the names of sections and topics have fewer
MOST_TEASER = 2000  # characters; some carry whole articles
_LONGEST = 60
_CLIMB = 5  # elements between a link and the card that it stands in
_FURNITURE = "nav, footer, header nav, form, noscript, script, style, template"


def headlines(page: Page, home: str) -> list[Link]:
    """The links of `home`'s site that read like headlines, in their order, none twice.

    Raises BadPage where the bytes are no page.
    """
    check(page.content)
    tree = LexborHTMLParser(decode(page.content, page.content_type))
    for node in tree.css(_FURNITURE):
        node.decompose()
    no_news = {urls.join(page.url, page.url), urls.join(page.url, "/"), home}
    anchors = tree.css("a[href]")
    owners = _owners(anchors)
    found: dict[str, Link] = {}
    for node in anchors:
        url, title = urls.join(page.url, _href(node)), _title(node)
        if not url or not title or url in found or url in no_news:
            continue
        if urls.same_site(url, home or page.url):
            box = _box(node, owners)
            found[url] = Link(url, title, _teaser(box, node), _published(box))
    return list(found.values())


def _href(node: LexborNode) -> str:
    return node.attributes.get("href") or ""


def _above(node: LexborNode) -> Iterator[LexborNode]:
    parent = node.parent
    for _ in range(_CLIMB):
        if parent is None or parent.tag in {"body", "html", "main"}:
            return
        yield parent
        parent = parent.parent


def _owners(anchors: list[LexborNode]) -> dict[int, str]:
    """For each element close above a link, where the links in it lead; "" where to several places."""
    owners: dict[int, str] = {}
    for node in anchors:
        href = _href(node)
        for element in _above(node):
            if owners.setdefault(element.mem_id, href) != href:
                owners[element.mem_id] = ""
    return owners


def _title(node: LexborNode) -> str:
    """The first of the link's words, its tooltip and its picture's that read like a headline."""
    picture = node.css_first("img[alt]")
    for said in (
        node.text(separator=" "),
        node.attributes.get("title"),
        picture.attributes.get("alt") if picture is not None else None,
    ):
        title = clean(said or "")
        if HEADLINE <= len(syllables(title)) <= _LONGEST:
            return title
    return ""


def _box(node: LexborNode, owners: dict[int, str]) -> LexborNode:
    """The largest element around a link in which no link leads elsewhere."""
    box = node
    for element in _above(node):
        if owners[element.mem_id] != _href(node):
            break
        box = element
    return box


def _teaser(box: LexborNode, link: LexborNode) -> str:
    """The first paragraph beside the headline that is long enough to be a sentence."""
    own = clean(link.text(separator=" "))
    for node in box.css("p, [class*=sapo], [class*=desc], [class*=lead], [class*=summary]"):
        text = clean(node.text(separator=" "))
        if len(syllables(text)) >= HEADLINE and text not in own and own not in text:
            return text[:MOST_TEASER]
    return ""


def _published(box: LexborNode) -> When:
    for node in box.css("time, [class*=time], [class*=date]"):
        said = node.attributes.get("datetime") or node.text(separator=" ")
        if found := dates.published(said):
            return found
    return ""
