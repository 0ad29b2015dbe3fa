"""The builder: what it wires, what `build()` refuses, and that size does not matter."""

from __future__ import annotations

import gc
import sys
import tracemalloc
from collections.abc import Callable, Sequence
from types import FrameType
from typing import Any, NamedTuple

import pytest
from pydantic import BaseModel, SecretStr

from gorkflow.core.builder import WorkflowBuilder
from gorkflow.core.context import StepContext
from gorkflow.core.decorator import step
from gorkflow.core.graph import FromAll, FromInput, FromNode, Source, StepNode
from gorkflow.core.policy import NO_RETRY, RetryPolicy
from gorkflow.core.start import workflow
from gorkflow.core.step import Step
from gorkflow.core.workflow import Workflow
from gorkflow.errors import DefinitionError, SettingError


class Order(BaseModel):
    id: int


class Rush(Order):
    hours: int


class Quote(BaseModel):
    total: float


class Stock(BaseModel):
    ok: bool


class Pair(NamedTuple):
    quote: Quote
    stock: Stock


@step
def fetch(id: int) -> Order:
    return Order(id=id)


@step
def price(order: Order) -> Quote:
    return Quote(total=1)


@step
def stock(ctx: StepContext, order: Order) -> Stock:
    return Stock(ok=True)


@step
def decide(quote: Quote, stock: Stock) -> bool:
    return True


@step
def grow(order: Order) -> Order:
    return order


@step
def rush(order: Order) -> Rush:
    return Rush(id=1, hours=1)


@step
def tick() -> int:
    return 1


@step
def up(number: int) -> int:
    return number + 1


@step
def total(numbers: Sequence[int]) -> int:
    return sum(numbers)


def shape(built: Workflow[Any, Any]) -> dict[str, tuple[str, list[str]]]:
    """Where each step's input comes from, and what it comes after."""
    return {
        node.path: ("" if node.source is None else text_of(node.source), [one.path for one in node.after])
        for node in built.nodes
    }


def steps_of(built: Workflow[Any, Any]) -> list[StepNode]:
    return [node for node in built.nodes if isinstance(node, StepNode)]


def text_of(source: Source) -> str:
    if isinstance(source, FromInput):
        return "input"
    if isinstance(source, FromNode):
        return source.node.path
    assert isinstance(source, FromAll)
    return f"{source.kind}({', '.join(text_of(member) for member in source.members)})"


def problems_of(position: WorkflowBuilder[Any, Any]) -> list[str]:
    with pytest.raises(DefinitionError) as caught:
        position.build()
    assert str(caught.value).startswith(f"workflow {caught.value.args[0].split(chr(39))[1]!r}")
    return list(caught.value.problems)


# --- what is wired ---------------------------------------------------------------------------------------


def test_a_chain() -> None:
    """Each step gets the output of the one before."""
    built = workflow("w").then(fetch).then(price).build()
    assert shape(built) == {"fetch": ("input", []), "price": ("fetch", ["fetch"])}
    assert (built.input_type, built.output_type, text_of(built.output)) == (int, Quote, "price")


def test_a_sequence_is_a_chain() -> None:
    """From the start and from a position."""
    expected = shape(workflow("w").then(fetch).then(price).build())
    assert shape(workflow("w").sequence(fetch, price).build()) == expected
    assert shape(workflow("w", int).sequence(fetch, price).build()) == expected


def test_parallel_gives_a_tuple_in_the_order_written() -> None:
    """The next step comes after all of them."""
    built = workflow("w").then(fetch).parallel(price, stock).then(decide).build()
    assert shape(built) == {
        "fetch": ("input", []),
        "price": ("fetch", ["fetch"]),
        "stock": ("fetch", ["fetch"]),
        "decide": ("tuple(price, stock)", ["price", "stock"]),
    }
    assert workflow("w").parallel(price, stock).build().output_type == tuple[Quote, Stock]


def test_parallel_all_gives_a_list() -> None:
    """Of any width, of the union of the types where they differ."""
    many = [up.named(f"up-{index}") for index in range(20)]
    built = workflow("w").parallel_all(many).then(total).build()
    assert shape(built)["total"][0] == f"list({', '.join(one.id for one in many)})"
    assert workflow("w", int).parallel_all(many[:2]).build().output_type == list[int]
    mixed: list[Any] = [price, stock]
    assert workflow("w", Order).parallel_all(mixed).build().output_type == list[Quote | Stock]


