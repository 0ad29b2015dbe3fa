"""What the tests of the engine share: databases of both kinds, engines on them, and a look at what they leave behind.

Whatever a test does with an engine of `open_engine`, at its end the events of every run are folded, drawn up as a
timeline and compared with the rows, and no task of the engine may be left.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any, Protocol
from weakref import WeakSet

import pytest
from hypothesis import HealthCheck, settings
from typing_extensions import Unpack

from gorkflow import Engine, RunFilter, Store, Workflow
from gorkflow.runtime.options import EngineOptions
from gorkflow.stores.memory import MemoryStore
from gorkflow.stores.sqlite import SqliteStore
from gorkflow.stores.sqlite_file import Durability
from gorkflow.testing import FakeClock
from gorkflow.testing.conformance_stage import engine_row
from gorkflow.testing.fold import fold, view_of
from tests.project.events_page import undocumented
from tests.timelines import check_timeline

# How long an example takes says something of the machine, not of what is tested.
settings.register_profile("gorkflow", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("gorkflow")

NO_SERVER, NO_PROMETHEUS = "no libSQL server", "no Prometheus server"
"""How the reason of a test begins that did not run for want of one."""


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> Iterator[None]:
    """Say at the very end which tests did not run for want of a server: among many that pass, nobody sees an s."""
    yield
    reasons = [str(report.longrepr[2]) for report in terminalreporter.stats.get("skipped", [])]
    for sign, what in ((NO_SERVER, "of the libSQL store"), (NO_PROMETHEUS, "with a real Prometheus")):
        missing = [reason for reason in reasons if sign in reason]
        if missing:
            terminalreporter.section("NOT RUN", red=True)
            terminalreporter.write_line(f"{len(missing)} tests {what} did NOT run: {missing[0]}")


_files: WeakSet[SqliteStore] = WeakSet()


def _is_writing(store: SqliteStore) -> bool:
    return store._writer is not None and store._writer._in_flight > 0


async def settle() -> None:
    """Until all is done that needs no time: on the loop, and what SQLite writes on a thread."""
    await FakeClock(idle=lambda: not any(map(_is_writing, _files))).settle()


class Database:
    """One database, opened as often as a test likes.

    Args:
        kind: "memory" or "sqlite".
        durability: of SQLite.
    """

    def __init__(self, kind: str, folder: Path, durability: Durability = "power") -> None:
        self.kind = kind
        self.durability: Durability = durability
        self.path = folder / "runs.db"
        self.is_damaged = False  # by the test, on purpose
        self._memory = MemoryStore()

    @property
    def url(self) -> str:
        """For `connect`."""
        return "memory://" if self.kind == "memory" else f"sqlite:///{self.path}"

    def store(self) -> MemoryStore | SqliteStore:
        """A store on it, not open: the same object for memory, a new one for SQLite."""
        if self.kind == "memory":
            return self._memory
        store = SqliteStore(self.path, durability=self.durability)
        _files.add(store)
        return store

    async def check(self) -> None:
        """The events of every run, folded, are its rows, and carry nothing that their reference does not name."""
        if self.is_damaged or (self.kind == "sqlite" and not self.path.exists()):
            return
        store = self.store()
        await store.open(engine_row("the-check"), read_only=True)
        try:
            page = await store.list_runs(RunFilter(limit=1000))
            for run in page.items:
                snapshot = await store.load(run.run_id)
                assert snapshot is not None
                events = await store.list_events(run.run_id, limit=100_000)
                assert fold(events) == view_of(snapshot)
                assert undocumented(events) == set()
                check_timeline(events, snapshot)
        finally:
            await store.close()


on_memory = pytest.mark.parametrize("database", ["memory"], indirect=True)
"""For tests whose engines have a store of their own, or to which the store does not matter."""

on_sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
"""For tests of what only a database that several engines have open can show."""


class OpenEngine(Protocol):
    """Opens an engine on the test's database; it is closed at the test's end."""

    async def __call__(
        self, *known: Workflow[Any, Any], store: Store | None = None, **options: Unpack[EngineOptions]
    ) -> Engine: ...


@pytest.fixture(params=["memory", "sqlite"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Database:
    """An empty database of each kind.

    SQLite writes as it does by default, on a thread that waits for the disk; on the loop where there is a fake clock,
    which does not wait for disks.
    """
    kind: str = request.param
    return Database(kind, tmp_path, "process" if "clock" in request.fixturenames else "power")


@pytest.fixture
def store_url(database: Database) -> str:
    """URL of an empty store of each kind."""
    return database.url


class ObservantClock(FakeClock):
    """Knows of the writes that are on their way to a file, for which a busy machine takes longer than its patience."""

    def patience_left(self) -> float | None:
        return None if any(map(_is_writing, _files)) else super().patience_left()


@pytest.fixture
def clock() -> FakeClock:
    """It stands still until it is moved."""
    return ObservantClock()


@pytest.fixture
async def open_engine(database: Database) -> AsyncIterator[OpenEngine]:
    """See OpenEngine."""
    before = asyncio.all_tasks()
    async with AsyncExitStack() as stack:

        async def open_engine(
            *known: Workflow[Any, Any], store: Store | None = None, **options: Unpack[EngineOptions]
        ) -> Engine:
            options.setdefault("grace", 0.5)
            options.setdefault("workflows", known)
            engine = Engine(store or database.store(), **options)
            return await stack.enter_async_context(engine)

        yield open_engine
    await asyncio.sleep(0)
    left = asyncio.all_tasks() - before - {asyncio.current_task()}
    assert [task for task in left if not task.done()] == []
    await database.check()


@pytest.fixture
async def engine(open_engine: OpenEngine) -> Engine:
    """One with the defaults."""
    return await open_engine()
