"""A real process, killed with -9 in the middle; another one goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from gorkflow import Engine, RunStatus
from tests.conftest import Database, on_sqlite
from tests.runtime import killed_program
from tests.runtime.killed_program import Notes

ROOT = Path(__file__).parents[2]
Start = list["subprocess.Popen[str]"]


@pytest.fixture
def children() -> Iterator[Start]:
    """Processes of the test, gone at its end."""
    started: Start = []
    yield started
    for child in started:
        child.kill()
        child.communicate()


def start(children: Start, database: Database, notes: Path, *arguments: str) -> subprocess.Popen[str]:
    """Run the program on the database; it prints a line when it is where it is to be killed."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.runtime.killed_program", str(database.path), str(notes), *arguments],
        stdout=subprocess.PIPE, text=True, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    children.append(child)
    return child


def line_of(child: subprocess.Popen[str]) -> str:
    assert child.stdout is not None
    return child.stdout.readline().strip()


@on_sqlite
async def test_a_diamond_survives_kill_9(database: Database, tmp_path: Path, children: Start) -> None:
    """In the middle of its branches: done bodies never run again, the one in flight once more, the join once."""
    notes = Notes(tmp_path / "notes")
    child = start(children, database, notes.path, "hang")
    run_id = line_of(child)
    assert line_of(child) == "left is done, right hangs"
    child.send_signal(signal.SIGKILL)
    assert child.wait(10) == -signal.SIGKILL
    assert Counter(notes.read()) == {"load": 1, "left": 1, "right": 1}
    again = start(children, database, notes.path, "resume")
    assert line_of(again) == f"{run_id} COMPLETED 42"
    assert again.wait(10) == 0
    assert Counter(notes.read()) == {"load": 1, "left": 1, "right": 2, "join": 1}
    async with Engine(database.store(), workflows=[killed_program.diamond]) as engine:
        assert await engine.count_runs() == {RunStatus.COMPLETED: 1}
        steps = {one.step_id: one.attempt for one in await engine.list_step_executions(run_id)}
        assert steps == {"load": 1, "left": 1, "right": 2, "join": 1}
        second = await engine.start(killed_program.diamond, 1)
        assert second.run_id != run_id
        await second.cancel()
    await database.check()


@on_sqlite
async def test_a_living_engine_takes_over_from_a_killed_one(
    database: Database, tmp_path: Path, children: Start
) -> None:
    """Its lock is free at once: nobody waits for a lease."""
    notes = Notes(tmp_path / "notes")
    child = start(children, database, notes.path, "hang")
    run_id = line_of(child)
    assert line_of(child) == "left is done, right hangs"
    killed_program.notes = notes
    killed_program.hangs = False
    async with Engine(database.store(), workflows=[killed_program.diamond]) as engine:
        assert (await engine.get_run(run_id)).status is RunStatus.RUNNING
        assert await engine.recover() == []
        child.send_signal(signal.SIGKILL)
        child.wait(10)
        assert await engine.recover() == [run_id]
        assert await engine.handle(run_id, killed_program.diamond).result(timeout=10) == 42
    assert Counter(notes.read()) == {"load": 1, "left": 1, "right": 2, "join": 1}
    await database.check()