def test_a_join_brings_positions_together() -> None:
    """A step reached through two positions is one step; the input may be joined too."""
    order = workflow("w", int).then(fetch)
    built = order.then(price).join(order.then(stock)).then(decide).build()
    assert shape(built)["decide"] == ("tuple(price, stock)", ["price", "stock"])
    assert len(built.nodes) == 4
    start = workflow("w", int)
    joined = start.join(start.then(fetch)).build()
    assert (text_of(joined.output), joined.output_type) == ("tuple(input, fetch)", tuple[int, Order])


def test_a_step_without_values_follows_anything() -> None:
    """It takes nothing, but waits."""
    built = workflow("w").then(fetch).then(tick).build()
    assert shape(built)["tick"] == ("", ["fetch"])
    assert workflow("w").then(tick).build().input_type is object


def test_a_tap_is_beside_the_path() -> None:
    """What comes next does not wait for it, and its output goes nowhere."""
    built = workflow("w").then(fetch).tap(price).then(grow).build()
    assert shape(built)["grow"] == ("fetch", ["fetch"])
    assert {node.path: node.is_tap for node in built.nodes} == {"fetch": False, "price": True, "grow": False}
    assert text_of(built.output) == "grow"


def test_only_what_leads_to_the_built_position_is_part_of_it() -> None:
    """And the taps on the way; not those of other continuations."""
    order = workflow("w").then(fetch)
    order.then(price).tap(tick)
    order.tap(stock)
    assert list(shape(order.then(grow).build())) == ["fetch", "grow"]
    tapped = order.tap(stock)
    left, right = tapped.then(price), tapped.then(grow).tap(tick)
    assert list(shape(left.join(right).build())) == ["fetch", "stock", "price", "grow", "tick"]
    assert list(shape(left.build())) == ["fetch", "stock", "price"]


def test_a_conditional_step_keeps_condition_and_default() -> None:
    """Without a default the type stays; with one it is the union."""
    order = workflow("w").then(fetch)

    def large(order: Order) -> bool:
        return order.id > 3

    node = steps_of(order.then_if(large, grow).build())[-1]
    assert (node.condition, node.default, node.kind) == (large, None, "then_if")
    other = order.then_if(large, price, default=None).build()
    default = steps_of(other)[-1].default
    assert default is not None
    assert default.value is None
    assert other.output_type == Quote | None
    assert order.then_if(large, rush).build().output_type == Order
    assert order.then_if(large, tick, default=0).build().nodes[-1].source is not None


def test_tolerated_failures_widen_the_type() -> None:
    """Consumers must take the default too."""
    assert workflow("w").then(price.or_none()).build().output_type == Quote | None
    wrong: Any = decide
    (problem,) = problems_of(workflow("w").parallel(price.or_none(), stock).then(wrong))
    assert problem == (
        "step 'decide' takes Quote as 'quote', but 'price' before it gives Quote | None; "
        "join in the order of the parameters"
    )


def test_order_is_topological_with_ties_in_order_of_definition() -> None:
    """Numbered per workflow, not over all of them."""
    order = workflow("w").then(fetch)
    second = order.then(stock)
    first = order.then(price)
    assert [node.path for node in first.join(second).then(decide).build().nodes] == [
        "fetch",
        "stock",
        "price",
        "decide",
    ]
    assert workflow("x").then(fetch).build().nodes[0].order == 0


# --- workflows inside workflows --------------------------------------------------------------------------


def test_a_workflow_inside_another_is_expanded() -> None:
    """Its steps get its id before their paths; settings of its own stay with them."""
    inner = workflow("inner", retry=RetryPolicy(7), timeout=3).parallel(price, stock).then(decide).build()
    built = workflow("outer").then(fetch).then(inner).build()
    assert shape(built) == {
        "fetch": ("input", []),
        "inner/price": ("fetch", ["fetch"]),
        "inner/stock": ("fetch", ["fetch"]),
        "inner/decide": ("tuple(inner/price, inner/stock)", ["inner/price", "inner/stock"]),
    }
    assert [(node.retry, node.timeout_seconds) for node in steps_of(built)] == [(None, None)] + [
        (RetryPolicy(7), 3.0)
    ] * 3
    assert (built.input_type, built.output_type, list(built.steps)[1]) == (int, bool, "inner/price")


def test_workflows_nest_to_any_depth_and_may_be_used_twice_under_another_id() -> None:
    """The innermost settings win."""
    inner = workflow("a", retry=NO_RETRY).then(up).build()
    middle = workflow("b", retry=RetryPolicy(5)).then(inner).then(inner.named("again")).build()
    built = workflow("c").then(middle).then(up).build()
    assert list(shape(built)) == ["b/a/up", "b/again/up", "up"]
    assert [node.retry for node in steps_of(built)] == [NO_RETRY, NO_RETRY, None]
    assert inner.named("x").id == "x"
    assert inner.id == "a"


