"""The story of the talk that an article reports, where its words find none, or another one. Pure."""

from collections.abc import Callable, Iterator, Mapping, Set

from worker.topics.bond import UNDONE, within
from worker.topics.likeness import near
from worker.topics.place import Decision, Place
from worker.topics.shelf import Near, Shelf

CLOSE = 10.0  # days: reports so near to each other tell together what their story is about

Known = Mapping[str, Near]
Members = Callable[[str], Set[str]]


def sharing(
    id_: str,
    event: Decision,
    known: Known,
    shelf: Shelf,
    places: Mapping[str, Place],
    members: Members,
) -> Decision | None:
    """The story to join for its talk, None where `event`, what likeness says, stands.

    Likeness comes first, for a talk draws many stories. But what calls a talk off, or moves it, is never left among
    reports of other things.
    """
    for strength, other in _bonds(known, shelf, places):
        story = places[other].story
        if story == event.story:
            return None
        if not _about_it(id_, story, known, shelf, places, members):
            continue
        if event.story is not None and not _undoes(id_, event.story, known, shelf, members):
            return None
        reason = f"the same talk as {shelf[other].member.called}"
        return Decision(story, other, round(strength, 4), reason, "event")
    return None


def _bonds(known: Known, shelf: Shelf, places: Mapping[str, Place]) -> Iterator[tuple[float, str]]:
    """The first report of each story that is about the talk, the surest first."""
    seen: set[str] = set()
    bound = ((-near.bond, shelf[other].order, other) for other, near in known.items() if near.bond)
    for strength, _, other in sorted(bound):
        place = places[other]
        if place.kind != "copy" and place.story not in seen:
            seen.add(place.story)
            yield -strength, other


def _about_it(
    id_: str,
    story: str,
    known: Known,
    shelf: Shelf,
    places: Mapping[str, Place],
    members: Members,
) -> bool:
    """Are at least half of the story's reports of talks about this one, or the day from which it was moved? So none
    swallows a series of rounds."""
    own = shelf[id_]
    others = [
        other
        for other in members(story) - {id_}
        if places[other].kind != "copy"
        and shelf[other].subject is not None
        and shelf[other].order < own.order
        and (near(shelf[other], own, CLOSE) or within(shelf[other].subject, own.subject))
    ]
    bound = [other for other in others if other in known and known[other].bond]
    before = {day for other in bound if (told := shelf[other].subject) for day in told.moved}
    moved = [other for other in others if other not in bound and _day(shelf, other) in before]
    return 2 * (len(bound) + len(moved)) >= len(others)


def _day(shelf: Shelf, id_: str) -> str:
    """The first day (ISO) of the talk that the article is about, "" for none."""
    told = shelf[id_].subject
    return told.day.start if told is not None and told.day is not None else ""


def _undoes(id_: str, story: str, known: Known, shelf: Shelf, members: Members) -> bool:
    """Does it call off or move a talk of which no report of this other story speaks?"""
    own = shelf[id_].subject
    undone = own is not None and own.news and (own.status in UNDONE or bool(own.moved))
    return undone and not any(one in known and known[one].bond for one in members(story))
