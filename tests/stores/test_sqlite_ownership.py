"""Owners that live, die, freeze and wake: locks, heartbeats and claims of the SQLite store."""

from __future__ import annotations

import contextlib
import signal
import sqlite3
import subprocess
import threading
import time
from pathlib import Path

import pytest

from gorkflow.core.records import EngineRow
from gorkflow.errors import ConflictError, EngineError, StoreBusyError, StoreError
from gorkflow.stores.sqlite_locks import EngineLock, is_engine_dead, lock_folder
from gorkflow.testing.conformance_stage import commit_of, creation_of, engine_row, run_row
from tests.stores.conftest import OpenStore, SpawnPython

ORDERS = [("orders", "1")]


def _engines(path: Path) -> dict[str, float]:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return dict(connection.execute("SELECT engine_id, heartbeat_at FROM engines"))


def _read(child: subprocess.Popen[str]) -> str:
    assert child.stdout is not None
    return child.stdout.readline()


async def test_the_death_of_a_process_frees_its_runs_at_once(
    path: Path, spawn: SpawnPython, open_store: OpenStore
) -> None:
    """SIGKILL: the lease has an hour to go, but the lock is free. The dead engine's row and lock file are cleared."""
    child = spawn(_OWNER, path, "child", 3)
    assert _read(child) == "owns\n"
    store = await open_store("engine-2")
    assert list(await store.claim(ORDERS, limit=10)) == []
    child.kill()
    child.wait()
    claimed = await store.claim(ORDERS, limit=2)
    assert [(snapshot.run.run_id, snapshot.run.epoch) for snapshot in claimed] == [("run-0", 2), ("run-1", 2)]
    assert set(_engines(path)) == {"child", "engine-2"}
    assert len(await store.claim(ORDERS, limit=2)) == 1
    assert set(_engines(path)) == {"engine-2"}
    assert [entry.name for entry in lock_folder(path).iterdir()] == ["engine-2.lock"]


@pytest.mark.parametrize("durability", ["power", "process"])
async def test_what_was_acknowledged_survives_sigkill(
    path: Path, spawn: SpawnPython, open_store: OpenStore, durability: str
) -> None:
    """Killed again and again in the middle of writing: every commit that returned is there, and no half of another."""
    acknowledged = 1
    for life in range(5):
        child = spawn(_COMMITTER, path, durability, f"child-{life}")
        for _ in range(20 + 7 * life):
            acknowledged = int(_read(child))
        child.kill()
        assert child.stdout is not None
        for line in child.stdout.read().splitlines(keepends=True):
            acknowledged = int(line) if line.endswith("\n") else acknowledged
        child.wait()
        store = await open_store(f"reader-{life}", read_only=True)
        snapshot = await store.load("run-1")
        assert snapshot is not None
        assert acknowledged <= snapshot.run.last_seq <= acknowledged + 1
        steps = [row.step_id for row in snapshot.executions]
        assert steps == [f"s{seq}" for seq in range(2, snapshot.run.last_seq + 1)]
        assert len(await store.list_events("run-1")) == snapshot.run.last_seq
        await store.close()


async def test_a_frozen_owner_is_dead_when_its_lease_is_over(
    path: Path, spawn: SpawnPython, open_store: OpenStore
) -> None:
    """SIGSTOP holds the lock: the heartbeat decides. What it writes when it wakes is refused, and it may go on."""
    child = spawn(_OWNER, path, "child", 1)
    assert _read(child) == "owns\n"
    child.send_signal(signal.SIGSTOP)
    late = _engines(path)["child"] + 3601
    store = await open_store("engine-2", now=lambda: late - 2)
    assert list(await store.claim(ORDERS, limit=10)) == []
    later = await open_store("engine-3", now=lambda: late)
    assert [snapshot.run.epoch for snapshot in await later.claim(ORDERS, limit=10)] == [2]
    child.send_signal(signal.SIGCONT)
    assert child.stdin is not None
    child.stdin.write("commit\n")
    child.stdin.flush()
    assert _read(child) == "ConflictError\n"
    child.stdin.write("beat\n")
    child.stdin.flush()
    assert _read(child) == "beaten\n"
    assert "child" in _engines(path)
    assert not is_engine_dead(lock_folder(path), "child")


async def test_a_heartbeat_keeps_the_runs(path: Path, open_store: OpenStore) -> None:
    """Each beat writes the machine's time; without one for longer than the lease, the runs are free."""
    now = 1_000.0
    owner = await open_store("engine-1", now=lambda: now, lease_seconds=30.0)
    other = await open_store("engine-2", now=lambda: now, lease_seconds=30.0)
    await owner.create(creation_of())
    for now in (1_020.0, 1_040.0, 1_070.0):
        owner.beat()
        assert _engines(path)["engine-1"] == now
        assert list(await other.claim(ORDERS, limit=1)) == []
    now = 1_100.5
    assert [snapshot.run.owner for snapshot in await other.claim(ORDERS, limit=1)] == ["engine-2"]
    with pytest.raises(ConflictError):
        await owner.commit(commit_of(run_row()))


