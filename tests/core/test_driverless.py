"""Open runs that nobody drives."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from gorkflow.core.driverless import Driverless, DriverlessTally
from gorkflow.core.run import RunStatus
from gorkflow.testing.conformance_stage import run_row

NOW = 10_000.0
KNOWN = [("orders", "1")]


def told(
    *runs: Mapping[str, object], known: list[tuple[str, str]] | None = None, alive: tuple[str, ...] = ()
) -> list[Driverless]:
    """What is told of runs of "orders", by default RUNNING, nobody's, changed an hour ago."""
    tally = DriverlessTally(NOW, known)
    for number, changes in enumerate(runs):
        tally.add(run_row(f"run-{number}", **{"owner": None, "updated_at": NOW - 3600.0, **changes}))  # type: ignore[arg-type]
    return tally.of_nobody(alive)


def test_runs_are_counted_by_workflow_and_version() -> None:
    """Whoever owned them; the one that has waited longest is named."""
    found = told(
        {"updated_at": 5.0}, {"owner": "dead", "updated_at": 4.0}, {"owner": "other", "updated_at": 6.0},
        {"workflow_version": "2"}, {"workflow_id": "bills"},
    )  # fmt: skip
    assert found == [
        Driverless("bills", "1", 1, "run-4", NOW - 3600.0, None),
        Driverless("orders", "1", 3, "run-1", 4.0, None),
        Driverless("orders", "2", 1, "run-3", NOW - 3600.0, None),
    ]


def test_what_a_living_engine_owns_is_driven() -> None:
    """However long nothing has happened."""
    assert told({"owner": "living"}, {"owner": "living", "status": "PENDING"}, alive=("living",)) == []


@pytest.mark.parametrize("status", list(RunStatus))
def test_open_runs_count(status: RunStatus) -> None:
    """Those that wait for a message or for other code only where there is no code for them at all."""
    waits = status in (RunStatus.WAITING, RunStatus.SUSPENDED)
    run = {"status": status.value}
    assert len(told(run)) == (not status.is_final and not waits)
    assert len(told(run, known=KNOWN)) == (not status.is_final and not waits)
    assert len(told(run, known=[("orders", "2")])) == (not status.is_final)


@pytest.mark.parametrize(("wake_at", "counts"), [(NOW + 1, 0), (NOW - 59, 0), (NOW - 61, 1), (0.0, 1), (None, 0)])
def test_a_run_at_rest_counts_when_nobody_woke_it(wake_at: float | None, counts: int) -> None:
    """A minute after its time; one that is to wake at once, after its last change."""
    found = told({"status": "WAITING", "wake_at": wake_at})
    assert len(found) == counts
    assert all(one.since == max(wake_at or 0.0, NOW - 3600.0) for one in found)


def test_a_run_is_given_a_minute() -> None:
    """Whoever is to claim it may be about it."""
    assert told({"updated_at": NOW - 59.0}) == []
    assert len(told({"updated_at": NOW - 60.0})) == 1


def test_it_is_told_whether_there_is_code() -> None:
    """By id and version."""
    found = told({}, {"workflow_version": "2"}, {"workflow_id": "bills"}, known=[*KNOWN, ("bills", "2")])
    assert {(one.workflow_id, one.workflow_version): one.has_code for one in found} == {
        ("orders", "1"): True, ("orders", "2"): False, ("bills", "1"): False,
    }  # fmt: skip


def test_a_damaged_status_is_not_counted() -> None:
    """The examination tells of it."""
    assert told({"status": "RUNNIN"}) == []
