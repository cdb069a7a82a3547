import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers import schedule

DAY = 86_400.0


@given(
    last=st.none() | st.floats(1, 1e6),
    total=st.integers(0, 100),
    new=st.integers(0, 100),
    silence=st.floats(0, 1e8),
)
def test_an_interval_lies_between_a_minute_and_a_day(
    last: float | None, total: int, new: int, silence: float
) -> None:
    found = schedule.interval(last, total=total, new=min(new, total), silence=silence)
    assert schedule.SHORTEST <= found <= schedule.LONGEST


def test_what_the_site_file_says_is_kept() -> None:
    assert schedule.interval(700.0, total=20, new=20, silence=0.0, every=900) == 900


def test_a_source_without_news_is_asked_less_often() -> None:
    assert schedule.interval(600.0, total=20, new=0, silence=DAY) > 600.0


def test_a_source_with_news_is_asked_more_often() -> None:
    few = schedule.interval(600.0, total=20, new=1, silence=0.0)
    many = schedule.interval(600.0, total=20, new=15, silence=0.0)
    assert many < few < 600.0


def test_a_look_that_shares_nothing_with_the_last_tightens_at_once() -> None:
    assert schedule.lost(total=20, new=20)
    assert schedule.interval(7200.0, total=20, new=20, silence=0.0) == schedule.SHORTEST


def test_a_feed_of_one_item_says_nothing_of_losses() -> None:
    assert not schedule.lost(total=1, new=1)


def test_a_source_that_had_news_today_is_not_left_alone_for_hours() -> None:
    wait = 60.0
    for _ in range(50):
        wait = schedule.interval(wait, total=20, new=0, silence=3600.0)
    assert wait <= 600.0


@pytest.mark.parametrize("gap", [120.0, 900.0, 3600.0])
def test_nothing_falls_out_between_two_looks(gap: float) -> None:
    """A year of a paper that prints at random, mostly by day, and shows its last twenty."""
    dice = random.Random(gap)
    now, wait, newest, printed, seen, missed = 0.0, None, 0.0, [0.0], {0.0}, 0
    while now < 60 * DAY:
        while printed[-1] <= now:
            night = 20 if (printed[-1] % DAY) / 3600 < 6 else 1
            printed.append(printed[-1] + dice.expovariate(1 / (gap * night)))
        shown = [moment for moment in printed[-200:] if moment <= now][-20:]
        new = [moment for moment in shown if moment not in seen]
        missed += schedule.lost(total=len(shown), new=len(new)) and now > DAY
        seen = set(shown)
        newest = max(newest, *shown)
        wait = schedule.interval(wait, total=len(shown), new=len(new), silence=now - newest)
        now += schedule.next_poll(wait, chance=dice.random())
        printed = printed[-200:]
    assert missed == 0


@given(
    wait=st.floats(60, DAY),
    ttl=st.none() | st.floats(0, 1e6),
    age=st.none() | st.floats(0, 1e6),
    chance=st.floats(0, 1),
)
def test_a_poll_is_spread_and_stays_in_bounds(
    wait: float, ttl: float | None, age: float | None, chance: float
) -> None:
    found = schedule.next_poll(wait, url="https://vidu.vn/", ttl=ttl, max_age=age, chance=chance)
    assert max(60.0, 0.9 * wait) <= found <= DAY


def test_a_hosts_wish_is_kept_up_to_a_quarter_of_an_hour() -> None:
    assert all(schedule.next_poll(60.0, ttl=600.0, chance=n / 10) >= 600.0 for n in range(11))
    assert schedule.next_poll(60.0, max_age=DAY, chance=0.99) <= 1100.0


@given(
    code=st.sampled_from(["dns", "http_404", "http_429", "robots", "unheard_of"]),
    failures=st.integers(1, 10_000),
    interval=st.floats(60, DAY),
)
def test_no_failure_makes_a_source_forgotten(code: str, failures: int, interval: float) -> None:
    assert 60.0 <= schedule.backoff(code, failures, interval=interval) <= DAY


def test_each_failure_waits_longer_and_the_lasting_ones_longest() -> None:
    waits = [schedule.backoff("timeout", failures, interval=60.0) for failures in (1, 2, 5)]
    assert waits == sorted(waits)
    assert (
        schedule.backoff("timeout", 5)
        < schedule.backoff("http_403", 5)
        < schedule.backoff("http_410", 5)
    )


def test_a_passing_trouble_is_looked_into_within_the_hour() -> None:
    assert schedule.backoff("dns", 1000, interval=60.0, chance=1.0) <= 1.1 * 3600


@given(st.floats(0, DAY - 5000), st.floats(0, 1))
def test_retry_after_is_never_undercut(wish: float, chance: float) -> None:
    assert schedule.backoff("http_429", 1, retry_after=wish, chance=chance) > wish


def test_the_pause_between_requests_follows_host_and_answer() -> None:
    assert schedule.pause(1.0) == 1.0
    assert schedule.pause(1.0, crawl_delay=10.0) == 10.0
    assert schedule.pause(1.0, took=4.0) == 4.0
    assert schedule.pause(1.0, took=400.0) == 30.0
    assert schedule.pause(0.0, took=4.0) == 0.0


def test_first_polls_are_spread_evenly_and_always_alike() -> None:
    urls = [f"https://vidu{number}.vn/rss" for number in range(1000)]
    waits = [schedule.first_poll(url, 600.0) for url in urls]
    assert waits == [schedule.first_poll(url, 600.0) for url in urls]
    assert all(50 < sum(i * 60 <= wait < (i + 1) * 60 for wait in waits) < 150 for i in range(10))


def test_one_poll_in_a_hundred_asks_without_conditions() -> None:
    url = "https://vidu.vn/rss"
    assert sum(schedule.unconditional(url, polls) for polls in range(1000)) == 10
