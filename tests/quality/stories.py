"""How well articles become stories: through the commands themselves, on a store of their own.

`stories.*` is what a reader of `diemtin stories` gets (an article that is judged off stands alone);
`grouping.*` joins the same articles whatever their verdict, so it says what grouping alone is worth.
"""

from collections.abc import Iterator, Mapping, Sequence

from tests.quality.exam import Labelled
from tests.quality.figure import Figure
from tests.quality.program import Program
from tests.quality.scores import b_cubed, harmonic
from worker.topics import Topic
from worker.topics.group import arrange
from worker.topics.member import Member
from worker.topics.place import Place
from worker.topics.shelf import Shelf

Stories = Mapping[str, str]
"""The story of each article, by their ids."""


def told(labelled: Sequence[Labelled], topic: Topic) -> Stories:
    """What `diemtin ingest` and `diemtin stories` make of the articles."""
    with Program() as diemtin:
        diemtin.ingest_rows([one.row for one in labelled])
        rows = diemtin.json("stories", "--topic", topic.key, "--limit", "1000000")
    return {article["id"]: row["id"] for row in rows for article in row["articles"]}


def joined(labelled: Sequence[Labelled], topic: Topic, *, backwards: bool = False) -> Stories:
    """Grouping alone, as they come in by the order of publication or against it."""
    members = [_member(one) for one in labelled if one.group]
    members.sort(key=lambda m: (m.published[:10], m.id), reverse=backwards)
    shelf, places = Shelf(topic), dict[str, Place]()
    for member in members:
        shelf.put(member)
        moved = arrange(shelf, places, member.id).moved
        places |= {id_: place for id_, (_, place) in moved.items()}
    return {id_: place.story for id_, place in places.items()}


def _member(one: Labelled) -> Member:
    a = one.article
    return Member(a.id, "", a.title, a.lead, a.body, a.published, a.published, a.agency, a.site)


def figures(labelled: Sequence[Labelled], stories: Stories, topic: Topic) -> list[Figure]:
    groups = {one.article.id: one.group for one in labelled if one.group}
    return [
        *_figures("stories", groups, stories),
        *_figures("grouping", groups, joined(labelled, topic)),
        _figures("grouping.backwards", groups, joined(labelled, topic, backwards=True))[-1],
    ]


def _figures(name: str, groups: Mapping[str, str], stories: Stories) -> list[Figure]:
    precision, recall = b_cubed(groups, stories)
    about = f"B³, {len(groups)} articles, {len(set(groups.values()))} events"
    return [
        Figure(f"{name}.precision", precision, about),
        Figure(f"{name}.recall", recall, about),
        Figure(f"{name}.f1", harmonic(precision, recall), about),
    ]


def lines(labelled: Sequence[Labelled], stories: Stories) -> Iterator[str]:
    """The events that were split or merged."""
    groups = {one.article.id: one.group for one in labelled if one.group}
    for event in sorted(set(groups.values())):
        own = [one for one in groups if groups[one] == event]
        parts = {stories.get(one, f"alone {one}") for one in own}
        others = {groups[one] for one in groups if stories.get(one) in parts} - {event}
        if len(parts) > 1 or others:
            merged = f", merged with {', '.join(sorted(others))}" if others else ""
            alone = sum(one not in stories for one in own)
            yield f"      {event}: {len(own)} articles in {len(parts)} stories ({alone} in none){merged}"
