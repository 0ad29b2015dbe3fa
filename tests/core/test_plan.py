"""A compiled workflow: merged settings, bindings and references, where inputs are checked, who comes before whom."""

from __future__ import annotations

import sys
from random import Random
from typing import Any

import pytest
from hypothesis import given, strategies as st
from pydantic_core import to_json

from gorkflow.core.blocks import Map
from gorkflow.core.compilation import compile_plan
from gorkflow.core.containers import keep_result
from gorkflow.core.durations import NO_TIMEOUT
from gorkflow.core.held import Held
from gorkflow.core.plan_nodes import INPUT, LIST, NODE, NOTHING, SKIP_ARM, TUPLE, Binding, PlanLoop, PlanMap, PlanStep
from gorkflow.core.policy import NO_RETRY, RetryPolicy
from gorkflow.core.settings import Settings
from gorkflow.core.start import workflow
from gorkflow.core.step import Step
from gorkflow.core.values import DEFAULT_ARM, codec_for
from tests.core.machine import one, plan_of, two


def to_text(value: int) -> str:
    return str(value)


def to_float(value: float) -> float:
    return value


def of_either(value: int | str) -> int:
    return int(value)


def of_pair(pair: tuple[int, int]) -> int:
    return pair[0]


def of_list(values: list[int]) -> int:
    return len(values)


def of_nothing() -> int:
    return 1


def make_pair(value: int) -> tuple[int, int]:
    return value, value


def step(id: str, handler: Any = one, **options: Any) -> Any:
    return Step(id, handler, **options)


RETRIES = {place: RetryPolicy(number) for number, place in enumerate(["environment", "step", "workflow", "engine"], 2)}


@given(st.sets(st.sampled_from(list(RETRIES))))
def test_the_nearest_word_on_retries_and_timeouts_counts(said: set[str]) -> None:
    """Environment and gorkflow.toml, then the step, the workflow, the engine; nobody's word is one call, no limit."""

    def retry(place: str) -> RetryPolicy | None:
        return RETRIES[place] if place in said else None

    def timeout(place: str) -> float | None:
        return float(RETRIES[place].max_attempts) if place in said else None

    made = step("a", retry=retry("step"), timeout=timeout("step"))
    definition = workflow("w", int, retry=retry("workflow"), timeout=timeout("workflow")).then(made).build()
    plan = compile_plan(
        definition,
        engine=Settings(retry("engine"), timeout("engine")),
        overrides=lambda id, path: Settings(retry("environment"), timeout("environment"), len(id + path)),
    )
    expected = next((RETRIES[place] for place in RETRIES if place in said), None)
    assert plan.steps[0].retry == (expected or NO_RETRY)
    assert plan.steps[0].timeout_seconds == (None if expected is None else expected.max_attempts)
    assert plan.steps[0].concurrency == 2


def test_switching_off_is_a_word_of_its_own() -> None:
    """NO_RETRY and NO_TIMEOUT keep what stands behind them from being asked."""
    made = step("a", retry=NO_RETRY, timeout=NO_TIMEOUT)
    definition = workflow("w", int, retry=RetryPolicy(5), timeout=5).then(made).then(step("b")).build()
    plan = plan_of(definition, retry=RetryPolicy(9), timeout_seconds=9.0)
    assert [(node.retry.max_attempts, node.timeout_seconds) for node in plan.steps] == [(1, None), (5, 5.0)]


def test_a_workflow_inside_another_keeps_its_own_word() -> None:
    """It is nearer to its steps than the workflow around it."""
    inner = workflow("inner", int, retry=RetryPolicy(4), timeout=4).then(step("a")).build()
    outer = workflow("outer", int, retry=RetryPolicy(7), timeout=7).then(inner).then(step("b")).build()
    assert [(node.path, node.retry.max_attempts, node.timeout_seconds) for node in plan_of(outer).steps] == [
        ("inner/a", 4, 4.0),
        ("b", 7, 7.0),
    ]


def test_the_run_has_a_limit_or_none() -> None:
    """NO_TIMEOUT is none."""
    begun: dict[str, Any] = {"a": 3.5, "b": NO_TIMEOUT, "c": None}
    plans = [plan_of(workflow(id, int, run_timeout=limit).then(step("s")).build()) for id, limit in begun.items()]
    assert [plan.run_timeout_seconds for plan in plans] == [3.5, None, None]


