"""The run machine without an engine: a store of dictionaries, random definitions, and an interpreter that drives them.

The interpreter checks what must hold at every moment. What a run must come to is told by `reference`, which knows
nothing of the machine: it walks the definition once.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from random import Random
from typing import Any, Literal

from gorkflow.core import transitions
from gorkflow.core.blocks import Loop, Map, open_more
from gorkflow.core.cases import case
from gorkflow.core.compilation import compile_plan
from gorkflow.core.containers import items_in, loop_of
from gorkflow.core.creation import StartOptions, new_run, take_creation
from gorkflow.core.graph import (
    AnyNode,
    Decision,
    FromAll,
    FromChoice,
    FromInput,
    FromNarrowed,
    LoopNode,
    MapNode,
    SleepNode,
    Source,
    WaitNode,
)
from gorkflow.core.live import LiveRun
from gorkflow.core.outcomes import Completed, Decided, Failed, Opened, Outcome, Paused, Skipped, Stopped, Tested
from gorkflow.core.plan import Plan
from gorkflow.core.plan_nodes import PlanDecision, PlanLoop, PlanMap, PlanSleep, PlanStep, PlanWait
from gorkflow.core.policy import RetryPolicy
from gorkflow.core.records import Commit, Creation, EventRow, GivenRow, InboxRow, RunRow, Snapshot, StateRow, StepRow
from gorkflow.core.restore import restore
from gorkflow.core.run import ErrorInfo, RunStatus, StepStatus
from gorkflow.core.settings import Settings
from gorkflow.core.shape import definition_row
from gorkflow.core.signals import Signal, signal_body
from gorkflow.core.start import workflow
from gorkflow.core.step import Step
from gorkflow.core.transitions import RUN_TRANSITIONS, STEP_TRANSITIONS
from gorkflow.core.workflow import Workflow
from gorkflow.testing.conformance_stage import patched
from gorkflow.testing.fold import fold, view_of

START = 1_700_000_000.0
NUMBER, SENT = Signal("number", int), 8  # what waits wait for, and get
OnFailure = Literal["drain", "cancel", "continue"]


@dataclass
class Rows:
    """What a store would hold of one run."""

    run: RunRow
    steps: dict[str, StepRow] = field(default_factory=dict[str, StepRow])
    events: list[EventRow] = field(default_factory=list[EventRow])
    state: dict[tuple[str, str], StateRow] = field(default_factory=dict[tuple[str, str], StateRow])
    given: tuple[GivenRow, ...] = ()
    shape: str | None = None  # of the definition that the run has
    inbox: dict[str, InboxRow] = field(default_factory=dict[str, InboxRow])  # what waits
    posted: int = 0

    @classmethod
    def of(cls, creation: Creation) -> Rows:
        return cls(
            creation.run,
            {row.step_id: row for row in creation.executions},
            list(creation.events),
            {(row.key, row.step_id): row for row in creation.state},
            creation.given,
            None if creation.definition is None else creation.definition.shape,
        )

    def commit(self, commit: Commit) -> None:
        """As any store: fenced, in full; and each change must be a legal one."""
        assert commit.epoch == self.run.epoch
        assert commit.expected_seq == self.run.last_seq
        assert [event.seq for event in commit.events] == list(
            range(self.run.last_seq + 1, self.run.last_seq + 1 + len(commit.events))
        )
        assert commit.patch.last_seq == self.run.last_seq + len(commit.events)
        assert commit.patch.done >= self.run.done or commit.redefined is not None
        before = RunStatus(self.run.status)
        assert commit.patch.status == before or _reaches(RUN_TRANSITIONS, before, RunStatus(commit.patch.status))
        self.run = patched(self.run, commit)
        if commit.redefined is not None:
            self.shape = commit.redefined.definition.shape
        for row in commit.executions:
            known = self.steps.get(row.step_id)
            fixed = {"COMPLETED", "SKIPPED"} if commit.drops_inbox else {"COMPLETED", "SKIPPED", "FAILED", "CANCELLED"}
            is_undone = known is not None and (known.status, row.status) == ("COMPLETED", "COMPENSATED")
            assert known is None or known.status not in fixed or is_undone, row
            self.steps[row.step_id] = row
        self.events.extend(commit.events)
        for written in commit.state:
            self.state[written.key, written.step_id] = written
        for message_id in commit.consumed:
            del self.inbox[message_id]  # it was there, and is taken once
        if commit.drops_inbox:
            self.inbox.clear()
        assert fold(self.events) == view_of(self.snapshot())

    def post(self, now: float) -> InboxRow:
        """A signal is sent."""
        self.posted += 1
        body = signal_body(NUMBER.name, NUMBER.codec.encode(SENT))
        message = InboxRow(f"m{self.posted}", self.run.run_id, "signal", body, now, self.posted)
        self.inbox[message.message_id] = message
        return message

    def snapshot(self) -> Snapshot:
        state = sorted(self.state.values(), key=lambda row: (row.seq, row.key))
        return Snapshot(self.run, tuple(self.steps.values()), tuple(state), self.given, tuple(self.inbox.values()))

    def copy(self) -> Rows:
        steps, events, state, inbox = dict(self.steps), list(self.events), dict(self.state), dict(self.inbox)
        return Rows(self.run, steps, events, state, self.given, self.shape, inbox, self.posted)

    def claimed(self, owner: str = "engine-2") -> Rows:
        """A copy, taken over by another engine."""
        rows = self.copy()
        rows.run = rows.run._replace(owner=owner, epoch=rows.run.epoch + 1)
        return rows

    def status(self, path: str) -> str:
        return self.steps[path].status


def _reaches(table: Mapping[Any, tuple[Any, ...]], start: Any, goal: Any) -> bool:
    """Several transitions may share a commit."""
    todo, seen = list(table[start]), set[Any]()
    while todo:
        current = todo.pop()
        if current == goal:
            return True
        if current not in seen:
            seen.add(current)
            todo.extend(table[current])
    return False


@dataclass(frozen=True)
class Script:
    """What bodies do.

    Attributes:
        failures: by name: how often the body fails before it returns.
        final: names of those whose errors are not worth another attempt.
    """

    failures: Mapping[str, int] = field(default_factory=dict[str, int])
    final: frozenset[str] = frozenset()

    def failures_at(self, path: str, name: str) -> int:
        """By name; of the items of maps and turns of loops only some fail."""
        is_spared = path != name and zlib.crc32(path.encode()) % 3 > 0
        return 0 if is_spared else self.failures.get(name, 0)


def plan_of(definition: Workflow[Any, Any], **settings: Any) -> Plan:
    return compile_plan(definition, engine=Settings(**settings))


def created(
    plan: Plan, value: object, *, on_failure: OnFailure = "drain", now: float = START, run_timeout: float | None = None
) -> tuple[LiveRun, Rows]:
    """A run that has begun, and its rows."""
    options = StartOptions(on_failure=on_failure, run_timeout_seconds=run_timeout)
    live = new_run(plan, "run-1", plan.input.encode(value), options, owner="engine-1", now=now)
    rows = Rows.of(take_creation(live, options, definition=definition_row(plan.workflow)))
    transitions.begin(live, now)
    return live, rows


def resumed(plan: Plan, rows: Rows, *, now: float = START + 1000, owner: str = "engine-2") -> tuple[LiveRun, Rows]:
    """The run as another engine takes it up, and its rows from now on."""
    rows = rows.claimed(owner)
    return restore(plan, rows.snapshot(), owner=owner, now=now, former=rows.shape), rows


def complete(live: LiveRun, path: str, output: object, *, now: float = START, writes: Any = None) -> None:
    """The body of a step in flight returned."""
    complete_at(live, live.plan.by_path[path], output, now=now, writes=writes)


def complete_at(live: LiveRun, index: int, output: object, *, now: float = START, writes: Any = None) -> None:
    """As `complete`, by slot."""
    node = live.nodes[index]
    started_at = live.in_flight[index].started_at
    assert started_at is not None
    outcome = Completed(index, node.output.encode(output), writes or {}, started_at, now, None)
    transitions.apply(live, outcome, now, 0.5)


def fail(
    live: LiveRun,
    path: str,
    *,
    now: float = START,
    is_retryable: bool = True,
    code: str = "execution",
    random: float = 0.5,
) -> None:
    """The body of a step in flight failed."""
    index = next(slot for slot in live.in_flight if live.nodes[slot].path == path)
    info = ErrorInfo(code=code, type="ValueError", message="no", step_id=path, attempt=live.attempts[index])
    transitions.apply(live, Failed(index, info, is_retryable, now, now, None), now, random)


def start_all(live: LiveRun, now: float = START) -> list[str]:
    """Start everything that may; the paths in order."""
    paths: list[str] = []
    while (index := live.next_ready()) is not None:
        transitions.start(live, index, now)
        paths.append(live.nodes[index].path)
    return paths


def owners(plan: Plan, paths: Iterable[str]) -> set[str]:
    """The nodes of the plan itself that paths lead to or into."""
    return {plan.nodes[index].path for path in paths if (index := plan.owner_of(path)) is not None}


def output_of(live: LiveRun) -> object:
    return live.bind(live.plan.output)


class Interpreter:
    """Drives a run by chance and looks at it after every change."""

    def __init__(
        self, live: LiveRun, rows: Rows, script: Script, rng: Random, on_commit: Callable[[Rows], None] | None = None
    ) -> None:
        self.live = live
        self.rows = rows
        self.script = script
        self.rng = rng
        self.now = live.updated_at
        self.started: list[str] = []
        self._on_commit = on_commit
        self._seen = self._statuses()
        self._status = live.status
        self._done = live.done

    def play(self, *, ticks: int | None = None, cancel_at: int | None = None) -> bool:
        """Until the run is over, or for so many ticks; whether it is over."""
        tick = 0
        while True:
            tick += 1
            self.now += self.rng.random()
            if tick == cancel_at:
                transitions.request_cancel(self.live, self.now)
                self.look()
            self._start_some()
            is_over = transitions.settle(self.live, self.now)
            self.look()
            if is_over or self.rng.random() < 0.6:
                self.commit()
            if is_over or tick == ticks:
                return is_over
            assert tick < 2000, "the run does not end"
            self._let_happen()
            self.look()

    def commit(self) -> None:
        self.rows.commit(self.live.take_commit())
        if self._on_commit is not None:
            self._on_commit(self.rows)

    def look(self) -> None:
        """Only legal transitions; nothing goes backwards."""
        live = self.live
        statuses = self._statuses()
        for path, after in statuses.items():
            before = self._seen.get(path, StepStatus.PENDING)
            assert after is before or after in STEP_TRANSITIONS[before], (path, before, after)
        status = live.status
        assert status is self._status or status in RUN_TRANSITIONS[self._status], (self._status, status)
        assert live.done >= self._done
        ended = [node for node in live.plan.nodes if live.outputs[node.index] is not None]
        assert sum(node.counts for node in ended) == live.done
        assert len(ended) <= live.next_position
        assert live.size + len(live.blocks) <= len(live.nodes)
        assert not live.over
        assert live.is_over == live.status.is_final
        self._seen, self._status, self._done = statuses, live.status, live.done

    def _statuses(self) -> dict[str, StepStatus]:
        """By path, of everything that has a slot now."""
        live = self.live
        slots = (*range(live.size), *live.blocks)
        return {live.nodes[slot].path: live.statuses[slot] for slot in slots}

    def _start_some(self) -> None:
        held: list[int] = []
        live = self.live
        while live.ready or (live.openable and self.rng.random() < 0.9 and open_more(live, self.now)):
            index = live.next_ready()
            if index is None:
                break
            self._may_start(index, held)
            if self.rng.random() < 0.2:
                held.append(index)
            elif self._decide(index):
                self.started.append(live.nodes[index].path)
                transitions.start(live, index, self.now)
            self.look()
        self._put_back(held)

    def _put_back(self, held: list[int]) -> None:
        """Some for want of one thing or another, of which there is some at once."""
        for index in held:
            number = self.rng.randrange(3)
            if number:
                self.live.park(number, index)
            else:
                self.live.hold_back(index)
        for want in list(self.live.parked):
            while want in self.live.parked:
                self.live.unpark(want)

    def _may_start(self, index: int, held: list[int]) -> None:
        """All before it are done, and of all that may start it is the first; items of maps come last."""
        live = self.live
        if index >= live.size:
            assert live.statuses[index] in (StepStatus.PENDING, StepStatus.RETRYING)
            return
        free = [
            place
            for place, node in enumerate(live.plan.workflow.nodes)
            if live.statuses[place] in (StepStatus.PENDING, StepStatus.RETRYING)
            and place not in live.retry_at
            and all(live.outputs[live.plan.by_path[before.path]] is not None for before in node.after)
            and place not in held
            and not _is_under_way(live, place)
        ]
        assert index == min(free)

    def _decide(self, index: int) -> bool:
        live, node = self.live, self.live.nodes[index]
        outcome: Outcome | None = None
        try:
            if isinstance(node, PlanDecision):
                outcome = Decided(index, node.chooser.arm_of(live.bind(node.binding)), self.now)
            elif isinstance(node, PlanMap):
                outcome = Opened(index, items_in(live.bind(node.binding)))
            elif isinstance(node, PlanLoop):
                outcome = self._test(node)
            elif isinstance(node, PlanSleep | PlanWait):
                outcome = Paused(index, self.now + _longest(node))
            elif (
                node.condition is not None and not live.attempts[index] and not node.condition(live.bind(node.binding))
            ):
                outcome = Skipped(index, self.now)
        except ArithmeticError:
            info = ErrorInfo(code="condition", type="ArithmeticError", message="no", step_id=node.path)
            outcome = Failed(index, info, False, self.now, self.now, None)
        if outcome is not None:
            transitions.apply(live, outcome, self.now, 0.5)
        return outcome is None

    def _test(self, loop: PlanLoop) -> Outcome:
        state = loop_of(self.live, loop.index, self.now)
        wants_more = loop.condition is None or bool(loop.condition(state.value.take()))
        if state.turn < loop.limit:
            return Tested(loop.index, wants_more)
        if loop.condition is None or not wants_more:
            return Tested(loop.index, False)
        info = ErrorInfo(code="loop_limit", type="LoopLimitError", message="no", step_id=loop.path)
        return Failed(loop.index, info, False, self.now, self.now, None)

    def _let_happen(self) -> None:
        """One body ends, or time passes."""
        live, rng = self.live, self.rng
        due = live.next_due()
        is_idle = not (live.in_flight or live.ready)
        if is_idle and due is not None:
            self.now = max(self.now, due)
        if rng.random() < (0.7 if is_idle and due is None else 0.05):
            transitions.receive(live, self.rows.post(self.now), self.now)
            self.look()
        transitions.elapse(live, self.now)
        self.look()
        flying = sorted(live.in_flight)
        for index in flying if live.stops_bodies else rng.sample(flying, rng.randint(0, len(flying))):
            if live.stops_bodies and rng.random() < 0.7:
                transitions.apply(live, Stopped(index, self.now, self.now), self.now, 0.5)
            else:
                self._end(index)
            self.look()

    def _end(self, index: int) -> None:
        live, node = self.live, self.live.nodes[index]
        if live.failures[index] < self.script.failures_at(node.path, node.name):
            fail(
                live, node.path, now=self.now, is_retryable=node.name not in self.script.final,
                random=self.rng.random(),
            )  # fmt: skip
            return
        assert isinstance(node, PlanStep)
        value = live.bind(node.binding)
        output = node.handler(*(value if node.spread and isinstance(value, tuple) else (value,)))
        writes = {node.path: b"\x01" + str(output).encode()} if node.may_write else {}
        complete_at(live, index, output, now=self.now, writes=writes)


def _longest(node: PlanSleep | PlanWait) -> float:
    seconds = node.delay_seconds if isinstance(node, PlanSleep) else node.timeout_seconds
    return math.inf if seconds is None else seconds


def _is_under_way(live: LiveRun, index: int) -> bool:
    state = live.opened.get(index)
    return isinstance(state, Map) or (isinstance(state, Loop) and state.at_work is not None)


FAILED, LEFT_OUT = object(), object()


@dataclass
class _Walk:
    """One walk through a graph: the definition itself, or the body of a map or loop."""

    script: Script
    value: object
    path_of: Callable[[str], str] = str
    name_of: Callable[[str], str] = str
    values: dict[int, object] = field(default_factory=dict[int, object])

    def source(self, source: Source) -> object:
        return _source_value(source, self.value, self.values)


def reference(definition: Workflow[Any, Any], script: Script, value: int) -> object:
    """The run's output, or FAILED, by walking the definition once."""
    return _walked(definition.nodes, definition.output, _Walk(script, value))


