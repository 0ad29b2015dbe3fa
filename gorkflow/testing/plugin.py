"""The pytest plugin: fixtures for tests of workflows. `pytest -p no:gorkflow` runs without it.

Every run of pytest imports this in every environment that has gorkflow: so it imports nothing of gorkflow's before a
fixture is used, and with it neither pydantic nor asyncio.
"""

from __future__ import annotations

import sys
from collections.abc import AsyncGenerator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar
from urllib.parse import quote

import pytest

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from gorkflow.composition import Engine
    from gorkflow.core.handle import RunHandle
    from gorkflow.core.workflow import Workflow
    from gorkflow.runtime.options import EngineOptions
    from gorkflow.testing.clock import FakeClock
    from gorkflow.testing.crash import Crash, CrashableStore
    from gorkflow.testing.local import LocalRunner

__all__ = ["CrashSweep"]

T = TypeVar("T")
U = TypeVar("U")

pytest.register_assert_rewrite("gorkflow.testing")  # what a store's conformance test compared is shown


class CrashSweep(Protocol):
    """What the fixture `gorkflow_crashes` is: `assert_survives_crashes` with the options of the test's engine."""

    async def __call__(
        self,
        workflow: Workflow[T, U],
        input: T,
        /,
        *,
        during: Callable[[RunHandle[U]], Awaitable[object]] | None = None,
    ) -> list[Crash[U]]:
        """Kill a run at each of its writes and compare the outputs."""
        ...


def pytest_configure(config: pytest.Config) -> None:
    """Where pytest-asyncio runs the tests, it has to open their engines as well."""
    runs_asyncio = sys.modules.get("pytest_asyncio.plugin")
    if runs_asyncio is not None and config.pluginmanager.is_registered(runs_asyncio):
        from gorkflow.testing import plugin_asyncio

        config.pluginmanager.register(plugin_asyncio, "gorkflow-asyncio")


@pytest.fixture
def gorkflow_clock() -> FakeClock:
    """The clock of `gorkflow_engine`. It moves by itself, past sleeps and back-offs, whenever nothing else happens."""
    from gorkflow.testing.engines import KitClock

    return KitClock()


@pytest.fixture
def gorkflow_options() -> EngineOptions:
    """Options of `gorkflow_engine` and of the other fixtures' engines; override it to give some: see EngineOptions."""
    return {}


@pytest.fixture
def gorkflow_url() -> str:
    """Where `gorkflow_engine` keeps its runs: "memory://"; override it for another store."""
    return "memory://"


@pytest.fixture
def gorkflow_sqlite_url(tmp_path: Path) -> str:
    """A URL of an SQLite file in `tmp_path`, to give back from an own `gorkflow_url`, or for `connect`."""
    return f"sqlite:///{quote(str(tmp_path / 'gorkflow.db'))}"


@pytest.fixture
def gorkflow_engine(request: pytest.FixtureRequest) -> Engine:
    """An open engine on `gorkflow_url`, by `gorkflow_clock`, with `gorkflow_options`.

    Needs pytest-asyncio, in either mode, or anyio's plugin, which run the test: the engine lives on its event loop.
    """
    name = "_gorkflow_engine_of_anyio"
    if "anyio_backend" not in request.fixturenames:
        if not request.config.pluginmanager.hasplugin("gorkflow-asyncio"):
            msg = (
                "gorkflow_engine lives on the test's event loop: install pytest-asyncio, or mark the test with "
                "pytest.mark.anyio; without either, use gorkflow_runner, which is synchronous"
            )
            raise pytest.UsageError(msg)
        name = "_gorkflow_engine_of_asyncio"
    engine: Engine = request.getfixturevalue(name)
    return engine


@pytest.fixture
async def _gorkflow_engine_of_anyio(
    gorkflow_url: str, gorkflow_clock: FakeClock, gorkflow_options: EngineOptions, anyio_backend_name: str
) -> AsyncGenerator[Engine, None]:
    if anyio_backend_name != "asyncio":
        msg = f"engines run on asyncio, not on {anyio_backend_name}; override the fixture anyio_backend"
        raise pytest.UsageError(msg)
    async for engine in engine_of(gorkflow_url, gorkflow_clock, gorkflow_options):
        yield engine


async def engine_of(url: str, clock: FakeClock, options: EngineOptions) -> AsyncGenerator[Engine, None]:
    """Open the engine of a test; it is closed at the test's end."""
    from gorkflow.testing.engines import open_engine, store_for_test

    given: EngineOptions = {"clock": clock, **options}
    async with open_engine(store_for_test(url), **given) as engine:
        yield engine


@pytest.fixture
def gorkflow_runner(gorkflow_options: EngineOptions) -> LocalRunner:
    """A LocalRunner with `gorkflow_options`: whole runs from plain synchronous tests, without any other plugin."""
    from gorkflow.testing.local import LocalRunner

    return LocalRunner(**gorkflow_options)


@pytest.fixture
def gorkflow_crashes(gorkflow_options: EngineOptions, gorkflow_url: str, tmp_path: Path) -> CrashSweep:
    """`await gorkflow_crashes(workflow, input)` kills a run at each of its writes; see `assert_survives_crashes`.

    On stores in memory, or on SQLite files where `gorkflow_url` names one.
    """
    from gorkflow.stores.memory import MemoryStore
    from gorkflow.stores.sqlite import SqliteStore
    from gorkflow.testing.survival import assert_survives_crashes

    numbers = iter(range(1_000_000))

    def make_store() -> CrashableStore:
        if gorkflow_url == "memory://":
            return MemoryStore()
        return SqliteStore(tmp_path / f"crash-{next(numbers)}.db")

    async def sweep(workflow: Workflow[Any, Any], input: Any, /, *, during: Any = None) -> Any:  # see CrashSweep
        return await assert_survives_crashes(workflow, input, make_store=make_store, during=during, **gorkflow_options)

    return sweep
