"""Cancelling a run: of this engine, of another one, or of nobody."""

from __future__ import annotations

import asyncio
import contextlib
import os
import uuid
from typing import TYPE_CHECKING

from gorkflow.core.compensation import needs_code
from gorkflow.core.orphan import cancel_orphan, let_go
from gorkflow.core.records import InboxRow
from gorkflow.core.run import RunStatus, stored_status
from gorkflow.core.shape import read_shape
from gorkflow.errors import ConflictError, StoreConnectionError
from gorkflow.runtime.journal import written

if TYPE_CHECKING:
    from gorkflow.core.records import Commit, RunRow, Snapshot
    from gorkflow.core.shape import Shape
    from gorkflow.runtime.definitions import Definitions
    from gorkflow.runtime.executor import Driver
    from gorkflow.runtime.kit import Kit
    from gorkflow.runtime.queries import Queries
    from gorkflow.runtime.runs import Runs

WAIT_SECONDS = 0.05
PATIENCE_SECONDS = 10.0


async def cancel_run(kit: Kit, runs: Runs, queries: Queries, definitions: Definitions, run_id: str) -> RunStatus:
    """Cancel and wait for the end; the status that won."""
    driver = runs.find(queries.checked_id(run_id))
    if driver is not None:
        driver.cancel()
        runs.drive_pending(driver)
        await asyncio.wait([driver.ending.future()])
        # else it is another engine's by now, or had come to rest before it heard of this
        if not (driver.is_fenced or driver.live.status is RunStatus.WAITING):
            return stored_status((await queries.row(run_id)).status, run_id)
    message = InboxRow(str(uuid.UUID(bytes=os.urandom(16))), run_id, "cancel", "{}", kit.clock.now())
    status = await kit.store.post(message)
    give_up_at = kit.clock.monotonic() + PATIENCE_SECONDS
    while not status.is_final and kit.clock.monotonic() < give_up_at:
        await kit.chores.see_through(_cancel_unowned(kit, runs, queries, definitions, run_id))
        status = stored_status((await queries.row(run_id)).status, run_id)
        if not status.is_final:
            await kit.clock.sleep(WAIT_SECONDS)
            status = stored_status((await queries.row(run_id)).status, run_id)
    return status


async def _cancel_unowned(kit: Kit, runs: Runs, queries: Queries, definitions: Definitions, run_id: str) -> None:
    """End a run that nobody alive owns. Its code is needed only where there is something to undo; without it the
    message waits for who has it."""
    row = await queries.row(run_id)
    workflow = (row.workflow_id, row.workflow_version)
    try:
        claimed = await kit.store.claim([workflow], limit=1, run_id=run_id, held=runs.held)
    except StoreConnectionError:
        runs.on_unknown()
        raise
    for snapshot in claimed:
        if not needs_code(snapshot, await _shape_of(kit, snapshot.run)):
            await _write(kit, snapshot.run.workflow_id, cancel_orphan(snapshot, kit.clock.now()))
        elif definitions.fits(snapshot.run) and (driver := await _adopted(kit, runs, snapshot)) is not None:
            driver.cancel()
            runs.drive_pending(driver)
        else:
            await _write(kit, snapshot.run.workflow_id, let_go(snapshot))


async def _adopted(kit: Kit, runs: Runs, snapshot: Snapshot) -> Driver | None:
    try:
        return await runs.adopt(snapshot)
    except Exception:
        await _write(kit, snapshot.run.workflow_id, let_go(snapshot))
        raise


async def _write(kit: Kit, workflow_id: str, commit: Commit) -> None:
    with contextlib.suppress(ConflictError):  # somebody else was quicker
        await written(kit, commit)
        kit.hub.publish(workflow_id, commit.run_id, commit.events)


async def _shape_of(kit: Kit, run: RunRow) -> Shape | None:
    """What the store says of the run's definition; None where it says nothing."""
    definition = await kit.store.get_definition(run.fingerprint)
    try:
        return None if definition is None else read_shape(definition.shape)
    except ValueError:  # it is damaged
        return None
