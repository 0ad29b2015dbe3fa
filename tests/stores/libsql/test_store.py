"""What is special about a store on a server: requests, sizes, schemas, leases."""

from __future__ import annotations

import asyncio
import contextlib
import http.server
import sqlite3
import threading
from collections.abc import Iterator
from typing import Any

import libsql_client
import pytest

from gorkflow import StoreConnectionError
from gorkflow.core.records import RunRow
from gorkflow.core.run import RunFilter, RunStatus
from gorkflow.errors import (
    EngineError,
    InputError,
    StoreBusyError,
    StoreCorruptError,
    StoreError,
    StoreFormatError,
    StoreFullError,
    StoreReadOnlyError,
    StoreUnsupportedError,
    StoreVersionError,
)
from gorkflow.sql.migrations import Migration, load_migrations
from gorkflow.sql.queries import load_queries
from gorkflow.stores import libsql, libsql_errors, libsql_hrana
from gorkflow.stores.libsql import LibsqlStore
from gorkflow.testing.conformance_stage import (
    commit_of,
    creation_of,
    engine_row,
    event_row,
    message_row,
    patched,
    run_row,
    schedule_row,
    step_row,
)
from tests.stopwatch import Stopwatch
from tests.stores.libsql.conftest import OpenStore
from tests.stores.libsql.proxy import Proxy
from tests.stores.libsql.sqld import Server

ORDERS = [("orders", "1")]
TABLES = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
MEBIBYTE = 1024 * 1024
_KNOWN = load_migrations("sqlite")
NEWER = [
    *_KNOWN,
    Migration(
        len(_KNOWN) + 1,
        "later",
        f"CREATE TABLE later (id INTEGER) STRICT;\nPRAGMA user_version = {len(_KNOWN) + 1};\n",
    ),
]


async def test_a_commit_is_one_request(open_store: OpenStore, proxy: Proxy) -> None:
    """A batch from BEGIN to COMMIT, which holds no transaction open between requests."""
    store = await open_store(url=proxy.url)
    run = run_row()
    await store.create(creation_of(run))
    proxy.requests.clear()
    await store.commit(commit_of(run, step_row(), state={"k": b"v"}))
    (request,) = proxy.requests
    assert request["baton"] is None
    (batch,) = proxy.batches
    assert [text.split()[0] for text in batch] == [
        "BEGIN", "SAVEPOINT", "UPDATE", "SELECT", "INSERT", "INSERT", "INSERT", "ROLLBACK", "RELEASE", "COMMIT",
        "ROLLBACK",
    ]  # fmt: skip


async def test_commits_at_the_same_time_share_a_request(open_store: OpenStore, proxy: Proxy) -> None:
    """A hundred of them, of a hundred runs, are one transaction."""
    store = await open_store(url=proxy.url)
    runs = [run_row(f"run-{number}") for number in range(100)]
    proxy.requests.clear()
    await asyncio.gather(*(store.create(creation_of(run)) for run in runs))
    await asyncio.gather(*(store.commit(commit_of(run, step_row(run.run_id))) for run in runs))
    assert len(proxy.requests) == 2


async def test_a_portion_is_pruned_by_two_requests(open_store: OpenStore, proxy: Proxy) -> None:
    """One finds it, one removes it."""
    store = await open_store(url=proxy.url)
    ended = [run_row(f"run-{number}", status="FAILED", completed_at=float(number)) for number in range(100)]
    await asyncio.gather(*(store.create(creation_of(run)) for run in ended))
    proxy.requests.clear()
    assert await store.prune(RunStatus.FAILED, ended_before=90.0, limit=100) == 90
    assert len(proxy.requests) == 2


