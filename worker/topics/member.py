"""An article as grouping sees it."""

from dataclasses import dataclass

from scrapers.article import Article, When
from worker.topics.talks import Mention, mentions
from worker.topics.topic import Topic


@dataclass(frozen=True, slots=True)
class Member:
    """`story` is "" until it has one; `seen` is when it came in. `said`: what was read in it of talks, None where nobody
    has read it for them yet."""

    id: str
    story: str = ""
    title: str = ""
    lead: str = ""
    body: str = ""
    published: When = ""
    seen: When = ""
    agency: str = ""
    site: str = ""
    said: tuple[Mention, ...] | None = None

    @property
    def called(self) -> str:
        """Its title, or how it begins, and its paper: for people."""
        text = self.title or self.lead or self.body
        return f"“{text[:80]}”" + (f" ({self.site})" if self.site else "")

    def talks(self, topic: Topic) -> tuple[Mention, ...]:
        """The mentions of talks in it, read now where they were not before."""
        if self.said is not None:
            return self.said
        article = Article(
            title=self.title, lead=self.lead, body=self.body, published=self.published
        )
        return mentions(article, topic, self.id) if topic.file.talks.parties else ()
