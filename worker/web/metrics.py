"""The store in numbers as Prometheus text (exposition format 0.0.4). Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from storage.instant import moment
from storage.queries import Counts

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
DELIVERY_STATES = ("owed", "sent", "dead")
INCIDENTS = ("failing", "silent", "few", "drifting", "dates", "gap")
SITE_STATES = ("ok", "failing", "silent", "few", "drifting", "dates", "new", "retired")


def exposition(
    counts: Counts,
    sites: Mapping[str, int],
    heartbeat: datetime | None,
    now: datetime,
    version: str,
) -> str:
    """`sites` counts sites by state. What is not known is left out; what is none is 0."""
    owed = (
        max(0.0, (now - moment(counts.oldest_owed)).total_seconds()) if counts.oldest_owed else 0.0
    )
    lines = [
        *_one("diemtin_build_info", "gauge", "Version of this program.", {f'{{version="{version}"}}': 1}),
        *_one("diemtin_events_total", "counter", "Events in the store.", {"": counts.events}),
        *_one("diemtin_links", "gauge", "Links by how far they have come.", _by("state", counts.links)),
        *_one("diemtin_articles", "gauge", "Articles in the store.", {"": counts.articles}),
        *_one("diemtin_articles_on_topic", "gauge", "Articles on any topic.", {"": counts.on_topic}),
        *_one("diemtin_stories", "gauge", "Stories.", {"": counts.stories}),
        *_one("diemtin_alerts_total", "counter", "Alerts raised.", {"": counts.alerts}),
        *_one("diemtin_deliveries", "gauge", "Deliveries by state; owed ones are still to be settled.",
              _by("state", counts.deliveries, DELIVERY_STATES)),
        *_one("diemtin_oldest_owed_age_seconds", "gauge", "Age of the oldest owed delivery.", {"": owed}),
        *_one("diemtin_sources", "gauge", "Feeds and listings by state.", _by("state", counts.sources)),
        *_one("diemtin_sites", "gauge", "Sites by the state of their worst source.", _by("state", sites, SITE_STATES)),
    ]  # fmt: skip
    if heartbeat is not None:
        age = max(0.0, (now - heartbeat).total_seconds())
        lines += _one(
            "diemtin_worker_heartbeat_age_seconds",
            "gauge",
            "Since the worker's last sign of life.",
            {"": age},
        )
    return "\n".join(lines) + "\n"


def of_sites(sites: Iterable[Mapping[str, Any]]) -> str:
    """Each site by itself (`health.sites`), so that a rule can watch one: what it shows, lacks and loses."""
    up, found, expected, gaps, share = {}, {}, {}, {}, {}
    wrong: Counter[str] = Counter()
    for site in sites:
        if site["state"] == "retired":
            continue
        label, yields = f'{{site="{_escaped(site["key"])}"}}', site["yield"]
        up[label] = float(site["state"] in {"ok", "new"})
        found[label], gaps[label] = yields["found_24h"], yields["gaps"]
        if yields["expected_24h"] is not None:
            expected[label] = yields["expected_24h"]
        if yields["pages"]:
            share[label] = yields["pages"]["on_topic"]
        wrong.update(one["kind"] for one in site["incidents"] if not one["closed"])
    lines = [
        *_one("diemtin_site_up", "gauge", "1 where a site is well or new, else 0.", up),
        *_one("diemtin_site_found_24h", "gauge", "New links of the last 24 hours.", found),
        *_one("diemtin_site_expected_24h", "gauge", "New links that these hours usually bring.", expected),
        *_one("diemtin_site_gaps_total", "counter", "Looks that shared nothing with the one before.", gaps),
        *_one("diemtin_site_on_topic_share", "gauge", "Share of its last pages judged on topic.", share),
        *_one("diemtin_incidents", "gauge", "What is wrong now, by kind.", _by("kind", wrong, INCIDENTS)),
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")


def _by(label: str, counted: Mapping[str, int], always: Iterable[str] = ()) -> dict[str, float]:
    states = dict.fromkeys([*always, *counted])
    return {f'{{{label}="{state}"}}': counted.get(state, 0) for state in states}


def _one(name: str, kind: str, help_: str, samples: Mapping[str, float]) -> list[str]:
    if not samples:
        return []
    said = [f"{name}{labels} {value}" for labels, value in samples.items()]
    return [f"# HELP {name} {help_}", f"# TYPE {name} {kind}", *said]
