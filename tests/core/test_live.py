"""What the owner of a run holds: values of its own for each consumer, an order of starts, changes not yet written."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pydantic import BaseModel, ConfigDict

from gorkflow.core import transitions
from gorkflow.core.held import Held, Passed
from gorkflow.core.live import LiveRun
from gorkflow.core.outcomes import Skipped
from gorkflow.core.plan_nodes import INPUT, LIST, NODE, TUPLE, Binding
from gorkflow.core.start import workflow
from gorkflow.core.step import Step
from gorkflow.core.values import ValueRefusedError, codec_for
from tests.core.machine import START, complete, created, fail, one, output_of, plan_of, start_all


class Basket(BaseModel):
    items: list[int]


class Label(BaseModel):
    model_config = ConfigDict(frozen=True)
    text: str


def fill(value: int) -> Basket:
    return Basket(items=[value])


def refill(basket: Basket) -> Basket:
    return basket


def step(id: str, handler: Any = one, **options: Any) -> Any:
    return Step(id, handler, **options)


def live_of(definition: Any, value: object = 1) -> LiveRun:
    return created(plan_of(definition), value)[0]


def skip(live: LiveRun, path: str) -> None:
    index = live.next_ready()
    assert index == live.plan.by_path[path]
    transitions.apply(live, Skipped(index, START), START, 0.5)


def test_each_consumer_gets_a_value_of_its_own() -> None:
    """The first takes the copy that encoding made; the others a fresh one."""
    held = Held.of(codec_for(Basket), codec_for(Basket).encode(Basket(items=[1])))
    values = [held.take() for _ in range(3)]
    assert values == [Basket(items=[1])] * 3
    assert len({id(value) for value in values}) == 3


def test_what_cannot_be_changed_is_shared() -> None:
    """No need for a second one, whether just made or read from the store."""
    codec = codec_for(Label)
    encoded = codec.encode(Label(text="a"))
    for held in (Held.of(codec, encoded), Held(codec, encoded.data, encoded.arm)):
        assert held.take() is held.take()
        assert held.take() == Label(text="a")


def test_a_held_value_that_does_not_fit_its_type_says_so() -> None:
    """A record of another program, or a damaged one."""
    with pytest.raises(ValueRefusedError):
        Held(codec_for(int), b'"x"', 0).take()


def test_bindings_give_values() -> None:
    """Tuples and lists are made anew."""
    live = live_of(workflow("w", int).then(step("a")).then(step("b")).build(), 4)
    start_all(live)
    complete(live, "a", 31)
    members = (Binding(INPUT), Binding(NODE, 0))
    assert live.bind(Binding(TUPLE, members=members)) == (4, 31)
    assert live.bind(Binding(LIST, members=members)) == [4, 31]
    assert live.bind(Binding(TUPLE, members=(*members, Binding(LIST, members=members)))) == (4, 31, [4, 31])


def test_thousands_of_steps_in_a_row_may_pass_their_input_on() -> None:
    """Without a recursion as deep as the chain, and each record names the step that holds the value."""
    position: Any = workflow("w", int).then(step("first"))
    for place in range(3_000):
        position = position.then_if(bool, step(f"s{place}"))
    live = live_of(position.build())
    start_all(live)
    complete(live, "first", 8)
    for place in range(3_000):
        skip(live, f"s{place}")
    assert transitions.settle(live, START)
    assert output_of(live) == 8
    references = {row.output_ref for row in live.changes.executions if row.status == "SKIPPED"}
    assert references == {'"first"'}
    assert isinstance(live.outputs[-1], Passed)


def test_a_step_that_passes_the_runs_input_on_refers_to_it() -> None:
    """As do those behind it."""
    definition = workflow("w", int).then_if(bool, step("a")).then_if(bool, step("b")).build()
    live = live_of(definition, 0)
    skip(live, "a")
    skip(live, "b")
    assert [row.output_ref for row in live.changes.executions] == ['"@input"', '"@input"']
    assert output_of(live) == 0


def test_a_tuple_passed_on_keeps_its_members() -> None:
    """The reference is the join's own."""

    def pair(both: tuple[int, int]) -> tuple[int, int]:
        return both

    start = workflow("w", int).then(step("a"))
    live = live_of(start.join(start).then_if(bool, step("p", pair)).then_if(bool, step("q", pair)).build())
    start_all(live)
    complete(live, "a", 2)
    skip(live, "p")
    skip(live, "q")
    assert [row.output_ref for row in live.changes.executions if row.status == "SKIPPED"] == ['["a","a"]'] * 2
    assert output_of(live) == (2, 2)


