"""Bodies in threads: outcomes as values, abandonment, saturation, and nothing left behind."""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import gc
import random
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from gorkflow.core.calls import Raised, Returned
from gorkflow.errors import EngineError
from gorkflow.runners.threads import ThreadRunner

ROOT = Path(__file__).parents[2]


@pytest.fixture
def runner() -> Iterator[ThreadRunner]:
    """A runner of two threads, closed after the test."""
    runner = ThreadRunner(2)
    yield runner
    runner.close()


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    """What a stuck body waits for; open after the test, so that no thread stays behind."""
    gate = threading.Event()
    yield gate
    gate.set()


async def until(condition: Callable[[], bool]) -> None:
    """Let other threads work until the condition holds; fails after five seconds."""
    async with asyncio.timeout(60):
        while not condition():  # noqa: ASYNC110 - other threads make it true, and tell no event
            await asyncio.sleep(0.001)


async def abandon(runner: ThreadRunner, body: Callable[[], object]) -> None:
    """Start the body, and stop waiting for it once it runs."""
    started = threading.Event()

    def started_body() -> object:
        started.set()
        return body()

    task = asyncio.create_task(runner.run(started_body))
    await until(started.is_set)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_a_body_returns_its_value_and_its_cpu_time(runner: ThreadRunner) -> None:
    """CPU time is that of the thread, so a body that only waits uses next to none."""

    def spin() -> int:
        end = time.thread_time() + 0.02
        while time.thread_time() < end:
            pass
        return 7

    outcome = await runner.run(spin)
    waited = await runner.run(lambda: time.sleep(0.05))
    assert isinstance(outcome, Returned)
    assert outcome.value == 7
    assert 0.02 <= outcome.cpu_seconds < 1
    assert waited.cpu_seconds < 0.04


async def test_a_body_runs_in_a_daemon_thread_of_the_engine(runner: ThreadRunner) -> None:
    """Daemon threads are the ones that an exiting interpreter does not wait for."""
    outcome = await runner.run(threading.current_thread)
    assert isinstance(outcome, Returned)
    assert outcome.value.daemon
    assert outcome.value.name.startswith("gorkflow-body-")


@pytest.mark.parametrize(
    "error",
    [
        ValueError("no"),
        SystemExit(3),
        KeyboardInterrupt(),
        GeneratorExit(),
        StopIteration(1),
        StopAsyncIteration(),
        asyncio.CancelledError(),
        RecursionError(),
        MemoryError(),
        BaseExceptionGroup("both", [KeyboardInterrupt(), SystemExit()]),
    ],
    ids=lambda error: type(error).__name__,
)
async def test_whatever_a_body_raises_comes_back_as_a_value(runner: ThreadRunner, error: BaseException) -> None:
    """Neither the thread nor the loop ends, and the next body runs in the same thread."""

    def fail() -> None:
        raise error

    before = await runner.run(threading.get_ident)
    outcome = await runner.run(fail)
    after = await runner.run(threading.get_ident)
    assert isinstance(outcome, Raised)
    assert outcome.error is error
    assert isinstance(before, Returned)
    assert isinstance(after, Returned)
    assert after.value == before.value


async def test_the_traceback_of_an_error_starts_in_the_body(runner: ThreadRunner) -> None:
    """A user sees frames of the body, not of the thread that called it."""

    def fail() -> None:
        raise ValueError

    outcome = await runner.run(fail)
    assert isinstance(outcome, Raised)
    assert outcome.error.__traceback__ is not None
    assert outcome.error.__traceback__.tb_frame.f_code.co_name == "fail"


async def test_the_context_goes_along_and_does_not_come_back(runner: ThreadRunner) -> None:
    """A body sees the caller's context variables; what it sets stays in its copy."""
    variable = contextvars.ContextVar("variable", default="unset")
    variable.set("caller")

    def body() -> str:
        seen = variable.get()
        variable.set("body")
        return seen

    outcome = await runner.run(body)
    assert isinstance(outcome, Returned)
    assert outcome.value == "caller"
    assert variable.get() == "caller"


