"""A state machine that drives a store and a model of it side by side. Needs hypothesis.

    TestMyStore = store_machine(lambda: MyStore(fresh_path())).TestCase

hypothesis writes, takes over, posts, deletes, crashes and reopens in every order that it can think of; after each step
all that the store says must be what the model says.
"""

# ruff: noqa: S101 - a suite of tests

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any, ClassVar, NamedTuple, TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from gorkflow.core.records import (
    CacheRow,
    Creation,
    DefinitionRow,
    EventRow,
    GivenRow,
    InboxRow,
    Redefined,
    RunRow,
    StateRow,
    StepRow,
)
from gorkflow.core.run import RunFilter, RunStatus
from gorkflow.errors import ConflictError, RunNotFoundError
from gorkflow.ports import Store
from gorkflow.testing.conformance_stage import (
    StoreFactory,
    cache_row,
    commit_of,
    definition_of,
    engine_row,
    event_row,
    message_row,
    patched,
    run_row,
    step_row,
)

__all__ = ["store_machine"]

T = TypeVar("T")
RUN_IDS = st.sampled_from(["run-1", "it's", "nul\0"])
STEP_IDS = st.sampled_from(["load", "price", "@map-1", "a/b", "price[3]"])
KEYS = st.none() | st.sampled_from(["k1", "k2"])
STATUSES = st.sampled_from([*["RUNNING"] * 8, *(status.value for status in RunStatus)])
WAKES = st.none() | st.sampled_from([0.0, 5.0, 7.5, 1e300])
MISTAKES = st.sampled_from([*[0] * 10, 1, -1])
VALUES = st.binary(max_size=20)
FINGERPRINTS = st.sampled_from(["f" * 32, "e" * 32])
REDEFINED = st.none() | st.builds(
    Redefined, st.builds(definition_of, FINGERPRINTS, st.sampled_from(["1", "2"])), st.integers(0, 9), st.integers(0, 2)
)
WORKFLOWS = st.sampled_from([("orders", "1"), ("orders", "2"), ("bills", "1")])


@dataclass
class _Known:
    """What the model knows of a run."""

    row: RunRow
    steps: dict[str, StepRow] = field(default_factory=dict[str, StepRow])
    state: dict[tuple[str, str], StateRow] = field(default_factory=dict[tuple[str, str], StateRow])  # by key and step
    given: tuple[GivenRow, ...] = ()
    events: list[EventRow] = field(default_factory=list[EventRow])
    messages: dict[str, InboxRow] = field(default_factory=dict[str, InboxRow])
    seen: set[str] = field(default_factory=set[str])  # ids of all messages ever posted

    @property
    def is_final(self) -> bool:
        return RunStatus(self.row.status).is_final

    @property
    def is_at_rest(self) -> bool:
        return self.row.status == RunStatus.WAITING and self.row.owner is None


class _Subject(NamedTuple):
    """What is tested: see `store_machine`."""

    make: Callable[[], StoreFactory]
    crash: Callable[[Any], Coroutine[Any, Any, None]] | None


