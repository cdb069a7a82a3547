"""Several talks told as one: "cả ba cuộc đàm phán tuần trước". Pure."""

from collections.abc import Sequence

from worker.topics.parties import Talks
from worker.topics.talks.cluster import Cluster, cluster_of, length, overlap, vague
from worker.topics.talks.values import Day, Mention


def several(clusters: list[Cluster], rest: Sequence[Mention], words: Talks) -> list[Cluster]:
    """Several talks told as one: evidence beside each talk inside their time; of many sides, a round of its own."""
    found: list[Cluster] = []
    for mention in sorted(rest, key=lambda one: (length(one.date), one)):
        if mention.date is None or mention.date.yearless:
            continue
        inside = [
            one
            for one in clusters
            if one.day and overlap(one.day, mention.date) and _part_of(one, mention, words)
        ]
        home = next((one for one in found if _same_round(one, mention)), None)
        if home is not None:
            home.add(mention)
        elif len(inside) > 1 and (vague(mention, words)):
            found.append(cluster_of(mention, _hull(inside)))
            found[-1].parties.update(party for one in inside for party in one.parties)
        else:
            for one in inside:
                one.beside.append(mention)
    return found


def _part_of(cluster: Cluster, mention: Mention, words: Talks) -> bool:
    sides = {party for party in mention.parties if not words.parties[party].bloc}
    bloc = len(sides) < len(mention.parties)
    return sides <= cluster.parties if bloc else cluster.parties <= sides


def _same_round(cluster: Cluster, mention: Mention) -> bool:
    return (
        cluster.day is not None and mention.date is not None and overlap(cluster.day, mention.date)
    )


def _hull(clusters: Sequence[Cluster]) -> Day:
    start = min(one.day.start for one in clusters if one.day)
    end = max(one.day.end for one in clusters if one.day)
    return Day(start, end, f"{start}/{end}" if start != end else start)
