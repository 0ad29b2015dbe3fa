"""What an engine does beside driving: it takes over runs of dead engines and reads messages for its own."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING

from gorkflow.core.error_text import type_name
from gorkflow.errors import StoreError

if TYPE_CHECKING:
    from gorkflow.core.records import RunRow, Snapshot
    from gorkflow.runtime.definitions import Definitions
    from gorkflow.runtime.kit import Kit
    from gorkflow.runtime.runs import Runs

INBOX_SECONDS = 0.2
CLAIM_BATCH = 100

_log = logging.getLogger("gorkflow")


class Recovery:
    """Claims at open, at register and three times per lease; looks into the inbox five times per second."""

    def __init__(self, kit: Kit, definitions: Definitions, runs: Runs, *, lease_seconds: float, recovers: bool) -> None:
        self._kit = kit
        self._definitions = definitions
        self._runs = runs
        self._interval = lease_seconds / 3
        self._recovers = recovers
        self._tasks: list[asyncio.Task[None]] = []
        self._claiming = asyncio.Lock()
        self._may_have_lost = False  # runs that the store gave to this engine without an answer
        self._known: list[tuple[str, str]] = []  # what was registered at the last claim
        self._differing: set[str] = set()  # fingerprints of runs that cannot go on under it

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

    async def recover(self) -> list[str]:
        """Take over every run of a registered workflow that nobody alive owns; their ids.

        Raises:
            StoreError: the store cannot be asked.
        """
        return await self._kit.chores.see_through(self._recover())

    async def _recover(self) -> list[str]:
        taken: list[str] = []
        differing: list[Snapshot] = []  # are let go of again: only when nothing more is to be claimed
        async with self._claiming:
            while not self._kit.is_closing and (known := self._definitions.known):
                claimed = await self._claim(known)
                for snapshot in claimed:
                    if not self._definitions.fits(snapshot.run):
                        differing.append(snapshot)
                    elif await self._adopt(snapshot):
                        taken.append(snapshot.run.run_id)
                if len(claimed) < CLAIM_BATCH:
                    break
            for snapshot in differing:
                if await self._adopt(snapshot):
                    taken.append(snapshot.run.run_id)
                else:
                    self._differing.add(snapshot.run.fingerprint)
        return taken

    async def take(self, run: RunRow, go_on: Callable[[Snapshot], Awaitable[object]]) -> bool:
        """Claim one run and go on with it; False where it cannot be had.

        Raises:
            StoreError: the store cannot be asked.
        """
        async with self._claiming:
            for snapshot in await self._claim([(run.workflow_id, run.workflow_version)], run.run_id):
                await go_on(snapshot)
                return True
        return False

    async def _claim(self, known: list[tuple[str, str]], run_id: str | None = None) -> Sequence[Snapshot]:
        """After a claim of unknown outcome, also what this engine owns without knowing it.

        Runs whose definition differed are left alone for as long as nothing else is registered.
        """
        if run_id is None and known != self._known:
            self._known = known
            self._differing.clear()
        held, has_lost = self._runs.held, self._may_have_lost
        self._may_have_lost = True  # until the answer is here
        claimed = await self._kit.store.claim(
            known, limit=CLAIM_BATCH, run_id=run_id, held=held if has_lost else None, differing=self._differing
        )
        self._may_have_lost = has_lost and run_id is not None
        return claimed

    async def _adopt(self, snapshot: Snapshot) -> bool:
        """Whether the run goes on here; one that fails to must not keep the others from it."""
        run_id = snapshot.run.run_id
        try:
            return await self._runs.adopt(snapshot) is not None
        except Exception as error:  # noqa: BLE001  # a defect of the engine, or a store in trouble: the run stays open
            self._kit.faults[f"run {run_id}"] = f"run {run_id} cannot be taken up: {error}"
            _log.exception("run %s cannot be taken up; it is tried again at the next opening", run_id)
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
            await self._kit.clock.sleep(self._interval)
            await self._claim_quietly()

    async def _watch_inbox(self) -> None:
        while True:
            await self._kit.clock.sleep(INBOX_SECONDS)
            if self._runs.driving or self._runs.pending:
                try:
                    await self._read_inbox()
                except StoreError:  # the drivers meet the same fault and report it
                    continue
                except Exception:  # noqa: BLE001  # as above
                    _log.exception("reading messages for runs failed; it is tried again")

    async def _read_inbox(self) -> None:
        for message in await self._kit.store.inbox():
            driver = self._runs.find(message.run_id)
            if driver is not None and message.kind == "cancel":
                driver.cancel(message.message_id)
                self._runs.drive_pending(driver)


async def _end(tasks: list[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    if tasks:
        await asyncio.wait(tasks)
