"""Wakes runs at rest: when the time of a sleep or a wait is over, and when somebody has sent them a message."""

from __future__ import annotations

import asyncio
import logging
import math
from collections.abc import Set
from functools import partial
from typing import TYPE_CHECKING

from gorkflow.core.run import MAX_PAGE, RunFilter, RunStatus
from gorkflow.errors import StoreError
from gorkflow.runtime.alarm import Alarm
from gorkflow.runtime.bell import Bell
from gorkflow.runtime.looks import looking

if TYPE_CHECKING:
    from gorkflow.core.live import LiveRun
    from gorkflow.runtime.definitions import Definitions
    from gorkflow.runtime.kit import Kit
    from gorkflow.runtime.recovery import Recovery
    from gorkflow.runtime.runs import Runs

LOOK_SECONDS = 0.5  # other processes lay runs to rest, and send messages to them
JUMP_SECONDS = 1.0  # by which a clock is put back, and not only slowed down
PAUSE_SECONDS = 0.05  # between two looks, however many runs come to rest

_log = logging.getLogger("gorkflow")


class Timers:
    """One task and one timer for all runs at rest, which cost this process nothing but.

    The store is asked for the instant that the first of them is due: when one has come to rest, when that instant has
    come, and twice per second where other processes share the store and a workflow with sleeps or waits is registered.
    """

    def __init__(self, kit: Kit, definitions: Definitions, runs: Runs, recovery: Recovery, *, recovers: bool) -> None:
        self._kit = kit
        self._definitions = definitions
        self._runs = runs
        self._recovery = recovery
        self._recovers = recovers
        self._own: set[str] = set()  # runs that this engine laid to rest, where it wakes no others
        self._alarm = Alarm(kit.clock)
        self._bell = Bell()
        self._rung = 0.0  # the instant that the alarm has rung for: a clock that was put back does not show it
        self._task: asyncio.Task[None] | None = None
        self._offset = math.inf  # of the time of day, when it was last looked whether that was put back

    def start(self) -> None:
        """Begin to look."""
        self._bell.ring()
        self._task = asyncio.get_running_loop().create_task(self._watch())

    async def stop(self) -> None:
        """Wake nobody any more."""
        task = self._task
        self.abandon()
        if task is not None:
            await asyncio.wait([task])

    def abandon(self) -> None:
        """As `stop`, without waiting."""
        self._alarm.cancel()
        task, self._task = self._task, None
        if task is not None:
            task.cancel()

    def look(self) -> None:
        """There may be a run to wake that nobody knew of."""
        self._bell.ring()

    def on_rest(self, live: LiveRun) -> None:
        """A run of this engine was laid to rest. A message may have come in that moment: so the store is asked."""
        if not self._recovers:
            self._own.add(live.run_id)
        self._bell.ring()

    async def _watch(self) -> None:
        futile = 0  # looks in a row that found runs due which could not be had
        while True:
            await self._news()
            try:
                is_futile = await self._look()
            except StoreError:  # the drivers meet the same fault and report it
                is_futile = True
            except Exception:  # noqa: BLE001  # whatever it is, the next time may go well
                _log.exception("waking runs failed; it is tried again")
                is_futile = True
            futile = futile + 1 if is_futile else 0
            await self._kit.clock.sleep(min(LOOK_SECONDS, PAUSE_SECONDS * (futile + 1)))

    async def _news(self) -> None:
        """Until there may be a run to wake."""
        poll = None
        if self._kit.store.is_shared and self._definitions.pausing:
            with looking():
                poll = self._kit.clock.call_later(LOOK_SECONDS, self._bell.ring)
        try:
            await self._bell.wait()
        finally:
            if poll is not None:
                poll.cancel()
        self._bell.is_rung = False

    async def _look(self) -> bool:
        """Wake those that are due, and set the alarm; whether some are due that cannot be had now."""
        pausing = self._definitions.pausing
        if not pausing or self._kit.is_closing:
            return False
        await self._set_right(set(pausing))
        at = await self._kit.store.next_wake(pausing)
        now = max(self._kit.clock.now(), self._rung)
        if at is None or at > now:
            self._rung = 0.0
            self._alarm.set(at, self._on_due)
            return False
        self._bell.ring()  # there may be more
        return not await (self._wake(now) if self._recovers else self._wake_own(now))

    async def _set_right(self, pausing: Set[tuple[str, str]]) -> None:
        """After this machine's clock was put back, and at the opening, as it may have been before.

        What began by the former time would end much too late.
        """
        offset = self._kit.clock.now() - self._kit.clock.monotonic()
        if offset > self._offset - JUMP_SECONDS:
            self._offset = offset
            return
        cursor: str | None = None
        while True:
            filter_ = RunFilter(status=RunStatus.WAITING, limit=MAX_PAGE, cursor=cursor)
            page = await self._kit.store.list_runs(filter_)
            for row in page.items:
                is_ours = self._recovers or row.run_id in self._own
                is_known = (row.workflow_id, row.workflow_version) in pausing
                if is_ours and is_known and row.owner is None and row.updated_at > self._kit.clock.now():
                    await self._recovery.take(row, partial(self._runs.adopt, due=self._rung))
            cursor = page.next_cursor
            if cursor is None:
                self._offset = offset
                return

    def _on_due(self, at: float) -> None:
        self._rung = at
        self._bell.ring()

    async def _wake(self, due: float) -> bool:
        """Whether some were woken. They are claimed as fast as they are driven, and no faster."""
        if not self._runs.has_room:
            return True
        return bool(await self._recovery.recover(due))

    async def _wake_own(self, due: float) -> bool:
        is_any = False
        for run_id in list(self._own):
            row = await self._kit.store.get_run(run_id)
            if row is not None and row.status == RunStatus.WAITING and row.owner is None:
                if row.wake_at is None or row.wake_at > due:
                    continue
                is_any = await self._recovery.take(row, partial(self._runs.adopt, due=due)) or is_any
            self._own.discard(run_id)
        return is_any
