import asyncio
import threading
import time
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from scrapers.errors import FetchFailed
from scrapers.turns import Turns


class Clock:
    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


async def take(turns: Turns, host: str = "vidu.vn") -> str:
    """A turn that ends at once; "" or the code of the error."""
    try:
        async with turns.turn(host):
            return ""
    except FetchFailed as error:
        return error.code


def in_loop(work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    asyncio.run(work())


def test_two_are_never_at_one_host() -> None:
    turns, inside, most = Turns(lambda: 0.0), [0], [0]

    async def visit() -> None:
        async with turns.turn("vidu.vn"):
            inside[0] += 1
            most[0] = max(most[0], inside[0])
            await asyncio.sleep(0)
            inside[0] -= 1

    async def all_at_once() -> None:
        await asyncio.gather(*(visit() for _ in range(200)))

    in_loop(all_at_once)
    assert most[0] == 1


def test_two_hosts_do_not_wait_for_each_other() -> None:
    turns = Turns(lambda: 0.0)

    async def both() -> None:
        async with turns.turn("mot.vn"), turns.turn("hai.vn"):
            pass

    in_loop(both)


def test_a_turn_ends_with_an_error_too() -> None:
    turns = Turns(lambda: 0.0)

    async def fails() -> None:
        with pytest.raises(KeyError):
            async with turns.turn("vidu.vn"):
                raise KeyError
        assert await take(turns) == ""

    in_loop(fails)


def test_a_turn_that_is_cut_short_ends() -> None:
    turns, begun = Turns(lambda: 0.0), asyncio.Event()

    async def holds() -> None:
        async with turns.turn("vidu.vn"):
            begun.set()
            await asyncio.Event().wait()

    async def cut() -> None:
        holding, waiting = asyncio.create_task(holds()), asyncio.create_task(take(turns))
        await begun.wait()
        holding.cancel()
        assert await waiting == ""

    in_loop(cut)


def test_a_short_rest_is_waited_out() -> None:
    turns = Turns(time.monotonic)

    async def rested() -> None:
        turns.rest("vidu.vn", 0.05)
        assert await take(turns) == ""
        assert turns.left("vidu.vn") == 0

    in_loop(rested)


def test_a_long_rest_is_not_waited_out() -> None:
    clock = Clock()
    turns = Turns(clock)

    async def left_alone() -> None:
        turns.rest("vidu.vn", 100.0)
        clock.seconds = 20.0
        with pytest.raises(FetchFailed) as raised:
            async with turns.turn("vidu.vn"):
                pass
        assert (raised.value.code, raised.value.retry_after) == ("wait", 80.0)
        clock.seconds = 100.0
        assert await take(turns) == ""

    in_loop(left_alone)


def test_a_shorter_rest_does_not_cut_a_longer_one_short() -> None:
    turns = Turns(lambda: 0.0)
    turns.rest("vidu.vn", 100.0)
    turns.rest("vidu.vn", 1.0)
    assert turns.left("vidu.vn") == 100.0


@pytest.mark.parametrize("rest", [0.0, 50.0])
def test_whoever_waits_is_sent_home_at_the_end(rest: float) -> None:
    """From another thread, as a signal's handler does."""
    turns = Turns(time.monotonic)

    async def until_the_end() -> None:
        async with turns.turn("vidu.vn"):
            turns.rest("khac.vn", rest)
            waiting = [asyncio.create_task(take(turns, host)) for host in ("vidu.vn", "khac.vn")]
            await asyncio.sleep(0)
            threading.Thread(target=turns.stop).start()
            assert (await asyncio.wait_for(waiting[0], 10)) == "stopped"
            assert (await asyncio.wait_for(waiting[1], 10)) == ("stopped" if rest else "")
        assert await take(turns) == "stopped"

    in_loop(until_the_end)


def test_hosts_long_done_with_are_forgotten() -> None:
    turns = Turns(lambda: 0.0)

    async def many() -> None:
        turns.rest("busy.vn", 500.0)
        for number in range(20_010):
            await take(turns, f"{number}.vn")
        assert turns.known() < 100
        assert await take(turns, "busy.vn") == "wait"

    in_loop(many)