@pytest.mark.parametrize("tags", ["{oops", "", "[]", '"a"', "7", "null", '{"a":7}', '{"a":null}', '{"a":["b"]}'])
async def test_a_run_with_damaged_tags_can_be_removed(open_store: OpenStore, server: Server, tags: str) -> None:
    """With its tags, by delete and by prune; another run keeps its own."""
    store = await open_store()
    for run_id, damaged in (("deleted", True), ("pruned", True), ("kept", False)):
        row = run_row(run_id, status="FAILED", completed_at=1.0, tags={"a": "b", "c": "d"})
        await store.create(creation_of(row))
        if damaged:
            server.ask(f"UPDATE runs SET tags = '{tags}' WHERE run_id = '{run_id}'")  # noqa: S608 - our own
    assert await store.delete("deleted")
    assert server.ask("SELECT DISTINCT run_id FROM run_tags ORDER BY run_id") == [[["kept"], ["pruned"]]]
    server.ask("UPDATE runs SET completed_at = 9 WHERE run_id = 'kept'")
    assert await store.prune(RunStatus.FAILED, ended_before=5.0, limit=100) == 1
    assert server.ask("SELECT run_id, key, value FROM run_tags ORDER BY key") == [
        [["kept", "a", "b"], ["kept", "c", "d"]],
    ]


def test_the_tags_of_a_run_are_found_without_reading_all(tables: sqlite3.Connection) -> None:
    """But where its own list of them is damaged."""
    named = load_queries("libsql", "batch")
    rows = [("key", f"value-{number}", "another") for number in range(5_000)]
    tables.executemany("INSERT INTO run_tags VALUES (?, ?, ?)", rows)
    insert, left_out = load_queries("sqlite", "writes")["insert_run"], RunRow._fields.index("input")
    steps: list[int] = []
    for tags in ('{"key":"value-1"}', "{oops"):
        row = run_row(f"run-{len(tags)}")._replace(tags=tags)
        tables.execute(insert, (*row[:left_out], *row[left_out + 1 :]))
        steps.append(0)

        def count() -> int:
            steps[-1] += 1
            return 0

        tables.set_progress_handler(count, 100)
        tables.execute(named["delete_tags"], (row.run_id,))
        tables.execute(named["delete_tags_of_damaged"], (row.run_id,))
        tables.set_progress_handler(None, 0)
    assert steps[0] < 10 < steps[1]


async def test_a_portion_of_large_runs_is_smaller(open_store: OpenStore) -> None:
    """After two thousand events it ends, with at least one run."""
    store = await open_store()
    for number, last_seq in enumerate((1_500, 1_500, 1, 9_000, 1, 1)):
        row = run_row(f"run-{number}", status="FAILED", completed_at=float(number), last_seq=last_seq)
        await store.create(creation_of(row))
    removed = [await store.prune(RunStatus.FAILED, ended_before=90.0, limit=100) for _ in range(4)]
    assert removed == [2, 2, 2, 0]


