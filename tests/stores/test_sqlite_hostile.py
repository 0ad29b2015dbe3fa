"""Paths, URLs and texts of somebody who means harm."""

# ruff: noqa: ASYNC240 - nothing else runs on the test's loop

from __future__ import annotations

import asyncio
import contextlib
import os
import sqlite3
import stat
import tempfile
from collections.abc import Coroutine
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from gorkflow import (
    Engine,
    GorkflowError,
    RunFilter,
    RunStatus,
    Step,
    StepContext,
    StoreCorruptError,
    StoreError,
    StoreUrlError,
    connect,
    workflow,
)
from gorkflow.stores.sqlite import SqliteStore
from gorkflow.stores.sqlite_creation import create
from gorkflow.stores.sqlite_file import Settings, connect as connect_file
from gorkflow.testing.conformance_stage import creation_of, engine_row, run_row
from gorkflow.upkeep import back_up, examine
from tests.stores.conftest import OpenStore

NASTY = st.text(max_size=40) | st.sampled_from(
    ["'", '"', "';DROP TABLE canary;--", "`", "\0", "?", ":x", "%", "{}", "\\", "run_tags", "$.a", "]", "\x1b[31m\r\n"]
)


async def echo(ctx: StepContext, text: str) -> str:
    return text


@settings(max_examples=15, deadline=None)
@given(st.lists(NASTY, min_size=6, max_size=6))
def test_no_text_given_to_an_engine_is_ever_sql(texts: list[str]) -> None:
    """Inputs, keys, tags, resources, ids, names of steps, statuses, cursors, backups: the canary lives, nothing else
    is made, and what is refused is refused with an error of gorkflow."""
    with tempfile.TemporaryDirectory(prefix="gorkflow-canary-") as folder:
        path = Path(folder) / "runs.db"
        create(path)
        with contextlib.closing(sqlite3.connect(path)) as connection, connection:
            connection.execute("CREATE TABLE canary (word TEXT)")
            connection.execute("INSERT INTO canary VALUES ('alive')")
            schema = connection.execute("SELECT * FROM sqlite_schema").fetchall()
        asyncio.run(_use_everywhere(path, *texts))
        with contextlib.closing(sqlite3.connect(path)) as connection:
            assert connection.execute("SELECT * FROM canary").fetchall() == [("alive",)]
            assert connection.execute("SELECT * FROM sqlite_schema").fetchall() == schema
        kinds = {finding.problem for finding in examine(f"sqlite:///{path}").findings}
        assert kinds == {"table canary is not gorkflow's"}


async def _use_everywhere(path: Path, a: str, b: str, c: str, d: str, e: str, f: str) -> None:
    echoing = workflow("echoing").then(Step("echo", echo)).build()
    wanted: dict[str, Any] = {"workflow_id": b, "version": c, "tags": {d: e}, "resource_id": f, "cursor": a}
    async with connect(f"sqlite:///{path}", workflows=[echoing]) as engine:
        uses: list[Coroutine[Any, Any, object]] = [
            engine.run(echoing, a, idempotency_key=b, tags={c: d, e: f}, resource_id=f),
            engine.run(echoing, f, idempotency_key=f, tags={a: a}),
            engine.get_run(a),
            engine.cancel(b),
            engine.list_step_executions(c),
            engine.load_step_output(d, e),
            engine.delete_run(f),
            engine.list_runs(RunFilter(tags={c: d}, resource_id=f)),
            *(engine.list_runs(RunFilter(**{name: value})) for name, value in wanted.items()),
            *(engine.count_runs(RunFilter(**{name: value})) for name, value in wanted.items()),
            engine.prune(older_than=timedelta(days=1), statuses=[a, b]),  # type: ignore[list-item]  # as hostile as it gets
            _events(engine, e),
        ]
        for use in uses:
            with contextlib.suppress(GorkflowError):
                await use


