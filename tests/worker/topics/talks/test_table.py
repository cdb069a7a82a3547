"""The table `[talks]` of a topic file."""

from scrapers.article import Article
from worker.topics.talks import mentions

TABLE = """
[talks.parties.VN]
name = "Việt Nam"
aliases = ["Việt Nam"]
people = { "Trần Văn A" = ["ông A"] }

[talks.parties.LA]
name = "Lào"
aliases = ["Lào"]

[talks.places]
"Vientiane" = ["Viêng Chăn"]
"""
TEXT = Article(title="Việt Nam và Lào sẽ đàm phán tại Viêng Chăn ngày 16/2", published="2022-02-10")


def test_another_topic_has_its_own_parties_and_places(load, river):
    topics, _ = load(river + TABLE)
    (mention,) = mentions(TEXT, topics["river"], "a")
    assert (mention.parties, mention.place) == (("VN", "LA"), "Vientiane")


def test_a_topic_without_the_table_has_no_timeline(load, river):
    topics, _ = load(river)
    assert mentions(TEXT, topics["river"], "a") == ()


def test_a_misspelt_key_is_named(load, river):
    _, bad = load(river + TABLE.replace("aliases", "alias"))
    assert "talks.parties.VN.alias" in bad[0]