class _StoreMachine(RuleBasedStateMachine):
    """See the module."""

    store: Store
    engine: str
    subject: ClassVar[_Subject]

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.factory = self.subject.make()
        self.runs: dict[str, _Known] = {}
        self.definitions: dict[str, DefinitionRow] = {}
        self.cached: dict[str, CacheRow] = {}
        self.life = 0
        self.clock = 0.0

    def do(self, work: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(work)

    @initialize()
    def open(self) -> None:
        self.store = self.factory()
        self.life += 1
        self.engine = f"engine-{self.life}"
        self.do(self.store.open(engine_row(self.engine)))

    @rule(
        run_id=RUN_IDS, key=KEYS, workflow=WORKFLOWS, status=STATUSES, is_owned=st.booleans(), value=VALUES,
        wake_at=WAKES,
    )  # fmt: skip
    def create(
        self, run_id: str, key: str | None, workflow: tuple[str, str], status: str, is_owned: bool, value: bytes,
        wake_at: float | None,
    ) -> None:  # fmt: skip
        self.clock += 1.0
        row = run_row(
            run_id, workflow_id=workflow[0], workflow_version=workflow[1], status=status, input=value,
            owner=self.engine if is_owned else None, idempotency_key=key, created_at=self.clock, wake_at=wake_at,
        )  # fmt: skip
        state = (StateRow(run_id, "k", "first", 1, value),) if is_owned else ()
        given = (GivenRow(run_id, "first", value, 0, 1),) if len(value) % 2 else ()
        definition = definition_of(row.fingerprint, shape=str(self.clock))
        creation = Creation(row, (step_row(run_id, "first"),), (event_row(run_id, 1),), state, given, definition)
        holder = next((run for run in self.runs.values() if key is not None and run.row.idempotency_key == key), None)
        if holder is not None:
            assert self.do(self.store.create(creation)) == holder.row
        elif run_id in self.runs:
            with _Refuses(ConflictError):
                self.do(self.store.create(creation))
        else:
            assert self.do(self.store.create(creation)) == row
            known = _Known(row, {"first": creation.executions[0]}, given=given, events=[event_row(run_id, 1)])
            known.state = {(written.key, written.step_id): written for written in state}
            self.runs[run_id] = known
            self.definitions.setdefault(definition.fingerprint, definition)

    @rule(
        run_id=RUN_IDS, step_id=STEP_IDS, value=VALUES, key=STEP_IDS, is_deleted=st.booleans(), status=STATUSES,
        keep=st.sampled_from([True, True, True, False]), epoch_off=MISTAKES, seq_off=MISTAKES, redefined=REDEFINED,
        drops_inbox=st.sampled_from([False, False, False, True]), wake_at=WAKES, unseen=st.integers(0, 2),
    )  # fmt: skip
    def commit(
        self, run_id: str, step_id: str, value: bytes, key: str, is_deleted: bool, status: str, keep: bool,
        epoch_off: int, seq_off: int, redefined: Redefined | None, drops_inbox: bool, wake_at: float | None,
        unseen: int,
    ) -> None:  # fmt: skip
        run = self.runs.get(run_id)
        row = run.row if run is not None else run_row(run_id)
        known = run.steps.get(step_id) if run is not None else None
        ordinal = known.ordinal if known is not None else 1 + len(run.steps if run is not None else ())
        step = step_row(run_id, step_id, ordinal=ordinal, output=value, attempt=len(value))
        consumed = tuple(run.messages)[:1] if run is not None else ()
        ended_at = float(len(value)) if RunStatus(status).is_final else None
        commit = commit_of(
            row, step, epoch=row.epoch + epoch_off, expected_seq=row.last_seq + seq_off,
            state={key: None if is_deleted else value}, by=step_id, consumed=consumed, status=status,
            done=len(value), owner=row.owner if keep else None, completed_at=ended_at, wake_at=wake_at,
        )._replace(redefined=redefined, drops_inbox=drops_inbox)  # fmt: skip
        if len(value) % 2:
            kept = cache_row(step_id, run_id=run_id, output=value, expires_at=float(len(value)))
            commit = commit._replace(cached=(kept,))
        arrived = [0, *(message.ordinal for message in run.messages.values())] if run is not None else [0]
        commit = commit._replace(seen=arrived[-1 - min(unseen, len(arrived) - 1)])
        if run is None or epoch_off or seq_off:
            with _Refuses(ConflictError):
                self.do(self.store.commit(commit))
            return
        self.do(self.store.commit(commit))
        run.row = patched(row, commit)
        run.steps[step_id] = step
        run.events += commit.events
        for message_id in tuple(run.messages) if drops_inbox else consumed:
            del run.messages[message_id]
        self.cached |= {kept.key: kept for kept in commit.cached}
        if run.is_at_rest and any(message.ordinal > commit.seen for message in run.messages.values()):
            run.row = run.row._replace(wake_at=0.0)
        run.state |= {(written.key, written.step_id): written for written in commit.state}
        if redefined is not None:
            self.definitions.setdefault(redefined.definition.fingerprint, redefined.definition)

    @rule(run_id=RUN_IDS, message_id=st.sampled_from(["m1", "m2"]))
    def post(self, run_id: str, message_id: str) -> None:
        self.clock += 1.0
        run = self.runs.get(run_id)
        message = message_row(run_id, message_id, posted_at=self.clock)
        if run is None:
            with _Refuses(RunNotFoundError):
                self.do(self.store.post(message))
            return
        assert self.do(self.store.post(message)) == run.row.status
        if not run.is_final and message_id not in run.seen:
            run.seen.add(message_id)
            snapshot = self.do(self.store.load(run_id))
            assert snapshot is not None
            run.messages[message_id] = message._replace(ordinal=snapshot.inbox[-1].ordinal)
        if run.row.status == RunStatus.WAITING and message_id in run.messages:
            run.row = run.row._replace(wake_at=0.0)

    @rule(workflows=st.lists(WORKFLOWS), limit=st.integers(1, 3), differing=st.sets(FINGERPRINTS), due=WAKES)
    def claim(self, workflows: list[tuple[str, str]], limit: int, differing: set[str], due: float | None) -> None:
        free = [
            run
            for run in self.runs.values()
            if not run.is_final
            and run.row.owner != self.engine
            and not run.is_at_rest
            and (run.row.workflow_id, run.row.workflow_version) in workflows
            and not (run.row.status == RunStatus.SUSPENDED and run.row.fingerprint in differing)
        ]
        free.sort(key=lambda run: (run.row.created_at, run.row.run_id))
        free = free[:limit] + (self.due(workflows, due)[: limit - len(free[:limit])] if due is not None else [])
        for run in free:
            run.row = run.row._replace(owner=self.engine, epoch=run.row.epoch + 1)
        claimed = self.do(self.store.claim(workflows, limit=limit, differing=differing, due=due))
        assert [snapshot.run for snapshot in claimed] == [run.row for run in free]

    def due(self, workflows: list[tuple[str, str]], until: float) -> list[_Known]:
        """The runs at rest that are to wake by then, the earliest first."""
        found = [
            (run.row.wake_at, run.row.run_id)
            for run in self.runs.values()
            if run.is_at_rest and run.row.wake_at is not None and run.row.wake_at <= until
            and (run.row.workflow_id, run.row.workflow_version) in workflows
        ]  # fmt: skip
        return [self.runs[run_id] for _, run_id in sorted(found)]

    @rule(run_id=RUN_IDS)
    def delete(self, run_id: str) -> None:
        run = self.runs.get(run_id)
        if run is not None and not run.is_final:
            with _Refuses(ConflictError):
                self.do(self.store.delete(run_id))
        else:
            assert self.do(self.store.delete(run_id)) is (run is not None)
            self.runs.pop(run_id, None)

    @rule(status=st.sampled_from(RunStatus), age=st.integers(0, 20), limit=st.integers(1, 3))
    def prune(self, status: RunStatus, age: int, limit: int) -> None:
        ended = sorted(
            (run.row.completed_at, run_id)
            for run_id, run in self.runs.items()
            if run.row.status == status and run.row.completed_at is not None and run.row.completed_at < age
        )
        if status.is_final:
            assert self.do(self.store.prune(status, ended_before=float(age), limit=limit)) == min(limit, len(ended))
            for _, run_id in ended[:limit]:
                del self.runs[run_id]

    @rule(age=st.integers(0, 20), limit=st.integers(1, 3))
    def prune_cached(self, age: int, limit: int) -> None:
        over = [key for key, kept in self.cached.items() if kept.expires_at <= age]
        assert self.do(self.store.prune_cached(expired_by=float(age), limit=limit)) == min(limit, len(over))
        for key in over:
            kept = self.do(self.store.get_cached(key, now=-1.0))
            assert kept in (None, self.cached[key])
            if kept is None:
                del self.cached[key]

    @rule()
    def reopen(self) -> None:
        self.do(self.store.close())
        self.open()

    @precondition(lambda self: self.subject.crash is not None)
    @rule()
    def die(self) -> None:
        crash = self.subject.crash
        assert crash is not None
        self.do(crash(self.store))
        self.open()

    @invariant()
    def the_store_says_what_the_model_says(self) -> None:
        if self.life == 0:
            return
        for run_id, run in self.runs.items():
            snapshot = self.do(self.store.load(run_id))
            assert snapshot is not None
            assert snapshot.run == run.row
            assert snapshot.executions == tuple(run.steps.values())
            assert list(snapshot.state) == sorted(run.state.values(), key=lambda row: (row.seq, row.key))
            assert snapshot.given == run.given
            assert snapshot.inbox == tuple(run.messages.values())
            assert list(self.do(self.store.list_events(run_id))) == run.events
        for definition in self.definitions.values():
            assert self.do(self.store.get_definition(definition.fingerprint)) == definition
        for key, kept in self.cached.items():
            assert self.do(self.store.get_cached(key, now=-1.0)) == kept
        rows = sorted((run.row for run in self.runs.values()), key=lambda row: row.created_at, reverse=True)
        assert list(self.do(self.store.list_runs(RunFilter())).items) == rows
        mine = [run for run in self.runs.values() if run.row.owner == self.engine and not run.is_final]
        messages = sorted((m for run in mine for m in run.messages.values()), key=lambda message: message.ordinal)
        assert list(self.do(self.store.inbox()).messages) == messages
        some = [("orders", "1"), ("bills", "1")]
        first = next((run.row.wake_at for run in self.due(some, math.inf)), None)
        assert self.do(self.store.next_wake(some)) == first

    def teardown(self) -> None:
        if self.life:
            self.do(self.store.close())
        self.loop.close()


class _Refuses:
    """As pytest.raises, which this module does without."""

    def __init__(self, kind: type[Exception]) -> None:
        self._kind = kind

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> bool:
        assert kind is not None, f"{self._kind.__name__} was not raised"
        return issubclass(kind, self._kind)


def store_machine(
    make: Callable[[], StoreFactory], /, *, crash: Callable[[Any], Coroutine[Any, Any, None]] | None = None
) -> type[RuleBasedStateMachine]:
    """The state machine for one store.

    Args:
        make: gives, for each of many examples, a factory of store objects on data of its own that is empty.
        crash: lets go of an open store as the death of its process would; None leaves crashes out.
    """
    return type("StoreMachine", (_StoreMachine,), {"subject": _Subject(make, crash)})