def test_taps_inside_a_workflow_stay_taps() -> None:
    """And a workflow beside the path is one altogether."""
    inner = workflow("inner").then(grow).tap(price).build()
    built = workflow("w").then(fetch).then(inner).then(stock).build()
    assert [(node.path, node.is_tap) for node in built.nodes if node.is_tap] == [("inner/price", True)]
    assert shape(built)["stock"] == ("inner/grow", ["inner/grow"])
    beside = workflow("w").then(fetch).tap(inner).build()
    assert {node.path: node.is_tap for node in beside.nodes} == {
        "fetch": False,
        "inner/grow": True,
        "inner/price": True,
    }
    assert text_of(beside.output) == "fetch"


def test_a_workflow_whose_output_holds_its_input() -> None:
    """What it joins with its own input is joined with what it follows."""
    start = workflow("inner", Order)
    inner = start.join(start.then(price)).build()
    built = workflow("w").then(fetch).then(inner).build()
    assert text_of(built.output) == "tuple(fetch, inner/price)"
    assert built.output_type == tuple[Order, Quote]


def test_a_workflow_as_the_first_step_decides_the_input() -> None:
    """Its input type is narrower here than its first step's."""
    inner = workflow("inner", Rush).then(price).build()
    assert workflow("w").then(inner).build().input_type is Rush
    assert workflow("w").parallel(grow, inner).build().input_type is Rush
    wrong: Any = inner
    (problem,) = problems_of(workflow("w").then(fetch).then(wrong))
    assert problem.startswith("workflow 'inner' inside it takes Rush, but 'fetch' before it gives Order; ")


def test_what_a_workflow_cannot_do_is_refused_with_the_remedy() -> None:
    """Tolerance is for steps."""
    inner = workflow("inner").then(price).build()
    for call in (inner.or_none, lambda: inner.or_else(3)):
        with pytest.raises(
            DefinitionError, match=r"workflow 'inner': or_\w+\(\) is not supported for a workflow; call"
        ):
            call()


# --- what is refused -------------------------------------------------------------------------------------


def test_a_wrong_next_step_names_both_steps_and_both_types() -> None:
    """And the remedy."""
    wrong: Any = stock
    assert problems_of(workflow("x").then(price).then(wrong)) == [
        "step 'stock' takes Order, but 'price' before it gives Quote; change one of the two, "
        "or put a step between them that takes Quote and gives Order"
    ]
    assert problems_of(workflow("x", str).then(wrong)) == [
        "step 'stock' takes Order, but the workflow's input is str; change one of the two, "
        "or put a step between them that takes str and gives Order"
    ]


def test_a_join_of_the_wrong_width_or_order() -> None:
    """Counted and compared one by one."""
    wrong: Any = decide
    (arity,) = problems_of(workflow("x").parallel(price, stock, grow).then(wrong))
    assert arity == (
        "step 'decide' takes 2 values (quote: Quote, stock: Stock), but 3 come from the join before it "
        "(Quote, Stock, Order); join as many as it takes"
    )
    swapped = problems_of(workflow("x").parallel(stock, price).then(wrong))
    assert [text.split(";")[0] for text in swapped] == [
        "step 'decide' takes Quote as 'quote', but 'stock' before it gives Stock",
        "step 'decide' takes Stock as 'stock', but 'price' before it gives Quote",
    ]


def test_tuples_are_spread_wherever_they_come_from() -> None:
    """Also from a step that gives one, or a NamedTuple."""

    @step
    def both(order: Order) -> tuple[Quote, Stock]:
        return Quote(total=1), Stock(ok=True)

    @step
    def pair(order: Order) -> Pair:
        return Pair(Quote(total=1), Stock(ok=True))

    @step
    def three(order: Order) -> tuple[Quote, Stock, int]:
        return Quote(total=1), Stock(ok=True), 1

    for good in (both, pair):
        assert workflow("w").then(good).then(decide).build().output_type is bool
    wrong: Any = three
    (problem,) = problems_of(workflow("w").then(wrong).then(decide))
    assert "step 'decide' takes tuple[Quote, Stock], but 'three' before it gives tuple[Quote, Stock, int]" in problem


def test_a_conditional_step_without_default_must_give_what_it_takes() -> None:
    """Else a false condition would pass on another type."""
    wrong: Any = price
    (problem,) = problems_of(workflow("w").then(fetch).then_if(lambda _: True, wrong))
    assert problem == (
        "step 'price' gives Quote, but then_if() without default= passes on Order where its condition is false; "
        "add default=..., or let the step give Order"
    )


