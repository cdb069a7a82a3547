"""Too few links, or none: said after some looks, by custom and by the site file; the day's own lists are let be."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from scrapers.dates import HANOI
from worker.pipeline.watch import counts
from worker.pipeline.watch.counts import Counted

TEN = datetime(2026, 11, 24, 10, tzinfo=HANOI)


def looked(
    shown: Iterable[int | None], start: datetime = TEN, least: int = 1, minutes: int = 10
) -> list[Counted]:
    """What each look makes of the numbers shown."""
    memo: Any = {}
    found = []
    for number, one in enumerate(shown):
        found.append(counts.counted(memo, one, start + timedelta(minutes=minutes * number), least))
        memo = found[-1].memo
    return found


def codes(found: Iterable[Counted]) -> list[str]:
    return [one.code for one in found]


def test_a_list_of_thirty_that_shows_two_is_said_at_the_third_look() -> None:
    found = looked([30, 31, 30, 2, 2, 2, 2])
    assert codes(found) == ["", "", "", "", "", "few_links", "few_links"]
    assert found[-1].said == "it shows 2 links; usually at least 30"


def test_a_feed_that_went_empty_is_said_also_where_it_does_not_change_any_more() -> None:
    assert codes(looked([30, 0, None, None])) == ["", "", "", "empty"]


def test_a_list_that_is_whole_again_is_well_again() -> None:
    assert codes(looked([30, 2, 2, 2, 9, 15])) == ["", "", "", "few_links", "few_links", ""]


def test_one_thin_look_is_no_incident() -> None:
    assert not any(codes(looked([30, 2, 30, 2, 30])))


def test_a_small_list_may_shrink_but_not_be_empty() -> None:
    assert codes(looked([5, 1, 1, 1, 0, 0, 0]))[3:] == ["", "", "", "empty"]


def test_fewer_than_the_site_file_expects_is_said_from_the_first_looks_on() -> None:
    found = looked([3, 3, 3], least=20)
    assert found[-1].said == "it shows 3 links; the site file expects at least 20"


def test_a_list_of_the_days_articles_may_begin_anew_at_midnight() -> None:
    evening = TEN.replace(hour=20)
    day = [*[40] * 4, 0, 0, 1, 2, 3, 5, 9, 14, 18, 25, 30, 33, 36, 38, 40, 40]
    assert not any(codes(looked(day * 4, evening, minutes=60)))


def test_what_it_shows_for_a_week_is_its_number() -> None:
    found = looked([30, *[4] * 60], minutes=240)
    assert found[20].code == "few_links"
    assert found[-1].code == ""
