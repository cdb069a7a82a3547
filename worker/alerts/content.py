"""What an alert says: the snapshot that is stored with it and that every channel sends. Pure.

It quotes, it never reprints: at most 300 characters of the lead and of each proving sentence.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final, Protocol
from urllib.parse import urlsplit

from scrapers.article import Article
from scrapers.text import clean

QUOTE: Final = 300
QUOTES: Final = 5
TITLE: Final = 300
INCIDENTS: Final = 50  # of an operators' message a mail shows so many; the page has all


class Proof(Protocol):
    """An item of a verdict's evidence: `worker.topics` has the value."""

    @property
    def quote(self) -> str: ...
    @property
    def field(self) -> str: ...
    @property
    def concept(self) -> str: ...
    @property
    def weight(self) -> float: ...


@dataclass(frozen=True, slots=True)
class Change:
    """What a development changed, in plain words, and the sentences that say so."""

    what: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """A topic and its name, a story and its title, an article's site key and the paper's name."""

    id: str
    name: str


def content(
    *,
    alert: str,
    kind: str,
    topic: Named,
    story: Named,
    article: Article,
    article_id: str,
    site: Named,
    evidence: Sequence[Proof],
    changed: Sequence[Change] = (),
    articles: int = 1,
    at: datetime,
    says: Mapping[str, str] = MappingProxyType({}),
) -> dict[str, Any]:
    """The snapshot, ready for JSON. `kind`: "story", "development" or "test"; `at`: when it was raised.

    `articles` is how many the story has, this one included. Of the evidence, what speaks for the
    topic: strongest first, a sentence once, with all that it stands for in `concept`, and in `says`
    in the words that the topic has for its concepts (`says`: concept → words).
    """
    return {
        "alert": alert,
        "kind": kind,
        "topic": {"id": topic.id, "name": one_line(topic.name, TITLE)},
        "story": {"id": story.id, "title": one_line(story.name, TITLE)},
        "article": _article(article, article_id, site),
        "evidence": _evidence(evidence, says),
        "changed": [_change(one) for one in changed],
        "articles": articles,
        "at": at.isoformat(timespec="seconds"),
    }


def trial(follower: str, at: datetime) -> dict[str, Any]:
    """The content of `diemtin alerts test`: says of itself that it is no news."""
    title = "Thư thử của Điểm tin"
    return {
        "alert": "l-test",
        "kind": "test",
        "topic": {"id": "test", "name": "Thử kênh báo tin"},
        "story": {"id": "s-test", "title": title},
        "article": {
            "id": "a-test",
            "title": title,
            "lead": f"Kênh báo tin của «{follower}» hoạt động. Đây không phải tin tức.",
            "url": "",
            "site": "Điểm tin",
            "published": at.isoformat(timespec="seconds"),
            "agency": "",
        },
        "evidence": [],
        "changed": [],
        "articles": 0,
        "at": at.isoformat(timespec="seconds"),
    }


def _article(article: Article, article_id: str, site: Named) -> dict[str, str]:
    lead = article.lead or article.body.partition("\n\n")[0]
    return {
        "id": article_id,
        "title": one_line(article.title, TITLE),
        "lead": one_line(lead, QUOTE),
        "url": web_address(article.url),
        "site": one_line(site.name or site.id, TITLE),
        "published": clean(article.published),
        "agency": one_line(article.agency, TITLE),
    }


def _evidence(evidence: Iterable[Proof], says: Mapping[str, str]) -> list[dict[str, str]]:
    """One entry a sentence: several concepts often stand on the same one."""
    sentences: dict[str, list[Proof]] = {}
    for proof in sorted(evidence, key=lambda one: -one.weight):
        quote = one_line(proof.quote, QUOTE)
        if proof.weight > 0 and (quote in sentences or len(sentences) < QUOTES):
            sentences.setdefault(quote, []).append(proof)
    return [_sentence(quote, proofs, says) for quote, proofs in sentences.items()]


def _sentence(quote: str, proofs: Sequence[Proof], says: Mapping[str, str]) -> dict[str, str]:
    concepts = list(dict.fromkeys(proof.concept for proof in proofs))
    words = [says.get(concept, concept.replace("_", " ")) for concept in concepts]
    return {
        "quote": quote,
        "field": proofs[0].field,
        "concept": ", ".join(concepts),
        "says": "; ".join(words),
    }


def _change(change: Change) -> dict[str, str]:
    return {
        "what": one_line(change.what, QUOTE),
        "before": one_line(change.before, QUOTE),
        "after": one_line(change.after, QUOTE),
    }


def web_address(url: str) -> str:
    """The URL if a reader may be sent there (http or https, no blanks), else ""."""
    if any(char.isspace() or not char.isprintable() for char in url):
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme.lower() in ("http", "https") and parts.hostname else ""


def one_line(text: str, longest: int) -> str:
    """One clean line of at most `longest` characters, cut between words."""
    line = clean(text)
    if len(line) <= longest:
        return line
    cut = line[: longest - 1]
    return (cut.rpartition(" ")[0] or cut).rstrip(" ,;:.–-") + "…"
