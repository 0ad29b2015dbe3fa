"""The write-ahead log: bounded, folded while nobody commits, by one process at a time."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from gorkflow.core.run import RunFilter, RunStatus
from gorkflow.stores import sqlite_checkpoints
from gorkflow.stores.sqlite import SqliteStore
from gorkflow.stores.sqlite_checkpoints import Checkpoints, warn_when_shared
from gorkflow.stores.sqlite_file import LOG_BYTES, Settings, connect
from gorkflow.stores.sqlite_locks import hold_if_free, lock_folder
from gorkflow.testing.conformance_stage import commit_of, creation_of, engine_row, event_row, patched, run_row, step_row
from tests.stores.conftest import OpenStore, SpawnPython

MANY = 300


async def _fill(store: SqliteStore, count: int = MANY) -> None:
    """Finished runs of some 20 kB each."""
    for number in range(count):
        run_id = f"run-{number:04}"
        run = run_row(run_id, status="COMPLETED", completed_at=float(number), input=b"1" * 10_000, last_seq=20)
        creation = creation_of(run, step_row(run_id, output=b"2" * 10_000))
        await store.create(creation._replace(events=tuple(event_row(run_id, seq) for seq in range(1, 21))))


def _log_bytes(path: Path) -> int:
    return path.with_name(path.name + "-wal").stat().st_size


@pytest.mark.parametrize("durability", ["power", "process"])
async def test_large_writes_and_pruning_keep_the_log_short(path: Path, open_store: OpenStore, durability: str) -> None:
    """Megabytes are written and removed in few transactions; the log is folded by its size, not only their number."""
    store = await open_store(durability=durability)
    largest = 0
    for number in range(12):
        await store.create(creation_of(run_row(f"large-{number}", input=b"x" * 2_000_000)))
        largest = max(largest, _log_bytes(path))
    await _fill(store)
    while await store.prune(RunStatus.COMPLETED, ended_before=1e9, limit=100):
        largest = max(largest, _log_bytes(path))
    assert largest < 5 * LOG_BYTES
    assert await store.count_runs(RunFilter()) == {RunStatus.RUNNING: 12}


async def test_the_log_stays_bounded_under_constant_readers(path: Path, open_store: OpenStore) -> None:
    """Several threads that read all the time, and a writer: 50 MB go through a log of a few."""
    store = await open_store(durability="process")
    await _fill(store, 50)
    stop = threading.Event()

    def read() -> None:
        with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, isolation_level=None)) as reader:
            while not stop.is_set():
                reader.execute("SELECT sum(length(input)) FROM run_inputs").fetchall()

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    largest = 0
    try:
        for number in range(100):
            await store.create(creation_of(run_row(f"large-{number}", input=b"x" * 500_000)))
            largest = max(largest, await asyncio.to_thread(_log_bytes, path))
    finally:
        stop.set()
        for reader in readers:
            reader.join()
    assert largest < 6 * LOG_BYTES


async def test_a_small_commit_does_not_ask_for_the_size_of_the_log(
    open_store: OpenStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That costs a tenth of the commit; after a large one it is asked for."""
    asked: list[bool] = []
    real = Checkpoints._size_bytes

    def ask(checkpoints: Checkpoints) -> int:
        asked.append(True)
        return real(checkpoints)

    monkeypatch.setattr(Checkpoints, "_size_bytes", ask)
    store = await open_store(durability="power")
    asked.clear()
    for number in range(50):
        await store.create(creation_of(run_row(f"small-{number}")))
    assert asked == []
    await store.create(creation_of(run_row("large", input=b"x" * 1_000_000)))
    await store.create(creation_of(run_row("small")))  # the large one is counted once it was told
    assert asked == [True]


