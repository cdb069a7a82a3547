"""Mentions come back from the store as they went in."""

import json

from hypothesis import given, settings

from tests.worker.topics.talks.test_properties import reports
from worker.topics.talks import as_data, of_data


@settings(max_examples=60)
@given(reports())
def test_a_mention_comes_back_as_it_was(read, told):
    for day, text in told:
        for mention in read(text, day, "a-1"):
            stored = json.loads(json.dumps(as_data(mention)))
            assert of_data(stored, "a-1") == mention


def test_what_a_mention_leaves_open_is_not_stored(read):
    (mention,) = read("Nga từ chối đàm phán với NATO.", "2022-02-10")
    data = as_data(mention)
    assert "place" not in data
    assert "article" not in data