def test_a_step_used_twice_needs_another_id() -> None:
    """named() is the remedy."""
    assert problems_of(workflow("w", int).then(up).then(up)) == [
        "the step id 'up' is used 2 times; give the others ids of their own with .named('...')"
    ]
    assert len(workflow("w", int).then(up).then(up.named("up-2")).build().nodes) == 2


def test_an_empty_workflow_is_refused() -> None:
    """A position with nothing before it."""
    assert problems_of(workflow("w", int)) == ["it has no steps; add one with .then(step)"]


def test_all_problems_are_reported_at_once() -> None:
    """The first line names the workflow and counts them."""
    wrong: Any = decide
    position: Any = workflow("checkout").then(fetch).then(wrong)
    position = position.then(stock).then(stock)
    with pytest.raises(DefinitionError) as caught:
        position.build()
    lines = str(caught.value).splitlines()
    assert lines[0] == f"workflow 'checkout' has 4 problems; first: {caught.value.problems[0]}"
    assert [line.split(";")[0] for line in lines[1:]] == [
        "  - step 'decide' takes tuple[Quote, Stock], but 'fetch' before it gives Order",
        "  - step 'stock' takes Order, but 'decide' before it gives bool",
        "  - step 'stock' takes Order, but 'stock' before it gives Stock",
    ]


def test_a_name_still_undefined_at_build_is_refused() -> None:
    """All steps with one are named."""

    @step
    def early(value: Never1) -> int:  # type: ignore[name-defined]  # noqa: F821  # that is what is tested
        return 1

    @step
    def late(value: int) -> Never2:  # type: ignore[name-defined]  # noqa: F821  # that is what is tested
        return 1

    found = problems_of(workflow("w").then(early).then(late))
    assert [text.split(";")[0] for text in found] == [
        "step 'early': the name 'Never1' in its annotations is not defined",
        "step 'late': the name 'Never2' in its annotations is not defined",
    ]


def test_a_name_defined_before_build_is_good() -> None:
    """Decoration comes before the class."""

    @step
    def early(value: Later) -> Later:
        return value

    position = workflow("w").then(early)

    class Later(BaseModel):
        x: int

    assert position.build().input_type is Later


def test_a_default_that_cannot_be_stored_is_refused() -> None:
    """At build, not when the step fails."""
    (problem,) = problems_of(workflow("w").then(price.or_else(object())))
    assert problem.startswith("the default of step 'price' cannot be stored: ")
    (problem,) = problems_of(workflow("w").then(fetch).then_if(lambda _: True, price, default=float("nan")))
    assert problem.startswith("the default of step 'price' cannot be stored: ")


def test_positions_of_another_workflow_cannot_be_joined() -> None:
    """Both are named."""
    with pytest.raises(DefinitionError, match=r"workflow 'a': join\(\) got a position of workflow 'b'"):
        workflow("a", int).then(fetch).join(workflow("b", int).then(fetch))


def test_arguments_that_are_no_steps_are_refused_with_the_remedy() -> None:
    """Plain functions, calls, values, unbuilt workflows."""
    order: Any = workflow("w").then(fetch)

    async def body(order: Order) -> Quote:
        return Quote(total=1)

    for argument, text in [
        (body, r"then\(\) got the plain function 'body'; decorate it with @step"),
        (body(Order(id=1)), r"then\(\) got the result of a call; pass the step itself, without the parentheses"),
        (3, r"then\(\) got a int; pass a step or a workflow"),
        (None, r"then\(\) got a NoneType; pass a step or a workflow"),
        (order, r"then\(\) got a workflow that is not built; call .build\(\) on it first"),
    ]:
        with pytest.raises(DefinitionError, match=text):
            order.then(argument)
    for call, text in [
        (order.parallel, r"workflow 'w': parallel\(\) needs at least one step"),
        (order.sequence, r"workflow 'w': sequence\(\) needs at least one step"),
        (order.join, r"workflow 'w': join\(\) needs at least one other position"),
        (lambda: order.parallel_all([]), r"workflow 'w': parallel_all\(\) needs at least one step"),
        (lambda: order.join(price), r"workflow 'w': join\(\) got a SyncStep; join takes positions"),
    ]:
        with pytest.raises(DefinitionError, match=text):
            call()


def test_conditions_must_be_plain_functions() -> None:
    """Not coroutines: they are asked once, purely."""
    order: Any = workflow("w").then(fetch)

    async def asks(order: Order) -> bool:
        return True

    for condition in (asks, step(asks), True, None):
        with pytest.raises(DefinitionError, match="the condition of step 'grow' must be a plain function of the value"):
            order.then_if(condition, grow)


