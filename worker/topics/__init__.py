"""Judgement: is an article on topic, which story does it tell? Pure; knows no sockets and no store."""

from worker.topics.evidence import Evidence
from worker.topics.group import group
from worker.topics.judge import Verdict, judge
from worker.topics.load import BadTopic, load_topics
from worker.topics.member import Member
from worker.topics.place import Decision
from worker.topics.sketch import sketch
from worker.topics.topic import Topic

__all__ = [
    "BadTopic",
    "Decision",
    "Evidence",
    "Member",
    "Topic",
    "Verdict",
    "group",
    "judge",
    "load_topics",
    "sketch",
]
