"""From mentions to talks: what several sentences, articles and papers say of one talk, put together. Pure.

1. Mentions that name a day make the talks: same sides, same day, no other people, no other kind of contact.
2. Vaguer ones join the talk that they fit: a week or month around its day, a day without its year, a bare "sắp tới".
3. What fits none makes a talk of its own; several talks named at once make one only where they are a round of many sides.
4. Days that contradict each other about what must be one talk are put together and said so.

The mentions are sorted before anything else, so the order in which articles arrive cannot matter.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from scrapers.article import When
from scrapers.dates import day as day_of
from worker.topics.parties import Talks
from worker.topics.talks.cluster import SLIP, Cluster, cluster_of, fits, gap
from worker.topics.talks.joining import spans, undated, yearless
from worker.topics.talks.rounds import several
from worker.topics.talks.values import Day, Mention, Talk
from worker.topics.talks.vote import talk
from worker.topics.topic import Topic


def merge(mentions: Iterable[Mention], topic: Topic, today: When = "") -> tuple[Talk, ...]:
    """The talks that `mentions` report, by day. `today` (else the latest publication) tells which days are over."""
    words = topic.file.talks
    told = sorted(set(mentions))
    exact, rest = _parted(told, lambda one: bool(one.date and one.date.single and not one.many))
    clusters = _by_day(exact, words)
    clusters = _one_talk_two_days(clusters, words)
    for choose in (yearless, spans, undated):
        rest = choose(clusters, rest, words)
    rounds = several(clusters, rest, words)
    latest = today or max((one.published for one in told), default="")
    return _distinct(sorted((talk(one, words, latest) for one in [*clusters, *rounds]), key=_order))


def _distinct(talks: Sequence[Talk]) -> tuple[Talk, ...]:
    """Two talks of the same sides on one day whose first reports name nobody would share an id."""
    seen: Counter[str] = Counter()
    found = []
    for one in talks:
        seen[one.id] += 1
        again = seen[one.id]
        found.append(one if again == 1 else replace(one, id=f"{one.id}-{again}"))
    return tuple(found)


def _parted(
    told: Sequence[Mention], first: Callable[[Mention], bool]
) -> tuple[list[Mention], list[Mention]]:
    return [one for one in told if first(one)], [one for one in told if not first(one)]


def _order(one: Talk) -> tuple[str, ...]:
    return (
        one.date or min((e.published for e in one.evidence), default=""),
        one.id,
        *one.people,
    )


def _by_day(exact: Sequence[Mention], words: Talks) -> list[Cluster]:
    clusters: list[Cluster] = []
    days: dict[str, list[Cluster]] = defaultdict(list)
    for mention in sorted(exact, key=lambda one: (-len(one.people), -len(one.parties), one)):
        start = mention.date.start if mention.date else ""
        near = [one for day in _around(start, 1) for one in days[day]]
        home = next(
            (one for one in near if _same_day(one, mention) and fits(one, mention, words)), None
        )
        if home is None:
            clusters.append(cluster_of(mention, mention.date))
            days[start].append(clusters[-1])
        else:
            home.add(mention)
    return clusters


def _around(day: str, reach: int) -> list[str]:
    """The day, and those up to `reach` days before and after it, the day itself first."""
    middle = date.fromisoformat(day)
    shifts = sorted(range(-reach, reach + 1), key=abs)
    return [(middle + timedelta(days=shift)).isoformat() for shift in shifts]


def _same_day(cluster: Cluster, mention: Mention) -> bool:
    if cluster.day is None or mention.date is None or cluster.day.start == mention.date.start:
        return True
    nights = mention.night or any(one.night for one in cluster.told)
    return nights and "call" in cluster.forms


def _one_talk_two_days(clusters: list[Cluster], words: Talks) -> list[Cluster]:
    """Puts a stray report (one article) to the talk whose day it gets wrong by a day or two, or to that which was moved."""
    kept: list[Cluster] = []
    days: dict[str, list[Cluster]] = defaultdict(list)
    for cluster in sorted(clusters, key=lambda one: (-one.voices(), min(one.told))):
        near = [one for day in _days_of(cluster) for one in days[day]]
        home = next((one for one in near if _strays(cluster, one, words)), None)
        if home is None:
            kept.append(cluster)
            for day in _days_of(cluster, reach=0):
                days[day].append(cluster)
        else:
            for mention in cluster.told:
                home.add(mention)
            home.day = _newest_day(home)
    return kept


def _days_of(cluster: Cluster, reach: int = SLIP) -> list[str]:
    """Where to look for reports of the same talk: around its day, and on the days from which it was moved."""
    moved = [one.moved_from.start for one in cluster.told if one.moved_from is not None]
    return [*(_around(cluster.day.start, reach) if cluster.day else ()), *moved]


def _newest_day(cluster: Cluster) -> Day | None:
    """A move decides; without one the day with more articles stands."""
    moves = [one for one in cluster.told if one.moved_from is not None]
    return max(moves, key=lambda one: one.published).date if moves else cluster.day


def _strays(small: Cluster, large: Cluster, words: Talks) -> bool:
    if (
        not all(fits(large, one, words) for one in small.told)
        or small.day is None
        or large.day is None
    ):
        return False
    if _moved(small, large) or _moved(large, small):
        return True
    alone = small.voices() == 1 and large.voices() > 1
    marked = bool(small.people & large.people) or "council" in small.forms & large.forms
    return (
        alone
        and marked
        and gap(small.day, large.day) <= SLIP
        and not small.articles & large.articles
        and "call" not in small.forms
        and _near_in_print(small, large)
    )


def _moved(one: Cluster, other: Cluster) -> bool:
    return any(
        m.moved_from is not None and other.day is not None and m.moved_from.start == other.day.start
        for m in one.told
    )


def _near_in_print(one: Cluster, other: Cluster) -> bool:
    days = [day for mention in one.told if (day := day_of(mention.published)) is not None]
    others = [day for mention in other.told if (day := day_of(mention.published)) is not None]
    return bool(days and others) and min(abs((a - b).days) for a in days for b in others) <= SLIP