def _walked(nodes: Sequence[AnyNode], output: Source, walk: _Walk) -> object:
    values = walk.values
    has_failed = False
    for node in nodes:
        if any(id(before) not in values for before in node.after):
            continue
        if any(values.get(id(guard.decision), guard.arm) != guard.arm for guard in node.guards()):
            values[id(node)] = LEFT_OUT
            continue
        found = _reference_value(node, walk)
        if found is FAILED:
            has_failed = True
        else:
            values[id(node)] = found
    return FAILED if has_failed else walk.source(output)


def _reference_value(node: AnyNode, walk: _Walk) -> object:
    taken = None if node.source is None else walk.source(node.source)
    try:
        if isinstance(node, Decision):
            return node.chooser.arm_of(taken)
        if isinstance(node, MapNode):
            assert isinstance(taken, list)
            items = [_body_value(node, walk, item, f"[{place}]") for place, item in enumerate(taken)]
            return FAILED if FAILED in items else items
        if isinstance(node, LoopNode):
            return _loop_value(node, walk, taken)
        if isinstance(node, SleepNode | WaitNode):
            return taken if isinstance(node, SleepNode) else SENT
        if node.condition is not None and not node.condition(taken):
            return taken if node.default is None else node.default.value
    except ArithmeticError:
        return FAILED
    retry = node.step.options.retry
    path, name = walk.path_of(node.path), walk.name_of(node.path)
    attempts = 1 if name in walk.script.final or retry is None else retry.max_attempts
    if walk.script.failures_at(path, name) >= attempts:
        return FAILED if node.step.tolerance is None else node.step.tolerance.default
    handler: Callable[..., object] = node.step.handler
    return handler(*taken) if isinstance(taken, tuple) and node.step.signature.spread else handler(taken)