async def test_who_commits_does_not_wait_for_the_fold(open_store: OpenStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is durable is told before the log is folded."""
    folding, free = threading.Event(), threading.Event()

    def fold(self: Checkpoints, writer: sqlite3.Connection) -> None:
        folding.set()
        assert free.wait(20)

    store = await open_store(durability="power")  # its own batch, which folds nothing yet, is over
    monkeypatch.setattr(sqlite_checkpoints, "_BATCHES", 1)
    monkeypatch.setattr(Checkpoints, "fold", fold)
    try:
        async with asyncio.timeout(10):
            await store.create(creation_of(run_row()))
        assert await asyncio.to_thread(folding.wait, 10)
    finally:
        free.set()


@pytest.fixture
def connection(path: Path) -> Iterator[sqlite3.Connection]:
    """A writer's."""
    asyncio.run(_made(path))
    with contextlib.closing(connect(Settings(path, "process", 0.1))) as connection:
        yield connection


async def _made(path: Path) -> None:
    store = SqliteStore(path)
    await store.open(engine_row())
    await store.close()


def test_nobody_commits_while_the_log_is_folded(
    path: Path, connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The write lock is held: a commit that began the log anew meanwhile is what SQLite's defect needs."""
    refused: list[str] = []

    def copy(checkpoints: Checkpoints) -> None:
        with contextlib.closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as other:
            try:
                other.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                refused.append(error.sqlite_errorname)
        real(checkpoints)

    real = Checkpoints._copy
    monkeypatch.setattr(Checkpoints, "_copy", copy)
    connection.execute("INSERT INTO run_tags VALUES ('a', 'b', 'c')")
    assert _log_bytes(path) > 0
    Checkpoints(Settings(path, "process", 0.1)).fold(connection)
    assert refused == ["SQLITE_BUSY"]
    with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as file:
        assert file.execute("SELECT count(*) FROM run_tags").fetchone() == (1,)
    connection.execute("INSERT INTO run_tags VALUES ('a', 'b', 'd')")  # no transaction was left open


@pytest.mark.parametrize("hindrance", ["another checkpoint", "another writer"])
def test_nothing_is_folded_beside_others(
    path: Path, connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch, hindrance: str
) -> None:
    """Where another process is about it, or writes for too long, there is no checkpoint at all."""
    folded: list[bool] = []
    monkeypatch.setattr(Checkpoints, "_copy", lambda _: folded.append(True))
    checkpoints = Checkpoints(Settings(path, "process", 0.1))
    with contextlib.ExitStack() as stack:
        if hindrance == "another checkpoint":
            lock_folder(path).mkdir(exist_ok=True)
            assert stack.enter_context(hold_if_free(lock_folder(path), "@checkpoint"))
        else:
            other = stack.enter_context(contextlib.closing(sqlite3.connect(path, isolation_level=None)))
            other.execute("BEGIN IMMEDIATE")
        checkpoints.fold(connection)
    assert folded == []
    checkpoints.fold(connection)
    assert folded == [True]


def test_sqlite_makes_no_checkpoint_by_itself(path: Path, connection: sqlite3.Connection) -> None:
    """However many pages are in the log."""
    for number in range(3000):
        connection.execute("INSERT INTO run_inputs VALUES (?, ?)", (str(number), b"x" * 3000))
    assert _log_bytes(path) > 3 * LOG_BYTES
    assert path.stat().st_size < 200_000


class _Time:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def _write(connection: sqlite3.Connection, checkpoints: Checkpoints, batches: int, *, is_large: bool) -> None:
    """Commits of some 30 kB, each counted, and folded when it is time."""
    first = connection.execute("SELECT count(*) FROM run_inputs").fetchone()[0]
    for number in range(first, first + batches):
        connection.execute("INSERT INTO run_inputs VALUES (?, ?)", (str(number), b"x" * 30_000))
        if checkpoints.count_batch(is_large=is_large):
            checkpoints.fold(connection)


@pytest.mark.parametrize("is_large", [True, False])
def test_a_reader_that_stays_is_not_waited_for_again_and_again(
    path: Path, connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch, is_large: bool
) -> None:
    """Nobody writes while a checkpoint waits for it: that is a few seconds for hundreds of tries. When it ends, the
    log is folded."""
    time = _Time()
    monkeypatch.setattr(sqlite_checkpoints, "time", time)
    checkpoints = Checkpoints(Settings(path, "process", 0.1))
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM run_inputs").fetchall()
        started = time.now
        _write(connection, checkpoints, 3000, is_large=is_large)
        assert 2.0 < time.now - started < 4.0
        assert _log_bytes(path) > 60_000_000
        time.now += 3600.0  # it is still there
        started = time.now
        _write(connection, checkpoints, 600, is_large=is_large)
        assert 2.0 < time.now - started < 3.0
    _write(connection, checkpoints, 300, is_large=is_large)
    assert _log_bytes(path) < 3 * LOG_BYTES


async def test_small_commits_on_the_loop_keep_the_log_short(path: Path, open_store: OpenStore) -> None:
    """Many runs that commit some 30 kB at the same time: the log is folded by its size before 150 batches are full."""
    store = await open_store(durability="process")
    runs = [run_row(f"run-{number}") for number in range(60)]
    await asyncio.gather(*(store.create(creation_of(run)) for run in runs))
    largest = 0
    for number in range(20):
        commits = [commit_of(run, step_row(run.run_id, f"s{number}", output=b"x" * 30_000)) for run in runs]
        await asyncio.gather(*(store.commit(commit) for commit in commits))
        runs = [patched(run, commit) for run, commit in zip(runs, commits, strict=True)]
        largest = max(largest, _log_bytes(path))
    assert largest < 4 * LOG_BYTES


def test_it_stays_time_until_it_is_done(path: Path, connection: sqlite3.Connection) -> None:
    """Whoever asks next: the one who is told may leave it to another."""
    checkpoints = Checkpoints(Settings(path, "process", 0.1))
    connection.execute("INSERT INTO run_inputs VALUES ('large', ?)", (b"x" * 2 * LOG_BYTES,))
    assert [checkpoints.count_batch(is_large=is_large) for is_large in (False, True, False)] == [False, True, True]
    checkpoints.fold(connection)
    assert not checkpoints.count_batch(is_large=True)


@pytest.mark.parametrize(
    ("version", "pids", "warnings"),
    [
        ((3, 40, 1), (1, 2), 1),
        ((3, 51, 2), (1, 2), 1),
        ((3, 51, 3), (1, 2), 0),
        ((3, 50, 7), (1, 2), 0),
        ((3, 40, 1), (1, 1), 0),
    ],
)
def test_an_old_sqlite_in_several_processes_is_told_of_once(
    path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture,
    version: tuple[int, int, int], pids: tuple[int, int], warnings: int,
) -> None:  # fmt: skip
    """Not of a single process with several engines, nor where SQLite is sound."""
    monkeypatch.setattr(sqlite_checkpoints, "_warned", set())
    monkeypatch.setattr(sqlite3, "sqlite_version_info", version)
    engines = [engine_row(f"engine-{number}", pid=pid) for number, pid in enumerate(pids)]
    with caplog.at_level(logging.WARNING, "gorkflow"):
        for _ in range(3):
            warn_when_shared(path, engines)
    assert len(caplog.records) == warnings
    assert all("3.51.3" in record.getMessage() for record in caplog.records)


async def test_two_processes_with_an_old_sqlite_are_told(
    path: Path, spawn: SpawnPython, open_store: OpenStore, monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    """By the next claim of either."""
    monkeypatch.setattr(sqlite_checkpoints, "_warned", set())
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 40, 1))
    child = spawn(_OPEN, path)
    assert child.stdout is not None
    assert child.stdout.readline() == "open\n"
    store = await open_store("engine-2")
    await store.claim([("orders", "1")], limit=1)
    await store.claim([("orders", "1")], limit=1)
    assert ["WAL-reset" in record.getMessage() for record in caplog.records] == [True]


_OPEN = """
import asyncio, sys, time
from gorkflow.stores.sqlite import SqliteStore
from gorkflow.testing.conformance_stage import engine_row

async def main():
    await SqliteStore(sys.argv[1]).open(engine_row("child", pid=__import__("os").getpid()))
    print("open", flush=True)
    time.sleep(60)

asyncio.run(main())
"""
