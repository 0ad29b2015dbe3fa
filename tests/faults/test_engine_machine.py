"""The engine against a model: random workflows under starts, cancels, crashes, closings, store trouble and time."""

from __future__ import annotations

import asyncio
import contextlib
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Coroutine, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeVar

import pytest
from hypothesis import HealthCheck, settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from gorkflow import (
    Engine,
    EngineError,
    RetryPolicy,
    RunFilter,
    RunStatus,
    Signal,
    Step,
    StepContext,
    Workflow,
    case,
    step,
    workflow,
)
from gorkflow.errors import (
    IdempotencyConflictError,
    RunFinishedError,
    StoreBusyError,
    StoreConnectionError,
    StoreError,
    UnknownSignalError,
)
from gorkflow.stores.sqlite import SqliteStore
from gorkflow.testing import FakeClock
from gorkflow.testing.fold import fold, view_of
from tests.runtime.slow_store import TroubledStore

T = TypeVar("T")
NUDGE, NUDGED = Signal("nudge", int), 1000


class Stage(NamedTuple):
    """One stage of a workflow: so many steps beside each other, each taking its seconds and failing so often first.

    `fails` for good makes the last of them fail whatever happens; `pure` makes them pure; `kind` says whether all run,
    one is taken by the value, or it is one step for so many items or in so many turns. Before the next stage the run
    sleeps, or waits for a nudge, which counts NUDGED, also when its time is over.
    """

    width: int
    seconds: float
    failures: int
    fails: bool
    pure: bool
    kind: Literal["all", "one", "map", "loop"]
    pause: Literal["", "sleep", "wait", "limited"]


STAGES = st.builds(
    Stage,
    width=st.sampled_from([1, 1, 2, 3]),
    seconds=st.sampled_from([0.0, 0.0, 0.5, 3.0]),
    failures=st.sampled_from([0, 0, 0, 1, 2]),
    fails=st.sampled_from([*[False] * 9, True]),
    pure=st.sampled_from([False, False, False, True]),
    kind=st.sampled_from(["all", "all", "one", "map", "loop"]),
    pause=st.sampled_from(["", "", "", "sleep", "wait", "limited"]),
)


def reference(stages: Sequence[Stage], value: int) -> int | None:
    """What a run must give; None where it must fail."""
    for stage in stages:
        taken = [value % stage.width] if stage.kind == "one" else range(stage.width)
        if stage.fails and stage.width - 1 in taken:
            return None
        if stage.kind == "loop":
            value += sum(number + 1 for number in taken)
        else:
            value = sum(value + number + 1 for number in taken)
        if stage.pause in {"wait", "limited"}:
            value += NUDGED
    return value


class Watch:
    """What the bodies did, and what they should not have done."""

    def __init__(self, clock: FakeClock) -> None:
        self.clock = clock
        self.reached: dict[str, int] = defaultdict(int)  # the last stage that has begun, by run
        self.failed: Counter[str] = Counter()
        self.wrongs: list[str] = []

    def flow(self, name: str, stages: Sequence[Stage]) -> Workflow[int, int]:
        """The workflow of these stages."""
        at = workflow(name, int)
        position: Any = at
        for number, stage in enumerate(stages):
            one = self._steps(number, stage)
            if stage.kind == "map":
                position = position.then(_copies(number, stage.width)).map(one[0]).then(_total(number))
            elif stage.kind == "loop":
                position = position.repeat(stage.width, one[0])
            elif stage.kind == "one" and stage.width > 1:
                arms = [case(which, step) for which, step in enumerate(one[:-1])]
                position = position.switch(lambda value, width=stage.width: value % width, *arms, default=one[-1])
            elif stage.width > 1:
                position = position.parallel_all(one).then(_total(number))
            else:
                position = position.then(one[0])
            position = _paused(position, number, stage)
        found: Workflow[int, int] = position.build()
        return found

    def _steps(self, number: int, stage: Stage) -> list[Step[int, int]]:
        policy = RetryPolicy(stage.failures + 1, delay=1, jitter=0)

        @step(id="body", retry=policy, pure=stage.pure)
        async def body(ctx: StepContext, value: int) -> int:
            if self.reached[ctx.run_id] > number and not stage.pure:
                self.wrongs.append(f"{ctx.run_id}/{ctx.step_id} began again after its output was used")
            self.reached[ctx.run_id] = max(number, self.reached[ctx.run_id])
            if stage.seconds:
                await self.clock.sleep(stage.seconds)
            which = _place_of(ctx.step_id)
            if stage.fails and which == stage.width - 1:
                raise ValueError("for good")
            if self.failed[ctx.idempotency_key] < stage.failures:
                self.failed[ctx.idempotency_key] += 1
                raise OSError("again")
            return value + which + 1

        return [body.named(f"s{number}-{which}") for which in range(stage.width)]


