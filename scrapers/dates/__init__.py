"""Dates: when a page was published, and which days the words of a text mean. Pure."""

from scrapers.dates.moments import HANOI, day, moment, published
from scrapers.dates.phrases import DateExpression, expressions
from scrapers.dates.sane import sane

__all__ = ["HANOI", "DateExpression", "day", "expressions", "moment", "published", "sane"]
