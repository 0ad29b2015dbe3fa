"""Steps: how they are made, copied and called, and the options they refuse."""

from __future__ import annotations

import asyncio
import inspect
import math
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from pydantic import BaseModel

from gorkflow.core.context import StepContext
from gorkflow.core.decorator import step
from gorkflow.core.durations import NO_TIMEOUT
from gorkflow.core.policy import NO_RETRY, RetryPolicy
from gorkflow.core.step import AsyncStep, AsyncStep0, AsyncStepN, Step, SyncStep, SyncStep0, SyncStepN
from gorkflow.errors import DefinitionError, SettingError


class Order(BaseModel):
    id: int


class Quote(BaseModel):
    total: float


@step
def price(order: Order) -> Quote:
    """What the order costs."""
    return Quote(total=order.id)


@step
async def fetch(id: int) -> Order:
    return Order(id=id)


@step
def add(a: int, b: int) -> int:
    return a + b


@step
async def later(a: int, b: int) -> int:
    return a + b


@step
def tick() -> int:
    return 1


@step
async def tock() -> int:
    return 1


@step
def watched(ctx: StepContext, order: Order) -> Quote:
    return Quote(total=1)


def plain(order: Order) -> Quote:
    return Quote(total=1)


async def awaited(order: Order) -> Quote:
    return Quote(total=1)


def test_the_class_is_the_one_that_type_checkers_infer() -> None:
    """By context, number of values, and def or async def."""
    found = [type(one) for one in (price, fetch, add, later, tick, tock, watched, Step("plain", plain))]
    assert found == [SyncStep, AsyncStep, SyncStepN, AsyncStepN, SyncStep0, AsyncStep0, Step, Step]


def test_a_step_without_a_context_stays_the_plain_function() -> None:
    """Called directly, nothing is recorded or retried."""
    assert price(Order(id=3)) == Quote(total=3)
    assert add(1, 2) == 3
    assert tick() == 1
    assert asyncio.run(fetch(7)) == Order(id=7)


def test_a_step_with_a_context_points_to_the_test_kit() -> None:
    """It cannot be called directly."""
    anything: Any = watched
    with pytest.raises(TypeError, match=r"step 'watched' takes a StepContext .* use gorkflow.testing.call\(watched,"):
        anything(Order(id=1))


def test_a_step_looks_like_its_function() -> None:
    """Name, docstring, module, signature and the function itself."""
    assert (price.__name__, price.__doc__, price.__module__) == ("price", "What the order costs.", __name__)
    assert price.__qualname__ == "price"
    assert list(inspect.signature(price).parameters) == ["order"]
    assert price.handler.__name__ == "price"
    assert inspect.unwrap(price) is price.handler
    assert Step("x", partial(plain)).__name__ == "x"


def test_a_step_shows_its_types() -> None:
    """So does one whose names are not defined yet."""
    assert repr(price) == "Step('price', Order -> Quote)"
    assert repr(add) == "Step('add', int, int -> int)"
    assert repr(tick) == "Step('tick', nothing -> int)"
    assert repr(price.or_none()) == "Step('price', Order -> Quote | None)"

    @step
    def early(value: Later) -> int:
        return 1

    assert repr(early) == "Step('early', Later is not defined yet)"

    class Later(BaseModel):
        x: int

    assert repr(early) == "Step('early', Later -> int)"


def test_a_copy_has_its_own_id_and_nothing_else() -> None:
    """named() leaves the original as it is, and its class."""
    copy = price.named("price-2")
    assert (copy.id, copy.handler, type(copy), price.id) == ("price-2", price.handler, SyncStep, "price")
    assert copy.options is price.options
    with pytest.raises(DefinitionError, match="step id 'a b' is invalid"):
        price.named("a b")


def test_a_tolerated_failure_has_a_default() -> None:
    """None is one; the type is that of the output or of the default."""
    tolerant = price.or_none()
    assert (tolerant.tolerance is not None, price.tolerance) == (True, None)
    assert tolerant.output_type == Quote | None
    assert price.or_else("free").output_type == Quote | str
    assert price.or_else(Quote(total=0)).output_type == Quote
    assert add.or_else(0.5).output_type == int | float
    with pytest.raises(DefinitionError, match="step 'price': it has the default None already"):
        price.or_none().or_else(3)


def test_where_a_body_runs() -> None:
    """The loop for async def, a thread for def, or where the option says."""
    assert [price.runs_on, fetch.runs_on] == ["thread", "loop"]
    assert Step("x", plain, executor="inline").runs_on == "inline"
    assert Step("x", plain, executor="process").runs_on == "process"
    assert Step("x", awaited, executor="inline").runs_on == "loop"


