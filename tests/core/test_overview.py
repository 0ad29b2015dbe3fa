"""A run at a glance: what the fold of its events says, compared with what its rows say, and how little it keeps."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from random import Random
from typing import Any

from hypothesis import given, settings, strategies as st

from gorkflow.core import transitions
from gorkflow.core.events import Event, EventType
from gorkflow.core.outline import Outline, OutlineNode, outline_of, outline_of_shape
from gorkflow.core.overview import Overview
from gorkflow.core.plan_nodes import UNDO
from gorkflow.core.records import EventRow, StepRow
from gorkflow.core.reopen import check_not_compensated, reopen
from gorkflow.core.run import RunStatus, StepStatus
from gorkflow.core.shape import definition_row, read_shape
from gorkflow.core.start import workflow
from gorkflow.core.step import Step
from gorkflow.core.tally import Entry
from gorkflow.errors import GorkflowError
from tests.core.machine import (
    START,
    Interpreter,
    OnFailure,
    Rows,
    Script,
    created,
    one,
    plan_of,
    random_workflow,
    resumed,
)

SEEDS = st.integers(0, 2**32)
MODES = st.sampled_from(["drain", "cancel", "continue"])
DONE = {"COMPLETED", "SKIPPED", "COMPENSATED"}


# What the rows say. A group is the rows of one graph by their paths in it.
Group = Mapping[str, StepRow]


def groups_of(name: str, is_map: bool, rows: Group) -> dict[int, dict[str, StepRow]]:
    """The rows inside a map or loop, by item or turn."""
    found: dict[int, dict[str, StepRow]] = {}
    opening, closing = ("[", "]") if is_map else ("#", "/")
    for path, row in rows.items():
        if path.startswith(f"{name}{opening}"):
            number, _, rest = path[len(name) + 1 :].partition(closing)
            found.setdefault(int(number), {})[rest.removeprefix("/")] = row
    return found


def is_tolerated(row: StepRow) -> bool:
    return row.status == "FAILED" and row.position is not None


def status_of(node: OutlineNode, rows: Group) -> tuple[str, bool]:
    """Of one node, and whether what follows it may start."""
    row = rows.get(node.path)
    if node.body is None:
        return ("PENDING", False) if row is None else (row.status, row.status in DONE or is_tolerated(row))
    if row is not None and row.status in DONE | {"FAILED", "CANCELLED"}:
        return row.status, row.status in DONE
    items = groups_of(node.name, node.is_map, rows)
    states = [status_of_graph(node.body, inner) for inner in items.values()]
    found = {"FAILED" if status == "FAILED" and not is_over else status for status, is_over in states if not is_over}
    if not items:  # a retry may have left a row of it, PENDING
        return "PENDING", False
    return next(
        (one for one in ("RUNNING", "FAILED", "RETRYING", "WAITING", "CANCELLED") if one in found), "RUNNING"
    ), False


def status_of_graph(outline: Outline, rows: Group) -> tuple[str, bool]:
    """Of an item or a turn."""
    states = [status_of(node, rows) for node in outline.nodes.values()]
    if "" in outline.nodes:
        status, is_over = states[0]
        return ("COMPLETED" if status == "COMPENSATED" else status), is_over  # what was undone was done
    if all(is_over for _, is_over in states):
        return "COMPLETED", True
    found = {status for status, is_over in states if not is_over}
    first = next((one for one in ("RUNNING", "FAILED", "RETRYING", "WAITING", "CANCELLED") if one in found), None)
    return first or ("RUNNING" if any(is_over for _, is_over in states) else "PENDING"), False


def told_by_rows(outline: Outline, rows: Group) -> list[tuple[Any, ...]]:
    told: list[tuple[Any, ...]] = []
    for node in outline.nodes.values():
        row = rows.get(node.path)
        counts: Counter[str] = Counter()
        undone = 0
        if node.body is not None:
            groups = groups_of(node.name, node.is_map, rows)
            counts.update(status_of_graph(node.body, inner)[0] for inner in groups.values())
            undone = sum(row.status == "COMPENSATED" for inner in groups.values() for row in inner.values())
        undo = rows.get(f"{node.path}{UNDO}")
        told.append(
            (node.path, *status_of(node, rows), row.attempt if row else 0, dict(counts), undone, undo and undo.status)
        )
    return told


def told_by_events(overview: Overview) -> list[tuple[Any, ...]]:
    return [
        (
            entry.node.path,
            str(entry.status),
            entry.is_over,
            entry.attempt,
            {} if entry.inside is None else {str(one): count for one, count in entry.inside.counts.items() if count},
            0 if entry.inside is None else entry.inside.undone,
            None if entry.undo is None or entry.node.body is not None else str(entry.undo),
        )
        for entry in overview.entries
    ]


def events_of(rows: Iterable[EventRow]) -> Iterable[Event]:
    """As an observer is told."""
    for row in rows:
        yield event(
            row.seq, EventType(row.type), row.step_id, at=row.at, **({"attempt": row.attempt} | json.loads(row.data))
        )


class Watcher:
    """Takes in the events of every commit, and compares."""

    def __init__(self, definition: Any) -> None:
        self.outline = outline_of(definition)
        self.overview = Overview(self.outline)
        self.opened: set[str] = set()

    def look(self, rows: Rows) -> None:
        for told in events_of(rows.events[self.overview.last_seq :]):
            self.overview.take(told)
            if told.type is EventType.MAP_STARTED:
                self.opened.add(str(told.step_id))
        said, expected = told_by_events(self.overview), told_by_rows(self.outline, rows.steps)
        for ours, theirs in zip(said, expected, strict=True):
            if ours[0] in self.opened and theirs[1:3] == ("PENDING", False):  # no row says yet that it has begun
                assert ours == (ours[0], "RUNNING", *theirs[2:])
            else:
                assert ours == theirs
        done, total = self.overview.progress
        assert (str(self.overview.status), done, total) == (rows.run.status, rows.run.done, rows.run.total)
        assert (self.overview.ended_at is not None) == RunStatus(rows.run.status).is_final
        for entry in self.overview.entries:
            if entry.inside is not None:
                assert len(entry.inside.at_work) == entry.inside.begun - entry.inside.over


@given(SEEDS, MODES, st.booleans(), st.none() | st.integers(1, 12))
@settings(max_examples=200, deadline=None)
def test_the_events_tell_what_the_rows_tell(seed: int, mode: OnFailure, may_undo: bool, cancel_at: int | None) -> None:
    """After every commit of any run: killed, taken up by another engine, failed and retried, cancelled, undone."""
    rng = Random(seed)
    definition, script = random_workflow(rng, may_undo=may_undo)
    plan, watcher = plan_of(definition), Watcher(definition)
    live, rows = created(plan, 5, on_failure=mode)
    watcher.look(rows)
    is_over = Interpreter(live, rows, script, rng, on_commit=watcher.look).play(ticks=rng.randint(1, 9))
    if not is_over:
        if rng.random() < 0.5:
            transitions.release(live, rows.run.updated_at)
            rows.commit(live.take_commit())
        live, rows = resumed(plan, rows)
        if live.status is RunStatus.PENDING:
            transitions.begin(live, live.updated_at)
        Interpreter(live, rows, script, rng, on_commit=watcher.look).play(cancel_at=cancel_at)
    watcher.look(rows)
    if live.status is RunStatus.COMPLETED:
        return
    try:
        check_not_compensated(rows.snapshot())
    except GorkflowError:
        return
    rows.commit(reopen(plan, rows.snapshot(), rows.run.updated_at))
    watcher.look(rows)
    live, rows = resumed(plan, rows, owner="engine-3")
    transitions.begin(live, live.updated_at)
    Interpreter(live, rows, Script(), rng, on_commit=watcher.look).play()


@given(SEEDS)
@settings(max_examples=50, deadline=None)
def test_an_outline_is_read_from_what_a_store_keeps(seed: int) -> None:
    """The same nodes as the definition itself, in order, without its code."""
    definition, _ = random_workflow(Random(seed))
    stored = read_shape(definition_row(definition).shape)
    found = list(outline_of_shape(list(stored.nodes.values())).nodes.values())
    assert [(node.path, node.kind, node.after) for node in found] == [
        (node.path, node.kind, tuple(sorted(before.path for before in node.after))) for node in definition.nodes
    ]
    for mine, theirs in zip(found, definition.nodes, strict=True):
        body = getattr(theirs, "body", None)
        assert (mine.body is None) is (body is None)
        if mine.body is not None and body is not None:
            assert mine.name.rpartition("/")[2] == body.id
            expected = [""] if body.kind == "step" else [node.path for node in body.nodes]
            assert list(mine.body.nodes) == expected


def event(seq: int, type_: EventType, path: str | None = None, /, at: float = START, **data: Any) -> Event:
    attempt = data.pop("attempt", 1)
    return Event(
        run_id="run-1",
        seq=seq,
        at=datetime.fromtimestamp(at, UTC),
        type=type_,
        step_id=path,
        attempt=attempt,
        data=data,
    )


def fold(definition: Any, told: Iterable[tuple[Any, ...]]) -> Overview:
    """Of so many (type, path, data), a second apart."""
    overview = Overview(outline_of(definition))
    for seq, (type_, path, *data) in enumerate(told, start=1):
        overview.take(event(seq, type_, path, at=START + seq, **(data[0] if data else {})))
    return overview


def entry_of(overview: Overview, path: str) -> Entry:
    return next(entry for entry in overview.entries if entry.node.path == path)


def prices(count: int = 3) -> Any:
    price: Any = Step("price", one)
    return workflow("prices", list[int]).map(price).build()


NO: dict[str, Any] = {"error": {"code": "execution", "type": "ValueError", "message": "no", "traceback": "..."}}


def test_the_items_of_a_map_are_counted_by_status() -> None:
    """How many there are is known from its start on; the first failure for good says why."""
    T = EventType
    told: list[tuple[Any, ...]] = [
        (T.RUN_CREATED, None),
        (T.RUN_STARTED, None),
        (T.MAP_STARTED, "@map-1", {"items": 9}),
    ]
    told += [(T.STEP_STARTED, f"price[{item}]") for item in range(5)]
    told += [(T.STEP_COMPLETED, "price[0]", {"started_at": START, "ended_at": START + 1})]
    told += [(T.STEP_RETRY_SCHEDULED, "price[1]", {"next_attempt_at": START + 60, **NO})]
    told += [(T.STEP_FAILED, "price[2]", {"tolerated": True, **NO})]
    overview = fold(prices(), told)
    entry = entry_of(overview, "@map-1")
    assert entry.inside is not None
    assert (entry.status, entry.inside.total) == (StepStatus.RUNNING, 9)
    assert {str(one): count for one, count in entry.inside.counts.items() if count} == {
        "COMPLETED": 1, "RETRYING": 1, "FAILED": 1, "RUNNING": 2,
    }  # fmt: skip
    assert (entry.inside.over, sorted(entry.inside.at_work)) == (2, [1, 3, 4])
    assert entry.failure is not None
    assert (entry.failure.path, entry.failure.type, entry.failure.message) == ("price[2]", "ValueError", "no")


def test_a_loop_tells_its_turn_and_how_far_the_body_is() -> None:
    """What a body reports counts until something happens to its step."""
    T = EventType
    grow: Any = Step("grow", one)
    definition = workflow("growing", int).repeat(3, grow).build()
    told: list[tuple[Any, ...]] = [(T.STEP_STARTED, "grow#1"), (T.STEP_COMPLETED, "grow#1"), (T.STEP_STARTED, "grow#2")]
    overview = fold(definition, told)
    overview.report("grow#2", 3, 10)
    overview.report("shrink", 3, 10)
    entry = entry_of(overview, "@repeat-1")
    assert entry.inside is not None
    assert (entry.status, entry.inside.turn, list(entry.inside.at_work)) == (StepStatus.RUNNING, 2, [2])
    assert entry.reported == (3, 10)
    overview.take(event(4, T.STEP_COMPLETED, "@repeat-1", at=START + 9, started_at=START, ended_at=START + 9, turns=2))
    entry = entry_of(overview, "@repeat-1")
    assert (entry.status, entry.seconds, entry.reported) == (StepStatus.COMPLETED, 9, None)


def test_an_undo_step_is_let_go_of_with_its_run() -> None:
    """It is to start again with the next engine, as a step would."""
    T = EventType
    add: Any = Step("add", one)
    definition = workflow("undoing", int).then(add).build()
    told: list[tuple[Any, ...]] = [(T.STEP_COMPLETED, "add"), (T.RUN_COMPENSATING, None), (T.STEP_STARTED, "add/@undo")]
    overview = fold(definition, told)
    assert entry_of(overview, "add").undo is StepStatus.RUNNING
    overview.take(event(4, T.RUN_RELEASED))
    assert entry_of(overview, "add").undo is StepStatus.PENDING
    assert entry_of(overview, "add").status is StepStatus.COMPLETED


def test_what_the_definition_does_not_have_is_left_out() -> None:
    """As steps that were there before a migration, and paths that are none."""
    T = EventType
    paths = [
        "gone",
        "gone[1]",
        "price#1",
        "price[1]/inner",
        "price[]",
        "price[x]",
        "price",
        "[1]",
        "",
        "price[1]#2",
        "/@undo",
    ]
    told = [(type_, path) for path in paths for type_ in (T.STEP_STARTED, T.STEP_COMPLETED, T.STEP_COMPENSATED)]
    overview = fold(prices(), told)
    entry = entry_of(overview, "@map-1")
    assert entry.status is StepStatus.PENDING
    assert entry.inside is None or (entry.inside.begun, entry.inside.over) == (0, 0)


def test_a_hundred_thousand_items_that_are_over_take_no_room() -> None:
    """Only counts of them are kept."""
    T = EventType
    overview = fold(prices(), [(T.MAP_STARTED, "@map-1", {"items": 10_000})])
    sizes: list[int] = []
    for item in range(10_000):
        overview.take(event(item * 2 + 2, T.STEP_STARTED, f"price[{item}]", at=START + item))
        overview.take(event(item * 2 + 3, T.STEP_COMPLETED, f"price[{item}]", at=START + item))
        if item in {100, 9_999}:
            sizes.append(size_of(overview))
    inside = entry_of(overview, "@map-1").inside
    assert inside is not None
    assert (inside.counts[StepStatus.COMPLETED], inside.at_work) == (10_000, {})
    assert sizes[1] < sizes[0] * 1.1


def size_of(value: object, seen: set[int] | None = None) -> int:
    """Bytes of an object with all that it alone refers to."""
    seen = set() if seen is None else seen
    if id(value) in seen or isinstance(value, type | Outline | OutlineNode | StepStatus):
        return 0
    seen.add(id(value))
    parts: list[object] = [getattr(value, name) for name in getattr(type(value), "__slots__", ())]
    parts += list(getattr(value, "__dict__", {}).values())
    if isinstance(value, dict):
        parts += [*value, *value.values()]
    elif isinstance(value, list | tuple | set) or type(value).__name__ == "deque":
        parts += list(value)  # type: ignore[call-overload]  # what has parts
    return sys.getsizeof(value) + sum(size_of(part, seen) for part in parts)
