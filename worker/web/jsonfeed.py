"""A Feed as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/) bytes. Pure."""

import json
from typing import Any

from worker.web.atom import moment
from worker.web.entry import Entry, Feed, html

MEDIA_TYPE = "application/feed+json; charset=utf-8"


def json_feed(feed: Feed) -> bytes:
    """The document, UTF-8. Ids are texts, as version 1.1 demands."""
    document: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.home_url,
        "feed_url": feed.self_url,
        "language": "vi",
        "items": [_item(item, feed.home_url) for item in feed.entries],
    }
    if feed.next_url:
        document["next_url"] = feed.next_url
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def _item(item: Entry, home: str) -> dict[str, Any]:
    way = item.page(home)
    said = {
        "id": item.uri,
        "url": item.url or way,
        "title": item.title,
        "summary": item.lead,
        "content_html": html(item),
        "date_published": moment(item.published),
        "date_modified": moment(item.updated),
        "authors": [
            {"name": name} for name in item.authors or filter(None, (item.agency or item.site,))
        ],
        "tags": [item.topic] if item.topic else [],
        "language": item.language,
    }
    extension = {
        "article": way,
        "published": item.published,
        "site": item.site,
        "agency": item.agency,
        "story": item.story_page(home) if item.story else "",
        "quotes": [{"quote": quote.text, "concept": quote.concept} for quote in item.quotes],
    }
    return {key: value for key, value in said.items() if value} | {"_diemtin": extension}
