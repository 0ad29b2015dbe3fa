"""Owners that freeze past their lease and wake up, and several processes that take over at once."""

from __future__ import annotations

import json
import signal
import time

import pytest

from tests.faults.arena import Arena, Child
from tests.faults.conftest import MakeArena
from tests.faults.evidence import judge


def wait_for_begin(arena: Arena, life: int, count: int) -> None:
    """Until that many bodies have begun in that life."""
    deadline = time.monotonic() + 30
    while sum(note.what == "begin" and note.life == life for note in arena.notes()) < count:
        assert time.monotonic() < deadline
        time.sleep(0.02)


def wait_until_over(child: Child, runs: int) -> None:
    """Until the database has that many completed runs and no others."""
    deadline = time.monotonic() + 60
    while json.loads(child.ask("counts")) != {"COMPLETED": runs}:
        assert time.monotonic() < deadline, child.ask("counts")
        time.sleep(0.1)


def started(arena: Arena) -> set[tuple[str, ...]]:
    """Steps that the database says are running."""
    with arena.look() as connection:
        sql = "SELECT run_id, step_id FROM step_executions WHERE status = 'RUNNING'"
        return {(run_id, step_id) for run_id, step_id in connection.execute(sql)}


@pytest.mark.long
@pytest.mark.parametrize("flow", ["diamond-loop", "chain-thread", "diamond-process", "diamond-mixed"])
def test_a_thawed_owner_changes_nothing(make_arena: MakeArena, flow: str) -> None:
    """Frozen past its lease: another process goes on. Awake again it writes nothing, starts no body, and lives on."""
    arena = make_arena(0.2, 0.4)
    child = arena.spawn(flow=flow, runs=8, steps=4, lease=1, listens=True)
    child.until("started")
    wait_for_begin(arena, 1, 7)
    frozen_at = arena.freeze(child)
    was_in_flight = started(arena)
    other = arena.spawn(lease=1, steps=4, listens=True)
    other.until("started")
    wait_until_over(other, 8)
    taken_over = arena.observe()
    child.send(signal.SIGCONT)
    assert child.ask("idle") == "done"
    time.sleep(1.5)  # long enough for whatever it might still do
    assert arena.observe() == taken_over
    assert child.ask(f"start {flow} 100") == "done"
    assert child.ask("idle") == "done"
    for one in (child, other):
        one.ask("recover")
    old = {run for run, _ in taken_over}
    late = [
        note for note in arena.notes()
        if note.what == "begin" and note.life == 1 and note.at > frozen_at and note.words[0] in old
    ]  # fmt: skip
    # What was STARTED when it froze is in flight, also where the body had still to begin; nothing else may begin.
    assert {note.words[:2] for note in late} <= was_in_flight
    figures = judge(arena, but_for=late)
    assert figures.overlapping <= len(was_in_flight)
    figures.overlapping = 0
    assert figures.faults() == {}, figures.details
    assert figures.runs == 9


@pytest.mark.long
@pytest.mark.parametrize("processes", [2, 3])
def test_several_processes_take_over_at_once(make_arena: MakeArena, processes: int) -> None:
    """Each run is driven by one of them; no body runs beside itself."""
    arena = make_arena(0.0, 0.05)
    child = arena.spawn(flow="diamond-thread", runs=60)
    wait_for_begin(arena, 1, 30)
    child.kill()
    arena.observe()
    heirs = [arena.spawn(lease=1, listens=True) for _ in range(processes)]
    for heir in heirs:
        heir.until("started")
    wait_until_over(heirs[0], len(arena.runs()))
    figures = judge(arena)
    assert figures.faults() == {}, figures.details
    drivers = [{note.words[0] for note in arena.notes() if note.what == "begin" and note.life == heir.life}
               for heir in heirs]  # fmt: skip
    assert sum(map(len, drivers)) == len(set().union(*drivers))


@pytest.mark.long
def test_open_engines_take_over_from_each_other(make_arena: MakeArena) -> None:
    """Three with work of their own; two are killed, one after the other: the last has ended all runs by itself."""
    arena = make_arena(0.05, 0.15)
    children = [
        arena.spawn(flow="diamond-mixed", runs=12, first=100 * number, lease=1, steps=6, listens=True)
        for number in range(3)
    ]
    for child in children:
        child.until("started")
    for child in children[:2]:
        time.sleep(0.3)
        child.kill()
    wait_until_over(children[2], 36)
    assert judge(arena).faults() == {}
