"""The SQLite store when the disk is full, the database locked, a job bad, its caller cancelled, or nobody closes it."""

# ruff: noqa: ASYNC240 - nothing else runs on the test's loop

from __future__ import annotations

import asyncio
import contextlib
import errno
import fcntl
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from gorkflow.core.run import RunFilter, RunStatus
from gorkflow.errors import (
    EngineError,
    GorkflowError,
    InputError,
    StoreBusyError,
    StoreConnectionError,
    StoreCorruptError,
    StoreError,
    StoreFormatError,
    StoreFullError,
    StoreReadOnlyError,
)
from gorkflow.stores.sqlite import SqliteStore
from gorkflow.stores.sqlite_errors import is_connection_spoilt, translate
from gorkflow.stores.sqlite_file import Durability
from gorkflow.stores.sqlite_locks import is_engine_dead, lock_folder
from gorkflow.stores.sqlite_session import Session
from gorkflow.testing.conformance_stage import (
    commit_of,
    creation_of,
    engine_row,
    event_row,
    everything,
    run_row,
    step_row,
)
from tests.stores.conftest import OpenStore, SpawnPython

DURABILITIES = ("power", "process")


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[sqlite3.Connection]:
    """The database in the hands of another connection that writes."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield other
        if other.in_transaction:
            other.execute("ROLLBACK")


@pytest.mark.parametrize("durability", DURABILITIES)
async def test_a_locked_database_is_waited_for(path: Path, open_store: OpenStore, durability: str) -> None:
    """A write waits without holding up the loop, and reads go on meanwhile."""
    store = await open_store(durability=durability)
    await store.create(creation_of())
    with _locked(path) as other:
        write = asyncio.create_task(_commit(store, "run-1"))
        for _ in range(5):
            assert (await store.get_run("run-1")) == run_row()
        assert not write.done()
        other.execute("ROLLBACK")
        await write
    row = await store.get_run("run-1")
    assert row is not None
    assert row.last_seq == 2


@pytest.mark.parametrize("durability", DURABILITIES)
async def test_a_database_locked_for_too_long_is_a_typed_error(
    path: Path, open_store: OpenStore, durability: str
) -> None:
    """StoreBusyError for all that waits, nothing written, and the next write works; the same at open."""
    store = await open_store(durability=durability, busy_seconds=0.05)
    run = run_row()
    await store.create(creation_of(run))
    with _locked(path):
        results = await asyncio.gather(
            store.commit(commit_of(run, done=1)), store.create(creation_of(run_row("run-2"))), return_exceptions=True
        )
        assert [type(result) for result in results] == [StoreBusyError, StoreBusyError]
        with pytest.raises(StoreBusyError, match="write lock"):
            await open_store("engine-2", busy_seconds=0.05)
    assert await everything(store, "run-2") == (None, [])
    await store.commit(commit_of(run, done=1))


@pytest.mark.parametrize("durability", DURABILITIES)
async def test_a_bad_job_fails_alone(open_store: OpenStore, durability: str) -> None:
    """What SQLite refuses in one job does not touch those that are committed with it."""
    store = await open_store(durability=durability)
    runs = [run_row(f"run-{number}") for number in range(6)]
    await asyncio.gather(*(store.create(creation_of(run)) for run in runs))
    jobs = [commit_of(run, step_row(run.run_id), done=1) for run in runs]
    jobs[2].events[0] = event_row("run-2", 1, "again")  # its seq is taken
    jobs[4].executions[0] = step_row("run-4", "\ud800")  # no UTF-8
    results = await asyncio.gather(*(store.commit(job) for job in jobs), return_exceptions=True)
    assert [type(result) for result in results] == [
        type(None), type(None), StoreError, type(None), InputError, type(None),
    ]  # fmt: skip
    for number, run in enumerate(runs):
        snapshot = await store.load(run.run_id)
        assert snapshot is not None
        expected = (0, 0) if number in {2, 4} else (1, 1)
        assert (snapshot.run.done, len(snapshot.executions)) == expected


@pytest.mark.parametrize("text", ["\ud800", "a\udfff"])
async def test_text_that_is_no_unicode_is_refused(open_store: OpenStore, text: str) -> None:
    """As an id to write or to look for: a typed error, and the store goes on."""
    store = await open_store()
    with pytest.raises(InputError, match="UTF-8"):
        await store.create(creation_of(run_row(text)))
    with pytest.raises(InputError, match="UTF-8"):
        await store.get_run(text)
    with pytest.raises(InputError):
        await store.create(creation_of(run_row(total=2**63)))
    await store.create(creation_of())


async def test_a_cancelled_write_leaves_no_lock(path: Path, open_store: OpenStore) -> None:
    """Cancelled while the database is locked, it is written or not once that ends, and others go on."""
    store = await open_store()
    await store.create(creation_of())
    with _locked(path) as other:
        write = asyncio.create_task(_commit(store, "run-1"))
        await store.get_run("run-1")
        write.cancel()
        await asyncio.gather(write, return_exceptions=True)
        assert write.cancelled()
        other.execute("ROLLBACK")
    await store.create(creation_of(run_row("run-2")))
    with contextlib.closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as free:
        free.execute("BEGIN IMMEDIATE")
        free.execute("ROLLBACK")


@pytest.mark.parametrize("durability", DURABILITIES)
async def test_closing_lets_waiting_writes_finish(open_store: OpenStore, durability: str) -> None:
    """What was asked for before close is written; what comes after it is refused."""
    store = await open_store(durability=durability)
    writes = [asyncio.create_task(_create(store, f"run-{number}")) for number in range(50)]
    await store.get_run("run-0")
    await asyncio.gather(store.close(), *writes)
    reader = await open_store("reader", read_only=True)
    assert await reader.count_runs(RunFilter()) == {RunStatus.RUNNING: 50}


@pytest.mark.parametrize("durability", DURABILITIES)
async def test_abandoning_drops_what_waits(path: Path, open_store: OpenStore, durability: str) -> None:
    """Its callers get an error, and nothing of it is written."""
    store = await open_store(durability=durability)
    with _locked(path) as other:
        first = asyncio.create_task(_create(store, "run-1"))
        writer = store._writer
        assert writer is not None
        while not first.done() and (writer._in_flight == 0 or not writer._jobs.empty()):
            await store.get_run("x")  # until the thread has taken it
        await asyncio.sleep(0.1)  # ... and waits for the lock, so that it takes nothing more with it
        second = asyncio.create_task(_create(store, "run-2"))
        await store.get_run("x")
        threading.Timer(0.1, lambda: other.execute("ROLLBACK")).start()
        await store.abandon()
    results = await asyncio.gather(first, second, return_exceptions=True)
    assert isinstance(results[1], StoreConnectionError)
    other_store = await open_store("engine-2")
    assert await other_store.get_run("run-2") is None


@pytest.mark.parametrize("durability", DURABILITIES)
def test_a_store_may_be_closed_from_another_loop(path: Path, durability: Durability) -> None:
    """As when `asyncio.run` ended before anybody closed it: no hang, and the engine is unregistered."""
    store = SqliteStore(path, durability=durability)
    asyncio.run(store.open(engine_row()))
    asyncio.run(store.close())
    with contextlib.closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM engines").fetchone() == (0,)


async def test_reading_while_the_store_is_closed_is_a_typed_error(open_store: OpenStore) -> None:
    """Or gives what was read in time."""
    store = await open_store()
    await store.create(creation_of())
    reads = [asyncio.create_task(store.get_run("run-1")) for _ in range(20)]
    await asyncio.sleep(0)
    await store.close()
    for result in await asyncio.gather(*reads, return_exceptions=True):
        assert result == run_row() or isinstance(result, EngineError)


@pytest.mark.parametrize("durability", DURABILITIES)
def test_a_full_disk_is_a_typed_error_and_passes(path: Path, spawn: SpawnPython, durability: str) -> None:
    """StoreFullError, nothing lost of what was acknowledged; when there is room again, writing goes on."""
    child = spawn(_FULL, path, durability)
    output, _ = child.communicate(timeout=60)
    assert output.split() == ["StoreFullError", "kept", "whole", "again"]


@pytest.mark.parametrize("durability", DURABILITIES)
@pytest.mark.parametrize("end", ["pass", "raise SystemExit(3)", "1 / 0", "import os; os.kill(os.getpid(), 15)"])
def test_a_process_that_forgets_to_close_ends(path: Path, spawn: SpawnPython, durability: str, end: str) -> None:
    """Normally, by an exception or a signal: no thread holds it up, and what it wrote is there."""
    child = spawn(_FORGET.replace("@END@", end), path, durability)
    output, _ = child.communicate(timeout=20)
    assert output.startswith("written\n")
    expected = {"pass": 0, "raise SystemExit(3)": 3, "1 / 0": 1}.get(end, -15)
    assert child.returncode == expected, output
    with contextlib.closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM runs").fetchone() == (1,)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.mark.parametrize("durability", DURABILITIES)
async def test_the_log_does_not_grow_without_bound(path: Path, open_store: OpenStore, durability: str) -> None:
    """It is folded into the file while the store is open, also under steady reading."""
    store = await open_store(durability=durability)
    run = run_row(input=b"x" * 2_000)
    await store.create(creation_of(run))
    for number in range(1_500):
        await store.commit(commit_of(run, step_row("run-1", f"s{number}", output=b"y" * 1_000), done=number))
        run = run._replace(last_seq=run.last_seq + 1)
        if number % 10 == 0:
            await store.get_run("run-1")
    log_bytes = path.with_name("runs.db-wal").stat().st_size
    assert log_bytes < 16 * 1024 * 1024
    assert path.stat().st_size > 1_000 * 1_000


async def test_locks_that_the_system_refuses_stop_nothing(
    path: Path, open_store: OpenStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """ENOLCK, of a file system without a lock daemon say: no checkpoints, no proof of a death; every write is made."""
    store = await open_store()
    run = run_row()
    await store.create(creation_of(run))
    await (await open_store("engine-2")).create(creation_of(run_row("run-2", owner="engine-2")))

    def refuse(_descriptor: int, _operation: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", refuse)
    for _ in range(160):  # a checkpoint is due after 150
        async with asyncio.timeout(10):
            await store.commit(commit_of(run))
        run = run._replace(last_seq=run.last_seq + 1)
    assert list(await store.claim([("orders", "1")], limit=5)) == []
    assert not is_engine_dead(lock_folder(path), "engine-2")
    monkeypatch.undo()


@pytest.mark.parametrize("durability", DURABILITIES)
@pytest.mark.parametrize("defect", ["count_batch", "tidy"])
async def test_a_defect_strands_nobody(
    open_store: OpenStore, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture,
    durability: str, defect: str,
) -> None:  # fmt: skip
    """What fails outside of any job fails those who wait for it at most, is logged, and others go on."""
    store = await open_store(durability=durability)
    await store.create(creation_of())

    def fail(_session: Session, **_: object) -> bool:
        raise RuntimeError("a defect")

    with monkeypatch.context() as patch:
        patch.setattr(Session, "count_batch", lambda *_, **__: True)
        patch.setattr(Session, defect, fail)
        async with asyncio.timeout(10):
            for run_id in ("run-2", "run-3"):  # the second waits until the first has failed
                with contextlib.suppress(StoreError):
                    await store.create(creation_of(run_row(run_id, input=b"x" * 100_000)))
    assert "opened anew" in caplog.text
    async with asyncio.timeout(10):
        await store.create(creation_of(run_row("after")))
    assert await store.get_run("after") is not None


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (sqlite3.SQLITE_BUSY, StoreBusyError),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, StoreBusyError),
        (sqlite3.SQLITE_FULL, StoreFullError),
        (sqlite3.SQLITE_IOERR_WRITE, StoreFullError),
        (sqlite3.SQLITE_READONLY_DIRECTORY, StoreReadOnlyError),
        (sqlite3.SQLITE_CORRUPT_INDEX, StoreCorruptError),
        (sqlite3.SQLITE_NOTADB, StoreFormatError),
        (sqlite3.SQLITE_CANTOPEN, StoreConnectionError),
        (sqlite3.SQLITE_IOERR_FSYNC, StoreConnectionError),
        (sqlite3.SQLITE_CONSTRAINT_UNIQUE, StoreError),
    ],
)
def test_errors_are_told_apart_by_code(code: int, kind: type[GorkflowError]) -> None:
    """Never by their text; the extended code decides where it says more."""
    error = sqlite3.OperationalError("database is locked, full, read-only and malformed")
    error.sqlite_errorcode = code
    error.sqlite_errorname = "NAME"
    translated = translate(error, Path("/data/runs.db"))
    assert type(translated) is kind
    assert "/data/runs.db" in str(translated).splitlines()[0]
    assert "NAME" in str(translated)


def test_a_failed_fsync_spoils_the_connection() -> None:
    """Its pages in memory may differ from the disk: it is opened anew. A full disk or a lock spoils nothing."""
    for code, is_spoilt in (
        (sqlite3.SQLITE_IOERR_FSYNC, True),
        (sqlite3.SQLITE_CORRUPT, True),
        (sqlite3.SQLITE_FULL, False),
        (sqlite3.SQLITE_BUSY, False),
    ):
        error = sqlite3.OperationalError("x")
        error.sqlite_errorcode = code
        assert is_connection_spoilt(error) is is_spoilt


async def _commit(store: SqliteStore, run_id: str) -> None:
    await store.commit(commit_of(run_row(run_id)))


async def _create(store: SqliteStore, run_id: str) -> None:
    await store.create(creation_of(run_row(run_id)))


_FULL = """
import asyncio, resource, sqlite3, sys
from gorkflow.errors import StoreFullError
from gorkflow.stores.sqlite import SqliteStore
from gorkflow.testing.conformance_stage import creation_of, engine_row, run_row

