"""The clock of tests: it moves only when told to, and lets the loop come to rest in between."""

from __future__ import annotations

import asyncio
import contextvars
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from gorkflow.core.calls import Returned
from gorkflow.errors import SettingError
from gorkflow.ports import Clock
from gorkflow.runners.threads import ThreadRunner
from gorkflow.runtime.clock import SystemClock
from gorkflow.runtime.looks import looking
from gorkflow.testing.clock import FakeClock

NOON = datetime(2026, 3, 29, 12, tzinfo=UTC)


@pytest.mark.parametrize("clock", [SystemClock(), FakeClock()], ids=["system", "fake"])
async def test_both_clocks_are_clocks(clock: Clock) -> None:
    """The engine sees no difference: a timer of no delay fires, a cancelled one does not, sleep(0) gives one turn."""
    fired: list[str] = []
    clock.call_later(0, lambda: fired.append("now"))
    clock.call_later(0, lambda: fired.append("cancelled")).cancel()
    await clock.sleep(0)
    await clock.sleep(0)
    assert fired == ["now"]
    assert clock.now() > 1_700_000_000
    assert clock.monotonic() <= clock.monotonic()


async def test_the_system_clock_waits_in_real_time() -> None:
    """Sleep and timers take the time they are given."""
    clock = SystemClock()
    before, wall = clock.monotonic(), time.time()
    fired = asyncio.Event()
    clock.call_later(0.5, fired.set)
    await clock.sleep(0.01)
    assert not fired.is_set()
    await fired.wait()
    assert 0.4 < clock.monotonic() - before < 10
    assert abs(clock.now() - time.time()) < 5
    assert wall <= clock.now()


async def test_time_stands_still_until_it_is_advanced() -> None:
    """`now` is the start, to the microsecond, until the test says otherwise."""
    clock = FakeClock(NOON)
    assert clock.now() == NOON.timestamp()
    await clock.advance(timedelta(hours=1))
    assert clock.now() == NOON.timestamp() + 3600
    assert clock.monotonic() == 3600
    await clock.advance_to(NOON + timedelta(days=1))
    assert clock.now() == (NOON + timedelta(days=1)).timestamp()


async def test_what_is_due_fires_in_order_each_at_its_own_time() -> None:
    """Not at the end of the advance: each callback sees the instant for which it was set."""
    clock = FakeClock()
    seen: list[tuple[str, float]] = []
    for name, delay in (("c", 3.0), ("a", 1.0), ("b", 1.0), ("late", 10.5)):
        clock.call_later(delay, lambda name=name: seen.append((name, clock.monotonic())))  # type: ignore[misc]  # mypy infers no lambda with a default
    await clock.advance(10)
    assert seen == [("a", 1.0), ("b", 1.0), ("c", 3.0)]
    assert clock.sleepers == 1
    assert clock.next_due == datetime(2026, 1, 1, 0, 0, 10, 500_000, tzinfo=UTC)


async def test_what_is_set_on_the_way_fires_on_the_way() -> None:
    """A task that sleeps again and again gets every one of its turns within one advance."""
    clock = FakeClock()
    ticks: list[float] = []

    async def tick() -> None:
        for _ in range(4):
            await clock.sleep(1)
            for _ in range(30):
                await asyncio.sleep(0)  # work that takes turns of the loop, no time
            ticks.append(clock.monotonic())

    task = asyncio.create_task(tick())
    await clock.advance(2.5)
    assert ticks == [1.0, 2.0]
    await clock.advance(10)
    assert ticks == [1.0, 2.0, 3.0, 4.0]
    assert clock.next_due is None
    await task


async def test_a_cancelled_sleep_or_timer_leaves_nothing() -> None:
    """Neither counts as a sleeper, and neither fires."""
    clock = FakeClock()
    fired: list[int] = []
    task = asyncio.create_task(clock.sleep(5))
    timer = clock.call_later(5, lambda: fired.append(1))
    await clock.settle()
    assert clock.sleepers == 2
    task.cancel()
    timer.cancel()
    await clock.advance(10)
    timer.cancel()
    assert clock.sleepers == 0
    assert fired == []
    assert task.cancelled()