async def test_threads_start_when_needed_and_are_used_again(runner: ThreadRunner) -> None:
    """One body at a time needs one thread; three at a time share two."""
    for _ in range(5):
        await runner.run(lambda: None)
    assert threads_of(runner) == 1
    barrier = threading.Barrier(2)
    outcomes = await asyncio.gather(*(runner.run(lambda: barrier.wait(5)) for _ in range(4)))
    assert [type(outcome) for outcome in outcomes] == [Returned] * 4
    assert threads_of(runner) == 2


def threads_of(runner: ThreadRunner) -> int:
    """Threads that the runner counts as its own, without those of abandoned bodies."""
    return runner._threads


async def test_bodies_start_in_the_order_of_arrival() -> None:
    """One thread works them off first come, first served."""
    runner = ThreadRunner(1)
    order: list[int] = []
    await asyncio.gather(*(runner.run(partial(order.append, number)) for number in range(50)))
    runner.close()
    assert order == list(range(50))


async def test_cancelling_ends_the_wait_at_once_and_abandons_the_body(
    runner: ThreadRunner, gate: threading.Event
) -> None:
    """The abandoned body is counted until it ends, and what it returns is dropped."""
    await abandon(runner, gate.wait)
    assert runner.abandoned == 1
    gate.set()
    await until(lambda: runner.abandoned == 0)


async def test_a_body_that_never_started_never_starts(gate: threading.Event) -> None:
    """Cancelled while it waits for a thread: it is not abandoned, it did not run."""
    runner = ThreadRunner(1, max_abandoned=5)
    ran: list[int] = []
    blocker = asyncio.create_task(runner.run(gate.wait))
    waiting = asyncio.create_task(runner.run(lambda: ran.append(1)))
    await asyncio.sleep(0.01)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert runner.abandoned == 0
    gate.set()
    await blocker
    await runner.run(lambda: ran.append(2))
    runner.close()
    assert ran == [2]


async def test_an_abandoned_body_frees_its_place(gate: threading.Event) -> None:
    """With one thread and one stuck body, the next body still runs."""
    runner = ThreadRunner(1, max_abandoned=2)
    await abandon(runner, gate.wait)
    outcome = await runner.run(lambda: "ran")
    assert outcome[0] == "ran"
    assert runner.abandoned == 1
    runner.close()


async def test_a_queued_body_gets_the_place_of_an_abandoned_one(gate: threading.Event) -> None:
    """The replacement starts for who waits already, not only for who comes later."""
    runner = ThreadRunner(1, max_abandoned=2)
    stuck = asyncio.create_task(runner.run(gate.wait))
    queued = asyncio.create_task(runner.run(lambda: "ran"))
    await asyncio.sleep(0.01)
    stuck.cancel()
    async with asyncio.timeout(60):
        assert (await queued)[0] == "ran"
    with contextlib.suppress(asyncio.CancelledError):
        await stuck
    runner.close()


@pytest.mark.parametrize("workers", [1, 2])
async def test_at_the_limit_of_abandoned_bodies_calls_wait(workers: int, gate: threading.Event) -> None:
    """Nothing new starts, not even on an idle thread, until an abandoned body ends; then all go on, oldest first."""
    runner = ThreadRunner(workers, max_abandoned=1)
    order: list[int] = []
    await asyncio.gather(*(runner.run(lambda: time.sleep(0.01)) for _ in range(workers)))  # all threads exist
    await abandon(runner, gate.wait)
    assert runner.is_saturated is True
    waiting = [asyncio.create_task(runner.run(partial(order.append, number))) for number in range(4)]
    await asyncio.sleep(0.05)
    assert order == []
    waiting[1].cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting[1]
    gate.set()
    async with asyncio.timeout(60):
        await asyncio.gather(*waiting, return_exceptions=True)
    assert runner.abandoned == 0
    assert (order if workers == 1 else sorted(order)) == [0, 2, 3]
    runner.close()


async def test_who_is_told_of_abandoned_bodies_is_told_of_their_ends(gate: threading.Event) -> None:
    """On the event loop, each time after the number has changed."""
    runner = ThreadRunner(2, max_abandoned=1)
    told: list[tuple[int, bool]] = []
    loop_thread = threading.current_thread()

    def look() -> None:
        assert threading.current_thread() is loop_thread
        told.append((runner.abandoned, runner.is_saturated))

    runner.on_abandoned = look
    await runner.run(lambda: None)
    await abandon(runner, gate.wait)
    assert told == [(1, True)]
    gate.set()
    await until(lambda: len(told) > 1)
    assert told == [(1, True), (0, False)]
    runner.close()