async def test_an_owner_of_another_host_is_judged_by_its_heartbeat(path: Path, open_store: OpenStore) -> None:
    """Its lock file is not this host's to judge."""
    now = 1_000.0
    store = await open_store("engine-1", now=lambda: now)
    await store.create(creation_of(run_row(owner="far")))
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO engines VALUES (?, ?, ?, ?, ?, ?)", engine_row("far", host="elsewhere"))
        connection.execute("UPDATE engines SET heartbeat_at = 1000, lease_seconds = 30 WHERE engine_id = 'far'")
    assert list(await store.claim(ORDERS, limit=1)) == []
    now = 1_031.0
    assert len(await store.claim(ORDERS, limit=1)) == 1


async def test_a_clock_that_went_back_ends_no_lease(open_store: OpenStore) -> None:
    """A heartbeat of the future is a living engine's."""
    now = 10_000.0
    owner = await open_store("engine-1", now=lambda: now, lease_seconds=30.0)
    await owner.create(creation_of())
    other = await open_store("engine-2", now=lambda: now - 5_000.0)
    assert list(await other.claim(ORDERS, limit=1)) == []


async def test_a_leap_of_a_clock_of_its_own_ends_no_lease(path: Path, open_store: OpenStore) -> None:
    """Where two machines cannot compare their clocks, what counts is that a heartbeat no longer changes."""
    now = 1_000.0
    store = await open_store("engine-1", now=lambda: now)
    await store.create(creation_of(run_row(owner="far")))
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("INSERT INTO engines VALUES (?, ?, ?, ?, ?, ?)", engine_row("far", host="elsewhere#boot"))
        for beat in (5.0, 1e9, 4.0):
            connection.execute(
                "UPDATE engines SET heartbeat_at = ?, lease_seconds = 30 WHERE engine_id = 'far'", [beat]
            )
            connection.commit()
            for seconds in (1, 29):
                now += seconds
                assert list(await store.claim(ORDERS, limit=1)) == []
    now += 31
    assert len(await store.claim(ORDERS, limit=1)) == 1


@pytest.mark.parametrize(
    ("host", "is_taken"), [("far#boot-2", False), ("near#boot-1", True), ("near#boot-2", True), ("far#boot-1", True)]
)
async def test_the_lock_tells_of_a_death_on_this_machine(
    path: Path, open_store: OpenStore, host: str, is_taken: bool
) -> None:
    """Also from before it was started anew, and in a container with a name of its own."""
    store = await open_store("engine-1", host="near#boot-1")
    await store.create(creation_of(run_row(owner="gone")))
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO engines VALUES (?, ?, ?, ?, ?, ?)", engine_row("gone", host=host))
        connection.execute("UPDATE engines SET heartbeat_at = 1e12 WHERE engine_id = 'gone'")
    assert len(await store.claim(ORDERS, limit=1)) == is_taken


async def test_the_engines_are_listed_as_claims_judge_them(
    path: Path, spawn: SpawnPython, open_store: OpenStore
) -> None:
    """By the lock where it lies on this machine, by the lease where the clock is one; a frozen one's lock is held."""
    child = spawn(_OWNER, path, "child", 2)
    assert _read(child) == "owns\n"
    reader = await open_store("reader", read_only=True)
    assert [(one.engine_id, one.is_alive, one.open_runs) for one in await reader.list_engines()] == [("child", True, 2)]
    late = await open_store("late", read_only=True, now=lambda: _engines(path)["child"] + 3601)
    assert [one.is_alive for one in await late.list_engines()] == [False]
    child.kill()
    child.wait()
    before = _engines(path)
    assert [(one.engine_id, one.is_alive, one.open_runs) for one in await reader.list_engines()] == [
        ("child", False, 2)
    ]
    assert _engines(path) == before
    assert [entry.name for entry in lock_folder(path).iterdir()] == ["child.lock"]


async def test_an_engine_of_another_clock_is_listed_dead_at_the_second_look(path: Path, open_store: OpenStore) -> None:
    """When it was silent for a lease in between, whatever its heartbeat says."""
    now = 1_000.0
    store = await open_store("engine-1", now=lambda: now, started_at=0.0)
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO engines VALUES (?, ?, ?, ?, ?, ?)", engine_row("far", host="elsewhere#boot"))
        connection.execute("UPDATE engines SET lease_seconds = 30 WHERE engine_id = 'far'")
    for seconds, is_alive in ((0, True), (30, True), (1, False)):
        now += seconds
        assert [one.is_alive for one in await store.list_engines()] == [True, is_alive]