async def test_a_timer_cancelled_by_another_of_the_same_instant_does_not_fire() -> None:
    """As on a real loop, where the first callback may cancel the second."""
    clock = FakeClock()
    fired: list[str] = []

    def first() -> None:
        fired.append("first")
        second.cancel()

    clock.call_later(1, first)
    second = clock.call_later(1, lambda: fired.append("second"))
    await clock.advance(1)
    assert fired == ["first"]


async def test_the_wall_clock_jumps_without_time_passing() -> None:
    """An hour back or forward: `now` follows, `monotonic` and the timers do not."""
    clock = FakeClock(NOON)
    fired: list[float] = []
    clock.call_later(60, lambda: fired.append(clock.monotonic()))
    clock.jump(timedelta(hours=-1))
    assert clock.now() == (NOON - timedelta(hours=1)).timestamp()
    await clock.advance(59)
    assert fired == []
    clock.jump(7200)
    await clock.advance(1)
    assert fired == [60.0]
    assert clock.now() == (NOON + timedelta(hours=1, minutes=1)).timestamp()


async def test_a_callback_runs_in_the_context_in_which_it_was_set() -> None:
    """Like a callback of the loop's own timers."""
    clock = FakeClock()
    variable = contextvars.ContextVar("variable", default="")
    variable.set("at call_later")
    seen: list[str] = []
    clock.call_later(1, lambda: seen.append(variable.get()))
    variable.set("at advance")
    await clock.advance(1)
    assert seen == ["at call_later"]


async def test_by_itself_the_clock_skips_a_year_at_once() -> None:
    """Two sleepers wake in order, and the real time that passes is next to none."""
    clock = FakeClock(NOON, auto_advance=True)
    before = time.monotonic()
    order: list[str] = []

    async def sleep(name: str, delay: timedelta) -> None:
        await clock.sleep(delay.total_seconds())
        order.append(name)

    await asyncio.gather(sleep("year", timedelta(days=365)), sleep("day", timedelta(days=1)))
    assert order == ["day", "year"]
    assert clock.now() == (NOON + timedelta(days=365)).timestamp()
    assert time.monotonic() - before < 30


async def test_the_clock_runs_only_inside_its_block() -> None:
    """Before and after, it stands still again."""
    clock = FakeClock()
    waiting = asyncio.create_task(clock.sleep(5))
    await asyncio.sleep(0.01)
    assert not waiting.done()
    async with clock.running():
        await waiting
    assert clock.monotonic() == 5
    waiting = asyncio.create_task(clock.sleep(5))
    await asyncio.sleep(0.01)
    assert not waiting.done()
    await clock.advance(5)
    assert waiting.done()


async def test_ready_work_goes_before_the_next_instant() -> None:
    """A clock that runs by itself never overtakes a task that still takes turns of the loop."""
    clock = FakeClock(auto_advance=True)
    seen: list[float] = []

    async def work() -> None:
        for _ in range(500):
            await asyncio.sleep(0)
        seen.append(clock.monotonic())

    await asyncio.gather(work(), clock.sleep(1))
    assert seen == [0.0]


async def test_work_of_threads_goes_before_the_next_instant() -> None:
    """Hops to a thread and back are waited for, without a word from the test."""
    clock = FakeClock(auto_advance=True, patience=0.2)
    runner = ThreadRunner(1)
    seen: list[float] = []

    async def work() -> None:
        for _ in range(20):
            await runner.run(lambda: time.sleep(0.001))
        seen.append(clock.monotonic())

    await asyncio.gather(work(), clock.sleep(1))
    runner.close()
    assert seen == [0.0]


async def test_a_predicate_makes_the_wait_for_threads_exact() -> None:
    """A body may work for longer than any patience: the clock waits as long as the runner has a call."""
    runner = ThreadRunner(1)
    clock = FakeClock(auto_advance=True, patience=0.0, idle=lambda: runner.active == 0)

    async def body() -> float:
        outcome = await runner.run(lambda: time.sleep(0.05))
        assert isinstance(outcome, Returned)
        return clock.monotonic()

    at, _ = await asyncio.gather(body(), clock.sleep(1))
    runner.close()
    assert at == 0.0
    assert clock.monotonic() == 1