async def test_where_all_that_was_found_goes_on_there_may_be_more(
    open_store: OpenStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """0 is said only when none is left."""
    store = await open_store()
    for number in range(3):
        await store.create(creation_of(run_row(f"run-{number}", status="FAILED", completed_at=float(number))))
    find = store._fetch
    found: list[Any] = []

    async def find_and_delete(query: str, *arguments: Any) -> Any:
        found[:] = await find(query, *arguments)
        if found[0][0] == "run-0":
            assert await store.delete("run-0")
        return found

    monkeypatch.setattr(store, "_fetch", find_and_delete)
    assert await store.prune(RunStatus.FAILED, ended_before=5.0, limit=1) == 1
    assert found[0][0] == "run-1"


async def test_a_run_that_goes_on_between_the_two_stays(open_store: OpenStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """Retried, and over again or not: it is not the run that was found."""
    store = await open_store()
    for run_id in ("again", "open", "old"):
        await store.create(creation_of(run_row(run_id, status="FAILED", completed_at=1.0)))
    find = store._fetch

    async def find_and_go_on(query: str, *arguments: Any) -> Any:
        found = await find(query, *arguments)
        for run_id, status, ended in (("again", "FAILED", 9.0), ("open", "RUNNING", None)):
            assert await store.delete(run_id)
            await store.create(creation_of(run_row(run_id, status=status, completed_at=ended)))
        return found

    monkeypatch.setattr(store, "_fetch", find_and_go_on)
    assert await store.prune(RunStatus.FAILED, ended_before=5.0, limit=10) == 1
    monkeypatch.undo()
    assert sorted([run.run_id for run in (await store.list_runs(RunFilter())).items]) == ["again", "open"]


async def test_a_commit_that_the_server_refuses_fails_alone(open_store: OpenStore) -> None:
    """A row that breaks a constraint undoes its own commit, not those of the same request."""
    store = await open_store()
    runs = [run_row(f"run-{number}") for number in range(5)]
    await asyncio.gather(*(store.create(creation_of(run)) for run in runs))
    commits = [commit_of(run, step_row(run.run_id), done=1) for run in runs]
    commits[2] = commits[2]._replace(events=[event_row("run-2", 1)])  # there is one of that number
    results = await asyncio.gather(*(store.commit(commit) for commit in commits), return_exceptions=True)
    assert [type(result) for result in results] == [type(None), type(None), StoreError, type(None), type(None)]
    done = [row.done for number in range(5) if (row := await store.get_run(f"run-{number}"))]
    assert done == [1, 1, 0, 1, 1]
    assert await store.get_execution("run-2", "load") is None


async def test_what_cannot_be_stored_is_refused_at_once(open_store: OpenStore, proxy: Proxy) -> None:
    """Half a surrogate pair, an integer of 65 bits, a NaN: InputError, no request; others that commit go in."""
    store = await open_store(url=proxy.url)
    run = run_row()
    await store.create(creation_of(run))
    proxy.requests.clear()
    for row in (step_row("run-1", "\ud800"), step_row(attempt=2**63), step_row(cpu_seconds=float("nan"))):
        with pytest.raises(InputError):
            await store.commit(commit_of(run, row))
    assert proxy.requests == []
    await store.commit(commit_of(run, step_row()))


async def test_a_value_larger_than_the_server_takes_is_refused(open_store: OpenStore) -> None:
    """With the remedy; nothing of its commit is written."""
    store = await open_store()
    run = run_row()
    await store.create(creation_of(run))
    with pytest.raises(InputError, match="pass a reference"):
        await store.commit(commit_of(run, step_row(output=b"x" * (6 * MEBIBYTE)), done=1))
    assert await store.get_run("run-1") == run


async def test_a_run_larger_than_an_answer_is_read_in_pieces(open_store: OpenStore, proxy: Proxy) -> None:
    """Forty MiB of outputs and state, where the server answers ten: whole, in order, and of one moment."""
    store = await open_store(url=proxy.url)
    run = run_row(owner=None)
    await store.create(creation_of(run))
    for number in range(20):
        output = number.to_bytes(1, "big") * MEBIBYTE
        row = step_row("run-1", f"s{number % 7}-{number}", ordinal=number // 2, output=output)
        commit = commit_of(run, row, state={f"k{number:02}": output})
        await store.commit(commit)
        run = patched(run, commit)
    proxy.requests.clear()
    snapshot = await store.load("run-1")
    assert snapshot is not None
    assert snapshot.run == run
    placed = sorted((number // 2, f"s{number % 7}-{number}", number) for number in range(20))
    assert [(row.ordinal, row.step_id, (row.output or b"")[0]) for row in snapshot.executions] == placed
    assert [len(row.output or b"") for row in snapshot.executions] == [MEBIBYTE] * 20
    assert [(row.key, len(row.value or b"")) for row in snapshot.state] == [(f"k{n:02}", MEBIBYTE) for n in range(20)]
    batons = [request["baton"] for request in proxy.requests]
    assert batons[:2] == [None, None]  # the whole, and the stream's beginning
    assert all(batons[2:])
    (claimed,) = await store.claim(ORDERS, limit=5)
    assert claimed.executions == snapshot.executions


async def test_a_list_larger_than_an_answer_is_read_in_pieces(open_store: OpenStore) -> None:
    """Pages of any size are full ones, in order, and go on where they end."""
    store = await open_store()
    for number in range(9):
        row = run_row(f"run-{number}", input=b"x" * (2 * MEBIBYTE), created_at=float(number))
        await store.create(creation_of(row))
    page = await store.list_runs(RunFilter(limit=7))
    assert [row.run_id for row in page.items] == [f"run-{number}" for number in range(8, 1, -1)]
    rest = await store.list_runs(RunFilter(limit=7, cursor=page.next_cursor))
    assert ([row.run_id for row in rest.items], rest.next_cursor) == (["run-1", "run-0"], None)


async def test_schedules_larger_than_an_answer(open_store: OpenStore) -> None:
    """Listed, and due, in several answers; none is left out or comes twice."""
    store = await open_store()
    rows = [schedule_row(f"s{number}", input=b"x" * 3_000_000, next_at=float(9 - number)) for number in range(9)]
    for row in rows:
        await store.put_schedule(row, expected=None)
    assert list(await store.list_schedules()) == rows
    assert list(await store.list_schedules(after="s1", limit=5)) == rows[2:7]
    assert list(await store.due_schedules([("orders", "1")])) == rows[::-1]
    assert list(await store.due_schedules([("orders", "1")], after=(3.0, "s6"), limit=4)) == rows[5:1:-1]


async def test_events_and_messages_larger_than_an_answer(open_store: OpenStore) -> None:
    """Events come all the same; messages one after another."""
    store = await open_store()
    run = run_row()
    await store.create(creation_of(run))
    large = '"' + "x" * (2 * MEBIBYTE) + '"'
    for number in range(8):
        commit = commit_of(run)
        commit = commit._replace(events=[event_row("run-1", number + 2, data=large)])
        await store.commit(commit)
        run = patched(run, commit)
        await store.post(message_row("run-1", f"m{number}", body=large, posted_at=float(number)))
    assert [row.seq for row in await store.list_events("run-1")] == list(range(1, 10))
    last, found = 0, list[str]()
    while (inbox := await store.inbox(last)).messages:
        found += [message.message_id for message in inbox.messages]
        last = inbox.last
    assert found == [f"m{number}" for number in range(8)]


async def test_durations_larger_than_an_answer(open_store: OpenStore) -> None:
    """Of steps with very long paths: in several answers, in order, none left out."""
    store = await open_store()
    paths = [f"{'deep/' * 400_000}s{number}" for number in range(9)]  # two million characters each
    await store.create(creation_of())
    run = run_row()
    for number, path in enumerate(paths):
        row = step_row("run-1", path, ordinal=number + 1, status="COMPLETED", started_at=1.0, completed_at=2.5 + number)
        commit = commit_of(run, row)
        await store.commit(commit)
        run = patched(run, commit)
    assert [tuple(one) for one in await store.list_durations("run-1")] == [
        (path, 1.5 + number) for number, path in enumerate(paths)
    ]
    assert [step_id for step_id, _ in await store.list_durations("run-1", limit=7)] == paths[:7]


async def test_an_independent_client_reads_what_was_written(open_store: OpenStore, server: Server) -> None:
    """Integers beyond 2**53, blobs, floats and text, through the package libsql-client."""
    store = await open_store()
    run = run_row("größe\0", input_checksum=2**53 + 1, created_at=1_763_712_345.678901, input=bytes(range(256)))
    await store.create(creation_of(run))
    await store.commit(commit_of(run, step_row(run.run_id, checksum=2**63 - 1, output=b"\0\1"), state={"k": b""}))
    async with libsql_client.create_client(server.url) as client:
        found = await client.execute("SELECT run_id, input_checksum, created_at, last_seq FROM runs")
        assert [tuple(row) for row in found.rows] == [("größe\0", 2**53 + 1, 1_763_712_345.678901, 2)]
        found = await client.execute("SELECT input FROM run_inputs")
        assert found.rows[0][0] == bytes(range(256))
        found = await client.execute("SELECT checksum, output, next_attempt_at FROM step_executions")
        assert tuple(found.rows[0]) == (2**63 - 1, b"\0\1", None)
        found = await client.execute("SELECT seq, type FROM events ORDER BY seq")
        assert [tuple(row) for row in found.rows] == [(1, "RunCreated"), (2, "StepCompleted")]


class TestSchema:
    """What a database must be to be opened."""

    async def test_an_empty_database_is_made_one_of_ours(self, open_store: OpenStore, server: Server) -> None:
        """By ten engines at once: one of them does it."""
        await asyncio.gather(*(open_store(f"engine-{number}") for number in range(10)))
        (version,), engines = server.ask("PRAGMA user_version", "SELECT count(*) FROM engines")
        assert (version, engines) == ([len(load_migrations("sqlite"))], [[10]])

    async def test_an_empty_database_is_nothing_to_read(self, open_store: OpenStore, server: Server) -> None:
        """Read-only opening makes nothing."""
        with pytest.raises(StoreFormatError, match="empty"):
            await open_store(read_only=True)
        assert server.ask("SELECT count(*) FROM sqlite_schema WHERE name = 'runs'") == [[[0]]]

    @pytest.mark.parametrize("version", [0, 1, 99])
    async def test_a_foreign_database_is_not_touched(self, open_store: OpenStore, server: Server, version: int) -> None:
        """Whatever its user_version is."""
        server.ask("CREATE TABLE customers (id INTEGER)", f"PRAGMA user_version = {version}")
        for read_only in (False, True):
            with pytest.raises(StoreFormatError, match="not a database of gorkflow"):
                await open_store(read_only=read_only)
        assert server.ask(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'", "PRAGMA user_version"
        ) == [
            [["customers"]],
            [[version]],
        ]

    async def test_a_newer_schema_is_refused(self, open_store: OpenStore, server: Server) -> None:
        """Naming both versions, and nothing is written."""
        await (await open_store()).close()
        server.ask("PRAGMA user_version = 7")
        with pytest.raises(StoreVersionError, match=r"version 7.* knows 1 to "):
            await open_store()
        assert server.ask("SELECT count(*) FROM engines", "PRAGMA user_version") == [[[0]], [[7]]]

    @pytest.mark.parametrize("read_only", [False, True])
    async def test_a_database_that_lacks_a_table_is_not_touched(
        self, open_store: OpenStore, server: Server, read_only: bool
    ) -> None:
        """Whether ours was damaged, or it is another's; also where there would be something to migrate."""
        await (await open_store()).close()
        server.ask("DROP TABLE inbox", "CREATE TABLE customers (id INTEGER)")
        before = server.ask(TABLES, "PRAGMA user_version")
        for migrations in (None, NEWER):
            with pytest.raises(StoreFormatError, match="lacks the tables inbox; give another URL, or restore a backup"):
                await open_store(read_only=read_only, migrations=migrations)
        assert server.ask(TABLES, "PRAGMA user_version") == before

    @pytest.mark.parametrize("read_only", [False, True])
    async def test_a_name_in_common_makes_no_database_ours(
        self, open_store: OpenStore, server: Server, read_only: bool
    ) -> None:
        """Another program has a table of events too, and a version."""
        server.ask("CREATE TABLE events (id INTEGER)", "PRAGMA user_version = 1")
        for migrations in (None, NEWER):
            with pytest.raises(StoreFormatError, match="not a whole database of gorkflow"):
                await open_store(read_only=read_only, migrations=migrations)
        tables, version = server.ask(TABLES, "PRAGMA user_version")
        assert (tables, version) == ([["events"]], [[1]])

    async def test_an_older_schema_is_brought_up_to_date(self, open_store: OpenStore, server: Server) -> None:
        """In one transaction, once, and what was there stays."""
        store = await open_store()
        await store.create(creation_of())
        await store.close()
        stores = await asyncio.gather(*(open_store(f"engine-{n}", migrations=NEWER) for n in range(2, 6)))
        assert await stores[0].get_run("run-1") == run_row()
        assert server.ask("SELECT count(*) FROM later", "PRAGMA user_version") == [[[0]], [[len(NEWER)]]]

    async def test_reading_does_not_migrate(self, open_store: OpenStore, server: Server) -> None:
        """A reader takes the older schema as it is, as that of a file; nothing is written."""
        store = await open_store()
        await store.create(creation_of())
        await store.close()
        before = server.ask("SELECT name FROM sqlite_schema", "PRAGMA user_version", "SELECT * FROM engines")
        reader = await open_store("reader", read_only=True, migrations=NEWER)
        assert await reader.get_run("run-1") == run_row()
        await reader.close()
        assert server.ask("SELECT name FROM sqlite_schema", "PRAGMA user_version", "SELECT * FROM engines") == before

    async def test_a_migration_that_fails_leaves_the_old_schema(self, open_store: OpenStore, server: Server) -> None:
        """Whole."""
        store = await open_store()
        for run_id in ("run-1", "run-2"):
            await store.create(creation_of(run_row(run_id)))
        await store.close()
        known = load_migrations("sqlite")
        number = len(known) + 1
        script = (
            "CREATE TABLE later (id INTEGER);\nCREATE UNIQUE INDEX one_each ON runs (workflow_id);\n"
            f"PRAGMA user_version = {number};\n"
        )
        with pytest.raises(StoreError, match="UNIQUE"):
            await open_store(migrations=[*known, Migration(number, "later", script)])
        assert server.ask("SELECT count(*) FROM sqlite_schema WHERE name = 'later'") == [[[0]]]
        assert await (await open_store()).get_run("run-2") == run_row("run-2")


class TestOpening:
    """Opening and closing."""

    async def test_nobody_there(self, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
        """StoreConnectionError names the host, after a moment."""
        monkeypatch.setattr(libsql, "_OPEN_PATIENCE_SECONDS", 0.1)
        store = LibsqlStore("http://127.0.0.1:1")
        with (
            Stopwatch() as watch,
            pytest.raises(StoreConnectionError, match=r"http://127\.0\.0\.1:1.*cannot be reached"),
        ):
            await store.open(engine_row())
        assert watch.seconds < 3
        store = LibsqlStore("libsql://no-such-host.invalid")
        with pytest.raises(StoreConnectionError, match=r"libsql://no-such-host\.invalid"):
            await store.open(engine_row())

    @pytest.mark.parametrize(
        ("status", "body"),
        [(200, b"<html>"), (200, b"[]"), (200, b'{"results": [], "baton": 1}'), (404, b"no"), (302, b"")],
    )
    async def test_something_else_there(self, status: int, body: bytes) -> None:
        """A server that is none of libSQL is told from one that is away."""
        with _web_server(status, body) as port, pytest.raises(StoreUnsupportedError, match="no libSQL server"):
            await LibsqlStore(f"http://127.0.0.1:{port}").open(engine_row())

    async def test_only_reading(self, open_store: OpenStore) -> None:
        """Every write is refused, and no engine is registered."""
        await (await open_store()).close()
        store = await open_store("reader", read_only=True)
        with pytest.raises(StoreReadOnlyError, match="read_only"):
            await store.create(creation_of())
        with pytest.raises(StoreReadOnlyError):
            await store.claim(ORDERS, limit=1)
        store.beat()

    async def test_a_store_that_is_closed_says_so(self, open_store: OpenStore) -> None:
        """Reads and writes raise EngineError; opening twice as well; opening again is fine."""
        store = await open_store()
        with pytest.raises(EngineError, match="open already"):
            await store.open(engine_row())
        await store.close()
        with pytest.raises(EngineError, match="not open"):
            await store.get_run("run-1")
        with pytest.raises(EngineError, match="not open"):
            await store.commit(commit_of(run_row()))
        await store.open(engine_row())
        await store.create(creation_of())


async def test_a_writer_waits_for_another_client(open_store: OpenStore, server: Server) -> None:
    """One that holds the write lock and does nothing: the server ends its transaction, and the commit goes in."""
    store = await open_store()
    run = run_row()
    await store.create(creation_of(run))
    async with libsql_client.create_client(server.url.replace("http:", "ws:")) as other:
        transaction = other.transaction()
        await transaction.execute("UPDATE runs SET done = 99")
        await store.commit(commit_of(run, step_row(), done=1))
        row = await store.get_run("run-1")
        assert row is not None
        assert row.done == 1


@pytest.mark.parametrize(
    ("code", "kind", "is_passing"),
    [
        ("SQLITE_BUSY", StoreBusyError, True),
        ("SQLITE_BUSY_SNAPSHOT", StoreBusyError, True),
        ("TRANSACTION_TIMEOUT", StoreBusyError, True),
        ("SQLITE_FULL", StoreFullError, False),
        ("SQLITE_READONLY", StoreReadOnlyError, False),
        ("SQLITE_CORRUPT", StoreCorruptError, False),
        ("SQLITE_IOERR_FSYNC", StoreConnectionError, True),
        ("SQLITE_TOOBIG", InputError, False),
        ("", StoreError, False),
        ("WHATEVER", StoreError, False),
    ],
)
def test_faults_of_statements_are_told_apart(code: str, kind: type[Exception], is_passing: bool) -> None:
    """By their code."""
    failure = libsql_errors.statement_failure("libSQL store 'x'", libsql_hrana.Fault(code, "text"))
    assert (type(failure.error), failure.is_passing) == (kind, is_passing)
    assert str(failure.error).startswith("libSQL store 'x': ")


@contextlib.contextmanager
def _web_server(status: int, body: bytes) -> Iterator[int]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(status)
            self.send_header("Location", "http://127.0.0.1:1/")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Keep quiet."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()
