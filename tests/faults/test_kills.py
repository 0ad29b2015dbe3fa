"""kill -9, anywhere and again: no run, no step and no result is lost, and nothing is done that need not be."""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

import pytest

from gorkflow import Engine, RunStatus
from gorkflow.stores.sqlite import SqliteStore
from tests.faults.arena import Arena
from tests.faults.conftest import MakeArena
from tests.faults.evidence import judge, most_at_once
from tests.faults.shapes import WORKFLOWS


async def finish_here(arena: Arena) -> dict[RunStatus, int]:
    """Another engine, in this process, goes on with all that is left."""
    with arena.here():
        async with Engine(SqliteStore(arena.database), workflows=list(WORKFLOWS.values())) as engine:
            await engine.idle()
            return dict(await engine.count_runs())


def finish(arena: Arena) -> None:
    """As does another process."""
    child = arena.spawn()
    child.until("idle")
    assert child.wait() == 0


@pytest.mark.long
@pytest.mark.parametrize(
    ("flow", "body"),
    [
        ("chain-loop", (0.0, 0.02)),
        ("diamond-thread", (0.0, 0.02)),
        ("diamond-mixed", (0.0, 0.02)),
        ("chain-process", (0.0, 0.02)),
        ("dynamic-loop", (0.0, 0.02)),
        ("dynamic-mixed", (0.0, 0.02)),
        ("diamond-loop", (0.3, 0.6)),
        ("diamond-mixed", (0.3, 0.6)),
    ],
)
def test_killed_at_random_moments(make_arena: MakeArena, flow: str, body: tuple[float, float]) -> None:
    """Three times in a row, while more runs are started: all that start() gave ends as it must, no body too often."""
    arena = make_arena(*body)
    moments = random.Random(f"{flow} {body}")
    for life in range(3):
        child = arena.spawn(flow=flow, runs=15, first=15 * life, stays=True)
        child.until("open")
        time.sleep(moments.uniform(0, 0.2 + 2 * body[1]))
        child.kill()
        arena.observe()
    finish(arena)
    figures = judge(arena)
    assert figures.faults() == {}, figures.details
    assert (figures.kills, len(figures.returned_again)) == (3, 3)
    assert max(figures.returned_again) <= 20
    assert max(figures.run_again) <= 20 + 4  # what was STARTED and only waited for its worker has begun nothing
    notes = arena.notes()
    assert max(most_at_once(notes, life) for life in range(1, 5)) <= 20


@pytest.mark.long
@pytest.mark.parametrize("dies", ["inside", "after"])
async def test_killed_at_every_write(make_arena: MakeArena, dies: str) -> None:
    """Inside its transaction, or right after it: a run is there completely or not at all, and ends as it must.

    The same start in the next life gives the same run (P1); no body runs again whose output was durable (P5); the join
    runs once (P6); a run whose last step is durable is over (P7).
    """
    point = 0
    while True:
        point += 1
        arena = make_arena(0.0, 0.0)
        child = arena.spawn(flow="diamond-loop", runs=1, dies_at=point, dies=dies)
        if child.wait() == 0:
            break
        done = set(arena.observe())
        known = list(arena.runs())
        with arena.here():
            async with Engine(SqliteStore(arena.database), workflows=list(WORKFLOWS.values())) as engine:
                flow = WORKFLOWS["diamond-loop"]
                handle = await engine.start(flow, 0, idempotency_key="diamond-loop/0")
                assert known in ([], [handle.run_id])
                await handle.result(timeout=20)
        figures = judge(arena)
        assert (point, figures.faults(), figures.runs) == (point, {}, 1)
        begun = [note.words[1] for note in arena.notes() if note.what == "begin"]
        assert all(begun.count(step) <= 2 for step in "abcd")
        assert all(begun.count(step) == 1 for _, step in done)
        if dies == "after" and len(done) == 4:
            assert begun == sorted(begun, key=lambda step: (step == "d", step != "a"))
    assert point >= 5


@pytest.mark.parametrize("kind", ["loop", "thread", "process"])
@pytest.mark.parametrize("point", ["a:begin", "c:end"])
async def test_killed_in_a_body(make_arena: MakeArena, kind: str, point: str) -> None:
    """In its first line, or when it has just returned: it runs once more, with the next attempt (P3, P4)."""
    arena = make_arena(0.0, 0.0)
    assert arena.spawn(flow=f"diamond-{kind}", runs=1, die=point).wait() == -9
    arena.observe()
    assert await finish_here(arena) == {RunStatus.COMPLETED: 1}
    figures = judge(arena)
    assert figures.faults() == {}, figures.details
    begun = [note.words[1:] for note in arena.notes() if note.what == "begin"]
    step = point[0]
    assert [attempt for name, attempt in begun if name == step] == ["1", "2"]
    assert [attempt for name, attempt in begun if name == "d"] == ["1"]


@pytest.mark.long
def test_killed_thirty_times_while_it_recovers(make_arena: MakeArena) -> None:
    """At its claim or at the write before its first body: attempts do not grow, no run fails of restarts alone (P9)."""
    arena = make_arena(0.0, 0.0)
    assert arena.spawn(flow="diamond-thread", runs=1, die="c:begin").wait() == -9
    before = arena.observe()
    points = [(1, "before"), (1, "inside"), (1, "after"), (2, "before"), (2, "inside")]
    for number in range(30):
        at, dies = points[number % len(points)]
        assert arena.spawn(dies_at=at, dies=dies).wait() == -9
        assert arena.observe() == before
    finish(arena)
    figures = judge(arena)
    assert figures.faults() == {}, figures.details
    assert figures.kills == 31
    attempts = {step: checkpoint.attempt for (_, step), checkpoint in arena.observe().items()}
    assert attempts == {"a": 1, "b": 1, "c": 2, "d": 1} or attempts == {"a": 1, "b": 2, "c": 2, "d": 1}


@pytest.mark.long
def test_killed_fifteen_times_with_bodies_in_flight(make_arena: MakeArena) -> None:
    """As often as one allows (max_recoveries): one attempt more per kill at most, whenever it comes."""
    arena = make_arena(0.4, 0.6)
    moments = random.Random(1)
    for life in range(15):
        child = arena.spawn(flow="diamond-loop", runs=0 if life else 5, max_recoveries=100, stays=True)
        child.until("open")
        time.sleep(moments.uniform(0, 0.4))
        child.kill()
        arena.observe()
    child = arena.spawn(max_recoveries=100)
    child.until("idle")
    child.wait()
    figures = judge(arena)
    assert figures.faults() == {}, figures.details
    assert max(checkpoint.attempt for checkpoint in arena.observe().values()) <= 16


@pytest.mark.long
def test_worker_processes_die_with_their_engine(make_arena: MakeArena) -> None:
    """At once, in the middle of a body: nobody runs beside the one that runs it again."""
    arena = make_arena(1.0, 1.5)
    child = arena.spawn(flow="chain-process", runs=4)
    while not any(note.what == "begin" for note in arena.notes()):
        time.sleep(0.02)
    child.kill()
    workers = {int(path.name.split("-")[1]) for path in arena.notes_folder.iterdir()} - {child.process.pid}
    deadline = time.monotonic() + 1.0
    while any(map(is_alive, workers)) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert workers
    assert not any(map(is_alive, workers))
    arena.observe()
    finish(arena)
    assert judge(arena).faults() == {}


def is_alive(pid: int) -> bool:
    """Whether there is such a process, and it is not only waiting to be buried."""
    try:
        os.kill(pid, 0)
        status = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"