def _paused(position: Any, number: int, stage: Stage) -> Any:
    if stage.pause == "sleep":
        return position.sleep(2)
    if not stage.pause:
        return position

    @step(id=f"nudged{number}")
    async def nudged(value: int, by: int) -> int:
        return value + by

    limit: dict[str, Any] = {} if stage.pause == "wait" else {"timeout": 5, "default": NUDGED}
    return position.join(position.wait_for(NUDGE, **limit)).then(nudged)


def _place_of(path: str) -> int:
    """Among the steps of its stage: that of "s0-2" is 2, and so is that of the item "s0-0[2]" and the turn "s0-0#3"."""
    found = re.search(r"-(\d+)(?:\[(\d+)\]|#(\d+))?$", path)
    assert found is not None
    step, item, turn = found.groups()
    return int(turn) - 1 if turn is not None else int(step if item is None else item)


def _copies(number: int, width: int) -> Step[int, list[int]]:
    @step(id=f"copies{number}")
    async def copies(value: int) -> list[int]:
        return [value] * width

    return copies


def _total(number: int) -> Step[list[int], int]:
    @step(id=f"total{number}")
    async def total(values: list[int]) -> int:
        return sum(values)

    return total


class EngineMachine(RuleBasedStateMachine):
    """See the module. At its end whatever is open is left to finish, and every run must have ended as it should."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.clock = FakeClock()
        self.watch = Watch(self.clock)
        self.store = self.make_store()
        self.stages: dict[str, list[Stage]] = {}
        self.flows: list[Workflow[int, int]] = []
        self.acknowledged: set[str] = set()
        self.cancelled: set[str] = set()
        self.nudges: dict[str, set[str]] = defaultdict(set)  # ids that were sent, by run
        self.over: dict[str, tuple[RunStatus, object]] = {}
        self.tasks: list[asyncio.Task[Any]] = []
        self.engine: Engine | None = None

    def make_store(self) -> TroubledStore:
        """An empty one."""
        return TroubledStore()

    def wait(self, work: Coroutine[Any, Any, T]) -> T:
        async def limited() -> T:
            async with asyncio.timeout(60):
                return await work

        return self.loop.run_until_complete(limited())

    @property
    def opened(self) -> Engine:
        assert self.engine is not None
        return self.engine

    async def open(self) -> None:
        self.engine = Engine(
            self.store, workflows=self.flows, clock=self.clock, lease_ttl=86400, grace=0.5, max_recoveries=1000,
            max_concurrent_steps=4, max_concurrent_runs=5,
        )  # fmt: skip
        await self.engine.__aenter__()
        await self.clock.settle()

    @initialize(definitions=st.lists(st.lists(STAGES, min_size=1, max_size=4), min_size=1, max_size=3))
    def define(self, definitions: list[list[Stage]]) -> None:
        for number, stages in enumerate(definitions):
            self.stages[f"w{number}"] = stages
            self.flows.append(self.watch.flow(f"w{number}", stages))
        self.wait(self.open())

    @rule(which=st.integers(0, 2), value=st.integers(0, 100), key=st.none() | st.sampled_from(["k1", "k2"]))
    def start(self, which: int, value: int, key: str | None) -> None:
        """A run that was given is never lost; one that was refused is there or not."""

        async def start() -> None:
            flow = self.flows[which % len(self.flows)]
            try:
                handle = await self.opened.start(flow, value, idempotency_key=key)
            except (IdempotencyConflictError, StoreError):
                pass
            else:
                self.acknowledged.add(handle.run_id)
            await self.clock.settle()

        self.wait(start())

    @rule(data=st.data())
    def cancel(self, data: st.DataObject) -> None:
        """In the background: it waits for the end."""
        if not self.acknowledged:
            return
        run_id = data.draw(st.sampled_from(sorted(self.acknowledged)))
        self.cancelled.add(run_id)

        async def cancel() -> None:
            async def quietly(engine: Engine) -> None:
                with contextlib.suppress(StoreError, EngineError):
                    await engine.cancel(run_id)

            self.tasks.append(asyncio.create_task(quietly(self.opened)))
            await self.clock.settle()

        self.wait(cancel())

    @rule(data=st.data(), number=st.integers(0, 3))
    def nudge(self, data: st.DataObject, number: int) -> None:
        """The same one may be sent again and again."""
        if self.acknowledged:
            run_id = data.draw(st.sampled_from(sorted(self.acknowledged)))
            self.wait(self._nudge(run_id, f"n{number}"))

    async def _nudge(self, run_id: str, signal_id: str) -> None:
        self.nudges[run_id].add(signal_id)

        async def quietly(engine: Engine) -> None:
            with contextlib.suppress(StoreError, EngineError, RunFinishedError, UnknownSignalError):
                await engine.signal(run_id, NUDGE, NUDGED, signal_id=signal_id)

        self.tasks.append(asyncio.create_task(quietly(self.opened)))
        await self.clock.settle()

    @rule(seconds=st.sampled_from([0.1, 0.6, 2.0, 6.0]))
    def time_passes(self, seconds: float) -> None:
        self.wait(self.clock.advance(seconds))

    @rule(seconds=st.sampled_from([-7200.0, -5.0, 5.0, 7200.0]))
    def wall_clock_jumps(self, seconds: float) -> None:
        """No time passes (T1)."""
        self.clock.jump(seconds)

    @rule(kind=st.sampled_from(["busy", "lost", "lost after writing", "well", "well"]))
    def trouble(self, kind: str) -> None:
        """From now on every write is refused, or is made and its outcome lost; or no more."""
        self.store.writes_first = kind == "lost after writing"
        self.store.trouble = {"busy": StoreBusyError("locked"), "well": None}.get(kind, StoreConnectionError("gone"))

    @rule()
    def crash(self) -> None:
        """As kill -9 in the middle of whatever it does; the store is well again when the next one opens."""

        async def crash() -> None:
            await self.opened.abandon()
            await self.store.abandon()
            await self._drop_tasks()
            self.store.trouble = None
            await self.open()

        self.wait(crash())

    @rule()
    def close(self) -> None:
        async def close() -> None:
            closing = asyncio.create_task(self.opened.__aexit__(None, None, None))
            await self.clock.settle()
            await self.clock.advance(3)
            await closing
            await self._drop_tasks()
            self.store.trouble = None
            await self.open()

        self.wait(close())

    @invariant()
    def events_tell_what_rows_say(self) -> None:
        assert self.watch.wrongs == []
        if self.engine is not None:
            self.wait(self._check())

    async def _check(self) -> None:
        trouble, self.store.trouble = self.store.trouble, None
        rows = (await self.store.list_runs(RunFilter(limit=1000))).items
        assert self.acknowledged <= {row.run_id for row in rows}
        for row in rows:
            snapshot = await self.store.load(row.run_id)
            assert snapshot is not None
            events = await self.store.list_events(row.run_id, limit=10_000)
            assert fold(events) == view_of(snapshot)
            assert sum(event.type == "SignalReceived" for event in events) <= len(self.nudges[row.run_id])
            status = RunStatus(row.status)
            if status.is_final:
                now = (status, tuple((one.step_id, one.status, one.output, one.attempt) for one in snapshot.executions))
                assert self.over.setdefault(row.run_id, now) == now
        self.store.trouble = trouble

    async def _drop_tasks(self) -> None:
        tasks, self.tasks = self.tasks, []
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)

    def teardown(self) -> None:
        try:
            if self.engine is not None:
                self.wait(self._finish())
        finally:
            self.loop.close()
            self.clean_up()

    def clean_up(self) -> None:
        """What the store leaves."""

    async def _finish(self) -> None:
        self.store.trouble = None
        for _ in range(60):
            await self.clock.advance(5)
            left = (await self.store.list_runs(RunFilter(status=OPEN))).items
            if not left:
                break
            for row in left:
                if row.status == RunStatus.WAITING and row.wake_at is None:
                    await self._nudge(row.run_id, f"last-{len(self.nudges[row.run_id])}")
        await self._check()
        assert self.watch.wrongs == []
        for run in (await self.opened.list_runs(RunFilter(limit=1000))).items:
            assert isinstance(run.input, int)
            expected = reference(self.stages[run.workflow_id], run.input)
            if run.status is RunStatus.CANCELLED:
                assert run.run_id in self.cancelled
            elif expected is None:
                assert run.status is RunStatus.FAILED
                assert run.error is not None
                assert run.error.type == "ValueError"
            else:
                assert (run.status, run.output) == (RunStatus.COMPLETED, expected)
        closing = asyncio.create_task(self.opened.__aexit__(None, None, None))
        await self.clock.settle()
        await self.clock.advance(3)
        await closing
        await self._drop_tasks()


class SqliteMachine(EngineMachine):
    """The same on a file."""

    def make_store(self) -> TroubledStore:
        self.folder = tempfile.TemporaryDirectory()
        return TroubledStore(SqliteStore(Path(self.folder.name, "runs.db"), durability="process"))

    def clean_up(self) -> None:
        self.folder.cleanup()


OPEN = [status for status in RunStatus if not status.is_final]
EngineMachine.TestCase.settings = settings(
    max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
SqliteMachine.TestCase.settings = settings(EngineMachine.TestCase.settings, max_examples=5)
TestEngine = EngineMachine.TestCase
TestEngineOnSqlite = pytest.mark.long(SqliteMachine.TestCase)
