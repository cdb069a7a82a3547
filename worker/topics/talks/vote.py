"""What the mentions of one talk say together: each field by the most articles, contradictions named. Pure."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from scrapers.article import When
from scrapers.dates import day as day_of
from worker.topics.parties import Talks
from worker.topics.talks.cluster import Cluster, voice_of
from worker.topics.talks.naming import identity, title
from worker.topics.talks.triggers import SPECIFIC
from worker.topics.talks.values import Day, Evidence, Mention, Talk

OVERDUE = "no report of its outcome"
MOVED = "moved from"
# of two statuses told on the same day the one further to the right is the news
_RANK = ("proposed", "planned", "refused", "postponed", "cancelled", "held")


def talk(cluster: Cluster, words: Talks, latest: When) -> Talk:
    """The talk that `cluster` reports; `latest` is the day up to which reports have come in."""
    told = sorted(one for one in cluster.told if not one.aside) or sorted(cluster.told)
    parties = _parties(cluster, words)
    people = _often(told, lambda one: one.people)
    form = _most(told, lambda one: one.form, weight=lambda one: 3 if one.form in SPECIFIC else 1)
    place = _most([one for one in told if one.place], lambda one: one.place)
    day = _day(cluster)
    status = _status(told, day)
    conflicts = [*_contradictions(told, day, place), *_overdue(status, day, latest)]
    evidence = tuple(
        sorted(
            {_evidence(one) for one in [*cluster.told, *cluster.beside]},
            key=lambda e: (e.printed, e),
        )
    )
    return Talk(
        identity(told, parties, day), title(form, parties, people, words), parties, people, form, place, day.name if day else "", status,
        _most([one for one in told if one.subject], lambda one: one.subject), tuple(conflicts), evidence,
    )  # fmt: skip


def _parties(cluster: Cluster, words: Talks) -> tuple[str, ...]:
    """All sides named; a bloc only where none of its members is."""
    named = cluster.parties
    sides = {party for party in named if not words.parties[party].bloc}
    return tuple(sorted(sides if len(sides) > 1 else named, key=list(words.parties).index))


def _often(told: Sequence[Mention], values: Callable[[Mention], Iterable[str]]) -> tuple[str, ...]:
    return tuple(sorted({value for one in told for value in values(one)}))


def _most(
    told: Sequence[Mention],
    value: Callable[[Mention], str],
    weight: Callable[[Mention], int] = lambda _: 1,
) -> str:
    """The value that most articles give; reprints count once, later ones break a tie."""
    voices = voice_of(told)
    votes: dict[str, dict[str, int]] = defaultdict(dict)
    newest: dict[str, When] = {}
    for one in told:
        key = value(one)
        votes[key][voices[one.article]] = weight(one)
        newest[key] = max(newest.get(key, ""), one.published)
    return max(votes, key=lambda key: (sum(votes[key].values()), newest[key], key), default="")


def _day(cluster: Cluster) -> Day | None:
    """The day of the talk: that of its cluster, else the shortest span that any mention gives."""
    if cluster.day is not None:
        return cluster.day
    dated = [one.date for one in cluster.told if one.date is not None and not one.date.yearless]
    return min(dated, default=None)


def _status(told: Sequence[Mention], day: Day | None) -> str:
    """Held, once someone reports it of a day that has come; else what was said last."""
    said = [one for one in told if one.status]
    if not said:
        return "planned"
    held = [one for one in said if one.status == "held" and _come(one, day)]
    undone = [one for one in said if one.status in ("cancelled", "refused")]
    if held and max(one.published for one in held) >= max(
        (one.published for one in undone), default=""
    ):
        return "held"
    open_ = [one for one in said if one.status != "held"] or said
    last = max(one.published[:10] for one in open_)
    firm = any(one.status == "planned" for one in open_)
    latest = [one.status for one in open_ if one.published[:10] == last]
    best = max(latest, key=_RANK.index)
    return "planned" if best == "proposed" and firm else best


def _come(one: Mention, day: Day | None) -> bool:
    """Was the day there when it was called held? A bare "sau cuộc gặp" of before speaks of another talk."""
    own = day_of(one.published)
    return own is None or day is None or day.yearless or day.start <= own.isoformat()


def _contradictions(told: Sequence[Mention], day: Day | None, place: str) -> list[str]:
    found = []
    days = {one.date.name for one in told if one.date and one.date.single and not one.night}
    moved = {one.moved_from.name for one in told if one.moved_from}
    if day is not None and (others := sorted(days - {day.name} - moved)) and day.single:
        found.append(f"date: {day.name}, but also {', '.join(others)}")
    if day is not None and moved:
        found.append(f"{MOVED} {', '.join(sorted(moved))} to {day.name}")
    places = sorted({one.place for one in told if one.place} - {place})
    if places:
        found.append(f"place: {place}, but also {', '.join(places)}")
    states = {one.status for one in told}
    if "held" in states and "cancelled" in states:
        found.append("status: held, but also cancelled")
    return found


def _overdue(status: str, day: Day | None, latest: When) -> list[str]:
    over = (
        day is not None
        and not day.yearless
        and day_of(latest) is not None
        and day.end < str(day_of(latest))
    )
    return (
        [f"{OVERDUE} ({status}, its day has passed)"]
        if over and status in ("planned", "proposed", "postponed")
        else []
    )


def _evidence(one: Mention) -> Evidence:
    return Evidence(
        one.article,
        one.quote,
        one.status,
        "" if one.inferred else one.published,
        one.date.name if one.date else "",
        one.place,
        one.field,
        one.inferred,
    )
