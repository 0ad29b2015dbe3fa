"""The owner's write, on every store: alone, and 64 at once, which share transactions."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from gorkflow import Store
from gorkflow.core.handle import Durability
from gorkflow.core.records import Commit, RunRow
from gorkflow.stores.libsql import LibsqlStore
from gorkflow.stores.memory import MemoryStore
from gorkflow.stores.sqlite import SqliteStore
from gorkflow.testing.conformance_stage import commit_of, creation_of, engine_row, patched, run_row, step_row
from tests.stores.libsql import sqld

KINDS = ("memory", "sqlite-process", "sqlite-power", "libsql")
AT_ONCE = 64
ROUNDS = 50
OUTPUT = b'{"id":1,"name":"gorkflow","items":[0,1,2,3,4,5,6,7,8,9]}'


class Writer:
    """Runs in a store, and their next commits: one step of each is completed and the next one starts.

    Args:
        runner: its loop is the one that the store is opened on.
    """

    def __init__(self, runner: asyncio.Runner, store: Store) -> None:
        self._runner = runner
        self._store = store
        self._rows: list[RunRow] = []
        runner.run(store.open(engine_row()))

    def create(self, count: int) -> None:
        """So many runs more."""
        for _ in range(count):
            row = run_row(f"run-{len(self._rows)}")
            self._runner.run(self._store.create(creation_of(row)))
            self._rows.append(row)

    def prepare(self) -> tuple[tuple[list[Commit]], dict[str, object]]:
        """One commit for each run, as pytest-benchmark takes arguments."""
        commits: list[Commit] = []
        for place, row in enumerate(self._rows):
            number = row.last_seq
            done = step_row(row.run_id, f"s{number}", status="COMPLETED", ordinal=number, output=OUTPUT, checksum=17)
            started = step_row(row.run_id, f"s{number + 1}", ordinal=number + 1)
            commit = commit_of(row, done, started)
            commits.append(commit)
            self._rows[place] = patched(row, commit)
        return (commits,), {}

    def write(self, commits: list[Commit]) -> None:
        """All of them at once; durable when this returns."""

        async def together() -> None:
            await asyncio.gather(*map(self._store.commit, commits))

        self._runner.run(together())

    def sequence(self) -> tuple[int, int]:
        """Of the first run: what it should be, and what the store says."""
        row = self._runner.run(self._store.get_run("run-0"))
        assert row is not None
        return self._rows[0].last_seq, row.last_seq

    def close(self) -> None:
        """Close the store."""
        self._runner.run(self._store.close())


@pytest.fixture(params=KINDS)
def writer(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Writer]:
    """On a fresh store of each kind."""
    kind = str(request.param)
    with asyncio.Runner() as runner:
        if kind == "libsql":
            server = sqld.Server(request.getfixturevalue("sqld_program"), tmp_path)
            server.start()
            try:
                made = Writer(runner, LibsqlStore(server.url))
                yield made
                made.close()
            finally:
                server.kill()
        else:
            durability: Durability = "process" if kind.endswith("process") else "power"
            store = MemoryStore() if kind == "memory" else SqliteStore(tmp_path / "runs.db", durability=durability)
            made = Writer(runner, store)
            yield made
            made.close()


@pytest.fixture(scope="session")
def sqld_program() -> Path:
    """The server of libSQL; where there is none, its benchmarks do not run, and the report says so; in CI they fail."""
    try:
        return sqld.find()
    except sqld.NoServerError as error:
        if os.environ.get(sqld.REQUIRED):
            raise
        pytest.skip(f"libSQL is not measured: {error}")


@pytest.mark.parametrize("runs", [1, AT_ONCE])
def test_commit(benchmark: BenchmarkFixture, writer: Writer, runs: int) -> None:
    """A step completed, the next one started, one event: of one run, and of 64 at once."""
    writer.create(runs)
    benchmark.pedantic(  # type: ignore[no-untyped-call]  # pytest-benchmark has no types for it
        writer.write, setup=writer.prepare, rounds=ROUNDS, warmup_rounds=5
    )
    wanted, found = writer.sequence()
    assert wanted == found > 1


@pytest.mark.parametrize("runs", [1, AT_ONCE])
def test_loop(benchmark: BenchmarkFixture, runs: int) -> None:
    """What the event loop costs by itself in the figures of `test_commit`."""

    async def nothing() -> None:
        await asyncio.gather(*(asyncio.sleep(0) for _ in range(runs)))

    with asyncio.Runner() as runner:
        benchmark(lambda: runner.run(nothing()))