@pytest.mark.parametrize(
    "settings",
    [{"retry": 3}, {"timeout": 0}, {"timeout": -1}, {"run_timeout": float("nan")}, {"name": 3}, {"description": 3}],
    ids=str,
)
def test_settings_of_a_workflow_are_checked(settings: dict[str, Any]) -> None:
    """At the call, naming it."""
    with pytest.raises(SettingError, match=f"workflow 'w': {next(iter(settings))} must be "):
        workflow("w", **settings)


@pytest.mark.parametrize(
    ("id", "version", "text"),
    [
        ("a b", "1", "workflow id 'a b' is invalid"),
        ("", "1", "workflow id is empty"),
        ("w", "", "workflow 'w': version '' is invalid"),
        ("w", "1\n", "version '1\\\\n' is invalid"),
        ("w", "x" * 101, "use 1 to 100 printable characters"),
        ("w", 1, "version must be a str, not int"),
    ],
)
def test_ids_and_versions_of_a_workflow_are_checked(id: str, version: Any, text: str) -> None:
    """At the call."""
    with pytest.raises(DefinitionError, match=text):
        workflow(id, version=version)


@pytest.mark.parametrize("form", [Any, object, list, SecretStr, 3], ids=str)
def test_the_input_type_is_checked(form: Any) -> None:
    """As a parameter's."""
    with pytest.raises(DefinitionError, match="workflow 'w': its input: "):
        workflow("w", form)


# --- size ------------------------------------------------------------------------------------------------


def chain(count: int) -> WorkflowBuilder[int, int]:
    position = workflow("chain", int)
    for index in range(count):
        position = position.then(up.named(f"s{index}"))
    return position


def test_ten_thousand_steps_in_a_row_are_built_without_recursion() -> None:
    """Build, repr, garbage collection, fingerprint and drawing."""
    built = chain(10_000).build()
    assert len(built.nodes) == 10_000
    assert "s9999" in repr(built.nodes[-1])
    assert len(built.fingerprint) == 64
    assert built.to_mermaid().count("-->") == 10_001
    assert built.graph.number_of_edges() == 9_999
    nested = workflow("outer").then(built).build()
    assert nested.nodes[-1].path == "chain/s9999"
    del built, nested
    gc.collect()


def test_deep_joins_are_built_without_recursion() -> None:
    """A join of a join of a join, 10,000 deep, in front of a step that takes no value."""
    start = workflow("deep", int)
    position: Any = start.then(up)
    for _ in range(10_000):
        position = position.join(start)
    built = position.then(tick).build()
    assert [node.path for node in built.nodes] == ["up", "tick"]
    assert len(built.fingerprint) == 64
    assert workflow("outer", int).then(built).build().nodes[-1].path == "deep/tick"
    (problem,) = problems_of(position)
    assert problem == "its output is nested deeper than 50 tuples; end it with a step that sums it up"


def test_a_wide_parallel_is_linear() -> None:
    """1 -> 1,000 -> 1."""
    many = [up.named(f"u{index}") for index in range(1_000)]
    built = workflow("wide").then(up).parallel_all(many).then(total).build()
    assert len(built.nodes[-1].after) == 1_000


def calls_of(count: int) -> int:
    """Function calls, in Python and in C, that a chain of so many steps takes: a clock that no load disturbs."""
    calls = 0

    def counting(frame: FrameType, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    sys.setprofile(counting)
    try:
        chain(count).build()
    finally:
        sys.setprofile(None)
    return calls


def memory_of(count: int) -> int:
    """Bytes that a chain of so many steps holds at most while it is built."""
    gc.collect()
    tracemalloc.start()
    try:
        chain(count).build()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("measure", [calls_of, memory_of])
def test_build_is_linear_in_work_and_memory(measure: Callable[[int], int]) -> None:
    """Ten times the steps cost about ten times as much, where a copy per call would cost a hundred times."""
    measure(100)  # fills the caches
    assert 8 < measure(5_000) / measure(500) < 12


def test_positions_are_immutable() -> None:
    """A call gives a new one and changes nothing."""
    order = workflow("w").then(fetch)
    before = list(shape(order.build()))
    order.then(price)
    order.tap(stock)
    order.then_if(lambda _: True, grow)
    assert list(shape(order.build())) == before
    assert repr(order) == "WorkflowBuilder('w', after fetch)"
    assert repr(workflow("w")) == "WorkflowStart('w')"


def test_steps_made_without_the_decorator() -> None:
    """From plain functions."""

    def add(a: int, b: int) -> int:
        return a + b

    start = workflow("w", int)
    assert start.join(start.then(up)).then(Step("add", add)).build().output_type is int
