"""check_round_trip: which values of a workflow would not come back from the store."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

import pytest
from pydantic import BaseModel, Field, field_serializer

from gorkflow import SettingError, Signal, StepNotFoundError, step, workflow
from gorkflow.testing import RoundTripProblem, assert_round_trip, check_round_trip
from gorkflow.testing.round_trip import Samples


class Order(BaseModel):
    id: int
    price: float
    at: datetime
    tags: set[str] = set()
    note: str | None = None


class Odd(BaseModel):
    """Writes another number than it holds, but for those that it may."""

    inner: int

    @field_serializer("inner")
    def _absolute(self, inner: int) -> int:
        return abs(inner)


class Narrow(BaseModel):
    id: Annotated[int, Field(ge=0)]


Unmakeable = Annotated[str, Field(pattern="^[0-9]{12}$")]
"""A text of which hypothesis makes none by chance."""


@step
async def load(order_id: int) -> Order:
    return Order(id=order_id, price=1.5, at=datetime(2026, 1, 1))  # noqa: DTZ001 - without a zone, as users may


@step
async def odd(order: Order) -> Odd:
    return Odd(inner=order.id)


@step
async def items(odd: Odd) -> list[int]:
    return [odd.inner]


@step
async def total(numbers: Sequence[Annotated[int, Field(ge=0)]]) -> int:
    return sum(numbers)


good = workflow("good").then(load).build()
bad = workflow("bad").then(load).then(odd).build()
strict = workflow("strict").then(load).then(odd).then(items).then(total).build()
approval = Signal("approval", Narrow)


@pytest.mark.long
def test_types_that_come_back_have_no_problem() -> None:
    """By values that hypothesis makes, the odd ones of every type among them but those that JSON has not."""
    assert check_round_trip(good) == []
    assert_round_trip(good)


@pytest.mark.long
def test_a_value_that_would_be_altered_is_found_with_step_and_field() -> None:
    """As small as it can be made."""
    assert check_round_trip(bad) == [
        RoundTripProblem("odd", Odd(inner=-1), "value.inner would come back with another value")
    ]
    with pytest.raises(AssertionError, match=r"workflow 'bad' do not come back:\nodd: value\.inner would come"):
        assert_round_trip(bad)


def test_samples_take_the_place_of_made_values() -> None:
    """By step, by path and by the input's name; the first bad one is told."""
    samples = [Order(id=1, price=2.5, at=datetime(2026, 1, 1))]  # noqa: DTZ001 - as above
    given: Samples = {"@input": [1, 2], load: samples, "odd": [Odd(inner=1), Odd(inner=-5), Odd(inner=-3)]}
    assert check_round_trip(bad, given) == [
        RoundTripProblem("odd", Odd(inner=-5), "value.inner would come back with another value")
    ]
    assert check_round_trip(bad, {**given, "odd": [Odd(inner=1)]}) == []


def test_a_sample_that_is_of_another_type_is_a_problem() -> None:
    """And so is one that JSON cannot hold."""
    nan = Order(id=1, price=float("nan"), at=datetime(2026, 1, 1))  # noqa: DTZ001 - as above
    found = {one.place: one.reason for one in check_round_trip(good, {"@input": ["one"], load: [nan]})}
    assert found["@input"].startswith("value: Input should be a valid integer")
    assert found["load"].startswith("value.price is NaN or infinite")


def test_a_consumer_that_does_not_take_the_value_is_named() -> None:
    """Where it declares another type than the step before it."""
    given: Samples = {"@input": [1], load: [], odd: [Odd(inner=1)], items: [[1], [-1]], "total": [1]}
    samples = [Order(id=1, price=2.5, at=datetime(2026, 1, 1))]  # noqa: DTZ001 - as above
    (problem,) = check_round_trip(strict, {**given, load: samples})
    assert (problem.place, problem.value) == ("items", [-1])
    assert problem.reason.startswith("step 'total' does not take it: value[0]: Input should be greater than")


def test_what_is_not_checked_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    """A check that has checked nothing must not pass: no samples, no hypothesis, or none of the type can be made."""

    @step
    async def opaque(value: int) -> Unmakeable:
        return f"{value:012}"

    flow = workflow("opaque").then(opaque).build()
    (problem,) = check_round_trip(flow, {"@input": [1]})
    assert problem.reason.startswith("nothing was checked, hypothesis can make none")
    assert check_round_trip(flow, {"@input": [1], opaque: ["000000000001"]}) == []
    (problem,) = check_round_trip(flow, {"@input": [1]}, examples=0)
    assert problem.reason == "nothing was checked, there are no samples of it"
    monkeypatch.setitem(sys.modules, "hypothesis", None)
    (problem,) = check_round_trip(flow, {"@input": [1]})
    assert problem.reason == "nothing was checked, hypothesis is not installed; give samples of str"


def test_payloads_of_signals_are_values_too() -> None:
    """By the signal, also inside a workflow inside."""

    @step
    async def done(payload: Narrow) -> int:
        return payload.id

    flow = workflow("asks", int).then(workflow("inner", int).wait_for(approval).then(done).build()).build()
    assert check_round_trip(flow, {"@input": [1], approval: [Narrow(id=1)], "inner/done": [1]}, examples=0) == []
    wrong = Narrow.model_construct(id=-1)
    (problem,) = check_round_trip(flow, {"@input": [1], approval: [wrong], "inner/done": [1]}, examples=0)
    assert (problem.place, problem.value) == ("@signal approval", wrong)


def test_samples_of_what_is_not_there_are_refused() -> None:
    """With the places that there are."""
    with pytest.raises(StepNotFoundError, match="has no 'laod'; samples are for one of @input, load"):
        check_round_trip(good, {"laod": [1]})
    with pytest.raises(StepNotFoundError):
        check_round_trip(good, {odd: []})
    with pytest.raises(SettingError, match="examples"):
        check_round_trip(good, examples=-1)
