"""Processes that start and cancel the same runs."""

from __future__ import annotations

import asyncio
import json
import random
import sqlite3
import threading
from collections import Counter
from contextlib import closing

import pytest

from gorkflow import Engine, RunFilter, RunStatus
from gorkflow.stores.sqlite import SqliteStore
from tests.faults.arena import Child
from tests.faults.conftest import MakeArena
from tests.faults.evidence import judge


def ask_both(children: list[Child], commands: list[str]) -> list[dict[str, int]]:
    """One command each, at the same time."""
    answers: list[dict[str, int]] = [{} for _ in children]

    def ask(place: int) -> None:
        answers[place] = json.loads(children[place].ask(commands[place]))

    threads = [threading.Thread(target=ask, args=(place,)) for place in range(len(children))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@pytest.mark.long
def test_one_key_from_two_processes_and_fifty_tasks_each(make_arena: MakeArena) -> None:
    """The same input: one run for all. Another one: one of the two inputs wins, the others are told (C10)."""
    arena = make_arena(0.0, 0.0)
    children = [arena.spawn(listens=True) for _ in range(2)]
    for child in children:
        child.until("started")
    for number in range(10):
        same = ask_both(children, [f"starts same/{number} {number} 50"] * 2)
        assert same[0] == same[1]
        assert list(same[0].values()) == [50]
        differing = ask_both(children, [f"starts other/{number} {place} 50" for place in range(2)])
        assert differing.count({"conflict": 50}) == 1
        [given] = [one for one in differing if "conflict" not in one]
        assert list(given.values()) == [50]
    for child in children:
        child.ask("idle")
    figures = judge(arena)
    assert figures.runs == 20
    assert figures.twice_in_one_life == figures.overlapping == figures.lost_runs == figures.not_completed == 0


@pytest.mark.long
async def test_cancel_against_the_end_of_a_run_of_another_process(make_arena: MakeArena) -> None:
    """Exactly one of the two wins, cancel() says which, and asking again gives the same (C5).

    Each outcome moves the next cancel towards the other one, so that it stays near the end of a run on any machine.
    """
    arena = make_arena(0.1, 0.1)
    child = arena.spawn(listens=True)
    child.until("started")
    moments = random.Random(5)
    outcomes: Counter[RunStatus] = Counter()
    pause = 0.2
    async with Engine(SqliteStore(arena.database), recover=False) as engine:
        for number in range(16):
            await asyncio.to_thread(child.ask, f"start chain-loop {number}")
            [run] = (await engine.list_runs(RunFilter(limit=1))).items
            await asyncio.sleep(pause)
            status = await engine.cancel(run.run_id)
            pause *= moments.uniform(1, 3) if status is RunStatus.CANCELLED else moments.uniform(0, 1)
            assert (await engine.get_run(run.run_id)).status is status
            assert await engine.cancel(run.run_id) is status
            outcomes[status] += 1
            kinds = [event.type.value async for event in engine.events(run.run_id)]
            assert kinds.count("RunCompleted") + kinds.count("RunCancelled") == 1
            assert kinds[-1] in {"RunCompleted", "RunCancelled"}
    assert set(outcomes) == {RunStatus.CANCELLED, RunStatus.COMPLETED}
    assert await asyncio.to_thread(child.ask, "idle") == "done"
    with closing(sqlite3.connect(arena.database)) as connection:
        assert connection.execute("SELECT count(*) FROM step_executions WHERE status = 'RUNNING'").fetchone() == (0,)
