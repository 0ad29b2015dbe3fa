"""What a cached output is found by: all that tells one call from another, and nothing else."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from datetime import timedelta
from random import Random
from types import FunctionType
from typing import Any

import pytest
from hypothesis import given, strategies as st
from pydantic import BaseModel

from gorkflow import SettingError, Step, StepContext, step, workflow
from gorkflow.core import transitions
from gorkflow.core.caching import Caching
from gorkflow.core.outcomes import Completed
from gorkflow.core.plan_nodes import PlanMap, located
from gorkflow.core.values import ValueRefusedError
from tests.core.machine import START, created, one, plan_of, start_all, two


class Order(BaseModel):
    id: int
    tags: set[str] = set()


class Other(BaseModel):
    id: int
    tags: set[str] = set()


def of_order(order: Order) -> int:
    return order.id


def of_either(order: Order | Other) -> int:
    return order.id


def of_set(values: set[int]) -> int:
    return len(values)


def of_nothing() -> int:
    return 1


def of_context(ctx: StepContext, value: int) -> int:
    return value


def caching(
    handler: Callable[..., Any] = one, *, id: str = "s", flow: str = "w", version: str = "1", **options: Any
) -> Caching:
    """Of a step in a workflow of its own."""
    options = {"pure": True, "cache": 60.0} | options
    made: Any = Step(id, handler, **options)
    input_ = made.signature.value if made.signature.parameters else int
    found = plan_of(workflow(flow, input_, version=version).then(made).build()).nodes[0].caching
    assert found is not None
    return found


def annotated(**annotations: object) -> Callable[..., Any]:
    """The same code with other annotations."""
    twin = FunctionType(one.__code__, one.__globals__, "one")
    twin.__annotations__ = {**one.__annotations__, "value": int, "return": int, **annotations}
    return twin


def key_of(kept: Caching, *values: object) -> str:
    return kept.key(values, kept.encode(values))


def test_a_cached_step_has_to_be_pure() -> None:
    """Said where the option is written, with the remedy."""
    for settings in ({"cache": 60}, {"cache": timedelta(hours=1), "pure": False}):
        options: dict[str, Any] = settings
        with pytest.raises(SettingError, match=r"step 's': cache= is for pure steps: add pure=True"):
            Step("s", one, **options)
    with pytest.raises(SettingError, match="cache= is for pure steps"):
        step(cache=60)


@pytest.mark.parametrize("value", [0, -1, math.nan, math.inf, "1h", True, 10**400, timedelta(0), 101 * 365.25 * 86400])
def test_a_time_that_is_none_is_refused(value: Any) -> None:
    """Nothing for ever: a hundred years, like every duration."""
    with pytest.raises(SettingError, match="step 's': cache must be"):
        Step("s", one, pure=True, cache=value)


def test_the_option_is_kept_in_seconds() -> None:
    """None and nothing said are the same."""
    seconds = [Step("s", one, pure=True, cache=value).options.cache_seconds for value in (None, 2, timedelta(hours=1))]
    assert seconds == [None, 2.0, 3600.0]
    assert Step("s", one, pure=True).options.cache_seconds is None


def test_a_cache_is_no_part_of_the_definition() -> None:
    """Runs go on when it comes, goes or gets another time."""
    flows = [
        workflow("w", int).then(Step("s", one, pure=True, cache=seconds)).build() for seconds in (None, 60.0, 120.0)
    ]
    assert len({flow.fingerprint for flow in flows}) == 1
    assert [plan_of(flow).nodes[0].caching is None for flow in flows] == [True, False, False]


def test_a_change_of_anything_but_the_time_is_another_key() -> None:
    """Workflow, version, step, code, types and input; how long it is kept says nothing of the output."""

    def changed(value: int) -> int:
        return (value * 7 + 4) % 1009

    keys = [
        key_of(caching(), 1),
        key_of(caching(), 2),
        key_of(caching(flow="v"), 1),
        key_of(caching(version="2"), 1),
        key_of(caching(id="t"), 1),
        key_of(caching(changed), 1),
        key_of(caching(annotated(value=float)), 1.0),
        key_of(caching(annotated(**{"return": float})), 1),
        key_of(caching(of_nothing)),
        key_of(caching(two), 1, 2),
        key_of(caching(two), 2, 1),
        key_of(caching(two), 12, 0),
    ]
    assert len(set(keys)) == len(keys)
    assert all(len(key) == 64 for key in keys)
    assert key_of(caching(cache=1e9, name="One", executor="inline", timeout=3), 1) == keys[0]


def test_a_step_of_a_child_workflow_is_another_one() -> None:
    """Two steps of one name and one code, in two children, may use different things."""
    inner = workflow("inner", int).then(Step("s", one, pure=True, cache=60)).build()
    flow = workflow("w", int).then(inner).then(workflow("other", int).then(Step("s", one, pure=True, cache=60)).build())
    keys = {key_of(node.caching, 1) for node in plan_of(flow.build()).nodes if node.caching is not None}
    assert len(keys) == 2


def test_items_and_turns_share_their_outputs() -> None:
    """Their place is no part of the input; but of another map, or beside it, the step is another one."""
    made: Any = Step("s", one, pure=True, cache=60)
    mapped: Any = workflow("w", list[int]).map(made).map(made.named("t")).build()
    keys: set[str] = set()
    for node in plan_of(mapped).nodes:
        assert isinstance(node, PlanMap)
        (inner,) = node.body.nodes
        assert inner.caching is not None
        assert located(inner, 7, f"{node.path}[3]").caching is inner.caching
        keys.add(key_of(inner.caching, 1))
    assert len(keys) == 2


@given(values=st.lists(st.integers(), min_size=2, max_size=2), rng=st.randoms(use_true_random=False))
def test_equal_inputs_have_the_same_key(values: Sequence[int], rng: Random) -> None:
    """And only they."""
    kept = caching(of_set)
    first = {*range(values[0] % 7), values[0]}
    second = {*range(values[1] % 7), values[1]}
    again = list(first)
    rng.shuffle(again)
    assert key_of(kept, first) == key_of(kept, set(again))
    assert (key_of(kept, first) == key_of(kept, second)) is (first == second)


@given(values=st.lists(st.tuples(st.integers(0, 3), st.sets(st.sampled_from("ab"))), min_size=2, max_size=2))
def test_equal_models_have_the_same_key(values: Sequence[tuple[int, set[str]]]) -> None:
    """Their sets in any order."""
    kept = caching(of_order)
    first, second = (Order(id=number, tags=tags) for number, tags in values)
    assert (key_of(kept, first) == key_of(kept, second)) is (first == second)


def test_members_of_a_union_are_told_apart() -> None:
    """Also where their JSON is the same."""
    kept = caching(of_either)
    assert key_of(kept, Order(id=1)) != key_of(kept, Other(id=1))


def test_what_json_does_not_hold_has_no_key() -> None:
    """Nothing is guessed."""
    kept = caching(of_order)

    class Rush(Order):
        hours: int = 1

    with pytest.raises(ValueRefusedError):
        kept.encode([Rush(id=1)])


def test_what_a_body_gave_is_written_with_its_completion() -> None:
    """Under its key, for the time that the option says."""
    live, rows = created(plan_of(workflow("w", int).then(Step("s", one, pure=True, cache=60)).build()), 4)
    start_all(live)
    transitions.apply(
        live, Completed(0, live.nodes[0].output.encode(31), {}, START, START + 1, None, "key"), START, 0.5
    )
    assert transitions.settle(live, START)
    commit = live.take_commit()
    [row] = commit.cached
    crc = commit.executions[-1].checksum
    assert row == ("key", "run-1", "s", b"31", 0, crc, START + 61)
    assert list(live.take_commit().cached) == []
    rows.commit(commit)
    assert "cached" not in json.loads(rows.events[-2].data)
    assert rows.steps["s"].executor == "thread"


def test_a_cached_output_is_a_completion_like_any_other() -> None:
    """Its event says where it came from; it is not written to the cache once more."""
    live, rows = created(plan_of(workflow("w", int).then(Step("s", one, pure=True, cache=60)).build()), 4)
    start_all(live)
    hit = Completed(0, live.nodes[0].output.encode(31), {}, START, START + 1, None, cached_from="run-0")
    transitions.apply(live, hit, START, 0.5)
    assert transitions.settle(live, START)
    commit = live.take_commit()
    assert list(commit.cached) == []
    rows.commit(commit)
    data = json.loads(rows.events[-2].data)
    assert (data["cached"], data["from"]) == (True, "run-0")
    assert (rows.run.status, rows.status("s"), rows.steps["s"].output) == ("COMPLETED", "COMPLETED", b"31")
    assert rows.steps["s"].executor == "cache"
    assert live.bind(live.plan.output) == 31


def test_a_step_with_a_context_may_be_cached() -> None:
    """The context is no value of its input."""
    kept = caching(of_context)
    assert key_of(kept, 1) != key_of(kept, 2)