def test_arrays_say_who_waits_for_whom() -> None:
    """In topological order, ties in order of definition."""
    start = workflow("w", int).then(step("a"))
    left, right = start.then(step("b")), start.then(step("c"))
    definition = left.join(right).then(step("d", two)).tap(step("t")).build()
    plan = plan_of(definition)
    assert [node.path for node in plan.steps] == ["a", "b", "c", "d", "t"]
    assert plan.successors == ((1, 2), (3,), (3,), (4,), ())
    assert plan.in_degree == (0, 1, 1, 2, 1)
    assert plan.roots == (0,)
    assert plan.by_path == {"a": 0, "b": 1, "c": 2, "d": 3, "t": 4}


def test_a_step_that_takes_another_twice_waits_for_it_once() -> None:
    """Its in-degree counts steps, not values."""
    start = workflow("w", int).then(step("a"))
    plan = plan_of(start.join(start).then(step("b", two)).build())
    assert plan.in_degree == (0, 1)
    assert plan.steps[1].binding == Binding(TUPLE, members=(Binding(NODE, 0), Binding(NODE, 0)))


def test_bindings_and_references_name_the_same_places() -> None:
    """Indices for the machine, paths for the store; `@input` is no path."""
    start = workflow("w", int)
    many = start.parallel_all([step("a"), step("b")])
    plan = plan_of(start.join(many.then(step("c", of_list)), start.then(step("n", of_nothing))).build())
    by_path = {node.path: node for node in plan.steps}
    assert by_path["a"].binding == Binding(INPUT)
    assert by_path["a"].input_ref == '"@input"'
    assert by_path["c"].binding == Binding(LIST, members=(Binding(NODE, 0), Binding(NODE, 1)))
    assert by_path["c"].input_ref == '["a","b"]'
    assert by_path["n"].binding == Binding(NOTHING)
    assert by_path["n"].input_ref is None
    assert plan.output == Binding(TUPLE, members=(Binding(INPUT), Binding(NODE, 2), Binding(NODE, 3)))
    assert plan.output_ref == '["@input","c","n"]'


def test_inputs_are_checked_only_where_the_types_differ() -> None:
    """What was encoded under the consumer's own type needs no second look."""
    start = workflow("w", int)
    first = start.then(step("same"))
    definition = start.join(
        first.then(step("text", to_text)).then(step("either", of_either)),
        first.then(step("wider", to_float)),
        first.join(first).then(step("spread", two)),
        first.join(first).then(step("whole", of_pair)),
        first.then(step("pair", make_pair)).then(step("from_pair", two)),
        start.then(step("tolerant").or_none()).then(step("after_none", of_either_or_none)),
        start.then_if(bool, step("maybe"), default=1).then(step("after_maybe")),
    ).build()
    checks = {node.path: [codec.type_form for codec in node.input_codecs] for node in plan_of(definition).steps}
    checked = {path: forms for path, forms in checks.items() if forms}
    assert checked == {
        "wider": [float],
        "whole": [tuple[int, int]],
        "after_none": [int | None],
        "after_maybe": [int],
    }


def of_either_or_none(value: int | None) -> int:
    return value or 0


def test_defaults_are_stored_under_the_steps_type_or_their_own() -> None:
    """The record's number tells which; a tolerance and a condition may both have one of their own."""
    tolerant = step("a").or_else("text")
    definition = workflow("w", int).then_if(bool, tolerant, default=None).build()
    node = plan_of(definition).steps[0]
    assert node.tolerated is not None
    assert node.skipped is not None
    assert (node.tolerated.data, node.tolerated.arm) == (b'"text"', DEFAULT_ARM)
    assert (node.skipped.data, node.skipped.arm) == (b"null", SKIP_ARM)
    assert [node.codec(arm).type_form for arm in (0, DEFAULT_ARM, SKIP_ARM)] == [int, str, type(None)]
    fitting = plan_of(workflow("w", int).then(step("a").or_else(5)).build()).steps[0]
    assert fitting.tolerated is not None
    assert fitting.tolerated.arm == 0


@given(st.integers(0, 2**32), st.integers(2, 12))
def test_ancestors_are_those_that_the_edges_lead_from(seed: int, size: int) -> None:
    """Compared with a walk backwards over the definition."""
    rng = Random(seed)
    positions: list[Any] = [workflow("w", int)]
    for place in range(size):
        left, right = rng.choice(positions), rng.choice(positions)
        positions.append(left.join(right).then(step(f"s{place}", two)))
    plan = plan_of(positions[1].join(*positions[2:]).build())

    def before(place: int) -> set[int]:
        near = {plan.by_path[node.path] for node in plan.workflow.nodes[place].after}
        return near.union(*map(before, near))

    for place in range(size):
        found = {other for other in range(size) if plan.is_ancestor(other, place)}
        assert found == before(place)


