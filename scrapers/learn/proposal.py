"""What was learnt of a paper: the site file, why each selector stands in it, what came out."""

from dataclasses import dataclass

from scrapers.article import Article, Page
from scrapers.errors import ScrapeError
from scrapers.site import Site


@dataclass(frozen=True, slots=True)
class Rule:
    """One selector of the site file, and what it does that the generic reading does not."""

    field: str
    selector: str
    why: str


@dataclass(frozen=True, slots=True)
class Sample:
    """A page as it is read with the proposed file."""

    page: Page
    article: Article


@dataclass(frozen=True, slots=True)
class Refused:
    """A page that taught nothing, and why."""

    page: Page
    error: ScrapeError


@dataclass(frozen=True, slots=True)
class Proposal:
    """A site file to be reviewed, with the reasons for what it says.

    `left` are lines that stand on several articles, are still read as text, and that no selector
    tells from the text round them.
    """

    site: Site
    rules: tuple[Rule, ...] = ()
    samples: tuple[Sample, ...] = ()
    listings: int = 0
    left: tuple[str, ...] = ()
    refused: tuple[Refused, ...] = ()
