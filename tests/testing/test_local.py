"""LocalRunner: whole runs from synchronous code, with all that came of them."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest

from gorkflow import (
    InputError,
    RetryPolicy,
    RunFailedError,
    RunNotFinishedError,
    RunStatus,
    Signal,
    StepNotFoundError,
    StepStatus,
    UnknownSignalError,
    step,
    workflow,
)
from gorkflow.testing import FakeClock, LocalRunner, Sent, mock_step

yes = Signal("yes", bool)
no = Signal("no", bool)


@step(retry=RetryPolicy(3, delay=3600))
async def load(order_id: int) -> int:
    return 10 * order_id


@step(timeout=1)
def blocks(cents: int) -> int:
    time.sleep(0.05)
    return cents


@step
async def book(sure: bool) -> str:
    return "booked" if sure else "refused"


@step
async def big(cents: int) -> int:
    return cents


slow = workflow("slow").then(load).sleep(timedelta(days=30)).then_if(lambda cents: cents > 50, big).build()
asking = workflow("asking").then(load).wait_for(yes).then(book).build()


def test_a_run_gives_output_record_steps_and_events() -> None:
    """A month of sleep and hours of back-off take no time."""
    with mock_step(load, side_effect=(TimeoutError(), TimeoutError(), 40)):
        result = LocalRunner().run(slow, 3)
    assert (result.output, result.status, result.run.output) == (40, RunStatus.COMPLETED, 40)
    assert {path: one.status for path, one in result.steps.items()} == {
        "load": StepStatus.COMPLETED, "@sleep-1": StepStatus.COMPLETED, "big": StepStatus.SKIPPED
    }  # fmt: skip
    assert result.steps["load"].attempt == 3
    assert result.output_of(load) == 40
    assert [event.seq for event in result.events] == list(range(1, len(result.events) + 1))
    started, completed = result.run.started_at, result.run.completed_at
    assert started is not None
    assert completed is not None
    assert completed - started >= timedelta(days=30)


def test_a_failed_run_raises_nothing_until_its_output_is_asked_for() -> None:
    """What came of it can be looked at."""
    with mock_step(load, raises=KeyError("gone")):
        result = LocalRunner().run(slow, 3)
    assert result.status is RunStatus.FAILED
    assert result.steps["load"].error is not None
    assert list(result.steps) == ["load"]
    with pytest.raises(RunFailedError, match="KeyError"):
        _ = result.output
    with pytest.raises(RunNotFinishedError):
        result.output_of(load)


def test_the_traceback_of_a_body_has_nothing_of_the_runner() -> None:
    """No exception that was being handled when the run began is told as the cause of its own."""
    with mock_step(load, raises=KeyError("gone")):
        result = LocalRunner().run(slow, 3)
    assert result.run.error is not None
    assert str(result.run.error.traceback).count("Traceback (most recent call last)") == 1


def test_a_run_that_waits_for_a_signal_ends_there(caplog: pytest.LogCaptureFixture) -> None:
    """Instead of hanging, and without a warning that its store goes with it; with the signal it goes on."""
    runner = LocalRunner()
    waiting = runner.run(asking, 1)
    assert caplog.records == []
    assert waiting.status is RunStatus.WAITING
    with pytest.raises(RunNotFinishedError, match=r"waits for a signal at @wait-1; give signals=\[Sent"):
        _ = waiting.output
    assert runner.run(asking, 1, signals=[Sent(yes, True)]).output == "booked"
    assert runner.run(asking, 1, signals=[Sent(yes, False)]).output == "refused"


def test_a_wait_with_a_time_out_is_not_waited_for() -> None:
    """Its time passes at once."""
    patient = workflow("patient").then(load).wait_for(yes, timeout=timedelta(days=3), default=False).then(book).build()
    assert LocalRunner().run(patient, 1).output == "refused"


def test_no_time_passes_while_a_body_is_in_a_thread() -> None:
    """However long it takes: its time-out of a second does not come, though nothing else is to be done."""
    flow = workflow("threads").then(blocks).sleep(60).then(blocks.named("again")).build()
    assert LocalRunner().run(flow, 5).output == 5


async def test_a_runner_works_in_a_running_loop() -> None:
    """Both ways."""
    assert LocalRunner().run(slow, 3).output == 30
    assert (await LocalRunner().run_async(slow, 3)).output == 30


def test_the_runs_of_a_runner_know_nothing_of_each_other() -> None:
    """Each has a store of its own."""
    runner = LocalRunner(max_concurrent_runs=1)
    first, second = runner.run(slow, 1), runner.run(slow, 2)
    assert (first.output, second.output) == (10, 20)
    assert first.run.run_id != second.run.run_id


def test_a_clock_of_ones_own() -> None:
    """Among the options; it shows the time at which the run ended."""
    clock = FakeClock(auto_advance=True)
    before = clock.now()
    LocalRunner(clock=clock).run(slow, 1)
    assert clock.now() - before >= 30 * 86400


def test_what_does_not_fit_is_told_by_the_call_itself() -> None:
    """Input, payload and signal; a step that there is not."""
    runner = LocalRunner()
    with pytest.raises(InputError, match="workflow 'slow' takes int"):
        runner.run(slow, "three")  # type: ignore[misc]  # that is what is tested
    with pytest.raises(InputError):
        runner.run(asking, 1, signals=[Sent(yes, "perhaps")])  # type: ignore[misc]  # that is what is tested
    with pytest.raises(UnknownSignalError):
        runner.run(asking, 1, signals=[Sent(no, True)])
    with pytest.raises(StepNotFoundError):
        runner.run(slow, 1).output_of(book)
    with pytest.raises(RunFailedError, match="run_timeout"):
        _ = runner.run(slow, 1, run_timeout=86400).output
