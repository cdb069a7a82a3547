"""Round-ups: which part of a headline or a lead that joins several reports belongs to the topic. Pure."""

import re
from collections.abc import Iterator

from scrapers.text import even, lower
from worker.topics.topic import Topic

_SERIES = re.compile(r"[^:|;.]{3,40}\d[^:|;.\s]{0,6}:\s+(?=\S)")
_PARTS = re.compile(r"\s*[;|]\s+")


def own(text: str, topic: Topic) -> str:
    """NFC `text` without the name of its series ("Tin thế giới 3-12:") and without the reports of other things.

    Reports stand apart by ";" or "|"; those stay that name what nearly every article of the topic names. A
    text that holds one report, or none of the topic, stays whole.
    """
    series = _SERIES.match(text)
    bare = text[series.end() :] if series else text
    parts = [part for part in _PARTS.split(bare) if part.strip()]
    if len(parts) < 2:
        return bare
    return "; ".join(_topical(parts, topic)) or bare


def _topical(parts: list[str], topic: Topic) -> Iterator[str]:
    for part in parts:
        spelled = even(part)
        mentions = topic.matcher.mentions(spelled, lower(spelled))
        if any(mention.bits & topic.common for mention in mentions):
            yield part
