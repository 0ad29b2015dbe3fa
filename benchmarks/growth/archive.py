"""A SQLite store with very many finished runs, made quickly, and what is asked of it."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sqlite3
import statistics
import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import workloads
from benchmarks.growth.probes import Figures
from gorkflow import Engine, RunFilter, RunStatus, Store, connect
from gorkflow.core.records import EventRow, RunRow, Snapshot
from gorkflow.sql.cursors import Place, encode_cursor
from gorkflow.sql.queries import load_queries
from gorkflow.stores.sqlite import SqliteStore
from gorkflow.testing.conformance_stage import engine_row

_FIRST_AT = 1_600_000_000.0
_WORKFLOWS, _TEAMS, _RESOURCES = 10, 100, 10_000
_REPETITIONS = 5
_INPUT = RunRow._fields.index("input")
_STATUSES = [RunStatus.COMPLETED.value] * 18 + [RunStatus.FAILED.value, RunStatus.CANCELLED.value]


def make(path: Path, runs: int) -> None:
    """Write a store with so many finished runs, a second apart: copies of a real one of one step.

    Of ten workflows, with tags and resources; one in twenty failed, one in twenty was cancelled.
    """
    template, events = asyncio.run(_template(path))
    writes = load_queries("sqlite", "writes")
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-200000", "locking_mode=EXCLUSIVE"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("BEGIN")
        indexes = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'runs'")
        dropped = [(name, sql) for name, sql in indexes if sql is not None]
        for name, _ in dropped:
            connection.execute(f"DROP INDEX {name}")
        connection.executemany(writes["insert_run"], _runs(template.run, runs))
        ids = [_id(number) for number in range(runs)]
        connection.executemany(writes["insert_input"], ((run_id, template.run.input) for run_id in ids))
        connection.executemany(writes["insert_tag"], (("team", _team(number), one) for number, one in enumerate(ids)))
        (step,) = template.executions
        connection.executemany(writes["upsert_execution"], ((run_id, *step[1:]) for run_id in ids))
        connection.executemany(writes["insert_event"], ((run_id, *event[1:]) for run_id in ids for event in events))
        for _, sql in dropped:  # sorted once, not kept in order row by row
            connection.execute(sql)
        connection.execute("COMMIT")
        connection.execute("PRAGMA journal_mode=WAL")


async def _template(path: Path) -> tuple[Snapshot, list[EventRow]]:
    async with connect(f"sqlite:///{path}") as engine:
        handle = await engine.start(workloads.chain(1), workloads.message())
        await handle.result()
    store = SqliteStore(path)
    await store.open(engine_row(), read_only=True)
    try:
        snapshot = await store.load(handle.run_id)
        assert snapshot is not None
        return snapshot, list(await store.list_events(handle.run_id))
    finally:
        await store.close()


def _runs(template: RunRow, runs: int) -> Iterator[tuple[object, ...]]:
    for number in range(runs):
        at = _FIRST_AT + number
        row = template._replace(
            run_id=_id(number),
            workflow_id=f"orders-{number % _WORKFLOWS}",
            tags=json.dumps({"team": _team(number)}),
            resource_id=f"resource-{number % _RESOURCES}",
            status=_STATUSES[number // _WORKFLOWS % len(_STATUSES)],
            created_at=at,
            started_at=at,
            completed_at=at + 1,
            updated_at=at + 1,
        )
        yield (*row[:_INPUT], *row[_INPUT + 1 :])


def _id(number: int) -> str:
    return f"{int((_FIRST_AT + number) * 1000):012x}-0000-7000-8000-{number:012x}"


def _team(number: int) -> str:
    return f"team-{number % _TEAMS}"


def finished_runs(units: int, url: str) -> Figures:
    """What is asked of a store, in milliseconds of time: medians."""
    path = Path(url.removeprefix("sqlite:///"))
    make(path, units)
    return asyncio.run(_ask(path, units))


async def _ask(path: Path, units: int) -> Figures:
    figures = {"open and close": await _median(lambda: _open_and_close(path))}
    async with connect(f"sqlite:///{path}") as engine:
        for name, question in questions(engine, units).items():
            figures[name] = await _median(question)
    return figures


def questions(engine: Engine, units: int) -> dict[str, Callable[[], Awaitable[object]]]:
    """By name: pages of every filter, counts, a run from its start to its end, a claim, and a thousand runs removed."""
    store = engine._parts.kit.store  # noqa: SLF001  # what a claim costs by itself is not told by an engine
    middle = _FIRST_AT + units / 2
    filters = {
        "any run": RunFilter(),
        "any run, from the middle": RunFilter(cursor=encode_cursor(Place(middle, ""))),
        "by status": RunFilter(status=RunStatus.FAILED),
        "by a status without runs": RunFilter(status=RunStatus.SUSPENDED),
        "by several statuses": RunFilter(status=[RunStatus.FAILED, RunStatus.CANCELLED]),
        "by open statuses": RunFilter(status=[status for status in RunStatus if not status.is_final]),
        "by workflow": RunFilter(workflow_id="orders-3"),
        "by an unknown workflow": RunFilter(workflow_id="unknown"),
        "by workflow and status": RunFilter(workflow_id="orders-3", status=RunStatus.FAILED),
        "by workflow and a status without runs": RunFilter(workflow_id="orders-3", status=RunStatus.SUSPENDED),
        "by an unknown version": RunFilter(workflow_id="orders-3", version="unknown"),
        "by version alone": RunFilter(version="unknown"),
        "by resource": RunFilter(resource_id="resource-7"),
        "by resource and status": RunFilter(resource_id="resource-7", status=RunStatus.FAILED),
        "by tag": RunFilter(tags={"team": "team-7"}),
        "by tag and status": RunFilter(tags={"team": "team-7"}, status=RunStatus.FAILED),
        "by an unknown tag": RunFilter(tags={"team": "unknown"}),
        "created in an hour": RunFilter(created_after=_at(middle), created_before=_at(middle + 3600)),
        "created in an hour, by status": RunFilter(
            created_after=_at(middle), created_before=_at(middle + 3600), status=RunStatus.FAILED
        ),
    }
    asked: dict[str, Callable[[], Awaitable[object]]] = {
        f"list {name}": lambda filter=filter: engine.list_runs(filter)  # type: ignore[misc]  # of each turn of the loop
        for name, filter in filters.items()
    }
    known = [(f"orders-{number}", "1") for number in range(_WORKFLOWS)]
    return {
        **asked,
        "count all": engine.count_runs,
        "count by workflow": lambda: engine.count_runs(RunFilter(workflow_id="orders-3")),
        "count by tag": lambda: engine.count_runs(RunFilter(tags={"team": "team-7"})),
        "run a chain of three": lambda: workloads.chain(3).run(workloads.message(), on=engine),
        "claim": lambda: store.claim(known, limit=100, due=time.time()),
        "next wake": lambda: store.next_wake(known),
        "remove a hundred": lambda: _prune(store),
    }


async def _prune(store: Store) -> None:
    left = 100
    while left and (removed := await store.prune(RunStatus.CANCELLED, ended_before=_FIRST_AT * 2, limit=left)):
        left -= removed


async def _open_and_close(path: Path) -> None:
    async with connect(f"sqlite:///{path}"):
        pass


async def _median(work: Callable[[], Awaitable[object]]) -> float:
    taken: list[float] = []
    for _ in range(_REPETITIONS):
        began = time.perf_counter()
        await work()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken) * 1000


def _at(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
