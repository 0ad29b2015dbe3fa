"""Schedules of an engine: stored, listed, removed, and looked after while it is open."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from typing import TYPE_CHECKING, Any

from gorkflow.core.error_text import shown, type_name
from gorkflow.core.schedules import is_due, redefined
from gorkflow.errors import ConflictError, CorruptRecordError, SettingError, StoreError
from gorkflow.runtime.bell import Bell
from gorkflow.runtime.firing import Firing
from gorkflow.runtime.looks import looking
from gorkflow.runtime.runs import encoded_input
from gorkflow.runtime.schedule_rows import checked_id, is_same, read_schedule, row_of
from gorkflow.runtime.timetables import timetable_of

if TYPE_CHECKING:
    from gorkflow.core.records import ScheduleRow
    from gorkflow.core.schedules import Schedule
    from gorkflow.core.workflow import Workflow
    from gorkflow.runtime.definitions import Definitions
    from gorkflow.runtime.kit import Kit
    from gorkflow.runtime.runs import Runs
    from gorkflow.runtime.schedule_rows import ScheduleRequest

LOOK_SECONDS = 10.0  # other processes schedule too, and the wall clock may be set
TROUBLE_SECONDS = 1.0  # until a store in trouble is asked again
BATCH = 100
TOLD = 10  # schedules that cannot be fired, by name
_SOURCE = "schedules"

_log = logging.getLogger("gorkflow")


class Schedules:
    """Waits for the next time of the schedules whose workflows are registered here.

    Args:
        fires: whether times are fired; schedules can be stored, listed and removed all the same.
    """

    def __init__(self, kit: Kit, definitions: Definitions, runs: Runs, *, fires: bool) -> None:
        self._kit = kit
        self._definitions = definitions
        self._fires = fires
        self._bell = Bell()
        self._firing = Firing(kit, definitions, runs, self._bell.ring)
        self._task: asyncio.Task[None] | None = None
        self._expects_some = True  # at the last look there were some that will be due
        self._faults: dict[str, str] = {}  # of schedules that cannot be fired, by source

    async def put(self, workflow: Workflow[Any, Any], value: object, request: ScheduleRequest) -> Schedule:
        """Store a schedule, or leave the one that says the same as it is.

        Raises:
            InputError: the value does not fit; nothing is stored.
            SettingError: the request will not do.
        """
        store, plan = self._kit.store, self._definitions.plan_of(workflow)
        input_ = encoded_input(plan, value, self._kit.max_payload_bytes, undone="scheduled")
        while True:
            now = self._kit.clock.now()
            wanted = row_of(request, plan, input_, now)
            row = _placed(None, wanted, now)  # what cannot be is refused, whatever is stored
            stored = await store.get_schedule(wanted.schedule_id)
            if stored is not None:
                if is_same(stored, wanted, plan):
                    return read_schedule(stored)
                row = _placed(stored, wanted, now)
            try:
                await store.put_schedule(row, expected=None if stored is None else stored.epoch)
            except ConflictError:  # it was changed, or fired, in between
                continue
            self.soon()
            return read_schedule(row)

    async def all(self) -> list[Schedule]:
        """Every schedule of the store, in order of their ids; a damaged one shows what can be read of it."""
        schedules: list[Schedule] = []
        rows = await self._kit.store.list_schedules(limit=BATCH)
        while rows:
            schedules += map(read_schedule, rows)
            rows = await self._kit.store.list_schedules(after=rows[-1].schedule_id, limit=BATCH)
        return schedules

    async def remove(self, schedule_id: str) -> bool:
        """Whether there was one."""
        return await self._kit.store.delete_schedule(checked_id(schedule_id))

    def soon(self) -> None:
        """There may be something new: look at the store now."""
        self._bell.ring()

    def start(self) -> None:
        """Begin to fire."""
        if self._fires:
            self._task = asyncio.get_running_loop().create_task(self._watch())

    async def stop(self) -> None:
        """Fire no more. A time that is decided by then is fired at the next opening, or by another engine."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])

    def abandon(self) -> None:
        """Fire no more, without waiting."""
        if self._task is not None:
            self._task.cancel()

    async def _watch(self) -> None:
        while True:
            seconds = await self._look_quietly()
            with contextlib.nullcontext() if self._expects_some else looking():
                timer = self._kit.clock.call_later(seconds, self._bell.ring)
            try:
                await self._bell.wait()
            finally:
                timer.cancel()
            self._bell.is_rung = False

    async def _look_quietly(self) -> float:
        try:
            seconds = await self._look()
        except StoreError as error:
            self._kit.degraded(_SOURCE, error)
            return TROUBLE_SECONDS
        except Exception as error:  # noqa: BLE001  # whatever it is, the next time may go well
            self._kit.faults[_SOURCE] = f"{_SOURCE}: {type_name(type(error))}: {error}"
            _log.exception("looking after schedules failed; it is tried again")
            return TROUBLE_SECONDS
        self._kit.degraded(_SOURCE, None)
        return seconds

    async def _look(self) -> float:
        """Fire what is due, the earliest first; the seconds until something is due again, at most LOOK_SECONDS."""
        clock, faults = self._kit.clock, dict[str, str]()
        wanted = clock.now() + LOOK_SECONDS
        known = self._definitions.known
        rows = await self._due(known, None)
        self._expects_some = bool(rows)
        while rows:
            for row in rows:
                if is_due(row, clock.now()):
                    wanted = min(wanted, await self._attend(row, faults))
                elif row.next_at is not None:
                    wanted = min(wanted, row.next_at)
            last = rows[-1]
            if last.next_at is None or not is_due(last, clock.now()):
                break
            rows = await self._due(known, (last.next_at, last.schedule_id))
        self._tell(faults)
        return max(0.0, wanted - clock.now())

    async def _due(self, known: list[tuple[str, str]], after: tuple[float, str] | None) -> list[ScheduleRow]:
        if not known:
            return []
        return list(await self._kit.store.due_schedules(known, after=after, limit=BATCH))

    async def _attend(self, row: ScheduleRow, faults: dict[str, str]) -> float:
        """When it is to be looked at next; one that cannot be fired must not keep the others from it."""
        try:
            return await self._firing.attend(row)
        except ConflictError:
            return self._kit.clock.now()
        except StoreError as error:
            if not isinstance(error, CorruptRecordError):
                raise
            fault: Exception = error
        except Exception as error:  # noqa: BLE001  # a zone that is not here, an input that does not fit, a defect
            fault = error
        faults[f"schedule {row.schedule_id!r}"] = f"{type_name(type(fault))}: {fault}"
        return float("inf")

    def _tell(self, faults: dict[str, str]) -> None:
        """Health and log: of each fault once, and of many that may have one cause the first few."""
        if len(faults) > TOLD:
            faults = {source: faults[source] for source in sorted(faults)[:TOLD]}
            faults["a number of further schedules"] = "for one of these reasons, or others"
        for source in self._faults.keys() - faults.keys():
            self._kit.faults.pop(source, None)
        for source, fault in faults.items():
            if self._faults.get(source) != fault:
                _log.error("%s cannot be fired; it is tried again from time to time: %s", source, fault)
            self._kit.faults[source] = f"{source} cannot be fired: {fault}"
        self._faults = faults


def _placed(stored: ScheduleRow | None, wanted: ScheduleRow, now: float) -> ScheduleRow:
    """What is wanted, with its next time.

    Raises:
        SettingError: its times cannot be told here, or never come.
    """
    if stored is None:
        row = wanted._replace(next_at=timetable_of(wanted).after(now))
    else:
        timetable = timetable_of(wanted._replace(created_at=stored.created_at))
        row = redefined(stored, wanted, timetable, now)
    if row.next_at is None:
        msg = f"schedule {wanted.schedule_id!r}: cron={shown(wanted.cron)} never comes within fifty years"
        raise SettingError(msg)
    return row