def _loop_value(node: LoopNode, walk: _Walk, value: object) -> object:
    turn = 0
    while node.condition is None or node.condition(value):
        if turn == node.limit:
            return value if node.condition is None else FAILED
        turn += 1
        value = _body_value(node, walk, value, f"#{turn}")
        if value is FAILED:
            return FAILED
    return value


def _body_value(node: MapNode | LoopNode, walk: _Walk, item: object, mark: str) -> object:
    path, name = walk.path_of(node.path), walk.name_of(node.path)
    inner = _Walk(walk.script, item, partial(node.body.below, path, mark=mark), partial(node.body.below, name, mark=""))
    return _walked(node.body.nodes, node.body.output, inner)


def _source_value(source: Source, value: object, values: dict[int, object]) -> object:
    if isinstance(source, FromInput):
        return value
    if isinstance(source, FromAll):
        return tuple(_source_value(member, value, values) for member in source.members)
    if isinstance(source, FromNarrowed):
        return _source_value(source.source, value, values)
    if isinstance(source, FromChoice):
        arm = values[id(source.decision)]
        assert isinstance(arm, int)
        return _source_value(source.members[arm], value, values)
    return values[id(source.node)]


def one(value: int) -> int:
    return (value * 7 + 3) % 1009


def two(left: int, right: int) -> int:
    return (left * 5 + right * 11 + 1) % 1013


