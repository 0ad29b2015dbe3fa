"""What an engine does beside driving: it takes over runs of dead engines and reads messages for its own."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING

from gorkflow.core.error_text import type_name
from gorkflow.errors import StoreError
from gorkflow.runtime.claims import CLAIM_BATCH
from gorkflow.runtime.looks import looking

if TYPE_CHECKING:
    from gorkflow.core.records import RunRow, Snapshot
    from gorkflow.runtime.claims import Claims
    from gorkflow.runtime.definitions import Definitions
    from gorkflow.runtime.kit import Kit
    from gorkflow.runtime.runs import Runs

INBOX_SECONDS = 0.2

_log = logging.getLogger("gorkflow")


class Recovery:
    """Claims at open, at register and three times per lease; looks into the inbox five times per second."""

    def __init__(
        self, kit: Kit, definitions: Definitions, runs: Runs, claims: Claims, *, lease_seconds: float, recovers: bool
    ) -> None:
        self._kit = kit
        self._definitions = definitions
        self._runs = runs
        self._interval = lease_seconds / 3
        self._recovers = recovers
        self._tasks: list[asyncio.Task[None]] = []
        self._claiming = asyncio.Lock()
        self._claims = claims
        self._failed: set[str] = set()  # ids of runs that could not be taken up, as health tells
        self._read_until = 0  # ordinal of the last message that was read and delivered

    def start(self) -> None:
        """Begin the periodic work."""
        loop = asyncio.get_running_loop()
        self._kit.watch = loop.create_task(self._watch_inbox())
        self._tasks = [self._kit.watch]
        if self._recovers:
            self._tasks.append(loop.create_task(self._watch_claims()))

    def soon(self) -> None:
        """Claim once, in the background: there is something new to be claimed."""
        if self._recovers:
            self._kit.chores.soon(self._claim_quietly())

    async def stop_claiming(self) -> None:
        """Take over no more runs."""
        await _end([task for task in self._tasks if task is not self._kit.watch])

    async def stop(self) -> None:
        """End the periodic work."""
        await _end(list(self._tasks))

    def abandon(self) -> None:
        """Drop the periodic work without waiting."""
        for task in list(self._tasks):
            task.cancel()

    async def recover(self, due: float | None = None) -> list[str]:
        """Take over every run of a registered workflow that nobody alive owns; their ids.

        Of runs at rest those that are due, as long as not many others wait for a place.

        Args:
            due: by that instant; None for now.

        Raises:
            StoreError: the store cannot be asked.
        """
        return await self._kit.chores.see_through(self._recover(self._kit.clock.now() if due is None else due))

    async def _recover(self, due: float) -> list[str]:
        taken: list[str] = []
        differing: list[Snapshot] = []  # are let go of again: only when nothing more is to be claimed
        failed: list[Snapshot] = []  # and so are these
        async with self._claiming:
            while not self._kit.is_closing and (known := self._definitions.known):
                wakes = due if self._runs.has_room else None
                claimed = await self._claims.claim(known, aside=(*differing, *failed), due=wakes)
                for snapshot in claimed:
                    if not self._definitions.fits(snapshot.run):
                        differing.append(snapshot)
                    elif await self._adopt(snapshot, failed, due):
                        taken.append(snapshot.run.run_id)
                if len(claimed) < CLAIM_BATCH:
                    break
            for snapshot in differing:
                if await self._adopt(snapshot, failed, due):
                    taken.append(snapshot.run.run_id)
                else:
                    self._claims.leave_alone(snapshot.run)
            await self._set_aside(failed)
        return taken

    async def _set_aside(self, failed: Sequence[Snapshot]) -> None:
        """Let go of what could not be taken up; what failed before and no more is over, another's, or goes on."""
        for snapshot in failed:
            await self._claims.let_go(snapshot)
        now = {snapshot.run.run_id for snapshot in failed}
        for run_id in self._failed - now:
            self._kit.faults.pop(_taking_up(run_id), None)
        self._failed = now

    async def take(self, run: RunRow, go_on: Callable[[Snapshot], Awaitable[object]]) -> bool:
        """Claim one run and go on with it; False where it cannot be had.

        Raises:
            StoreError: the store cannot be asked.
        """
        async with self._claiming:
            for snapshot in await self._claims.claim([(run.workflow_id, run.workflow_version)], run.run_id):
                try:
                    await go_on(snapshot)
                except Exception:
                    await self._claims.let_go(snapshot)
                    raise
                return True
        return False

    async def _adopt(self, snapshot: Snapshot, failed: list[Snapshot], due: float) -> bool:
        """Whether the run goes on here; one that fails to must not keep the others from it."""
        run_id = snapshot.run.run_id
        source = _taking_up(run_id)
        try:
            return await self._runs.adopt(snapshot, due=due) is not None
        except Exception as error:  # noqa: BLE001  # a defect of the engine, or a store in trouble: the run stays open
            fault = f"run {run_id} cannot be taken up: {error}"
            if self._kit.faults.get(source) != fault:  # told once, and not three times per lease
                _log.exception("run %s cannot be taken up; it is tried again from time to time", run_id)
            self._kit.faults[source] = fault
            self._failed.add(run_id)
            failed.append(snapshot)
            return False

    async def _claim_quietly(self) -> None:
        try:
            await self.recover()
        except StoreError as error:
            self._kit.degraded("recovery", error)
        except Exception as error:  # noqa: BLE001  # whatever it is, the next time may go well
            self._kit.faults["recovery"] = f"recovery: {type_name(type(error))}: {error}"
            _log.exception("taking over runs of dead engines failed; it is tried again")
        else:
            self._kit.degraded("recovery", None)

    async def _watch_claims(self) -> None:
        while True:
            with looking():
                await self._kit.clock.sleep(self._interval)
            await self._claim_quietly()

    async def _watch_inbox(self) -> None:
        while True:
            with looking():
                await self._kit.clock.sleep(INBOX_SECONDS)
            if self._runs.driving or self._runs.pending:
                try:
                    await self.read_inbox()
                except StoreError:  # the drivers meet the same fault and report it
                    continue
                except Exception:  # noqa: BLE001  # as above
                    _log.exception("reading messages for runs failed; it is tried again")

    async def read_inbox(self) -> None:
        """Give the runs of this engine their messages, each once.

        What came for a run that has no driver yet is read again until it has: with the run itself came only what was
        there when it was claimed.

        Raises:
            StoreError: the store cannot be asked.
        """
        messages, last = await self._kit.store.inbox(self._read_until)
        for message in messages:
            driver = self._runs.find(message.run_id)
            if driver is None:
                last = min(last, message.ordinal - 1)
                continue
            driver.news.append(message)
            driver.bell.ring()
            if message.kind == "cancel":
                driver.cancel(message.message_id)
                self._runs.drive_pending(driver)
        self._read_until = max(self._read_until, last)


def _taking_up(run_id: str) -> str:
    """Source of a fault; that of its driver is another one."""
    return f"taking up run {run_id}"


async def _end(tasks: list[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    if tasks:
        await asyncio.wait(tasks)
