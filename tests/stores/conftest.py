"""What the tests of the SQLite store share."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Protocol

import pytest

from gorkflow.stores.sqlite import SqliteStore
from gorkflow.testing.conformance_stage import engine_row

ROOT = Path(__file__).parents[2]


class OpenStore(Protocol):
    """Opens a store on the test's file; closed at the test's end."""

    async def __call__(self, engine_id: str = "engine-1", **options: object) -> SqliteStore: ...


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the test's database is, or will be."""
    return tmp_path / "runs.db"


@pytest.fixture
async def open_store(path: Path) -> AsyncIterator[OpenStore]:
    """See OpenStore; `read_only`, `host`, `started_at`, `lease_seconds` go to open, all else to SqliteStore."""
    async with AsyncExitStack() as stack:

        async def open_store(engine_id: str = "engine-1", **options: object) -> SqliteStore:
            read_only = bool(options.pop("read_only", False))
            lease_seconds = options.pop("lease_seconds", 3600.0)
            where = {name: options.pop(name) for name in ("host", "started_at") if name in options}
            store = SqliteStore(path, **options)  # type: ignore[arg-type]  # the test's business
            stack.push_async_callback(store.close)
            await store.open(engine_row(engine_id, lease_seconds=lease_seconds, **where), read_only=read_only)
            return store

        yield open_store


SpawnPython = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def spawn() -> Iterator[SpawnPython]:
    """Starts Python on a program, with arguments; its process is killed at the test's end."""
    children: list[subprocess.Popen[str]] = []

    def spawn(program: str, *arguments: object) -> subprocess.Popen[str]:
        child = subprocess.Popen(
            [sys.executable, "-c", program, *map(str, arguments)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        children.append(child)
        return child

    yield spawn
    for child in children:
        child.kill()
        child.communicate()
