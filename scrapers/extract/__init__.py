"""Pages to articles: bytes, letters, blocks, roles. One road for HTML and plain text. Pure."""

from scrapers.extract.read import extract

__all__ = ["extract"]