async def test_a_predicate_may_become_true_without_news_for_the_loop() -> None:
    """The clock asks again, even when nothing wakes the loop."""
    gate = threading.Event()
    clock = FakeClock(idle=gate.is_set)
    waiting = asyncio.create_task(clock.sleep(1))
    thread = threading.Timer(0.03, gate.set)
    thread.start()
    async with asyncio.timeout(60):
        await clock.advance(1)
    thread.join()
    assert waiting.done()


async def test_two_clocks_on_one_loop_do_not_disturb_each_other() -> None:
    """Two engines in one test may have a clock each."""
    one, two = FakeClock(), FakeClock(auto_advance=True)
    slow = asyncio.create_task(one.sleep(10))
    await asyncio.gather(two.sleep(100), one.advance(5))
    assert (one.monotonic(), two.monotonic()) == (5, 100)
    assert not slow.done()
    await one.advance(5)
    assert slow.done()


async def test_two_advances_at_a_time_each_get_their_instant() -> None:
    """They share the timers; time never goes back."""
    clock = FakeClock()
    fired: list[float] = []
    for delay in (1, 4, 8):
        clock.call_later(delay, lambda: fired.append(clock.monotonic()))
    await asyncio.gather(clock.advance(9), clock.advance(5))
    assert fired == [1.0, 4.0, 8.0]
    assert clock.monotonic() == 9


def test_a_clock_may_outlive_its_loop() -> None:
    """A timer of a closed loop does not fire, and does not stand in the way of the next loop's."""
    clock = FakeClock()
    fired: list[str] = []

    async def leave() -> None:
        clock.call_later(1, lambda: fired.append("old loop"))

    async def go_on() -> None:
        clock.call_later(2, lambda: fired.append("new loop"))
        await clock.advance(5)

    asyncio.run(leave())
    asyncio.run(go_on(), debug=True)
    assert fired == ["new loop"]


@pytest.mark.parametrize(
    "wrong",
    [
        lambda clock: clock.advance(-1),
        lambda clock: clock.advance(float("nan")),
        lambda clock: clock.advance(float("inf")),
        lambda clock: clock.advance_to(NOON - timedelta(seconds=1)),
        lambda clock: clock.advance_to(NOON.replace(tzinfo=None)),
    ],
)
async def test_time_cannot_be_advanced_to_nowhere(wrong: Callable[[FakeClock], object]) -> None:
    """Back, without end, or to a time of no zone: SettingError, and the clock stands where it stood."""
    clock = FakeClock(NOON)
    with pytest.raises(SettingError):
        await wrong(clock)  # type: ignore[misc]  # every case gives an awaitable
    assert clock.now() == NOON.timestamp()


def test_a_start_without_a_zone_is_refused() -> None:
    """A naive time would mean another instant on another machine."""
    with pytest.raises(SettingError, match="zone"):
        FakeClock(datetime(2026, 1, 1))  # noqa: DTZ001 - the mistake under test


async def test_a_look_for_news_is_no_stop_of_a_clock_that_moves_by_itself() -> None:
    """What is due comes at its instant; the looks of a month have come once by then."""
    clock, looks = FakeClock(auto_advance=True), list[float]()

    async def look_again_and_again() -> None:
        while True:
            with looking():
                await clock.sleep(0.2)
            looks.append(clock.monotonic())

    looking_around = asyncio.create_task(look_again_and_again())
    await clock.sleep(30 * 86400)
    assert clock.monotonic() == 30 * 86400
    await asyncio.sleep(0)
    assert looks in ([], [30 * 86400])
    looking_around.cancel()


async def test_looks_have_instants_of_their_own_in_the_last_hour_of_an_advance() -> None:
    """Of a month the hours before are one."""
    clock, looks = FakeClock(), list[float]()

    async def look_again_and_again() -> None:
        while True:
            with looking():
                await clock.sleep(60)
            looks.append(clock.monotonic())

    looking_around = asyncio.create_task(look_again_and_again())
    await clock.settle()
    assert (clock.sleepers, clock.next_due) == (1, datetime(2026, 1, 1, 0, 1, tzinfo=UTC))
    await clock.advance(7200)
    assert looks == [3600 + 60 * minute for minute in range(61)]
    await clock.advance(120)
    assert looks[-2:] == [7260, 7320]
    looking_around.cancel()
