import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from scrapers.errors import FetchFailed
from scrapers.turns import Turns


class Clock:
    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def test_two_are_never_at_one_host() -> None:
    turns, inside, most = Turns(lambda: 0.0), [0], [0]
    lock = threading.Lock()

    def visit(_: int) -> None:
        with turns.turn("vidu.vn"):
            with lock:
                inside[0] += 1
                most[0] = max(most[0], inside[0])
            with lock:
                inside[0] -= 1

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(visit, range(200)))
    assert most[0] == 1


def test_two_hosts_do_not_wait_for_each_other() -> None:
    turns = Turns(lambda: 0.0)
    with turns.turn("mot.vn"), turns.turn("hai.vn"):
        pass


def test_a_turn_ends_with_an_error_too() -> None:
    turns = Turns(lambda: 0.0)
    with pytest.raises(KeyError), turns.turn("vidu.vn"):
        raise KeyError
    with turns.turn("vidu.vn"):
        pass


def test_a_short_rest_is_waited_out() -> None:
    turns = Turns(time.monotonic)
    turns.rest("vidu.vn", 0.05)
    with turns.turn("vidu.vn"):
        pass


def test_a_long_rest_is_not_stood_through() -> None:
    clock = Clock()
    turns = Turns(clock)
    turns.rest("vidu.vn", 100.0)
    clock.seconds = 20.0
    with pytest.raises(FetchFailed) as raised, turns.turn("vidu.vn"):
        pass
    assert (raised.value.code, raised.value.retry_after) == ("wait", 80.0)
    clock.seconds = 100.0
    with turns.turn("vidu.vn"):
        pass


def test_a_shorter_rest_does_not_cut_a_longer_one_short() -> None:
    turns = Turns(lambda: 0.0)
    turns.rest("vidu.vn", 100.0)
    turns.rest("vidu.vn", 1.0)
    with pytest.raises(FetchFailed), turns.turn("vidu.vn"):
        pass


def test_whoever_waits_is_sent_home_at_the_end() -> None:
    turns, in_turn, waiting = Turns(lambda: 0.0), threading.Event(), threading.Event()

    def second() -> str:
        waiting.set()
        with pytest.raises(FetchFailed) as raised, turns.turn("vidu.vn"):
            pass
        return raised.value.code

    with ThreadPoolExecutor(1) as pool, turns.turn("vidu.vn"):
        in_turn.set()
        found = pool.submit(second)
        waiting.wait(10)
        turns.stop()
        assert found.result(10) == "stopped"


def test_hosts_long_done_with_are_forgotten() -> None:
    turns = Turns(lambda: 0.0)
    turns.rest("busy.vn", 500.0)
    for number in range(20_010):
        with turns.turn(f"{number}.vn"):
            pass
    assert turns.known() < 100
    with pytest.raises(FetchFailed), turns.turn("busy.vn"):
        pass