async def _events(engine: Engine, run_id: str) -> None:
    async for _ in engine.events(run_id):
        pass


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:///runs.db?mode=memory",
        "sqlite:///runs.db?vfs=unix-none",
        "sqlite:///file:runs.db?mode=memory&cache=shared",
        "sqlite:///runs.db#x",
        "sqlite:///:memory:",
        "sqlite:///",
        "sqlite://runs.db",
        "sqlite:///a%00b.db",
        "sqlite:///folder/",
    ],
)
def test_a_url_has_no_options_of_sqlite(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They would choose another file system layer or another database; for engines, backups and examinations alike."""
    monkeypatch.chdir(tmp_path)
    for use in (connect, examine, lambda url: back_up(url, tmp_path / "copy.db")):
        with pytest.raises(StoreUrlError):
            use(url)
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("name", ["file:runs.db", "file:%72uns.db", "..%2Fruns.db"])
async def test_a_path_means_itself(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that looks like a URI of SQLite is a name; percent signs are those of the URL, once."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    async with connect(f"sqlite:///{name}"):
        pass
    expected = {"file:runs.db": "here/file:runs.db", "file:%72uns.db": "here/file:runs.db", "..%2Fruns.db": "runs.db"}
    assert (tmp_path / expected[name]).is_file()


async def test_a_folder_of_locks_that_is_a_link_is_refused(path: Path, tmp_path: Path) -> None:
    """Somebody else would choose where files are made."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    path.with_name("runs.db.locks").symlink_to(elsewhere)
    with pytest.raises(StoreError, match="symbolic link"):
        await SqliteStore(path).open(engine_row())
    assert os.listdir(elsewhere) == []


@pytest.mark.parametrize("end", ["-wal", "-shm"])
async def test_a_log_that_is_a_link_is_not_written_through(path: Path, open_store: OpenStore, end: str) -> None:
    """Opening fails with a typed error; the target is as it was."""
    await (await open_store()).close()
    target = path.with_name("target")
    target.write_bytes(b"precious" * 10_000)
    path.with_name("runs.db" + end).symlink_to(target)
    store = SqliteStore(path)
    with contextlib.suppress(StoreError):
        await store.open(engine_row())
        await store.create(creation_of())
    await store.close()
    assert target.read_bytes() == b"precious" * 10_000


def test_no_statement_attaches_another_file_or_loads_code(path: Path) -> None:
    """Both are off on the connections that write."""
    create(path)
    with contextlib.closing(connect_file(Settings(path, "power", 1.0))) as connection:
        with pytest.raises(sqlite3.OperationalError, match="too many attached"):
            connection.execute("ATTACH DATABASE ? AS other", (str(path.with_name("other.db")),))
        with pytest.raises(sqlite3.OperationalError, match="not authorized"):
            connection.execute("SELECT load_extension('x')")
    assert not path.with_name("other.db").exists()


async def test_everything_that_is_made_is_its_users_own(path: Path, open_store: OpenStore) -> None:
    """Store, log, locks, backup: whatever the umask."""
    mask = os.umask(0)
    try:
        store = await open_store()
        await store.create(creation_of())
        back_up(store.url, path.with_name("copy.db"))
        examine(store.url)
        modes = {entry.name: stat.S_IMODE(entry.stat().st_mode) for entry in path.parent.rglob("*")}
    finally:
        os.umask(mask)
    assert modes == {
        "runs.db": 0o600, "runs.db-wal": 0o600, "runs.db-shm": 0o600, "runs.db.locks": 0o700,
        "engine-1.lock": 0o600, "copy.db": 0o600,
    }  # fmt: skip


@pytest.mark.parametrize(
    "tags",
    ["{", "[1]", '{"a":[1]}', '{"a":1}', '{"a":"\\ud800"}', '{"\\ud800":"b"}', '{"a":null}', "[" * 100_000, "1", ""],
)
async def test_a_run_with_damaged_tags_is_removed_as_any_other(path: Path, open_store: OpenStore, tags: str) -> None:
    """With the tags by which it was found; and it keeps no other run from being pruned."""
    store = await open_store()
    for number in range(4):
        run = run_row(f"run-{number}", status="FAILED", completed_at=float(number), tags={"a": "b"})
        await store.create(creation_of(run))
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE runs SET tags = ? WHERE run_id IN ('run-0', 'run-2')", (tags,))
    assert await store.prune(RunStatus.FAILED, ended_before=2.0, limit=10) == 2
    assert await store.delete("run-2")
    with contextlib.closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT run_id FROM run_tags").fetchall() == [("run-3",)]


@pytest.mark.parametrize("read_only", [True, False])
async def test_a_damaged_page_is_left_as_it_is(path: Path, open_store: OpenStore, read_only: bool) -> None:
    """The read that meets it says so; neither it nor opening and closing changes a byte of that page."""
    store = await open_store()
    for number in range(100):
        await store.create(creation_of(run_row(f"run-{number:03}", input=b"x" * 3000)))
    await store.close()
    content = bytearray(path.read_bytes())
    at = content.index(b"run-050" + b"x" * 100) // 4096 * 4096
    content[at : at + 4096] = os.urandom(4096)
    path.write_bytes(content)
    store = await open_store("engine-2", read_only=read_only)
    with pytest.raises(StoreCorruptError, match="gorkflow doctor"):
        await store.get_run("run-050")
    await store.close()
    after = path.read_bytes()
    assert after[at : at + 4096] == content[at : at + 4096]
    assert not read_only or after == content
