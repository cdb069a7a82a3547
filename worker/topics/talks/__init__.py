"""The timeline: from sentences to mentions of talks, from mentions to talks, and what an article changes. Pure."""

from worker.topics.talks.development import developments
from worker.topics.talks.merge import merge
from worker.topics.talks.neighbours import between
from worker.topics.talks.printed import Printed
from worker.topics.talks.report import Report, main_talk, opening_of
from worker.topics.talks.stored import as_data, of_data
from worker.topics.talks.undated import mentions
from worker.topics.talks.values import Change, Day, Evidence, Mention, Talk

__all__ = [
    "Change",
    "Day",
    "Evidence",
    "Mention",
    "Printed",
    "Report",
    "Talk",
    "as_data",
    "between",
    "developments",
    "main_talk",
    "mentions",
    "merge",
    "of_data",
    "opening_of",
]