def three(first: int, second: int, third: int) -> int:
    return (first + second * 3 + third * 17) % 1019


def many(value: int) -> list[int]:
    return [value * 3 + place for place in range(value % 4)]


def total(values: list[int]) -> int:
    return sum(values) % 1021


def undo(taken: int | list[int] | tuple[int, ...], given: int | list[int]) -> None:
    """Takes whatever the steps take."""


def is_odd(value: int) -> bool:
    return value % 2 == 1


def is_never(value: int) -> bool:
    return value < 0


def raises(value: int) -> bool:
    return value // 0 > 1


def random_workflow(rng: Random, *, may_fail: bool = True, may_undo: bool = False) -> tuple[Workflow[int, Any], Script]:
    """A definition of up to twelve steps, and what its bodies do.

    Args:
        may_fail: whether bodies and conditions do; a loop may reach its bound all the same.
        may_undo: whether some steps have undo steps.
    """
    author = _Author(rng, may_fail=may_fail, may_undo=may_undo)
    positions: list[Any] = [workflow("chance", int)]
    for place in range(rng.randint(1, 8)):
        before = rng.choice(positions[-4:])
        kind = rng.choice(_KINDS)
        if kind == "tap":
            positions[positions.index(before)] = before.tap(author.step(one, place))
        elif kind == "join":
            positions.append(before.join(rng.choice(positions)).then(author.step(two, place)))
        elif kind == "join3":
            others = rng.choice(positions), rng.choice(positions)
            positions.append(before.join(*others).then(author.step(three, place)))
        else:
            positions.append(author.next(before, kind, place))
    ends = [rng.choice(positions[-3:]) for _ in range(rng.randint(0, 2))]
    last = positions[-1] if len(positions) > 1 else positions[0].then(author.step(one, 99))
    return (last.join(*ends) if ends else last).build(), Script(author.failures, frozenset(author.final))