async def test_a_call_that_was_given_up_while_it_was_held_keeps_nothing_alive(gate: threading.Event) -> None:
    """However long the abandoned body runs that holds it up."""

    class Thing:
        def call(self) -> None: ...

    runner = ThreadRunner(1, max_abandoned=1)
    await abandon(runner, gate.wait)
    thing = Thing()
    known = weakref.ref(thing)
    held = asyncio.create_task(runner.run(thing.call))
    await asyncio.sleep(0)
    held.cancel()
    with pytest.raises(asyncio.CancelledError):
        await held
    del held, thing
    await asyncio.sleep(0)  # the loop lets go of the task that it has just ended
    gc.collect()  # and of the frames of its cancellation
    assert known() is None
    runner.close()


async def test_saturation_takes_back_what_is_queued(gate: threading.Event) -> None:
    """A call that waits for a thread when the limit is reached does not start on the next free thread."""
    runner = ThreadRunner(2, max_abandoned=1)
    release = threading.Event()
    started: list[str] = []
    begun = threading.Event()

    def holds_on() -> None:
        begun.set()
        gate.wait()

    stuck = asyncio.create_task(runner.run(holds_on))
    busy = asyncio.create_task(runner.run(lambda: release.wait(60)))
    queued = asyncio.create_task(runner.run(lambda: started.append("queued")))
    await until(begun.is_set)
    stuck.cancel()
    with pytest.raises(asyncio.CancelledError):
        await stuck
    release.set()
    await busy
    await asyncio.sleep(0.02)
    assert started == []
    gate.set()
    async with asyncio.timeout(60):
        await queued
    assert started == ["queued"]
    runner.close()


async def test_closing_ends_the_idle_threads_and_refuses_bodies(runner: ThreadRunner) -> None:
    """Idle threads end by themselves; a closed runner says so."""
    outcome = await runner.run(threading.current_thread)
    runner.close()
    runner.close()
    assert isinstance(outcome, Returned)
    await until(lambda: not outcome.value.is_alive())
    with pytest.raises(EngineError, match="closed"):
        await runner.run(lambda: None)


async def test_closing_fails_what_waits_and_leaves_what_runs(gate: threading.Event) -> None:
    """A busy thread finishes its body; a body that did not start is reported, so that nobody waits for ever."""
    runner = ThreadRunner(1)
    running = asyncio.create_task(runner.run(lambda: gate.wait(5)))
    waiting = asyncio.create_task(runner.run(lambda: None))
    await asyncio.sleep(0.01)
    runner.close()
    failed = await waiting
    assert isinstance(failed, Raised)
    assert isinstance(failed.error, EngineError)
    gate.set()
    assert (await running)[0] is True


async def test_abandoning_after_close_lets_the_other_threads_end(gate: threading.Event) -> None:
    """The limit reached after closing does not swallow the word to end."""
    runner = ThreadRunner(2, max_abandoned=1)
    threads = threading.Barrier(3)
    stuck = asyncio.create_task(runner.run(lambda: (threads.wait(5), gate.wait(5))))
    other = asyncio.create_task(runner.run(lambda: (threads.wait(5), threading.current_thread(), gate.wait(5))))
    await asyncio.to_thread(threads.wait, 5)
    runner.close()
    stuck.cancel()
    with pytest.raises(asyncio.CancelledError):
        await stuck
    gate.set()
    outcome = await other
    assert isinstance(outcome, Returned)
    thread = outcome.value[1]
    await until(lambda: not thread.is_alive())


async def test_a_finished_call_keeps_nothing_alive(runner: ThreadRunner) -> None:
    """An idle thread holds neither the body, nor its value, nor its error, also without the cycle collector."""

    class Thing:
        pass

    async def one() -> tuple[weakref.ref[Thing], weakref.ref[Thing]]:
        thing, error = Thing(), Thing()

        def fail() -> None:
            raise ValueError(error)

        await runner.run(lambda: thing)
        await runner.run(fail)
        return weakref.ref(thing), weakref.ref(error)

    gc.disable()
    try:
        value, error = await one()
        await until(lambda: value() is None)
        await until(lambda: error() is None)
    finally:
        gc.enable()


