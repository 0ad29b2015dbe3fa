"""How the SQLite store writes: what is committed together, what on the loop, and what text it takes."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from gorkflow.core.records import RunRow
from gorkflow.core.run import RunFilter
from gorkflow.errors import GorkflowError, StoreConnectionError
from gorkflow.stores.sqlite import SqliteStore
from gorkflow.stores.sqlite_creation import create
from gorkflow.stores.sqlite_session import Session
from gorkflow.testing.conformance_stage import (
    cache_row,
    commit_of,
    creation_of,
    engine_row,
    message_row,
    run_row,
    step_row,
)
from tests.stores.conftest import OpenStore


def _session(store: SqliteStore) -> Session:
    writer = store._writer
    assert writer is not None
    session = writer._session
    assert session is not None
    return session


def _count(store: SqliteStore) -> Counter[str]:
    """Counts the statements that the writer carries out from now on, by their first word."""
    counts: Counter[str] = Counter()
    _session(store).connection.set_trace_callback(lambda sql: counts.update([sql.split()[0].rstrip(";")]))
    return counts


async def _created(store: SqliteStore, number: int) -> list[RunRow]:
    runs = [run_row(f"run-{index}") for index in range(number)]
    await asyncio.gather(*(store.create(creation_of(run)) for run in runs))
    return runs


async def _is_done_at_once(work: Coroutine[Any, Any, object]) -> bool:
    """Whether it ends within one turn of the loop, which no other thread can answer in."""
    task = asyncio.ensure_future(work)
    await asyncio.sleep(0)
    is_done = task.done()
    await task
    return is_done


async def test_commits_that_wait_share_a_transaction(path: Path, open_store: OpenStore) -> None:
    """Fifty runs that commit while the database is taken need few transactions, not fifty."""
    store = await open_store()
    runs = await _created(store, 50)
    counts = _count(store)
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        commits = [asyncio.create_task(_commit(store, run)) for run in runs]
        await store.get_run("run-0")
        other.execute("ROLLBACK")
    await asyncio.gather(*commits)
    assert counts["COMMIT"] <= 3
    assert counts["UPDATE"] == 50


async def test_a_chain_of_small_commits_is_written_on_the_loop(open_store: OpenStore) -> None:
    """With durability="process": done when commit returns, without a change of threads; the default always changes."""
    store = await open_store(durability="process")
    (run,) = await _created(store, 1)
    for number in range(5):
        assert await _is_done_at_once(store.commit(commit_of(run, step_row(output=b"1"), done=number)))
        run = run._replace(last_seq=run.last_seq + 1)
    row = await store.get_run("run-0")
    assert row is not None
    assert row.done == 4
    careful = await open_store("engine-2")
    assert not await _is_done_at_once(careful.create(creation_of(run_row("other"))))


async def test_a_chain_gives_others_their_turn(open_store: OpenStore) -> None:
    """After some commits in a row the loop gets to run what else is ready."""
    store = await open_store(durability="process")
    (run,) = await _created(store, 1)
    done = 0
    turned_at: list[int] = []
    asyncio.get_running_loop().call_soon(lambda: turned_at.append(done))
    for done in range(100):
        await store.commit(commit_of(run, done=done))
        run = run._replace(last_seq=run.last_seq + 1)
    assert 0 < turned_at[0] < 50


async def test_commits_of_one_turn_of_the_loop_are_written_together(open_store: OpenStore) -> None:
    """With durability="process" too: the first of them alone, all others in one transaction."""
    store = await open_store(durability="process")
    runs = await _created(store, 64)
    counts = _count(store)
    await asyncio.gather(*(store.commit(commit_of(run, step_row(run.run_id), done=1)) for run in runs))
    assert counts["COMMIT"] == 2


@pytest.mark.parametrize("size_bytes", [100_000, 2 * 1024 * 1024])
async def test_large_values_are_not_written_on_the_loop(open_store: OpenStore, size_bytes: int) -> None:
    """Neither an output, nor an input, nor a state, nor what is kept of an output for other runs."""
    store = await open_store(durability="process")
    (run,) = await _created(store, 1)
    value = b"x" * size_bytes
    assert not await _is_done_at_once(store.commit(commit_of(run, step_row("run-0", output=value))))
    assert not await _is_done_at_once(store.commit(commit_of(run._replace(last_seq=2), state={"k": value})))
    kept = commit_of(run._replace(last_seq=3))._replace(cached=[cache_row(output=value)])
    assert not await _is_done_at_once(store.commit(kept))
    assert not await _is_done_at_once(store.create(creation_of(run_row("run-1", input=value))))


async def test_a_usual_commit_rewrites_no_index(open_store: OpenStore) -> None:
    """It needs one UPDATE; one that changes status or owner needs a second."""
    store = await open_store()
    (run,) = await _created(store, 1)
    counts = _count(store)
    await store.commit(commit_of(run, done=1))
    assert counts["UPDATE"] == 1
    await store.commit(commit_of(run._replace(last_seq=2), status="SUSPENDED"))
    assert counts["UPDATE"] == 3


@pytest.mark.parametrize("durability", ["power", "process"])
async def test_a_connection_that_failed_is_opened_anew(
    open_store: OpenStore, monkeypatch: pytest.MonkeyPatch, durability: str
) -> None:
    """After an error of the device its pages in memory are not trusted. Whether it wrote is unknown; others go on."""
    store = await open_store(durability=durability)
    (run,) = await _created(store, 1)
    session = _session(store)
    monkeypatch.setattr(session.writes, "commit", _fail_as_a_device)
    with pytest.raises(StoreConnectionError, match="repeating it is harmless"):
        await store.commit(commit_of(run, done=1))
    await store.commit(commit_of(run, done=1))
    assert _session(store) is not session
    row = await store.get_run("run-0")
    assert row is not None
    assert row.done == 1


@pytest.mark.parametrize("durability", ["power", "process"])
async def test_a_file_that_vanished_is_no_new_store(
    path: Path, open_store: OpenStore, monkeypatch: pytest.MonkeyPatch, durability: str
) -> None:
    """A volume that is away gives I/O errors and then an empty folder: nothing is made there, and it may come back."""
    store = await open_store(durability=durability)
    (run,) = await _created(store, 1)
    monkeypatch.setattr(_session(store).writes, "commit", _fail_as_a_device)
    away = path.with_name("away")
    away.mkdir()
    present = [entry for entry in path.parent.iterdir() if entry.name.startswith("runs.db")]
    for entry in present:
        entry.rename(away / entry.name)
    for _ in range(2):
        with pytest.raises(StoreConnectionError):
            await store.commit(commit_of(run, done=1))
    with pytest.raises(StoreConnectionError, match="gone"):
        await store.create(creation_of(run_row("run-1")))
    assert list(path.parent.iterdir()) == [away]
    for entry in present:
        (away / entry.name).rename(entry)
    await store.commit(commit_of(run, done=1))
    row = await store.get_run("run-0")
    assert row is not None
    assert row.done == 1


NASTY = st.text() | st.sampled_from(["'", '"', "';--", "`", "\0", "?", ":x", "%", "{}", "\\", "run_tags", "$.a", "]"])


@settings(max_examples=25, deadline=None)
@given(NASTY, NASTY, NASTY, NASTY)
def test_no_text_is_ever_sql(first: str, second: str, third: str, fourth: str) -> None:
    """Whatever is in ids, keys, tags, names, filters and messages: the schema and a canary table stay as they are."""
    with tempfile.TemporaryDirectory(prefix="gorkflow-canary-") as folder:
        path = Path(folder) / "runs.db"
        create(path)
        with contextlib.closing(sqlite3.connect(path)) as connection, connection:
            connection.execute("CREATE TABLE canary (word TEXT)")
            connection.execute("INSERT INTO canary VALUES ('alive')")
            before = connection.execute("SELECT * FROM sqlite_schema").fetchall()
        asyncio.run(_use_everywhere(path, first, second, third, fourth))
        with contextlib.closing(sqlite3.connect(path)) as connection:
            assert connection.execute("SELECT * FROM canary").fetchall() == [("alive",)]
            assert connection.execute("SELECT * FROM sqlite_schema").fetchall() == before


async def _use_everywhere(path: Path, first: str, second: str, third: str, fourth: str) -> None:
    store = SqliteStore(path, durability="process")
    await store.open(engine_row())
    run = run_row(
        first, workflow_id=second, workflow_version=third, resource_id=fourth, idempotency_key=second,
        tags={third: fourth}, owner=None, fingerprint=first, on_failure=second,
    )  # fmt: skip
    wanted = RunFilter(workflow_id=second, version=third, resource_id=fourth, tags={third: fourth})
    uses: list[Coroutine[Any, Any, object]] = [
        store.create(creation_of(run, step_row(first, second, status=third, executor=fourth))),
        store.commit(commit_of(run, step_row(first, third, error=second), state={fourth: b"x"}, consumed=(second,))),
        store.post(message_row(first, second, kind=third, body=fourth)),
        store.claim([(second, third)], limit=5, run_id=first),
        store.list_runs(wanted),
        store.list_runs(RunFilter(cursor=first)),
        store.count_runs(wanted),
        store.get_execution(first, second),
        store.list_events(first),
        store.load(first),
        store.delete(first),
    ]
    for use in uses:
        with contextlib.suppress(GorkflowError):
            await use
    await store.close()


async def _commit(store: SqliteStore, run: RunRow) -> None:
    await store.commit(commit_of(run, done=1))


def _fail_as_a_device(*_: object) -> None:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR_FSYNC
    error.sqlite_errorname = "SQLITE_IOERR_FSYNC"
    raise error
