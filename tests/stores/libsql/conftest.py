"""A server of libSQL for each module of tests, with an empty database for each test."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Protocol

import pytest

from gorkflow.sql.migrations import load_migrations, statements
from gorkflow.stores.libsql import LibsqlStore
from gorkflow.testing.conformance_stage import engine_row
from tests.conftest import NO_SERVER
from tests.stores.libsql import sqld
from tests.stores.libsql.proxy import Proxy
from tests.stores.libsql.sqld import Server


class OpenStore(Protocol):
    """Opens a store on the test's database; closed at the test's end."""

    async def __call__(self, engine_id: str = "engine-1", **options: object) -> LibsqlStore: ...


@pytest.fixture(scope="session")
def program() -> Path:
    """The server's program. Without one its tests do not run, which the end of the report says; in CI they fail."""
    try:
        return sqld.find()
    except sqld.NoServerError as error:
        if os.environ.get(sqld.REQUIRED):
            pytest.fail(f"{sqld.REQUIRED} is set, and {error}")
        pytest.skip(f"{NO_SERVER}: {error}")


@pytest.fixture(scope="module")
def module_server(program: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Running."""
    server = Server(program, tmp_path_factory.mktemp("sqld"))
    server.start()
    yield server
    server.kill()


@pytest.fixture
def server(module_server: Server) -> Server:
    """The module's server, with an empty database."""
    module_server.clear()
    return module_server


@pytest.fixture
def tables() -> Iterator[sqlite3.Connection]:
    """Those of the present schema, empty and without a server: for what a statement reads."""
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        for migration in load_migrations("sqlite"):
            for statement in statements(migration.sql):
                connection.execute(statement)
        yield connection


@pytest.fixture
async def proxy(server: Server) -> AsyncIterator[Proxy]:
    """A way to the server that a test can break."""
    async with Proxy(server.port) as proxy:
        yield proxy


@pytest.fixture
async def open_store(server: Server, proxy: Proxy) -> AsyncIterator[OpenStore]:
    """See OpenStore; `read_only`, `lease_seconds` and `host` go to open, `url` says another way to the server.

    The proxy is there so that it outlives the stores.
    """
    del proxy
    async with AsyncExitStack() as stack:

        async def open_store(engine_id: str = "engine-1", **options: object) -> LibsqlStore:
            read_only = bool(options.pop("read_only", False))
            changes = {name: options.pop(name) for name in ("lease_seconds", "host") if name in options}
            url = str(options.pop("url", server.url))
            store = LibsqlStore(url, **options)  # type: ignore[arg-type]  # the test's business
            stack.push_async_callback(store.close)
            await store.open(engine_row(engine_id, **changes), read_only=read_only)
            return store

        yield open_store