_KINDS = [
    "then", "then", "then_if", "then_if", "join", "join", "join3", "tap", "branch", "switch", "map", "map", "repeat",
    "repeat_while", "sleep", "wait",
]  # fmt: skip


class _Author:
    """Makes steps and conditions by chance."""

    def __init__(self, rng: Random, *, may_fail: bool, may_undo: bool) -> None:
        self.failures: dict[str, int] = {}
        self.final: set[str] = set()
        self._rng = rng
        self._may_fail = may_fail
        self._may_undo = may_undo

    def next(self, before: Any, kind: str, place: int) -> Any:
        """The position behind one more thing."""
        if kind == "branch":
            arms = {"then": self.arm(place, "a"), "otherwise": self.arm(place, "b")}
            return before.branch(self.condition(), **arms)
        if kind == "switch":
            keyed = [case(key, self.arm(place, f"c{key}")) for key in range(self._rng.randint(1, 3))]
            return before.switch(lambda value: value % 4, *keyed, default=self.arm(place, "d"))
        if kind == "then_if":
            default = self._rng.choice([{}, {"default": 17}])
            return before.then_if(self.condition(), self.step(one, place), **default)
        if kind == "then":
            return before.then(self.step(one, place))
        if kind in {"sleep", "wait"}:
            return self.paused(before, kind)
        return self.contained(before, kind, place)

    def paused(self, before: Any, kind: str) -> Any:
        """A sleep, or a wait with or without a time-out, which gives the same either way."""
        if kind == "sleep":
            return before.sleep(self._rng.choice([0, 0.5, 20]))
        limit = self._rng.choice([None, 3])
        return before.wait_for(NUMBER) if limit is None else before.wait_for(NUMBER, timeout=limit, default=SENT)

    def arm(self, place: int, word: str) -> Any:
        """A step, or a workflow of two, of which the second may be a decision."""
        rng = self._rng
        first = self.step(one, f"{place}{word}")
        if rng.random() < 0.6:
            return first
        inner: Any = workflow(f"w{place}{word}", int).then(first)
        second, third = self.step(one, f"{place}{word}2"), self.step(one, f"{place}{word}3")
        if rng.random() < 0.5:
            return inner.then(second).build()
        return inner.branch(self.condition(), then=second, otherwise=third).build()

    def contained(self, position: Any, kind: str, place: object, *, depth: int = 0) -> Any:
        """A map of a list that a step makes, or a loop."""
        body = self.body(place, depth=depth)
        if kind == "repeat":
            return position.repeat(self._rng.randint(0, 3), body)
        if kind == "repeat_while":
            return position.repeat_while(lambda value: value % 3 > 0, body, max_iterations=6)
        concurrency = self._rng.choice([None, None, 1, 2])
        begun = position.then(self.step(many, f"{place}many"))
        return begun.map(body, concurrency=concurrency).then(self.step(total, f"{place}total"))

    def body(self, place: object, *, depth: int) -> Any:
        """A step, or a workflow, in which there may be another map or loop."""
        rng, first = self._rng, self.step(one, f"{place}i")
        if rng.random() < 0.4:
            return first
        inner: Any = workflow(f"b{place}", int)
        kind = rng.choice(["then", "then_if", "branch", "tap", "contained", "contained", "sleep", "wait"])
        if kind in {"sleep", "wait"}:
            return self.paused(inner.then(first), kind).then(self.step(one, f"{place}j")).build()
        if kind == "then":
            return inner.then(first).then(self.step(one, f"{place}j")).build()
        if kind == "then_if":
            return inner.then_if(self.condition(), first).build()
        if kind == "tap":
            return inner.tap(self.step(one, f"{place}t")).then(first).build()
        if kind == "branch" or depth == 2:
            return inner.branch(self.condition(), then=first, otherwise=self.step(one, f"{place}k")).build()
        position = inner.then(first) if rng.random() < 0.5 else inner
        word = rng.choice(["map", "repeat", "repeat_while"])
        return self.contained(position, word, f"{place}x", depth=depth + 1).build()

    def step(self, handler: Callable[..., object], place: object) -> Any:
        rng, path = self._rng, f"s{place}"
        retry = RetryPolicy(rng.randint(1, 3), delay=rng.choice([0, 1, 5]))
        made: Any = Step(path, handler, retry=retry, pure=rng.random() < 0.3)
        if self._may_fail and rng.random() < 0.35:
            self.failures[path] = rng.randint(1, 4)
            if rng.random() < 0.2:
                self.final.add(path)
        if self._may_undo and rng.random() < 0.5:
            made = made.compensated_by(Step("undo", undo, retry=retry, pure=rng.random() < 0.3))
            if rng.random() < 0.3:
                self.failures[f"{path}/@undo"] = rng.randint(1, 4)
        default = [1, 2] if handler is many else -1
        return made.or_else(default) if rng.random() < 0.4 else made

    def condition(self) -> Callable[[int], bool]:
        rare = raises if self._may_fail and self._rng.random() < 0.2 else is_odd
        return self._rng.choice([is_odd, is_odd, is_never, rare])
