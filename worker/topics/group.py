"""Which story does an article tell? Pure, and the same whatever the order in which articles come in.

The articles are gone through in the order of publication (what has no date comes last); each
1. goes where the earlier article went whose text it holds, or which holds its text;
2. else joins the story whose reports of the last days are, on average, most alike to it, if enough;
3. else the story of the talk of which it reports (`sharing`);
4. else opens a story.
A copy says nothing that its original did not: it counts in no average.

An article that comes in late takes its place in that order, and what was published after it is gone through
again, as far as the change reaches. Merging two events loses an alert, splitting one sends a needless second: so
the first is made harder.
"""

import heapq
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from worker.topics.likeness import near
from worker.topics.member import Member
from worker.topics.place import Decision, Place
from worker.topics.sharing import sharing
from worker.topics.shelf import Near, Order, Shelf
from worker.topics.topic import Topic


@dataclass(frozen=True, slots=True)
class Arranged:
    """The new article, and those that stand elsewhere or otherwise since it came, in the order of publication.

    Where they stand now: a story that is new has a name that begins with `FRESH`.
    """

    moved: Mapping[str, tuple[Decision, Place]]


FRESH = "new "
COPY_DAYS = 10.0  # how far back an article may be whose copy another is


def group(article: Member, candidates: Sequence[Member], topic: Topic) -> Decision:
    """The story among `candidates` (articles that have one) that `article`, the last to come in, belongs to."""
    known = [c for c in candidates if c.story and c.id != article.id]
    shelf = Shelf(topic)
    for member in (*known, article):
        shelf.put(member)
    return _Going(shelf, {c.id: Place(c.story) for c in known}).decide(article.id, last=True)


def arrange(shelf: Shelf, places: Mapping[str, Place], article: str) -> Arranged:
    """Put `article` among those that have their places; all of them are on the shelf."""
    going = _Going(shelf, dict(places))
    return going.through(article)


@dataclass(slots=True)
class _Going:
    """One going-through: the places as they become, and the articles still to be decided."""

    shelf: Shelf
    places: dict[str, Place]
    decisions: dict[str, Decision] = field(default_factory=dict)
    members: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    todo: list[Order] = field(default_factory=list)

    def _members(self, story: str) -> set[str]:
        """The articles of a story."""
        if not self.members:
            members = self.members
            for id_, place in self.places.items():
                members[place.story].add(id_)
        return self.members[story]

    def through(self, article: str) -> Arranged:
        before = dict(self.places)
        last = self.shelf.last(self.places)
        self.todo = [self.shelf[article].order]
        while self.todo:
            order = heapq.heappop(self.todo)
            touched = self._settle(order[-1])
            if touched and order < last:
                self._again(order, touched)
        # one that came back to where it was has not moved
        moved = [id_ for id_ in self.decisions if before.get(id_) != self.places[id_]]
        moved.sort(key=lambda id_: self.shelf[id_].order)
        return Arranged({id_: (self.decisions[id_], self.places[id_]) for id_ in moved})

    def _settle(self, id_: str) -> set[str]:
        """Decide one article; the stories that this changed."""
        decision = self.decide(id_)
        old = self.places.get(id_)
        new = Place(decision.story or self._own(id_, old), decision.kind)
        if new == old:
            return set()
        touched = {new.story}
        if old is not None:
            touched.add(old.story)
            self._members(old.story).discard(id_)
        self._members(new.story).add(id_)
        self.places[id_], self.decisions[id_] = new, decision
        return touched

    def _own(self, id_: str, old: Place | None) -> str:
        """The story that it opens: its own where it opened one before."""
        return old.story if old is not None and old.kind == "opens" else FRESH + id_

    def _again(self, order: Order, touched: set[str]) -> None:
        """Whatever was published later and may be moved by a change of these stories."""
        threshold = self.shelf.topic.file.stories.threshold
        members = {id_ for story in touched for id_ in self._members(story)} | {order[-1]}
        reached = {
            other
            for id_ in members
            for other, found in self.shelf.near(id_).items()
            if other in self.places and (found.copied or found.bond or found.like >= threshold)
        }
        waiting = set(self.todo)
        for id_ in members | reached:
            later = self.shelf[id_].order
            if later > order and later not in waiting:
                heapq.heappush(self.todo, later)

    def decide(self, id_: str, *, last: bool = False) -> Decision:
        """What the articles before it (`last`: all others) say."""
        order = self.shelf[id_].order
        known = {
            other: found
            for other, found in self.shelf.near(id_).items()
            if other in self.places and (last or self.shelf[other].order < order)
        }
        copy = self._copy(id_, known, last=last)
        if copy is not None:
            return copy
        event = self._event(id_, known, last=last)
        return sharing(id_, event, known, self.shelf, self.places, self._members) or event

    def _copy(self, id_: str, known: Mapping[str, Near], *, last: bool) -> Decision | None:
        own = self.shelf[id_]
        copies = [
            (-found.copied, self.shelf[other].order)
            for other, found in known.items()
            if found.copied and (last or near(own, self.shelf[other], COPY_DAYS))
        ]
        if not copies:
            return None
        share, (*_, other) = min(copies)
        reason = f"the same report: {-share:.0%} of the shorter text stands in {self.shelf[other].member.called}"
        return Decision(self.places[other].story, other, round(-share, 4), reason, "copy")

    def _event(self, id_: str, known: Mapping[str, Near], *, last: bool) -> Decision:
        found = self._nearest(id_, known, last=last)
        if found is None:
            return Decision(None, None, 0.0, "a new story: nothing of these days is near it")
        mean, best, other = found
        if mean < self.shelf.topic.file.stories.threshold:
            reason = f"a new story: the nearest is {self.shelf[other].member.called}, likeness {mean:.2f}, too little"
            return Decision(None, other, round(mean, 4), reason)
        reason = f"the same event as {self.shelf[other].member.called}: likeness {best:.2f}, with the whole story {mean:.2f}"
        return Decision(self.places[other].story, other, round(mean, 4), reason, "event")

    def _nearest(
        self, id_: str, known: Mapping[str, Near], *, last: bool
    ) -> tuple[float, float, str] | None:
        """The story most alike: its mean likeness, that of its most similar report, and that report."""
        alike: defaultdict[str, list[tuple[float, Order, str]]] = defaultdict(list)
        for other, found in known.items():
            place = self.places[other]
            if found.like and place.kind != "copy":
                alike[place.story].append((-found.like, self.shelf[other].order, other))
        nearest: tuple[float, Order, float, str] | None = None
        for best, order, other in sorted(map(min, alike.values())):
            if nearest is not None and best > nearest[0]:
                break  # no mean is above its best
            story = self.places[other].story
            total = math.fsum(like for like, *_ in alike[story])
            mean = round(total / self._reports(id_, story, last=last), 9)
            nearest = min(nearest or (0.0, order, best, other), (mean, order, best, other))
        return None if nearest is None else (-nearest[0], -nearest[2], nearest[3])

    def _reports(self, id_: str, story: str, *, last: bool) -> int:
        """How many reports of the story, copies apart, lie before this article and in its days."""
        own, days = self.shelf[id_], self.shelf.topic.file.stories.window_days
        return sum(
            self.places[other].kind != "copy"
            and other != id_
            and (last or self.shelf[other].order < own.order)
            and near(own, self.shelf[other], days)
            for other in self._members(story)
        )