async def main():
    store = SqliteStore(sys.argv[1], durability=sys.argv[2])
    await store.open(engine_row())
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, hard))
    acknowledged = []
    try:
        for number in range(100):
            await store.create(creation_of(run_row(f"run-{number}", input=b"x" * 20_000)))
            acknowledged.append(f"run-{number}")
    except StoreFullError as error:
        print(type(error).__name__)
    rows = [await store.get_run(run_id) for run_id in acknowledged]
    print("kept" if all(rows) and await store.get_run(f"run-{len(acknowledged)}") is None else "lost")
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    await store.create(creation_of(run_row(f"run-{len(acknowledged)}", input=b"x" * 20_000)))
    await store.close()
    connection = sqlite3.connect(sys.argv[1])
    found = connection.execute("SELECT count(*) FROM runs").fetchone()[0]
    print("whole" if connection.execute("PRAGMA integrity_check").fetchone() == ("ok",) else "damaged")
    print("again" if found == len(acknowledged) + 1 else f"{found} of {len(acknowledged)} + 1")

asyncio.run(main())
"""

_FORGET = """
import asyncio, sys
from gorkflow.stores.sqlite import SqliteStore
from gorkflow.testing.conformance_stage import creation_of, engine_row, run_row

async def main():
    global store
    store = SqliteStore(sys.argv[1], durability=sys.argv[2])
    await store.open(engine_row())
    await store.create(creation_of())
    store.beat()
    await store.get_run("run-1")
    print("written", flush=True)
    @END@

asyncio.run(main())
"""
