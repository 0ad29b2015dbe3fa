"""The output of a run for those who wait for it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from gorkflow.core.run import RunStatus
from gorkflow.errors import EngineError, RunTimeoutError
from gorkflow.runtime.queries import decoded, unsuccessful
from gorkflow.runtime.within import within

if TYPE_CHECKING:
    from gorkflow.core.workflow import Workflow
    from gorkflow.ports import Clock
    from gorkflow.runtime.definitions import Definitions
    from gorkflow.runtime.executor import Driver
    from gorkflow.runtime.queries import Queries
    from gorkflow.runtime.runs import Started


class Results:
    """Waits for runs. What this engine drove itself is not read back from the store."""

    def __init__(self, clock: Clock, definitions: Definitions, queries: Queries) -> None:
        self._clock = clock
        self._definitions = definitions
        self._queries = queries

    async def of(self, started: Started, workflow: Workflow[Any, Any], timeout_seconds: float | None) -> object:
        """The output once the run is over.

        Raises:
            RunFailedError, RunCancelledError: it gave none.
            RunTimeoutError: it is not over in time; it goes on.
            EngineError: the engine was closed before.
        """
        run_id, driver = started
        since = self._clock.monotonic()
        if driver is None:
            if not await self._queries.is_over(run_id):  # asked first, so that timeout=0 gives what is there
                over = asyncio.ensure_future(self._queries.until_over(run_id))
                try:
                    await self._until(over, run_id, timeout_seconds)
                finally:
                    over.cancel()
                over.result()
            return await self._queries.result(run_id, self._definitions.plan_to_read(workflow))
        if timeout_seconds is None:
            await driver.ending.future()
        else:
            await self._until(driver.ending.future(), run_id, timeout_seconds)
        if driver.is_fenced or driver.live.status is RunStatus.WAITING:  # another driver goes on with it
            left = None if timeout_seconds is None else max(0.0, since + timeout_seconds - self._clock.monotonic())
            return await self.of(started._replace(driver=None), workflow, left)
        live = driver.live
        if live.status is RunStatus.COMPLETED and live.plan.workflow is not workflow:  # built again: its own types
            return await self._queries.result(run_id, self._definitions.plan_to_read(workflow))
        return _result(driver)

    async def _until(self, over: asyncio.Future[Any], run_id: str, seconds: float | None) -> None:
        if not await within(self._clock, [over], seconds):
            msg = f"run {run_id} is not over after {seconds or 0:g} s; it goes on, ask again"
            raise RunTimeoutError(msg, run_id=run_id)


def _result(driver: Driver) -> object:
    live = driver.live
    if live.status is RunStatus.COMPLETED:
        return decoded(live, live.plan.output)
    if live.status is RunStatus.SUSPENDED or live.is_over:
        raise unsuccessful(live.run_id, live.plan.workflow.id, live.status, live.error)
    if driver.fault is not None:
        msg = f"run {live.run_id} is not driven any more by a defect of the engine; it goes on at the next opening"
        raise EngineError(msg) from driver.fault
    msg = f"the engine was closed before run {live.run_id} was over; it goes on when the store is opened again"
    raise EngineError(msg)
