"""What a feed or a sitemap says of one article, before it is read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One item as it stands: `title` and `teaser` may hold HTML, `published` and `modified` are raw.

    `modified` says when the page was changed, which is no publication.
    """

    href: str
    title: str = ""
    teaser: str = ""
    published: str = ""
    modified: str = ""
