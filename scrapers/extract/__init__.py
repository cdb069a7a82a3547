"""Pages to articles: bytes, letters, blocks, roles. One road for HTML and plain text. Pure."""

from scrapers.extract.read import extract, stories

__all__ = ["extract", "stories"]