def test_a_body_that_cannot_run_there_is_refused() -> None:
    """async def in a thread or process, and a process for what cannot be imported."""

    def local(order: Order) -> Quote:
        return Quote(total=1)

    for executor in ("thread", "process"):
        with pytest.raises(DefinitionError, match=f"step 'x': executor='{executor}' is for a `def`"):
            Step("x", awaited, executor=executor)
    for body in (local, partial(plain)):
        with pytest.raises(DefinitionError, match="step 'x': executor='process' needs a function that can be imported"):
            Step("x", body, executor="process")


def test_options_are_kept_in_the_engine_s_units() -> None:
    """Seconds as floats; None inherits, infinity is no time-out."""
    options = Step(
        "x", plain, name="X", description="d", retry=RetryPolicy(2), timeout=timedelta(seconds=2), concurrency=3,
        executor="thread", pure=True, tags={"team": "core"},
    ).options  # fmt: skip
    assert (options.name, options.description, options.retry) == ("X", "d", RetryPolicy(2))
    assert (options.timeout_seconds, options.concurrency, options.executor) == (2.0, 3, "thread")
    assert (options.pure, dict(options.tags)) == (True, {"team": "core"})
    default = Step("x", plain).options
    assert (default.retry, default.timeout_seconds, default.concurrency, default.pure) == (None, None, None, False)
    off = Step("x", plain, retry=NO_RETRY, timeout=NO_TIMEOUT).options
    assert (off.retry, off.timeout_seconds) == (NO_RETRY, math.inf)


def test_tags_are_copied() -> None:
    """What the caller does with the mapping afterwards changes nothing."""
    tags = {"team": "core"}
    made = Step("x", plain, tags=tags)
    tags["team"] = "other"
    assert dict(made.options.tags) == {"team": "core"}


BAD_OPTIONS: list[dict[str, Any]] = [
    {"timeout": 0},
    {"timeout": -1},
    {"timeout": math.nan},
    {"timeout": math.inf},
    {"timeout": True},
    {"timeout": "3"},
    {"timeout": timedelta(0)},
    {"timeout": 10**400},
    {"concurrency": 0},
    {"concurrency": -1},
    {"concurrency": 1.5},
    {"concurrency": True},
    {"retry": 3},
    {"executor": "cloud"},
    {"executor": ["thread"]},
    {"pure": 1},
    {"name": 3},
    {"description": b"x"},
    {"tags": ["a"]},
    {"tags": {"a": 1}},
    {"tags": None},
]


@pytest.mark.parametrize("options", BAD_OPTIONS, ids=str)
def test_options_out_of_range_are_refused_at_the_call(options: dict[str, Any]) -> None:
    """Also by the decorator before it has a function; the message names the step and the option."""
    name = next(iter(options))
    with pytest.raises(SettingError, match=f"^step 'x': {name} must be "):
        Step("x", plain, **options)
    with pytest.raises(SettingError, match=f"^step 'x': {name} must be "):
        step(id="x", **options)


def test_an_unknown_option_is_refused() -> None:
    """With the known ones."""
    options: dict[str, Any] = {"retries": 3}
    with pytest.raises(SettingError, match="step 'x': there is no option 'retries'; the options are id, name, "):
        Step("x", plain, **options)


@pytest.mark.parametrize(
    "id", ["", "a b", "a/b", "a\nb", "a\0b", "é", "@wait-1", "x" * 201, "x" * 1_000_000, "a\n", 3, None], ids=repr
)
def test_ids_with_other_characters_are_refused(id: Any) -> None:
    """Letters, digits, `_ - .`, at most 200; the message stays short."""
    if id is not None:
        with pytest.raises(DefinitionError, match="step id") as caught:
            Step(id, plain)
        assert len(str(caught.value)) < 200
    with pytest.raises(DefinitionError, match="step id"):
        price.named(id)


def test_good_ids() -> None:
    """Up to 200 characters."""
    for id in ("a", "A-1_b.c", "x" * 200, "0"):
        assert Step(id, plain).id == id


def test_what_has_no_name_needs_an_id() -> None:
    """Lambdas have no annotations either."""
    unnamed: Any = partial(plain)
    with pytest.raises(DefinitionError, match="has no name; write Step"):
        step(unnamed)
    with pytest.raises(DefinitionError, match="a lambda has no name and no annotations"):
        step(lambda value: value)
    with pytest.raises(DefinitionError, match="step 'price': its body is the step 'price' already"):
        step(price.named("price"))
    text: Any = "price"
    with pytest.raises(DefinitionError, match="has no name"):
        step(text)


def test_all_problems_of_a_body_are_reported_at_once() -> None:
    """The first line names the step."""
    with pytest.raises(DefinitionError) as caught:

        @step
        def body(a: Any, b: list[Any]) -> object:
            return a

    assert str(caught.value).splitlines()[0].startswith("step 'body' has 3 problems; first: parameter 'a': Any says")
    assert len(caught.value.problems) == 3