def test_a_closed_loop_is_harmless() -> None:
    """A body that ends after its loop was closed ends quietly, and its thread works for the next loop."""
    runner = ThreadRunner(1, max_abandoned=3)
    gate = threading.Event()
    asyncio.run(abandon(runner, gate.wait))
    gate.set()
    outcome = asyncio.run(runner.run(lambda: 1))
    runner.close()
    assert outcome[0] == 1


async def test_active_counts_the_calls_that_somebody_waits_for(runner: ThreadRunner, gate: threading.Event) -> None:
    """A clock that skips time asks this first."""
    assert runner.active == 0
    tasks = [asyncio.create_task(runner.run(lambda: gate.wait(5))) for _ in range(3)]
    await asyncio.sleep(0.01)
    assert runner.active == 3
    gate.set()
    await asyncio.gather(*tasks)
    assert runner.active == 0


async def test_without_a_thread_to_be_had_the_call_fails(runner: ThreadRunner, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's limit of threads is an error with a remedy, not a call that never ends."""

    def refuse(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    with monkeypatch.context() as patched:
        patched.setattr(threading.Thread, "start", refuse)
        with pytest.raises(EngineError, match="thread_workers"):
            await runner.run(lambda: None)
    assert (await runner.run(lambda: 5))[0] == 5


def test_a_stuck_body_does_not_hold_the_interpreter() -> None:
    """A process whose body sleeps for an hour exits when its main function is over."""
    script = """
import asyncio, time
from gorkflow.runners.threads import ThreadRunner

async def main():
    runner = ThreadRunner(2)
    task = asyncio.create_task(runner.run(lambda: time.sleep(3600)))
    await asyncio.sleep(0.05)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    print(runner.abandoned)
    runner.close()

asyncio.run(main(), debug=True)
"""
    done = subprocess.run(
        [sys.executable, "-X", "dev", "-W", "error", "-c", script],
        cwd=ROOT, capture_output=True, text=True, timeout=20, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, "1\n", "")


def test_a_runner_that_nobody_closed_does_not_hold_the_interpreter() -> None:
    """Idle threads are daemons too."""
    script = """
import asyncio
from gorkflow.runners.threads import ThreadRunner
print(asyncio.run(ThreadRunner(2).run(lambda: 5))[0])
"""
    done = subprocess.run(
        [sys.executable, "-X", "dev", "-W", "error", "-c", script],
        cwd=ROOT, capture_output=True, text=True, timeout=20, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, "5\n", "")


@pytest.mark.parametrize("seed", range(4))
async def test_whatever_is_cancelled_no_place_is_lost(seed: int) -> None:
    """A thousand calls, a third of them cancelled at any moment: each other one gets its own value."""
    runner = ThreadRunner(3, max_abandoned=2)
    chance = random.Random(seed)

    async def one(number: int) -> int | None:
        nap = chance.choice([0, 0, 0.0002])

        def body() -> int:
            time.sleep(nap)
            return number

        task = asyncio.create_task(runner.run(body))
        for _ in range(chance.randrange(3)):
            await asyncio.sleep(0)
        if chance.random() < 0.3:
            await asyncio.sleep(chance.choice([0, 0.0001]))
            task.cancel()
        try:
            outcome = await task
        except asyncio.CancelledError:
            return None
        assert not isinstance(outcome, Raised)
        return outcome.value

    async with asyncio.timeout(20):
        results = await asyncio.gather(*(one(number) for number in range(1000)))
    await until(lambda: runner.abandoned == 0)
    assert {result for number, result in enumerate(results) if result not in (None, number)} == set()
    assert sum(result is not None for result in results) > 600
    assert runner.active == 0
    barrier = threading.Barrier(3)  # all three places are there, at the same time
    async with asyncio.timeout(60):
        await asyncio.gather(*(runner.run(lambda: barrier.wait(5)) for _ in range(3)))
    runner.close()
