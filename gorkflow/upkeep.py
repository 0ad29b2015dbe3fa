"""Keeping a store healthy: backups, and an examination that finds what is damaged. By URL, blocking."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Collection, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

from gorkflow.composition import store_of
from gorkflow.core.driverless import Driverless, DriverlessTally
from gorkflow.core.findings import RESTORE, Finding, FindingKind, examine_run, examine_schedule
from gorkflow.core.fold import fold, view_of
from gorkflow.core.records import EngineRow, EngineSighting, EventRow, ScheduleRow, Snapshot
from gorkflow.core.run import EngineInfo, RunFilter
from gorkflow.errors import StoreUnsupportedError
from gorkflow.runtime.clock import SystemClock
from gorkflow.runtime.machine import host_name
from gorkflow.runtime.reading import read_engine

if TYPE_CHECKING:
    from gorkflow.ports import Store

_PAGE = 200
_EVENTS = 1000
_UNKNOWN = "look at the run with `gorkflow show`, and report it to gorkflow"


@dataclass(frozen=True, slots=True)
class Report:
    """What an examination came to.

    Attributes:
        url: the store, without secrets.
        runs: how many could be read.
        findings: all that is wrong; empty when nothing is.
        notices: what is not wrong and may lead to that.
        engines: those that have the store open, and those that died with it open.
        driverless: open runs that nobody alive drives.
    """

    url: str
    runs: int
    findings: Sequence[Finding]
    notices: Sequence[Finding] = ()
    engines: Sequence[EngineInfo] = ()
    driverless: Sequence[Driverless] = ()


def back_up(url: str, target: Path) -> int:
    """Copy a store, as it is at one moment, to a new file, also while engines write; the size of the copy in bytes.

    Raises:
        StoreUrlError: the URL names no store, the target exists already, or its folder does not.
        StoreUnsupportedError: the store is no file.
        StoreError: by kind; nothing was made.
    """
    from gorkflow.stores.sqlite import SqliteStore  # adapters are imported when they are used
    from gorkflow.stores.sqlite_backup import back_up as copy

    store = store_of(url)
    if not isinstance(store, SqliteStore):
        msg = f"store {store.url!r} is no file; a server's database is backed up with the tools of the server"
        raise StoreUnsupportedError(msg)
    return copy(store.path, target)


def examine(url: str, known: Collection[tuple[str, str]] | None = None) -> Report:
    """Look at everything in a store and change nothing; also where the file is damaged.

    Args:
        known: (workflow id, version) that there is code for; None where nobody said.

    Raises:
        StoreUrlError: the URL names no store.
        StoreError: by kind; there is no store, or none of this gorkflow.
    """
    from gorkflow.stores.sqlite import SqliteStore  # adapters are imported when they are used
    from gorkflow.stores.sqlite_advice import advice_on
    from gorkflow.stores.sqlite_examination import Engines, Examined, examine_file

    store = store_of(url)
    if not isinstance(store, SqliteStore):
        return asyncio.run(_examine_rows(store, known))
    tally = DriverlessTally(SystemClock().now(), known)
    runs = 0
    findings: list[Finding] = []
    looks: list[Sequence[EngineSighting]] = []
    for found in examine_file(store.path, host_name()):
        if isinstance(found, Examined):
            runs += 1
            findings += _of_run(found.snapshot, found.events)
            tally.add(found.snapshot.run)
        elif isinstance(found, Engines):
            looks.append(found.seen)
        else:
            findings.append(found)
    return Report(store.url, runs, findings, list(advice_on(store.path)), *_of_engines(looks, tally))


def _of_engines(
    looks: Sequence[Sequence[EngineSighting]], tally: DriverlessTally
) -> tuple[Sequence[EngineInfo], Sequence[Driverless]]:
    """The engines of the last look, and what nobody drives who was alive at any."""
    last = looks[-1] if looks else ()  # there is none where the file is damaged
    return tuple(map(read_engine, last)), tally.of_nobody(
        {one.engine_id for look in looks for one in look if one.is_alive}
    )


async def _examine_rows(store: Store, known: Collection[tuple[str, str]] | None = None) -> Report:
    """Of a store that is no file: the records of every run."""
    tally = DriverlessTally(SystemClock().now(), known)
    reader = EngineRow(f"doctor-{os.getpid()}", host_name(), os.getpid(), 0.0, 0.0, 1.0)
    await store.open(reader, read_only=True)
    try:
        runs = 0
        findings: list[Finding] = []
        before = await store.list_engines()
        async for run_id in _ids(store):
            one = await _of_one_moment(store, run_id)
            if one is not None:
                runs += 1
                findings += _of_run(*one)
                tally.add(one[0].run)
        async for schedule in _schedules(store):
            findings += examine_schedule(schedule)
        return Report(store.url, runs, findings, (), *_of_engines([before, await store.list_engines()], tally))
    finally:
        await store.close()


async def _ids(store: Store) -> AsyncIterator[str]:
    filter = RunFilter(limit=_PAGE)
    while True:
        page = await store.list_runs(filter)
        for row in page.items:
            yield row.run_id
        if page.next_cursor is None:
            return
        filter = RunFilter(limit=_PAGE, cursor=page.next_cursor)


async def _schedules(store: Store) -> AsyncIterator[ScheduleRow]:
    rows = await store.list_schedules()
    while rows:
        for row in rows:
            yield row
        rows = await store.list_schedules(after=rows[-1].schedule_id)


async def _of_one_moment(store: Store, run_id: str) -> tuple[Snapshot, Sequence[EventRow]] | None:
    """The run and its events, which are asked for one after the other while engines write; None where it is gone."""
    snapshot = await store.load(run_id)
    if snapshot is None:
        return None
    events = await _events(store, run_id)
    if len(events) == snapshot.run.last_seq:
        return snapshot, events
    row = await store.get_run(run_id)
    if row is None:
        return None
    if events and snapshot.run.last_seq < events[-1].seq <= row.last_seq:  # it has moved on since it was loaded
        events = [event for event in events if event.seq <= snapshot.run.last_seq]
    return snapshot, events


async def _events(store: Store, run_id: str) -> list[EventRow]:
    events: list[EventRow] = []
    while batch := await store.list_events(run_id, after=events[-1].seq if events else 0, limit=_EVENTS):
        events += batch
    return events


def _of_run(snapshot: Snapshot, events: Sequence[EventRow]) -> list[Finding]:
    """Each row by itself; where all are sound, whether the events tell what the rows tell."""
    return examine_run(snapshot, events) or _disagreement(snapshot, events)


def _disagreement(snapshot: Snapshot, events: Sequence[EventRow]) -> list[Finding]:
    run_id = snapshot.run.run_id
    try:
        told, held = fold(events), view_of(snapshot)
    except (ValueError, KeyError) as error:
        problem = f"its events do not follow from each other: {error}"
        return [Finding(FindingKind.EVENTS, problem, RESTORE, run_id)]
    found = [_differs(run_id, None, name, told, held) for name in _names(told, held) if name != "steps"]
    for path in sorted(told.steps.keys() | held.steps.keys()):
        ours, theirs = told.steps.get(path), held.steps.get(path)
        if ours is None or theirs is None:
            where = "only its events" if theirs is None else "only its rows"
            found.append(Finding(FindingKind.EVENTS, f"of this step {where} tell", _UNKNOWN, run_id, path))
        else:
            found += [_differs(run_id, path, name, ours, theirs) for name in _names(ours, theirs)]
    return found


def _names(told: object, held: object) -> list[str]:
    """The fields in which two views differ."""
    names = [field.name for field in fields(told)]  # type: ignore[arg-type]  # both are views
    return [name for name in names if getattr(told, name) != getattr(held, name)]


def _differs(run_id: str, step_id: str | None, name: str, told: object, held: object) -> Finding:
    problem = f"the events say {getattr(told, name)!s:.60}, the row {getattr(held, name)!s:.60}"
    return Finding(FindingKind.EVENTS, problem, _UNKNOWN, run_id, step_id, name)
