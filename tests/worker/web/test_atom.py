from xml.etree import ElementTree

import feedparser
from hypothesis import given
from hypothesis import strategies as st

from worker.web.atom import atom
from worker.web.entry import Feed, entry
from worker.web.jsonfeed import json_feed

ANY = st.text(max_size=30)


def feed_of(text: str, when: str = "2022-01-11T08:09:00+07:00") -> Feed:
    article = {
        "id": "a-1", "title": text, "url": text, "lead": text, "published": when, "authors": [text],
        "updated": "2022-01-11T23:41:00.000000+00:00", "site": "songhong", "agency": text, "language": "vi",
        "story": "s-1", "topic": "t", "evidence": [{"quote": text, "concept": text}],
    }  # fmt: skip
    one = entry(article, {"songhong": text}, {"s-1": text})
    return Feed(
        "Điểm tin", "http://localhost/", "http://localhost/feed.atom", "", one.updated, (one,)
    )


@given(ANY)
def test_any_text_makes_a_well_formed_feed(text: str):
    [node] = ElementTree.fromstring(atom(feed_of(text))).iter("{http://www.w3.org/2005/Atom}entry")
    assert node.findtext("{http://www.w3.org/2005/Atom}id") == "tag:diemtin.local,2026:a-1"


@given(ANY)
def test_any_text_makes_a_json_feed(text: str):
    json_feed(feed_of(text)).decode("utf-8")


@given(ANY)
def test_a_time_that_is_none_is_left_out(when: str):
    [found] = feedparser.parse(atom(feed_of("Nga", when))).entries
    assert "published" not in found or found.published_parsed


def test_the_same_feed_gives_the_same_bytes():
    assert atom(feed_of("Nga")) == atom(feed_of("Nga"))