async def test_an_engine_that_closes_under_a_look_is_not_dead(
    open_store: OpenStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its row was read, and its lock is free a moment later."""
    store = await open_store("engine-1")
    other = await open_store("engine-2")
    read = store._engines

    async def read_before_it_closes() -> dict[EngineRow, int]:
        found = await read()
        await other.close()
        return found

    monkeypatch.setattr(store, "_engines", read_before_it_closes)
    assert [one.engine_id for one in await store.list_engines()] == ["engine-1"]


async def test_an_engine_id_is_used_once_at_a_time(open_store: OpenStore) -> None:
    """The second of the same id is refused, and the first keeps its lock, row and runs."""
    first = await open_store("engine-1")
    await first.create(creation_of())
    with pytest.raises(EngineError, match="'engine-1'"):
        await open_store("engine-1")
    other = await open_store("engine-2")
    assert list(await other.claim(ORDERS, limit=1)) == []


async def test_an_abandoned_store_is_a_dead_engine(path: Path, open_store: OpenStore) -> None:
    """As after a kill: its row stays, its lock is free, its file is whole; what it had written is there."""
    store = await open_store("engine-1")
    await store.create(creation_of())
    await store.abandon()
    await store.abandon()
    assert set(_engines(path)) == {"engine-1"}
    other = await open_store("engine-2")
    assert len(await other.claim(ORDERS, limit=1)) == 1


async def test_two_processes_claim_each_run_once(path: Path, spawn: SpawnPython, open_store: OpenStore) -> None:
    """Claims at the same instant: every run has one owner."""
    store = await open_store("engine-1")
    for number in range(100):
        await store.create(creation_of(run_row(f"run-{number}", owner=None, created_at=float(number))))
    children = [spawn(_CLAIMER, path, f"child-{number}") for number in range(3)]
    assert [_read(child) for child in children] == ["ready\n"] * 3
    for child in children:
        assert child.stdin is not None
        child.stdin.write("go\n")
        child.stdin.flush()
    outputs = [child.communicate(timeout=60)[0] for child in children]
    claimed = [word for output in outputs for word in output.split() if word.startswith("run-")]
    assert sorted(claimed) == sorted(f"run-{number}" for number in range(100))


async def test_two_processes_make_one_store(path: Path, spawn: SpawnPython, open_store: OpenStore) -> None:
    """Opened at the same instant where no file is: both go on with the same one."""
    children = [spawn(_CREATOR, path, f"child-{number}") for number in range(4)]
    assert [_read(child) for child in children] == ["ready\n"] * 4
    for child in children:
        assert child.stdin is not None
        child.stdin.write("go\n")
        child.stdin.flush()
    assert [child.communicate(timeout=60)[0] for child in children] == ["created\n"] * 4
    store = await open_store()
    assert all([await store.get_run(f"child-{number}") for number in range(4)])
    assert [entry.name for entry in path.parent.iterdir() if entry.name.endswith(".new")] == []


def test_a_forked_child_does_not_keep_its_parents_lock(path: Path, spawn: SpawnPython) -> None:
    """Otherwise a dead engine would live as long as the processes it had started."""
    parent = spawn(_PARENT, path)
    assert _read(parent) == "forked\n"
    assert not is_engine_dead(lock_folder(path), "parent")
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    assert is_engine_dead(lock_folder(path), "parent")


@pytest.mark.parametrize("engine_id", ["../../escape", "a/b", "nul\0", "x" * 500, "", "größe"])
def test_an_engine_id_cannot_leave_the_folder(tmp_path: Path, engine_id: str) -> None:
    """Whatever it is, its lock file lies in the folder and is held."""
    folder = tmp_path / "locks"
    lock = EngineLock(folder, engine_id)
    assert [entry.parent for entry in folder.iterdir()] == [folder]
    assert not is_engine_dead(folder, engine_id)
    lock.release()
    assert is_engine_dead(folder, engine_id)
    assert list(tmp_path.rglob("*.lock")) == []


def test_a_lock_folder_that_cannot_be_made_is_a_typed_error(tmp_path: Path) -> None:
    """Naming the file: here a file is where the folder would be."""
    (tmp_path / "locks").touch()
    with pytest.raises(StoreError, match="engine-1"):
        EngineLock(tmp_path / "locks", "engine-1")


async def test_beating_waits_for_a_writer_of_another_process(path: Path, open_store: OpenStore) -> None:
    """A few seconds, with a typed error after that; the next beat is as good as any."""
    store = await open_store("engine-1", lease_seconds=0.9)
    before = _engines(path)["engine-1"]
    with contextlib.closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as blocker:
        blocker.execute("BEGIN IMMEDIATE")
        timer = threading.Timer(0.1, lambda: blocker.execute("ROLLBACK"))
        timer.start()
        store.beat()
        timer.join()
        assert _engines(path)["engine-1"] > before
        blocker.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusyError, match=r"runs\.db"):
            store.beat()
        blocker.execute("ROLLBACK")
    store.beat()


async def test_beats_are_not_starved_by_a_busy_writer(path: Path, open_store: OpenStore) -> None:
    """While the same engine commits without a pause, each beat gets its turn well within a lease."""
    store = await open_store("engine-1", lease_seconds=15.0)
    await store.create(creation_of(run := run_row()))
    beats: list[float] = []
    is_over = threading.Event()

    def beat() -> None:
        while not is_over.is_set():
            store.beat()
            beats.append(_engines(path)["engine-1"])

    heart = threading.Thread(target=beat)
    heart.start()
    try:
        until = time.monotonic() + 15.0  # a lease
        while len(beats) < 3 and time.monotonic() < until:
            await store.commit(commit_of(run))
            run = run._replace(last_seq=run.last_seq + 1)
    finally:
        is_over.set()
        heart.join()
    assert len(beats) >= 3
    assert beats == sorted(beats)


_OWNER = """
import asyncio, sys
from gorkflow.errors import ConflictError
from gorkflow.stores.sqlite import SqliteStore
from gorkflow.testing.conformance_stage import commit_of, creation_of, engine_row, run_row

async def main():
    store = SqliteStore(sys.argv[1])
    await store.open(engine_row(sys.argv[2]))
    for number in range(int(sys.argv[3])):
        await store.create(creation_of(run_row(f"run-{number}", owner=sys.argv[2], created_at=float(number))))
    print("owns", flush=True)
    for line in sys.stdin:
        if line == "beat\\n":
            store.beat()
            print("beaten", flush=True)
            continue
        try:
            await store.commit(commit_of(run_row("run-0", owner=sys.argv[2])))
            print("committed", flush=True)
        except ConflictError:
            print("ConflictError", flush=True)

asyncio.run(main())
"""

_COMMITTER = """
import asyncio, sys
from gorkflow.stores.sqlite import SqliteStore
from gorkflow.testing.conformance_stage import commit_of, creation_of, engine_row, run_row, step_row

async def main():
    store = SqliteStore(sys.argv[1], durability=sys.argv[2])
    await store.open(engine_row(sys.argv[3]))
    if await store.get_run("run-1") is None:
        await store.create(creation_of(run_row(owner=None)))
    (snapshot,) = await store.claim([("orders", "1")], limit=1)
    run = snapshot.run
    while True:
        seq = run.last_seq + 1
        await store.commit(commit_of(run, step_row("run-1", f"s{seq}", ordinal=seq, output=b"x" * 500)))
        run = run._replace(last_seq=seq)
        print(seq, flush=True)

asyncio.run(main())
"""

_PARENT = """
import os, sys, time
from pathlib import Path
from gorkflow.stores.sqlite_locks import EngineLock, lock_folder

lock = EngineLock(lock_folder(Path(sys.argv[1])), "parent")
ready, tell = os.pipe()
if os.fork() == 0:
    os.closerange(0, 3)  # the test waits for the end of its output
    os.write(tell, b"x")
    time.sleep(5)
    os._exit(0)
os.read(ready, 1)
print("forked", flush=True)
time.sleep(60)
"""

_CLAIMER = """
import asyncio, sys
from gorkflow.stores.sqlite import SqliteStore
from gorkflow.testing.conformance_stage import engine_row

async def main():
    store = SqliteStore(sys.argv[1])
    await store.open(engine_row(sys.argv[2]))
    print("ready", flush=True)
    sys.stdin.readline()
    while claimed := await store.claim([("orders", "1")], limit=7):
        print(*(snapshot.run.run_id for snapshot in claimed), flush=True)
    sys.stdout.flush()
    await asyncio.sleep(1)  # alive while the others claim
    await store.close()

asyncio.run(main())
"""

_CREATOR = """
import asyncio, sys
from gorkflow.stores.sqlite import SqliteStore
from gorkflow.testing.conformance_stage import creation_of, engine_row, run_row

print("ready", flush=True)
sys.stdin.readline()

async def main():
    store = SqliteStore(sys.argv[1])
    await store.open(engine_row(sys.argv[2]))
    await store.create(creation_of(run_row(sys.argv[2])))
    print("created", flush=True)
    await store.close()

asyncio.run(main())
"""
