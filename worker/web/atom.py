"""A Feed as Atom 1.0 (RFC 4287) bytes. Pure; the same feed gives the same bytes."""

from datetime import datetime
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from worker.version import VERSION
from worker.web import hanoi
from worker.web.entry import Entry, Feed, html, legal

MEDIA_TYPE = "application/atom+xml; charset=utf-8"
_NS = "http://www.w3.org/2005/Atom"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
register_namespace("", _NS)


def atom(feed: Feed) -> bytes:
    """The document, UTF-8, with an XML declaration."""
    root = Element(_tag("feed"), {_LANG: "vi"})
    _text(root, "id", feed.home_url)
    _text(root, "title", feed.title)
    _text(root, "updated", moment(feed.updated))
    _link(root, "self", feed.self_url, "application/atom+xml")
    _link(root, "alternate", feed.home_url, "text/html")
    if feed.next_url:
        _link(root, "next", feed.next_url, "application/atom+xml")
    SubElement(root, _tag("generator"), {"version": VERSION}).text = "Diemtin"
    for item in feed.entries:
        _entry(root, item, feed.home_url)
    indent(root, " ")
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def _entry(root: Element, item: Entry, home: str) -> None:
    node = SubElement(root, _tag("entry"), {_LANG: item.language})
    _text(node, "id", item.uri)
    _text(node, "title", item.title)
    _text(node, "updated", moment(item.updated))
    if published := moment(item.published):
        _text(node, "published", published)
    for name in item.authors or tuple(filter(None, (item.agency or item.site,))) or ("Diemtin",):
        _text(SubElement(node, _tag("author")), "name", name)
    way = item.page(home)
    _link(node, "alternate", item.url or way, "text/html")
    _link(node, "related", way, "text/html")
    if item.story:
        label = item.story_title or item.story
        _empty(node, "category", term=item.story, scheme=f"{home}stories/", label=label)
        _link(node, "related", item.story_page(home), "text/html")
    if item.topic:
        _empty(node, "category", term=item.topic, scheme=f"{home}topics/")
    _text(node, "content", html(item), type="html")


def moment(when: str) -> str:
    """An ISO text as RFC 3339 wants it, at its own offset; a plain day begins at 00:00 in Hà Nội."""
    value = hanoi.local(when)
    if value is None:
        return ""
    if not isinstance(value, datetime):
        return f"{value.isoformat()}T00:00:00+07:00"
    return value.isoformat(timespec="seconds")


def _tag(name: str) -> str:
    return f"{{{_NS}}}{name}"


def _text(parent: Element, name: str, text: str, **attributes: str) -> None:
    SubElement(parent, _tag(name), attributes).text = legal(text)


def _empty(parent: Element, name: str, **attributes: str) -> None:
    SubElement(parent, _tag(name), {key: legal(value) for key, value in attributes.items()})


def _link(parent: Element, rel: str, href: str, kind: str) -> None:
    _empty(parent, "link", rel=rel, href=href, type=kind)
