"""What the drivers of all runs of one engine share: the engine's parts, wired once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from gorkflow.core.ancestors import ancestor_of
from gorkflow.core.held import NOT_TAKEN, Held, Kept, Passed
from gorkflow.core.live import LiveRun
from gorkflow.errors import EngineError, ResourceNotFoundError, StepNotFoundError, StoreError
from gorkflow.runtime.chores import Chores
from gorkflow.runtime.failures import not_before, was_not_taken
from gorkflow.runtime.outage import Outage

if TYPE_CHECKING:
    from gorkflow.ports import Clock, ProcessRunner, Store, ThreadRunner
    from gorkflow.runtime.heartbeat import Heartbeat
    from gorkflow.runtime.hub import Hub
    from gorkflow.runtime.limits import Limits

T = TypeVar("T")


class Kit:
    """The parts of an engine that a driver works with."""

    __slots__ = (
        "chores",
        "clock",
        "faults",
        "heartbeat",
        "hub",
        "is_closed",
        "is_closing",
        "is_debugging",
        "limits",
        "max_payload_bytes",
        "max_recoveries",
        "outage",
        "processes",
        "random",
        "resources",
        "store",
        "threads",
        "warn_payload_bytes",
        "watch",
    )

    def __init__(
        self,
        *,
        store: Store,
        clock: Clock,
        threads: ThreadRunner,
        processes: ProcessRunner,
        limits: Limits,
        hub: Hub,
        random: Callable[[], float],
        max_payload_bytes: int,
        max_recoveries: int,
        warn_payload_bytes: int,
    ) -> None:
        self.store = store
        self.clock = clock
        self.threads = threads
        self.processes = processes
        self.limits = limits
        self.hub = hub
        self.random = random
        self.max_payload_bytes = max_payload_bytes
        self.max_recoveries = max_recoveries
        self.warn_payload_bytes = warn_payload_bytes
        self.resources: dict[type, object] = {}
        self.chores = Chores()
        self.outage = Outage(clock)
        self.faults: dict[str, str] = {}  # what is degraded, by source
        self.heartbeat: Heartbeat | None = None  # None where nobody else can take a run over
        self.is_closing = False  # no body starts any more
        self.is_debugging = False  # the event loop is in debug mode
        self.is_closed = False  # nobody may wait for anything any more
        self.watch: asyncio.Task[None] | None = None  # a task of the engine that nobody else can get hold of

    @property
    def is_torn_down(self) -> bool:
        """Whether whoever runs the event loop cancels all tasks, the engine's own among them."""
        return self.watch is None or self.watch.done() or self.watch.cancelling() > 0

    def close(self) -> None:
        """The engine is gone: who follows runs through it is told."""
        self.is_closed = True
        self.hub.close()

    def check_open(self, run_id: str) -> None:
        """For those who wait for news of a run.

        Raises:
            EngineError: there will be none.
        """
        if self.is_closed:
            msg = f"the engine was closed before run {run_id} was over; ask for it again when the store is open"
            raise EngineError(msg)

    @contextmanager
    def while_open(self, run_id: str) -> Generator[None, None, None]:
        """For what they read: the store may be closed under it.

        Raises:
            EngineError: the engine was closed meanwhile.
        """
        try:
            yield
        except EngineError:
            self.check_open(run_id)
            raise

    def host(self, live: LiveRun) -> BodyHost:
        """What a body of that run may ask for."""
        return BodyHost(self, live)

    def degraded(self, source: str, error: StoreError | None) -> None:
        """A part of the engine is in trouble, or well again (None)."""
        if error is None:
            self.faults.pop(source, None)
        else:
            self.faults[source] = f"{source}: {error}"


class BodyHost:
    """The engine, as the context of one body sees it."""

    __slots__ = ("_kit", "_live")

    def __init__(self, kit: Kit, live: LiveRun) -> None:
        self._kit = kit
        self._live = live

    def resource(self, type_: type[T], /) -> T:
        """The resource of that type, or of a class below it."""
        resources = self._kit.resources
        found = resources.get(type_)
        if found is None:
            found = next((one for one in resources.values() if isinstance(one, type_)), None)
        if not isinstance(found, type_):
            msg = f"no resource of type {type_.__qualname__}; give one to connect(resources=[...])"
            raise ResourceNotFoundError(msg)
        return found

    def output_of(self, path: str, step_id: str, /) -> object:
        """The output of a step before this one, as a fresh value."""
        held = self._ancestor(path, step_id)
        return self._live.held(held.binding).fresh() if isinstance(held, Passed) else held.fresh()

    def stored_output_of(self, path: str, step_id: str) -> tuple[bytes, int]:
        """As `output_of`, as JSON and union arm."""
        held = self._ancestor(path, step_id)
        if isinstance(held, Held):
            return held.data, held.arm
        output = self._live.nodes[self._slot_of(path, step_id)].output
        return output.dump(self.output_of(path, step_id))

    def _ancestor(self, path: str, step_id: str) -> Kept | Passed:
        held = self._live.outputs[self._slot_of(path, step_id)]
        if held is None:
            msg = f"step {step_id!r} of run {self._live.run_id} has no output"
            raise StepNotFoundError(msg, run_id=self._live.run_id)
        if held is NOT_TAKEN:
            raise was_not_taken(step_id, self._live.run_id)
        return held

    def _slot_of(self, path: str, step_id: str) -> int:
        slot = ancestor_of(self._live, path, step_id)
        if slot is None:
            raise not_before(self._live.plan, self._live.run_id, path, step_id)
        return slot

    def progress(self, path: str, done: float, total: float | None, /) -> None:
        """Told to the hub."""
        self._kit.hub.report_progress(self._live.run_id, path, done, total)
