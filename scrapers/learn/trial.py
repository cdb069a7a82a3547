"""A trial: all articles of a paper read with a site file, beside how they were read before."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from scrapers.article import Article
from scrapers.errors import ScrapeError
from scrapers.extract import extract
from scrapers.learn.furniture import Furniture
from scrapers.learn.paper import Reading
from scrapers.site import Selectors, Site

_LOSS = 0.02  # share of an article's own text that a better reading may cost


@dataclass(slots=True)
class Trial:
    """`results` are the articles as they are read with `selectors`, in the order of `readings`."""

    readings: Sequence[Reading]
    furniture: Furniture
    site: Site
    results: list[Article]

    @property
    def selectors(self) -> Selectors:
        return self.site.article

    def with_(self, **selectors: object) -> "Trial | None":
        """The same articles read with other selectors; None where one of them cannot be read so."""
        site = self.site.model_copy(
            update={"article": self.site.article.model_copy(update=selectors)}
        )
        results = []
        for reading in self.readings:
            try:
                article = extract(reading.page, site)
            except ScrapeError:
                return None
            if not isinstance(article, Article):
                return None
            results.append(article)
        return Trial(self.readings, self.furniture, site, results)

    def changed(self, other: "Trial") -> list[int]:
        """The numbers of the articles that are read differently."""
        pairs = zip(self.results, other.results, strict=True)
        return [i for i, (one, two) in enumerate(pairs) if _facts(one) != _facts(two)]

    def leaked(self) -> int:
        """Characters of furniture that are read as text."""
        kept = (self.furniture.kept(article) for article in self.results)
        return sum(len(block.text) for blocks in kept for block in blocks)

    def is_cleaner(
        self, before: "Trial", lost: float = _LOSS, besides: Collection[int] = ()
    ) -> bool:
        """No article lost more than the share `lost` of its own text, and none has more furniture.

        The numbers `besides` are not looked at.
        """
        return all(
            _own(self, after, was) >= (1 - lost) * sum(self.furniture.own(was).values())
            and len(self.furniture.kept(after)) <= len(self.furniture.kept(was))
            for i, (after, was) in enumerate(zip(self.results, before.results, strict=True))
            if i not in besides
        )


def _own(trial: Trial, after: Article, was: Article) -> int:
    """How much of the own text that was read before is still read."""
    before = trial.furniture.own(was)
    return sum(before[k] for k in trial.furniture.own(after) if k in before)


def _facts(article: Article) -> tuple[str, str, str, str]:
    return article.title, article.lead, article.body, article.published
