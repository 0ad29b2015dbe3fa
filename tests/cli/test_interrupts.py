"""SIGINT and SIGTERM, sent to real processes."""

from __future__ import annotations

import json
import signal

import pytest

from tests.cli.conftest import STORE, Folder
from tests.cli.processes import Running

RUN = ("run", "shop:posting", "--input", "7")
RESUME = ("--app", "shop", "--store", STORE, "resume")


@pytest.mark.parametrize(("number", "expected"), [(signal.SIGINT, 130), (signal.SIGTERM, 0)])
def test_a_signal_lets_the_body_in_flight_finish_and_keeps_its_result(
    folder: Folder, number: signal.Signals, expected: int
) -> None:
    """Nothing new starts. SIGTERM is the orderly end of a process that lost nothing: code 0."""
    with Running(*RUN, "--store", STORE, cwd=folder.path) as process:
        process.until("stamp started")
        process.send(number)
        process.until(f"{number.name}: waiting for the bodies in flight")
        (folder.path / "go").touch()
        assert process.end() == (expected, "")
    run_id = process.err[0].split()[1]
    assert process.err[-1] == (
        f"run {run_id} is not over; it goes on with: gorkflow --app shop:posting --store {STORE} resume {run_id}"
    )
    assert not any("send started" in line for line in process.err)
    done = folder.gorkflow(*RESUME)
    assert done.out.splitlines()[1:] == ["  kept: weigh, stamp", "  ran: send"]


@pytest.mark.parametrize(("number", "expected"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_second_signal_ends_the_process_at_once(folder: Folder, number: signal.Signals, expected: int) -> None:
    """The body here would wait for ever. Nothing is lost: it runs once more when the run is resumed."""
    with Running(*RUN, "--store", STORE, cwd=folder.path) as process:
        process.until("stamp started")
        process.send(number)
        process.until("waiting for the bodies in flight")
        process.send(number)
        assert process.end() == (expected, "")
    (folder.path / "go").touch()
    done = folder.gorkflow(*RESUME)
    assert done.out.splitlines()[1:] == ["  kept: weigh", "  ran: stamp (attempt 2), send"]


@pytest.mark.parametrize(("number", "expected"), [(signal.SIGINT, 130), (signal.SIGTERM, 1)])
def test_a_run_in_memory_is_lost_and_that_is_said(folder: Folder, number: signal.Signals, expected: int) -> None:
    """So that SIGTERM is no success then."""
    with Running(*RUN, "--store", "memory://", cwd=folder.path) as process:
        process.until("stamp started")
        process.send(number)
        process.until("waiting for the bodies in flight")
        (folder.path / "go").touch()
        assert process.end() == (expected, "")
    assert "is lost: memory:// keeps nothing" in process.err[-1]


def test_the_json_of_an_interrupted_run_says_how_far_it_is(folder: Folder) -> None:
    """As the store has it after the engine was closed."""
    with Running(*RUN, "--store", STORE, "--json", cwd=folder.path) as process:
        process.until("stamp started")
        process.send(signal.SIGINT)
        process.until("waiting for the bodies in flight")
        (folder.path / "go").touch()
        code, out = process.end()
    run = json.loads(out)
    assert (code, run["status"], run["output"], round(run["progress"], 2)) == (130, "RUNNING", None, 0.67)


def test_a_run_that_ends_while_its_engine_closes_is_reported(folder: Folder) -> None:
    """Its last body was in flight: SIGTERM finds it COMPLETED, with its output."""
    folder.write("last.py", (folder.path / "shop.py").read_text().replace(".then(stamp).then(send)", ".then(stamp)"))
    with Running("run", "last:posting", "--input", "7", "--store", STORE, cwd=folder.path) as process:
        process.until("stamp started")
        process.send(signal.SIGTERM)
        process.until("waiting for the bodies in flight")
        (folder.path / "go").touch()
        assert process.end() == (0, '"stamped 7 g"\n')


def test_a_resume_is_interrupted_the_same_way(folder: Folder) -> None:
    """And resumed again."""
    with Running(*RUN, "--store", STORE, cwd=folder.path) as process:
        process.until("stamp started")
        process.send(signal.SIGKILL)
        assert process.end() == (-signal.SIGKILL, "")
    with Running(*RESUME, cwd=folder.path) as process:
        process.until("stamp started, attempt 2")
        process.send(signal.SIGINT)
        process.until("waiting for the bodies in flight")
        (folder.path / "go").touch()
        code, out = process.end()
    assert (code, out.splitlines()[1:]) == (130, ["  kept: weigh", "  ran: stamp (attempt 2)"])
    assert "is not over; it goes on with: gorkflow --app shop" in process.err[-1]
    assert folder.gorkflow(*RESUME).out.splitlines()[1:] == ["  kept: weigh, stamp", "  ran: send"]


def test_an_interrupt_while_a_module_is_imported_starts_nothing(folder: Folder) -> None:
    """One line, no traceback."""
    folder.write("endless.py", "import sys\nprint('importing', file=sys.stderr, flush=True)\nwhile True:\n    pass\n")
    with Running("run", "endless:flow", "--store", STORE, cwd=folder.path) as process:
        process.until("importing")
        process.send(signal.SIGINT)
        assert process.end() == (130, "")
    assert process.err == ["importing", "interrupted"]
