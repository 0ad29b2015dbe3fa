"""The parts of an engine and how they are opened, closed and asked how they are."""

from __future__ import annotations

import asyncio
import os
import random
from collections.abc import Callable
from contextlib import AsyncExitStack

from gorkflow.core.error_text import printable
from gorkflow.core.records import EngineRow
from gorkflow.core.run import Health
from gorkflow.core.settings import Overrides
from gorkflow.errors import StoreReadOnlyError
from gorkflow.ports import Clock, ProcessRunner, Store, ThreadRunner
from gorkflow.runtime.claims import Claims
from gorkflow.runtime.clock import SystemClock
from gorkflow.runtime.definitions import Definitions
from gorkflow.runtime.going_on import GoingOn
from gorkflow.runtime.heartbeat import Heartbeat
from gorkflow.runtime.hub import Hub
from gorkflow.runtime.ids import run_id as new_id
from gorkflow.runtime.kit import Kit
from gorkflow.runtime.limits import Limits
from gorkflow.runtime.log_context import add_to_root
from gorkflow.runtime.loop_watch import LoopWatch
from gorkflow.runtime.machine import host_name
from gorkflow.runtime.options import EngineSettings
from gorkflow.runtime.queries import Queries
from gorkflow.runtime.recovery import Recovery
from gorkflow.runtime.resources import open_resources
from gorkflow.runtime.results import Results
from gorkflow.runtime.runs import Runs
from gorkflow.runtime.schedules import Schedules
from gorkflow.runtime.signalling import Signalling
from gorkflow.runtime.timers import Timers


class Parts:
    """Everything that one engine is made of."""

    def __init__(
        self,
        store: Store,
        settings: EngineSettings,
        *,
        threads: Callable[[], ThreadRunner],
        processes: Callable[[], ProcessRunner],
        overrides: Overrides | None = None,
    ) -> None:
        """`threads` and `processes` make the runners; each opening makes its own."""
        self._store = store
        self._settings = settings
        self._make_threads = threads
        self._make_processes = processes
        self._clock: Clock = settings.clock if settings.clock is not None else SystemClock()
        self._heartbeat: Heartbeat | None = None
        self.definitions = Definitions(settings.steps, overrides)
        self._assemble()
        for workflow in settings.workflows:
            self.definitions.plan_of(workflow)

    def _assemble(self) -> None:
        settings = self._settings
        self._engine_id = new_id(self._clock.now())
        self.kit = Kit(
            store=self._store,
            clock=self._clock,
            threads=self._make_threads(),
            processes=self._make_processes(),
            limits=Limits(
                steps=settings.max_concurrent_steps,
                threads=settings.thread_workers,
                processes=settings.process_workers,
                max_recoveries=settings.max_recoveries,
            ),
            hub=Hub(settings.observers),
            random=random.random,
            max_payload_bytes=settings.max_payload_bytes,
            max_recoveries=settings.max_recoveries,
            warn_payload_bytes=settings.warn_payload_bytes,
        )
        self.kit.limits.follow(self.kit.threads)
        self.runs = Runs(
            self.kit, self.definitions, owner=self._engine_id, max_concurrent_runs=settings.max_concurrent_runs
        )
        self.queries = Queries(self.kit, self.definitions)
        self.results = Results(self._clock, self.definitions, self.queries)
        recovers = settings.recover and not settings.read_only
        claims = Claims(self.kit, self.runs)
        self.recovery = Recovery(
            self.kit, self.definitions, self.runs, claims, lease_seconds=settings.lease_seconds, recovers=recovers
        )
        self.schedules = Schedules(self.kit, self.definitions, self.runs, fires=recovers)
        self.runs.on_orphan = self.recovery.soon
        self.runs.on_unknown = claims.look_out
        self.timers = Timers(self.kit, self.definitions, self.runs, self.recovery, recovers=recovers)
        self.runs.on_rest = self.timers.on_rest
        self.signalling = Signalling(self.kit, self.runs, self.queries, self.definitions, self.recovery)
        self.going_on = GoingOn(self.kit, self.runs, self.queries, self.definitions, self.recovery)

    async def open(self) -> AsyncExitStack:
        """Open everything; closing the stack closes it, in the right order."""
        settings = self._settings
        if self.kit.is_closed:  # opened before: a new owner with runners of its own
            self._assemble()
        now = self._clock.now()
        row = EngineRow(self._engine_id, host_name(), os.getpid(), now, now, settings.lease_seconds)
        async with AsyncExitStack() as stack:
            stack.callback(add_to_root())
            self.kit.hub.open()
            self.kit.is_debugging = asyncio.get_running_loop().get_debug()
            await self._store.open(row, read_only=settings.read_only)
            stack.push_async_callback(self._store.close)
            stack.callback(self.kit.close)
            stack.push_async_callback(self.kit.processes.close)
            stack.callback(self.kit.threads.close)
            self.kit.resources = await open_resources(settings.resources, stack)
            if not settings.read_only:
                watch = LoopWatch(asyncio.get_running_loop(), self.runs.name_of)
                self._heartbeat = Heartbeat(self._store, settings.lease_seconds, watch)
                self._heartbeat.start()
                self.kit.heartbeat = self._heartbeat if self._store.is_shared else None
                stack.callback(self._heartbeat.stop)
                self.recovery.start()
                stack.push_async_callback(self.recovery.stop)
                stack.callback(self.runs.stop_starting)
                stack.push_async_callback(self.runs.close, settings.grace_seconds)
                stack.push_async_callback(self.recovery.stop_claiming)
                if settings.recover:
                    await self.recovery.recover()
                self.schedules.start()
                stack.push_async_callback(self.schedules.stop)
                self.timers.start()
                stack.push_async_callback(self.timers.stop)
            return stack.pop_all()
        raise AssertionError  # the block above returns or raises

    def look(self) -> None:
        """There may be runs to go on with that nobody here knew the workflow of."""
        self.recovery.soon()
        self.schedules.soon()
        self.timers.look()

    async def abandon(self) -> None:
        """As a killed process would leave things: tasks and threads are dropped, nothing is written."""
        self.recovery.abandon()
        self.schedules.abandon()
        self.timers.abandon()
        self.runs.abandon()
        self.kit.is_closing = True
        self.kit.close()
        if self._heartbeat is not None:
            self._heartbeat.stop()
        self.kit.threads.close()
        await self.kit.processes.close()

    def check_writable(self) -> None:
        """Whether runs may be started and changed.

        Raises:
            StoreReadOnlyError: the engine was opened with read_only=True.
        """
        if self._settings.read_only:
            msg = f"the engine has {printable(self._store.url)} open for reading only; open it without read_only=True"
            raise StoreReadOnlyError(msg)

    def health(self) -> Health:
        """How everything is, by what was seen last."""
        reasons = list(self.kit.faults.values())
        if self.kit.outage.fault is not None:
            reasons.insert(0, f"store: {self.kit.outage.fault}")
        if self._heartbeat is not None and self._heartbeat.fault is not None:
            reasons.append(f"heartbeat: {self._heartbeat.fault}")
        if self.kit.threads.is_saturated:
            reasons.append(
                f"threads: {self.kit.threads.abandoned} bodies ignored their time-out and still run; no thread body "
                "starts until one of them returns"
            )
        return Health(
            status="degraded" if reasons else "ok",
            reasons=tuple(reasons),
            running=len(self.runs.driving),
            pending=self.runs.pending,
            steps=sum(len(driver.bodies) for driver in self.runs.driving.values()),
            abandoned=self.kit.threads.abandoned,
        )