def test_a_chain_of_ten_thousand_compiles_in_as_many_calls() -> None:
    """Counted, not timed: twice the steps are twice the calls, and no recursion is as deep as the chain."""
    calls = [_calls_of_compiling(size) for size in (1_000, 2_000)]
    assert calls[1] < 2.1 * calls[0]
    plan = plan_of(_chain(10_000))
    assert len(plan.steps) == 10_000
    assert plan.steps[-1].binding == Binding(NODE, 9_998)
    assert plan.is_ancestor(0, 9_999)


def test_a_wide_step_compiles_in_as_many_calls_as_it_has_members() -> None:
    """A fan of ten thousand, too."""
    definition = workflow("w", int).parallel_all([step(f"s{place}") for place in range(10_000)]).build()
    plan = plan_of(definition)
    assert len(plan.roots) == 10_000
    assert len(plan.output.members) == 10_000


def _chain(size: int) -> Any:
    position: Any = workflow("w", int)
    for place in range(size):
        position = position.then(step(f"s{place}"))
    return position.build()


def _calls_of_compiling(size: int) -> int:
    definition = _chain(size)
    plan_of(definition)  # codecs are made once
    count = 0

    def profile(_frame: object, event: str, _arg: object) -> None:
        nonlocal count
        count += event == "call"

    sys.setprofile(profile)
    try:
        plan_of(definition)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    ("handler", "options", "expected"),
    [
        (one, {}, "thread"),
        (one, {"executor": "inline"}, "inline"),
        (one, {"executor": "process"}, "process"),
    ],
)
def test_a_node_knows_how_its_body_is_called(handler: Any, options: dict[str, Any], expected: str) -> None:
    """Where it runs, what it takes, whether it has effects."""
    node: PlanStep = plan_of(workflow("w", int).then(step("a", handler, pure=True, **options)).build()).steps[0]
    assert (node.runs_on, node.is_async, node.takes_value, node.takes_context, node.pure) == (
        expected, False, True, False, True,
    )  # fmt: skip


def test_what_runs_in_maps_and_loops_inherits_settings() -> None:
    """Of the workflow that is the item before that around it; overrides go by the name, for all items and turns."""
    child = workflow("child", int, retry=RetryPolicy(4), timeout=4).then(Step("a", plus)).build()
    plain = workflow("plain", int).then(Step("b", plus)).build()
    turns = workflow("turns", int, retry=RetryPolicy(2)).then(Step("n", ones)).map(child).then(Step("s", len_of))
    flow = turns.repeat(2, plain).then_if(bool, Step("z", plus)).build()

    def overrides(_: str, name: str) -> Settings:
        return Settings(concurrency=7) if name == "plain/b" else Settings()

    plan = compile_plan(flow, engine=Settings(retry=RetryPolicy(9), timeout_seconds=9), overrides=overrides)
    found = {}
    for node in plan.nodes:
        if isinstance(node, PlanMap | PlanLoop):
            inner = node.body.nodes[0]
            assert isinstance(inner, PlanStep)
            found[inner.name] = (inner.retry.max_attempts, inner.timeout_seconds, inner.concurrency, inner.may_write)
    assert found == {"child/a": (4, 4.0, None, False), "plain/b": (2, 9, 7, True)}


def test_a_loop_in_a_map_may_not_write_the_state_either() -> None:
    """Nor a map in a loop."""
    loop = workflow("loop", int).repeat(2, Step("a", plus)).build()
    (_, outer) = plan_of(workflow("outer", int).then(Step("n", ones)).map(loop).build()).nodes
    assert isinstance(outer, PlanMap)
    (inner,) = outer.body.nodes
    assert isinstance(inner, PlanLoop)
    assert [node.may_write for node in inner.body.nodes if isinstance(node, PlanStep)] == [False]


@pytest.mark.parametrize(("items", "size", "is_kept"), [(2, 10, True), (2, 100_000, False), (2000, 10, False)])
def test_outputs_of_many_or_large_items_are_held_as_json_alone(items: int, size: int, is_kept: bool) -> None:
    """Else a map would hold each of them twice."""
    copy = ["x" * size]
    held = Held(codec_for(list[str]), to_json(copy), 0, copy)
    keep_result(Map([None] * items, 0.0), 0, held, None)
    assert (held.take() is copy) is is_kept


def plus(value: int) -> int:
    return value + 1


def ones(value: int) -> list[int]:
    return [1] * value


def len_of(values: list[int]) -> int:
    return len(values)