def test_a_default_is_each_runs_own() -> None:
    """What one run's consumer does to it no other run sees."""
    tolerant = step("t", fill).or_else(Basket(items=[]))
    definition = workflow("w", int).then(tolerant).then_if(bool, step("m", refill), default=Basket(items=[7])).build()
    plan = plan_of(definition)
    for _ in range(2):
        live, _ = created(plan, 1)
        start_all(live)
        fail(live, "t", is_retryable=False)
        skip(live, "m")
        for path, expected in (("t", []), ("m", [7])):
            basket = live.bind(Binding(NODE, plan.by_path[path]))
            assert isinstance(basket, Basket)
            assert basket.items == expected
            basket.items.append(99)


def test_steps_start_in_the_order_of_the_definition() -> None:
    """Whatever the order in which they became ready; what is held back keeps its place."""
    start = workflow("w", int)
    first, second = start.then(step("a")), start.then(step("b"))
    definition = first.then(step("c")).join(second.then(step("d")), first.then(step("e"))).build()
    live = live_of(definition)
    assert start_all(live) == ["a", "b"]
    complete(live, "b", 1)
    complete(live, "a", 1)
    taken = [index for index in (live.next_ready(), live.next_ready()) if index is not None]
    assert [live.nodes[index].path for index in taken] == ["c", "d"]
    for index in reversed(taken):
        live.hold_back(index)
    assert start_all(live) == ["c", "d", "e"]


def test_what_is_parked_is_ready_again_in_order_and_one_at_a_time() -> None:
    """For each thing that is wanted a line of its own; what is parked is still to come."""
    start = workflow("w", int)
    live = live_of(start.join(*(start.then(step(name)) for name in "abcde")).build())
    taken = {name: index for name in "abcde" if (index := live.next_ready()) is not None}
    assert live.next_ready() is None
    for name in "eba":
        live.park("threads", taken[name])
    for name in "dc":
        live.park("places", taken[name])
    assert live.next_ready() is None
    assert live.has_more
    assert not transitions.settle(live, START)
    ready: list[int | None] = []
    for want in ("threads", "places", "nothing", "threads", "places", "threads", "threads"):
        live.unpark(want)
        ready.append(live.next_ready())
    assert ready == [taken["a"], taken["c"], None, taken["b"], taken["d"], taken["e"], None]
    assert not live.has_more


def test_what_is_parked_never_starts_when_the_run_is_halted() -> None:
    """As what is ready."""
    live = live_of(workflow("w", int).then(step("a")).build())
    index = live.next_ready()
    assert index is not None
    live.park("threads", index)
    transitions.request_cancel(live, START)
    live.unpark("threads")
    assert not live.has_more
    assert transitions.settle(live, START)


def test_nothing_is_ready_before_the_run_begins_or_when_it_is_halted() -> None:
    """PENDING runs wait for a place."""
    live = live_of(workflow("w", int).then(step("a")).build())
    transitions.request_cancel(live, START)
    assert live.next_ready() is None
    assert not live.may_start


def test_the_next_moment_is_that_of_a_back_off_or_of_the_deadline() -> None:
    """Whichever is first; none for a run that is over."""
    from gorkflow.core.policy import RetryPolicy

    definition = workflow("w", int).then(step("a", retry=RetryPolicy(2, delay=50, jitter=0))).build()
    live, _ = created(plan_of(definition), 1, run_timeout=60)
    assert live.next_due() == START + 60
    start_all(live)
    fail(live, "a", now=START + 5)
    assert live.next_due() == START + 55
    assert live.has_more
    transitions.elapse(live, START + 60)
    assert live.next_due() is None
    assert transitions.settle(live, START + 60)
    assert live.next_due() is None


def test_the_deadline_of_a_run_that_failed_ends_its_bodies_too() -> None:
    """Until then they are waited for; its error stays the first one."""
    start = workflow("w", int)
    live, _ = created(plan_of(start.then(step("a")).join(start.then(step("b"))).build()), 1, run_timeout=60)
    start_all(live)
    fail(live, "a", now=START + 5)
    assert (live.next_due(), live.stops_bodies) == (START + 60, False)
    transitions.elapse(live, START + 60)
    assert (live.next_due(), live.stops_bodies) == (None, True)
    assert live.error is not None
    assert live.error.step_id == "a"


def test_changes_are_taken_once() -> None:
    """A commit holds everything since the last, and the sequence number that it builds upon."""
    live, rows = created(plan_of(workflow("w", int).then(step("a")).build()), 1)
    start_all(live)
    commit = live.take_commit()
    assert (commit.expected_seq, commit.patch.last_seq) == (1, 3)
    assert [event.type for event in commit.events] == ["RunStarted", "StepStarted"]
    rows.commit(commit)
    complete(live, "a", 10)
    transitions.settle(live, START + 1)
    commit = live.take_commit()
    assert [event.seq for event in commit.events] == [4, 5]
    assert commit.patch.output_ref == '"a"'
    assert (commit.patch.owner, commit.patch.completed_at) == (None, START + 1)
    rows.commit(commit)
    empty = live.take_commit()
    assert (empty.expected_seq, empty.events, empty.executions) == (5, [], [])
    assert json.loads(rows.events[3].data)["bytes"] == 2
