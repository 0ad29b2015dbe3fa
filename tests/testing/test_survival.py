"""assert_survives_crashes: a run that is killed at each of its writes gives the same."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest

from gorkflow import RetryPolicy, RunFailedError, RunHandle, Signal, step, workflow
from gorkflow.stores.sqlite import SqliteStore
from gorkflow.testing import FakeClock, assert_survives_crashes, mock_step

calls: Counter[str] = Counter()
approval = Signal("approval", str)


@step(retry=RetryPolicy(3, delay=60))
async def load(order_id: int) -> int:
    calls["load"] += 1
    return order_id + 1


@step
def price(cents: int) -> int:
    return 2 * cents


@step
async def forgets(cents: int) -> int:
    calls["forgets"] += 1
    return calls["forgets"]


@step
async def settle(answer: str) -> str:
    return f"{answer}!"


async def test_the_output_is_the_same_wherever_it_was_killed() -> None:
    """Sleeps are skipped, bodies in threads waited for; both sides of each write are tried."""
    flow = workflow("sound").then(load).sleep(timedelta(days=1)).then(price).build()
    crashes = await assert_survives_crashes(flow, 1)
    assert {crash.result for crash in crashes} == {4}
    assert {crash.when for crash in crashes} == {"before", "after"}
    assert {crash.write for crash in crashes} >= {"create", "commit"}
    assert len(crashes) == 2 * max(crash.point for crash in crashes)


@pytest.mark.long
async def test_on_files_as_well(tmp_path: Path) -> None:
    """Each run has its own."""
    flow = workflow("sound").then(load).sleep(3600).then(price).build()
    numbers = count()
    crashes = await assert_survives_crashes(flow, 1, make_store=lambda: SqliteStore(tmp_path / f"{next(numbers)}.db"))
    assert {crash.result for crash in crashes} == {4}
    assert next(numbers) == len(crashes) + 2  # the first run, and the one whose writes were counted


async def test_a_run_that_gives_something_else_is_found() -> None:
    """With the write at which it was killed."""
    calls.clear()
    flow = workflow("unsound").then(load).then(forgets).build()
    with pytest.raises(AssertionError, match=r"'unsound', killed before write \d+ \(\w+\), gave \d+; without a crash"):
        await assert_survives_crashes(flow, 1)


async def test_a_run_that_fails_after_a_crash_is_found() -> None:
    """And one that fails without any raises its own error."""
    flow = workflow("failing").then(load).build()
    with (
        mock_step(load, side_effect=(1, 1, ValueError("twice"), ValueError("twice"), ValueError("twice"))),
        pytest.raises(AssertionError, match=r"'failing', killed before write 1.*failed: .*ValueError: twice"),
    ):
        await assert_survives_crashes(flow, 1)
    with mock_step(load, raises=KeyError("always")), pytest.raises(RunFailedError, match="always"):
        await assert_survives_crashes(flow, 1)


async def test_what_a_run_needs_from_outside_is_given_again() -> None:
    """By the engine that goes on, too: a signal with an id is one, however often it is sent."""
    flow = workflow("asks").then(load).wait_for(approval).then(settle).build()

    async def answer(handle: RunHandle[str]) -> None:
        await handle.signal(approval, "yes", signal_id="once")

    crashes = await assert_survives_crashes(flow, 1, during=answer, clock=FakeClock(auto_advance=True))
    assert {crash.result for crash in crashes} == {"yes!"}
    assert "post" in {crash.write for crash in crashes}
