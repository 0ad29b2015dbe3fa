"""Runs by the ids that a user types, whole or as a beginning."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from gorkflow.cli.exits import UsageError
from gorkflow.cli.options import MIN_PREFIX
from gorkflow.composition import Engine, store_of
from gorkflow.core.run import RunFilter, WorkflowRun
from gorkflow.errors import RunNotFoundError

if TYPE_CHECKING:
    from gorkflow.cli.options import Target
    from gorkflow.ports import StoreReads

ID_LENGTH = 36
_TIME_DIGITS = 12  # an id begins with the milliseconds of the run's creation, in hexadecimal
_SLACK_SECONDS = 1.0  # for the rounding of what is stored beside the id
_PAGE = 500
_SHOWN = 10


@asynccontextmanager
async def reading(target: Target) -> AsyncGenerator[tuple[Engine, StoreReads], None]:
    """An engine that only reads, with its store, which tells what is too much for records: a mistyped one is not made.

    Raises:
        StoreError: it cannot be read.
    """
    store = store_of(target.store)
    async with Engine(store, read_only=True) as engine:
        yield engine, store


async def look_up(target: Target, text: str) -> WorkflowRun:
    """The run that `find_run` finds, read by an engine for that alone.

    Raises:
        UsageError, RunNotFoundError: as `find_run`.
        StoreError: the store cannot be read.
    """
    async with reading(target) as (engine, _):
        return await find_run(engine, text, target)


async def find_run(engine: Engine, text: str, target: Target) -> WorkflowRun:
    """The run of that id, or the only one whose id begins so.

    Raises:
        UsageError: the beginning is too short, or several runs have it.
        RunNotFoundError: no run has it.
    """
    wanted = text.lower()
    if len(wanted) >= ID_LENGTH:
        return await engine.get_run(wanted)
    if len(wanted) < MIN_PREFIX:
        raise UsageError(f"{text!r} is too short for a run's id; give the whole id or its first {MIN_PREFIX} or more")
    filter = _created_within(wanted)
    found: list[WorkflowRun] = []
    if filter is not None:
        found = [run async for run in every_run(engine, filter) if run.run_id.startswith(wanted)]
    if not found:
        message = f"no run {text!r} in {target.shown_store}; look for its id in: {target.command('runs', apps=())}"
        raise RunNotFoundError(message, run_id=text)
    if len(found) > 1:
        ids = ", ".join(run.run_id for run in found[:_SHOWN]) + (", ..." if len(found) > _SHOWN else "")
        raise UsageError(f"{len(found)} runs have ids that begin with {text!r}; give more of one: {ids}")
    return found[0]


async def every_run(engine: Engine, filter: RunFilter) -> AsyncIterator[WorkflowRun]:
    """All runs of a filter, page by page, newest first."""
    cursor: str | None = None
    while True:
        page = await engine.list_runs(filter.model_copy(update={"limit": _PAGE, "cursor": cursor}))
        for run in page.items:
            yield run
        cursor = page.next_cursor
        if cursor is None:
            return


def _created_within(prefix: str) -> RunFilter | None:
    """The runs created in the span of time that the beginning of an id leaves open; None where it begins no id."""
    digits = prefix.replace("-", "")[:_TIME_DIGITS]
    try:
        first = int(digits.ljust(_TIME_DIGITS, "0"), 16) / 1000
        last = int(digits.ljust(_TIME_DIGITS, "f"), 16) / 1000
        return RunFilter(
            created_after=datetime.fromtimestamp(first - _SLACK_SECONDS, UTC),
            created_before=datetime.fromtimestamp(last + _SLACK_SECONDS, UTC),
        )
    except (ValueError, OverflowError, OSError):  # no hexadecimal digits, or no time that there is
        return None
