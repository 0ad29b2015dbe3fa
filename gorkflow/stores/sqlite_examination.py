"""Looking at a database file as it is, damaged or not. Nothing is written, repaired or locked against others."""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, TypeVar

from gorkflow.core.findings import RESTORE, Finding, FindingKind, examine_schedule
from gorkflow.core.records import EngineRow, EngineSighting, EventRow, RunRow, ScheduleRow, Snapshot
from gorkflow.errors import StoreCorruptError
from gorkflow.sql.migrations import load_migrations, statements
from gorkflow.sql.queries import load_queries
from gorkflow.sql.reads import snapshot_of
from gorkflow.stores.sqlite_connections import KnownConnection
from gorkflow.stores.sqlite_deaths import seems_dead
from gorkflow.stores.sqlite_errors import translate, translated
from gorkflow.stores.sqlite_file import absent, check, read_uri, uri
from gorkflow.stores.sqlite_locks import lock_folder

__all__ = ["Engines", "Examined", "examine_file"]

_NAMED = ("connection", "examination", "reads", "schedules")
_BACKUP = "keep the file, restore a backup, and compare"
T = TypeVar("T")
_ALL = 2**62
_UNREADABLE = (sqlite3.Error, UnicodeError)  # text that is damaged is no UTF-8
_TABLES = ("run_inputs", "run_tags", "step_executions", "events", "run_state", "step_inputs", "inbox")


class Examined(NamedTuple):
    """A run that could be read, with all its events."""

    snapshot: Snapshot
    events: tuple[EventRow, ...]


class Engines(NamedTuple):
    """All engines, as they are at one moment."""

    seen: tuple[EngineSighting, ...]


Found = Finding | Examined | Engines


def examine_file(path: Path, host: str) -> Iterator[Found]:
    """All that is wrong with the file and its tables, and every run that can be read, each of one moment.

    The engines come before the runs and once more after them.

    Args:
        host: of this process, as in an EngineRow.

    Raises:
        StoreConnectionError: there is no such file.
        StoreFormatError, StoreVersionError: it is no database of this gorkflow.
    """
    if not os.path.exists(path):
        raise absent(path)
    source = read_uri(path)
    try:
        check(path)
    except StoreCorruptError as error:
        yield Finding(FindingKind.FILE, str(error), _BACKUP)
        source = uri(path, mode="ro", immutable=1)  # nobody can have such a file open to write
    with translated(path), contextlib.closing(_connect(source)) as connection:
        yield from _Examination(path, host, connection).findings()


