"""Where the vaguer mentions belong: days without a year, weeks and months, announcements without any date. Pure."""

from collections.abc import Sequence
from datetime import date

from scrapers.article import When
from scrapers.dates import day as day_of
from worker.topics.parties import Talks
from worker.topics.talks.cluster import SLIP, Cluster, cluster_of, fits, gap, length, overlap, vague
from worker.topics.talks.values import Day, Mention

SOON = 45  # days: a talk announced as "sắp tới" lies within
RECENT = 5  # days: a talk told without its day is at most so old
LONG_AGO = 120  # days: a talk recalled ("sau cuộc gặp") is at most so old
WEEKEND = 3  # days
FAR = 10_000
QUIET = 45  # days without a word after which an offer is a new one


def yearless(clusters: list[Cluster], rest: Sequence[Mention], words: Talks) -> list[Mention]:
    """A day without its year is that of the one talk on this day of some year; where there are more, or none, it stays out."""
    left: dict[tuple[str, ...], Cluster] = {}
    others: list[Mention] = []
    for mention in rest:
        if mention.date is None or not mention.date.yearless:
            others.append(mention)
            continue
        homes = [
            one
            for one in clusters
            if one.day and one.day.start[4:] == mention.date.start[1:] and fits(one, mention, words)
        ]
        if len(homes) == 1:
            homes[0].add(mention)
        elif not homes:
            key = (*mention.parties, mention.date.start)
            left.setdefault(key, Cluster()).add(mention)
    clusters.extend(left.values())
    return others


def spans(clusters: list[Cluster], rest: Sequence[Mention], words: Talks) -> list[Mention]:
    """A week or a month goes to the talk inside it, else to the vague talk that it overlaps, else makes one; the shortest first."""
    others = [one for one in rest if one.date is None or one.many or vague(one, words)]
    aside = set(others)
    spans = [one for one in rest if one not in aside]
    for mention in sorted(spans, key=lambda one: (length(one.date), one)):
        homes = [
            one
            for one in clusters
            if one.day
            and not one.day.yearless
            and (overlap(one.day, mention.date) or _beside(one, mention))
            and fits(one, mention, words)
        ]
        if homes:
            min(homes, key=lambda one: (_distance(one, mention), one.day or Day("", "", ""))).add(
                mention
            )
        else:
            clusters.append(cluster_of(mention, mention.date))
    return others


def _beside(cluster: Cluster, mention: Mention) -> bool:
    """ "Cuối tuần này" in a title, "thứ Sáu" below it: the same article, and a day or two apart."""
    day, span = cluster.day, mention.date
    if day is None or span is None or day.yearless or mention.article not in cluster.articles:
        return False
    ends = (Day(span.start, span.start, ""), Day(span.end, span.end, ""))
    return length(span) < WEEKEND and min(gap(day, end) for end in ends) < SLIP


def _distance(cluster: Cluster, mention: Mention) -> int:
    """How far a talk is from the mention's publication, on the side on which its status looks."""
    own, day = day_of(mention.published), cluster.day
    if own is None:
        return 0
    if day is None:
        return FAR
    ahead = (date.fromisoformat(day.start) - own).days
    if ahead < 0 and day.end >= own.isoformat():
        return 0
    looks_ahead = mention.status not in ("held", "")
    return (
        ahead
        if looks_ahead and ahead >= 0
        else -ahead
        if not looks_ahead and ahead <= 0
        else FAR + abs(ahead)
    )


def undated(clusters: list[Cluster], rest: Sequence[Mention], words: Talks) -> list[Mention]:
    """A bare mention goes to the talk about to come, or just over; an offer with none makes a talk without a day."""
    loose: list[Cluster] = []
    others: list[Mention] = []
    for mention in rest:
        if mention.date is not None or mention.many or vague(mention, words):
            others.append(mention)
            continue
        homes = _restated(clusters, mention) or [
            one
            for one in clusters
            if fits(one, mention, words)
            and _distance(one, mention) <= _reach(mention)
            and _place_agrees(one, mention)
        ]
        homes = _there(homes, mention) or homes
        if (
            homes
            and not mention.published
            and (
                len(homes) > 1
                or mention.status not in ("planned", "held")
                or _still_ahead(homes[0], mention)
            )
        ):
            continue  # a text without any date of its own could mean either
        if homes:
            min(homes, key=lambda one: (_distance(one, mention), one.day or Day("", "", ""))).add(
                mention
            )
        elif _opens(mention):
            _among(loose, mention, words)
    clusters.extend(loose)
    return others


def _still_ahead(cluster: Cluster, mention: Mention) -> bool:
    """Does its own article speak of this talk as to come? Then what it says was held is another."""
    own = {told.status for told in cluster.told if told.article == mention.article}
    return mention.status == "held" and "planned" in own and "held" not in own


def _restated(clusters: Sequence[Cluster], mention: Mention) -> list[Cluster]:
    """The one talk of which the same article says the same with its day: a title leaves it to the lead."""
    found = [
        one
        for one in clusters
        if mention.status
        and any(
            told.article == mention.article
            and told.status == mention.status
            and set(told.parties) == set(mention.parties)
            for told in one.told
        )
    ]
    return found if len(found) == 1 and _opens(mention) else []


def _there(homes: Sequence[Cluster], mention: Mention) -> list[Cluster]:
    """Those of the homes that are told of the mention's own place."""
    return [
        one for one in homes if mention.place and any(mention.place == m.place for m in one.told)
    ]


def _opens(mention: Mention) -> bool:
    """Does it report a talk by itself, though without a day? A plan does where it says who meets; a memory never does."""
    return mention.status not in ("", "planned", "held") or (
        len(mention.people) > 1 if mention.status == "planned" else not mention.recalled
    )


def _place_agrees(cluster: Cluster, mention: Mention) -> bool:
    """What is recalled from long ago is told by its place: "thượng đỉnh ở Alaska"."""
    places = {one.place for one in cluster.told if one.place}
    return not mention.recalled or not mention.place or not places or mention.place in places


def _reach(mention: Mention) -> int:
    """How many days off the talk of a mention without a date may be."""
    if mention.status in ("planned", "postponed", "cancelled"):
        return SOON
    if mention.status in ("proposed", "refused"):
        return 0
    return LONG_AGO if mention.recalled else RECENT


def _among(loose: list[Cluster], mention: Mention, words: Talks) -> None:
    """Offers and refusals between the same sides are one matter while they go on; two meetings without a day are two."""
    for one in loose:
        last = one.told[-1]
        apart = _print_gap(last.published, mention.published)
        offers = {last.status, mention.status} <= {"proposed", "refused", "cancelled", "postponed"}
        if frozenset(last.parties) == frozenset(mention.parties) and (
            (offers and apart <= QUIET)
            or (last.status == mention.status and fits(one, mention, words) and apart <= SLIP)
        ):
            one.add(mention)
            return
    loose.append(cluster_of(mention))


def _print_gap(one: When, other: When) -> int:
    a, b = day_of(one), day_of(other)
    return abs((a - b).days) if a and b else 0
