"""Each small example gives its result on every store, and prints it when it is started as a program."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from pathlib import Path

import pytest

from examples import (
    address,
    approval,
    local_run,
    parallel,
    persistence,
    retry,
    sequential,
    signal_timeout,
    validation,
)
from gorkflow import RunStatus
from tests.project.blocks import ROOT
from tests.stopwatch import Stopwatch


async def test_a_chain_of_steps_gives_its_text_and_its_status(store: str) -> None:
    """10 and 5, added, times 2."""
    assert await sequential.calculate(store) == ("The final result is 30", RunStatus.COMPLETED)


async def test_a_run_is_cancelled_in_the_middle(store: str) -> None:
    """The step that takes an hour is stopped at once."""
    began = time.monotonic()
    assert await sequential.give_up(store) is RunStatus.CANCELLED
    assert time.monotonic() - began < 60


async def test_the_join_sees_both_branches(store: str) -> None:
    """15 and 50, whichever was first."""
    assert await parallel.main(store) == "sum 15, product 50"


async def test_a_broken_rule_fails_the_run_and_is_named(store: str) -> None:
    """One valid form, and three that break one rule each."""
    welcome, email, name, age = await validation.main(store)
    assert welcome == "welcome, Ada Lovelace"
    assert email.startswith("FAILED: ")
    assert "email: String should match pattern" in email
    assert "name: String should have at least 3 characters" in name
    assert "age: Input should be greater than or equal to 18" in age


async def test_runs_are_listed_newest_first_by_another_engine(tmp_path: Path) -> None:
    """16, then 60, with their steps in order of completion."""
    store = f"sqlite:///{tmp_path / 'sums.db'}"
    assert await persistence.calculate(store) == [16, 60]
    assert await persistence.history(store) == [
        "doubled-sum COMPLETED 60",
        "  add COMPLETED 30",
        "  double COMPLETED 60",
        "doubled-sum COMPLETED 16",
        "  add COMPLETED 8",
        "  double COMPLETED 16",
    ]


def test_runs_are_still_there_for_another_process(tmp_path: Path) -> None:
    """What this process stored, a later one lists."""
    store = f"sqlite:///{tmp_path / 'sums.db'}"
    asyncio.run(persistence.calculate(store))
    program = f"import asyncio; from examples.persistence import history; print(asyncio.run(history({store!r})))"
    run = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == str(asyncio.run(persistence.history(store)))


async def test_the_memory_store_calculates_too() -> None:
    """The same two sums, without a history to come back to."""
    assert await persistence.calculate("memory://") == [16, 60]


async def test_a_fan_out_builds_an_address(store: str) -> None:
    """Mailbox and domain come from two steps."""
    assert await address.main(store) == "user-user@example.com"


def test_a_run_from_synchronous_code(store: str) -> None:
    """No event loop is needed."""
    assert local_run.at_once(store) == ">>> hello, world <<<"


async def test_a_run_in_the_background(store: str) -> None:
    """Started, and awaited later."""
    assert await local_run.in_the_background(store) == ">>> hello, world <<<"


async def test_a_run_from_synchronous_code_within_a_loop(store: str) -> None:
    """As in a notebook, where a loop runs already."""
    assert local_run.at_once(store) == ">>> hello, world <<<"


async def test_four_failures_and_four_waits(store: str) -> None:
    """0.1 + 0.2 + 0.4 + 0.8 seconds, on the real clock."""
    began = time.monotonic()
    with Stopwatch() as watch:
        assert await retry.main(store) == "OK (after 5 attempts)"
    assert time.monotonic() - began >= 1.5
    assert watch.seconds < 4


async def test_nobody_approves_in_time(store: str) -> None:
    """After about a second."""
    began = time.monotonic()
    with Stopwatch() as watch:
        assert await approval.by_nobody(store) == "timeout"
    assert time.monotonic() - began >= 1
    assert watch.seconds < 3


async def test_somebody_approves(store: str) -> None:
    """At once."""
    with Stopwatch() as watch:
        assert await approval.by_hand(store) == "approved:APPROVED_BY_MANAGER"
    assert watch.seconds < 1


async def test_a_signal_against_a_time_out(store: str) -> None:
    """The one that comes first."""
    assert await signal_timeout.main(store) == "GOT SIGNAL: approved"
    began = time.monotonic()
    with Stopwatch() as watch:
        assert await signal_timeout.main(store, after=None) == "TIMED OUT"
    assert time.monotonic() - began >= 2
    assert watch.seconds < 4


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("address", "user-user@example.com\n"),
        (
            "conditional",
            "Final value: 12 (doubled: True) - Doubled 6 to 12\n10, format SKIPPED\n0, format SKIPPED\n",
        ),
        ("counter", "3 3\n"),
        (
            "language_model",
            "1 RunCreated\n2 RunStarted\n3 StepStarted ask\n4 StepCompleted ask\n5 RunCompleted\n"
            "Hello! You said: Hello, AI!\n",
        ),
        ("local_run", ">>> hello, world <<<\n>>> hello, world <<<\n"),
        ("loop", "5\n"),
        (
            "observer",
            "hello world!\ngreet: StepStarted 1\ngreet: StepCompleted 1\n"
            "cheer: StepStarted 2\ncheer: StepRetryScheduled 1\ncheer: StepCompleted 1\n",
        ),
        ("approval", "timeout\napproved:APPROVED_BY_MANAGER\n"),
        ("signal_timeout", "GOT SIGNAL: approved\nTIMED OUT\n"),
        ("parallel", "sum 15, product 50\n"),
        ("sequential", "The final result is 30 (COMPLETED)\nCANCELLED\n"),
        ("squares", "55 55\n"),
        ("typed_loop", "11\n"),
    ],
)
def test_an_example_prints_its_result(name: str, printed: str, tmp_path: Path) -> None:
    """As a program of its own."""
    run = subprocess.run(
        [sys.executable, str(ROOT / "examples" / f"{name}.py")],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stdout, run.stderr) == (0, printed, "")