class _Examination:
    def __init__(self, path: Path, host: str, connection: sqlite3.Connection) -> None:
        self._path = path
        self._host = host
        self._cursor = connection.cursor()
        self._named = {name: text for topic in _NAMED for name, text in load_queries("sqlite", topic).items()}

    def findings(self) -> Iterator[Found]:
        yield from self._guarded(self._file())
        yield from self._guarded(self._schema())
        yield from self._guarded(self._engines())
        for table in _TABLES:
            yield from self._guarded(self._orphans(table), table)
        yield from self._guarded(self._schedules(), "schedules")
        for run_id in self._ids():
            if isinstance(run_id, Finding):
                yield run_id
            else:
                yield from self._run(run_id)
        yield from self._guarded(self._engines())  # who began meanwhile may own runs that were read

    def _guarded(self, findings: Iterator[T], table: str = "the database") -> Iterator[T | Finding]:
        """The findings, with a failure to read as the last of them."""
        try:
            yield from findings
        except _UNREADABLE as error:
            yield self._unreadable(table, error)

    def _unreadable(self, what: str, error: Exception) -> Finding:
        return Finding(FindingKind.FILE, f"{what} cannot be read to its end: {_text(error, self._path)}", _BACKUP)

    def _file(self) -> Iterator[Finding]:
        answers = self._cursor.execute(self._named["integrity"]).fetchall()
        for answer in (line for (text,) in answers for line in text.splitlines()):
            if answer != "ok" and not answer.startswith("*** in database"):
                yield Finding(FindingKind.FILE, f"the integrity check of SQLite says: {answer}", _BACKUP)

    def _schema(self) -> Iterator[Finding]:
        version = self._cursor.execute(self._named["user_version"]).fetchone()[0]
        actual = _schema_of(self._cursor)
        with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
            for migration in load_migrations("sqlite")[:version]:
                for statement in statements(migration.sql):
                    fresh.execute(statement)
            expected = _schema_of(fresh.cursor())
        for key in sorted(expected.keys() - actual.keys()):
            yield Finding(FindingKind.SCHEMA, f"{' '.join(key)} is missing", _BACKUP)
        for key in sorted(actual.keys() - expected.keys()):
            problem = f"{' '.join(key)} is not gorkflow's"
            yield Finding(FindingKind.SCHEMA, problem, "find out who made it; a trigger may change what is written")
        for key in sorted(key for key in expected.keys() & actual.keys() if expected[key] != actual[key]):
            yield Finding(FindingKind.SCHEMA, f"{' '.join(key)} differs from version {version} of the schema", _BACKUP)

    def _engines(self) -> Iterator[Engines]:
        found, dead = self._sightings(), set[str]()
        for engine, _ in found:
            # One of another host may be alive: whoever wants its runs has to wait for its lease.
            if seems_dead(engine, self._host, lock_folder(self._path), time.monotonic()) is True:
                dead.add(engine.engine_id)
        # One that closes takes its row out before it frees its lock: it was not dead.
        closed = dead - {engine.engine_id for engine, _ in self._sightings()} if dead else dead
        there = [(engine, runs) for engine, runs in found if engine.engine_id not in closed]
        yield Engines(tuple(EngineSighting(*engine, engine.engine_id not in dead, runs) for engine, runs in there))

    def _sightings(self) -> list[tuple[EngineRow, int]]:
        rows = self._cursor.execute(self._named["select_engines_with_runs"]).fetchall()
        return [(EngineRow._make(fields), runs) for *fields, runs in rows]

    def _orphans(self, table: str) -> Iterator[Finding]:
        for run_id, count in self._cursor.execute(self._named[f"orphans_{table}"]).fetchall():
            problem = f"table {table} has {count} rows of a run that there is not"
            yield Finding(FindingKind.ORPHAN, problem, "nothing reads them; report how they came to be", run_id)

    def _schedules(self) -> Iterator[Finding]:
        for row in self._cursor.connection.execute(self._named["select_schedules"], ("", _ALL)):
            yield from examine_schedule(ScheduleRow._make(row))

    def _ids(self) -> Iterator[str | Finding]:
        """Every run, as far as one of two trees can be read."""
        last = ""
        try:
            while rows := self._cursor.execute(self._named["ids_after"], (last,)).fetchall():
                for (last,) in rows:
                    yield last
        except _UNREADABLE as error:
            yield self._unreadable(f"table runs, after run {last!r},", error)
            yield from self._other_ids(last)

    def _other_ids(self, last: str) -> Iterator[str | Finding]:
        try:
            for (run_id,) in self._cursor.connection.execute(self._named["ids_by_age"], (float("-inf"), "")):
                if run_id > last:
                    yield run_id
        except _UNREADABLE as error:
            yield self._unreadable("index runs_by_age", error)

    def _run(self, run_id: str) -> Iterator[Found]:
        try:
            self._cursor.execute(self._named["read_moment"])
            try:
                yield from self._read(run_id)
            finally:
                self._cursor.execute(self._named["rollback"])
        except _UNREADABLE as error:
            problem = f"it cannot be read: {_text(error, self._path)}"
            yield Finding(FindingKind.FILE, problem, RESTORE, run_id)

    def _read(self, run_id: str) -> Iterator[Found]:
        ask, key = self._cursor.execute, (run_id,)
        if ask(self._named["lacks_input"], key).fetchone() is not None:
            yield Finding(FindingKind.RECORD, "its input is missing", RESTORE, run_id, None, "input")
            return
        query = self._named["select_snapshot"]
        snapshot = snapshot_of(ask(query, key * query.count("?")).fetchall())
        if snapshot is None:
            return  # deleted meanwhile
        events = ask(self._named["select_events"], (run_id, 0, _ALL)).fetchall()
        yield from self._tags(snapshot.run)
        yield Examined(snapshot, tuple(map(EventRow._make, events)))

    def _tags(self, run: RunRow) -> Iterator[Finding]:
        with contextlib.suppress(ValueError, AttributeError):  # of damaged tags the record itself tells
            tags: dict[str, str] = json.loads(run.tags)
            for key, value in tags.items():
                if self._cursor.execute(self._named["tag_is_listed"], (key, value, run.run_id)).fetchone() is None:
                    problem = f"tag {key!r:.100} is on the run, and is not in the list by which runs are found"
                    yield Finding(FindingKind.RECORD, problem, RESTORE, run.run_id, None, "tags")


def _connect(source: str) -> sqlite3.Connection:
    return sqlite3.connect(source, uri=True, isolation_level=None, factory=KnownConnection)


def _schema_of(cursor: sqlite3.Cursor) -> dict[tuple[str, str], str]:
    """The SQL of each table, index, trigger and view, by kind and name."""
    found = cursor.execute(load_queries("sqlite", "examination")["schema"])
    return {(kind, name): sql for kind, name, sql in found}


def _text(error: Exception, path: Path) -> str:
    return str(error) if isinstance(error, UnicodeError) else str(translate(error, path))
