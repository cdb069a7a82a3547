"""Judgement: is an article on topic, which story does it tell? Pure; knows no sockets and no store.

Who judges imports no more than that takes: grouping is `worker.topics.group`, the timeline `worker.topics.talks`.
"""

from worker.topics.evidence import Evidence
from worker.topics.judge import Verdict, judge
from worker.topics.load import BadTopic, load_topics
from worker.topics.topic import Topic

__all__ = ["BadTopic", "Evidence", "Topic", "Verdict", "judge", "load_topics"]
