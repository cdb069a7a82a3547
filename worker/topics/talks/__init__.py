"""The timeline: from sentences to mentions of talks, from mentions to talks, from two timelines to what changed. Pure."""

from worker.topics.talks.changes import changes
from worker.topics.talks.merge import merge
from worker.topics.talks.reading import mentions
from worker.topics.talks.values import Change, Day, Evidence, Mention, Talk

__all__ = ["Change", "Day", "Evidence", "Mention", "Talk", "changes", "mentions", "merge"]
