"""The peers: each takes a page's bytes, as a crawler has them, and gives a Reading. One that is not installed is left out.

Each is asked for its best on Vietnamese where it can be told the language; a time without an offset is read as Hanoi's.
"""

import importlib
import logging
import warnings
from collections.abc import Callable
from datetime import datetime
from typing import Any

from scrapers.dates import HANOI
from tests.quality.extraction import Reading

Extractor = Callable[[bytes], Reading]


def trafilatura() -> Extractor:
    library = importlib.import_module("trafilatura")

    def read(content: bytes) -> Reading:
        found = library.bare_extraction(content, with_metadata=True, include_comments=False)
        return (
            Reading(found.text or "", found.title or "", found.date or "") if found else Reading()
        )

    return read


def readability() -> Extractor:
    library = importlib.import_module("readability")
    html = importlib.import_module("lxml.html")

    def read(content: bytes) -> Reading:
        document = library.Document(content)
        summary = html.fromstring(document.summary())
        return Reading("\n".join(summary.itertext()), document.short_title())

    return read


def boilerpy3() -> Extractor:
    extractor = importlib.import_module("boilerpy3.extractors").ArticleExtractor(
        raise_on_failure=False
    )

    def read(content: bytes) -> Reading:
        document = extractor.get_doc(_text(content))
        return Reading(document.content, document.title or "")

    return read


def newspaper4k() -> Extractor:
    library = importlib.import_module("newspaper")

    def read(content: bytes) -> Reading:
        article = library.Article("https://a.example/", language="vi", fetch_images=False)
        article.download(input_html=_text(content))
        article.parse()
        return Reading(article.text, article.title, _moment(article.publish_date))

    return read


def goose3() -> Extractor:
    goose = importlib.import_module("goose3").Goose(
        {"target_language": "vi", "use_meta_language": False, "enable_image_fetching": False}
    )

    def read(content: bytes) -> Reading:
        article = goose.extract(raw_html=_text(content))
        return Reading(
            article.cleaned_text, article.title or "", _moment(article.publish_datetime_utc)
        )

    return read


def justext() -> Extractor:
    library = importlib.import_module("justext")
    words = library.get_stoplist("Vietnamese")

    def read(content: bytes) -> Reading:
        blocks = library.justext(content, words)
        return Reading("\n".join(block.text for block in blocks if not block.is_boilerplate))

    return read


def resiliparse() -> Extractor:
    library = importlib.import_module("resiliparse.extract.html2text")

    def read(content: bytes) -> Reading:
        return Reading(library.extract_plain_text(_text(content), main_content=True))

    return read


def newsplease() -> Extractor:
    library = importlib.import_module("newsplease").NewsPlease

    def read(content: bytes) -> Reading:
        article = library.from_html(_text(content), url=None, fetch_images=False)
        return Reading(article.maintext or "", article.title or "", _moment(article.date_publish))

    return read


PEERS: dict[str, Callable[[], Extractor]] = {
    "trafilatura": trafilatura,
    "readability-lxml": readability,
    "boilerpy3": boilerpy3,
    "newspaper4k": newspaper4k,
    "goose3": goose3,
    "jusText": justext,
    "resiliparse": resiliparse,
    "news-please": newsplease,
}


def installed() -> tuple[dict[str, Extractor], dict[str, str]]:
    """The peers that can be imported, and why the others cannot."""
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    found: dict[str, Extractor] = {}
    missing: dict[str, str] = {}
    for name, make in PEERS.items():
        try:
            found[name] = _patient(make())
        except Exception as error:  # noqa: BLE001  whatever a peer raises, it is named and left out
            missing[name] = f"{type(error).__name__}: {error}"
    return found, missing


def _patient(extractor: Extractor) -> Extractor:
    """A page that a peer fails on is a page on which it finds nothing."""

    def read(content: bytes) -> Reading:
        try:
            return extractor(content)
        except Exception:  # noqa: BLE001
            return Reading()

    return read


def _text(content: bytes) -> str:
    return content.decode("utf-8", "replace")


def _moment(value: Any) -> str:
    if not isinstance(value, datetime):
        return ""
    return (value if value.tzinfo else value.replace(tzinfo=HANOI)).isoformat()
