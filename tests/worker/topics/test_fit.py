import math
from dataclasses import replace

import pytest

from scrapers.article import Article
from worker.topics import Topic, judge
from worker.topics.fit import Sample, Shown, Weights, held_out, learn, shown, written
from worker.topics.fit.write import NotWritten
from worker.topics.load import compiled
from worker.topics.topic import Relevance

TALKS = Article(title="Lào, Việt Nam đàm phán")
DAMS = Article(title="Lào xây thủy điện")
FOOTBALL = Article(title="Giải bóng đá sinh viên khai mạc")
TALKS_, DAMS_, FOOTBALL_ = 0, 1, 2


@pytest.fixture
def topic(river: str) -> Topic:
    return compiled("river", river)


def learnt(topic: Topic, *labels: tuple[Article, Relevance]) -> Weights:
    return learn(shown([Sample(article, said) for article, said in labels], topic), topic)


def test_an_article_shows_the_signals_that_judging_finds(topic: Topic) -> None:
    (found,) = shown([Sample(TALKS, "core")], topic)
    verdict = judge(TALKS, topic)
    names = list(topic.file.signals)
    assert {names[place] for place, _ in found.signals} == {one.concept for one in verdict.evidence}


def test_learnt_weights_score_as_judging_does(topic: Topic) -> None:
    (found,) = shown([Sample(TALKS, "core")], topic)
    weights = Weights(
        topic.file.bias, tuple(signal.weight for signal in topic.file.signals.values())
    )
    assert weights.score(found) == pytest.approx(judge(TALKS, topic).score)


def test_a_text_shows_the_same_as_title_lead_or_body(topic: Topic) -> None:
    text = "Lào, Việt Nam đàm phán về đập"
    articles = [Article(title=text), Article(lead=text), Article(body=text)]
    found = list(shown([Sample(article, "core") for article in articles], topic))
    assert found[0] == found[1] == found[2]


def test_without_labels_the_priors_stand(topic: Topic) -> None:
    believed = tuple(signal.believed for signal in topic.file.signals.values())
    assert learn([], topic) == Weights(-4.0, believed)


def test_a_label_moves_the_weights_of_what_it_shows_and_no_other(topic: Topic) -> None:
    before, after = learn([], topic), learnt(topic, (DAMS, "core"))
    assert after.signals[DAMS_] > before.signals[DAMS_]
    assert after.signals[TALKS_] == before.signals[TALKS_]
    assert after.signals[FOOTBALL_] == before.signals[FOOTBALL_]


def test_a_signal_keeps_its_sign_whatever_the_labels_say(topic: Topic) -> None:
    labels: list[tuple[Article, Relevance]] = [(DAMS, "off"), (FOOTBALL, "core")]
    weights = learnt(topic, *labels * 200)
    assert weights.signals[DAMS_] == pytest.approx(0.0, abs=1e-9)
    assert weights.signals[FOOTBALL_] == pytest.approx(0.0, abs=1e-9)


def test_the_order_of_the_labels_changes_nothing_to_speak_of(topic: Topic) -> None:
    labels: list[tuple[Article, Relevance]] = [(TALKS, "core"), (DAMS, "off"), (FOOTBALL, "off")]
    one, other = learnt(topic, *labels), learnt(topic, *reversed(labels))
    assert one.signals == pytest.approx(other.signals, abs=1e-3)


def test_the_weights_are_the_likeliest(topic: Topic) -> None:
    """No small step in any direction explains the labels and the priors better."""
    samples = list(
        shown([Sample(TALKS, "core"), Sample(DAMS, "core"), Sample(FOOTBALL, "off")], topic)
    )
    best = learn(samples, topic)
    for place in range(3):
        for step in (-0.05, 0.05):
            moved = list(best.signals)
            moved[place] += step
            assert _cost(samples, replace(best, signals=tuple(moved)), topic) > _cost(
                samples, best, topic
            )


def _cost(samples: list[Shown], weights: Weights, topic: Topic) -> float:
    believed = [signal.believed for signal in topic.file.signals.values()]
    pull = sum((w - p) ** 2 for w, p in zip(weights.signals, believed, strict=True))
    loss = sum(
        one.worth * math.log1p(math.exp(-weights.logit(one) if one.core else weights.logit(one)))
        for one in samples
    )
    return loss + 0.35 * pull + 0.1 * (weights.bias + 4.0) ** 2


def test_a_held_out_score_knows_nothing_of_its_own_label(topic: Topic) -> None:
    texts = [Sample(DAMS, "core"), Sample(FOOTBALL, "off")]
    flipped = [Sample(DAMS, "off"), Sample(FOOTBALL, "off")]
    one = held_out(list(shown(texts, topic)), ["a", "b"], [], topic)
    other = held_out(list(shown(flipped, topic)), ["a", "b"], [], topic)
    assert one[0] == other[0]
    assert one[1] != other[1]


def test_articles_of_one_key_are_held_out_together(topic: Topic) -> None:
    texts = list(shown([Sample(DAMS, "core"), Sample(DAMS, "core")], topic))
    assert held_out(texts, ["a", "a"], [], topic) == [learn([], topic).score(texts[0])] * 2


def test_weights_go_back_between_the_comments(river: str, topic: Topic) -> None:
    text = river.replace("weight = 2.0", "weight = 2.0  # dams matter")
    made = written(text, Weights(-3.456, (1.234, 0.0, -5.0)), topic)
    assert made == (
        text.replace("bias = -3.0", "bias = -3.46")
        .replace("weight = 3.0", "weight = 1.23")
        .replace("weight = 2.0", "weight = 0.00")
        .replace("weight = -4.0", "weight = -5.00")
    )


def test_what_a_person_believed_stays_in_the_file(river: str) -> None:
    text = river.replace("weight = 2.0", "weight = 2.0\nprior = 1.5")
    topic = compiled("river", text)
    assert topic.file.signals["dams"].believed == 1.5
    assert "weight = 0.50\nprior = 1.5" in written(text, Weights(-3.0, (1.0, 0.5, -1.0)), topic)


def test_a_weight_that_has_no_line_of_its_own_is_named(river: str) -> None:
    table = (
        '[signals.dams]\nsays = "dams are the matter"\nall = ["dam", "upstream|downstream"]\n'
        "weight = 2.0\n"
    )
    inline = '[signals]\ndams = { says = "dams", all = ["dam"], weight = 2.0 }\n'
    text = river.replace(table, "").replace("[signals.talks]", inline + "\n[signals.talks]")
    topic = compiled("river", text)
    with pytest.raises(NotWritten, match="dams"):
        written(text, Weights(-3.0, (2.5, 1.0, -1.0)), topic)
