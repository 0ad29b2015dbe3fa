"""branch, switch, cases: one arm runs, the others are skipped with all their steps; what was decided stays decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from enum import Enum
from typing import Any

import pytest
from pydantic import BaseModel

from gorkflow import (
    DefinitionMismatchError,
    Engine,
    InputError,
    RunFailedError,
    RunStatus,
    Step,
    StepContext,
    StepNotFoundError,
    StepStatus,
    Store,
    Workflow,
    case,
    cases,
    step,
    workflow,
)
from gorkflow.stores.memory import MemoryStore
from gorkflow.testing.crash import crash_sweep
from tests.conftest import OpenEngine


class Card(BaseModel):
    number: str


class Cash(BaseModel):
    amount: int


class GoldCard(Card):
    bonus: int


class Paid(BaseModel):
    by: str


class Kind(Enum):
    small = "small"
    large = "large"


@step
async def add(value: int) -> int:
    return value + 1


@step
async def double(value: int) -> int:
    return value * 2


@step
async def text(value: int) -> str:
    return f"text {value}"


@step
async def shout(value: str) -> str:
    return value.upper()


@step
async def either(value: int | str) -> str:
    return f"{type(value).__name__} {value}"


@step
async def pay(value: int) -> Card | Cash | GoldCard:
    if value > 100:
        return GoldCard(number="g", bonus=value)
    return Card(number=str(value)) if value > 10 else Cash(amount=value)


@step
async def charge(card: Card) -> Paid:
    return Paid(by=f"{type(card).__name__} {card.number}")


@step
async def charge_gold(card: GoldCard) -> Paid:
    return Paid(by=f"gold {card.bonus}")


@step
async def bill(cash: Cash) -> Paid:
    return Paid(by=f"cash {cash.amount}")


def is_large(value: int) -> bool:
    return value > 10


def kind(value: int) -> Kind:
    return Kind.large if is_large(value) else Kind.small


spoken = workflow("spoken").then(text).then(shout).build()
branching = workflow("branching", int).then(add).branch(is_large, then=spoken, otherwise=double).then(either).build()


async def rows(engine: Engine, run_id: str) -> dict[str, tuple[str, object]]:
    """Status and output of every step by its path, in order of start."""
    return {one.step_id: (one.status.value, one.output) for one in await engine.list_step_executions(run_id)}


async def test_one_arm_runs_and_the_others_are_skipped(engine: Engine) -> None:
    """With all their steps; skipped counts as done, the decision does not count."""
    handle = await engine.start(branching, 20)
    assert await handle.result() == "str TEXT 21"
    assert await rows(engine, handle.run_id) == {
        "add": ("COMPLETED", 21),
        "@branch-1": ("COMPLETED", "then"),
        "double": ("SKIPPED", None),
        "spoken/text": ("COMPLETED", "text 21"),
        "spoken/shout": ("COMPLETED", "TEXT 21"),
        "either": ("COMPLETED", "str TEXT 21"),
    }
    assert (await handle.run()).progress == 1.0
    handle = await engine.start(branching, 1)
    assert await handle.result() == "int 4"
    taken = await rows(engine, handle.run_id)
    assert (taken["@branch-1"], taken["spoken/text"], taken["double"]) == (
        ("COMPLETED", "otherwise"), ("SKIPPED", None), ("COMPLETED", 4),
    )  # fmt: skip
    events = [event async for event in handle.events() if event.step_id == "@branch-1"]
    assert [(event.type, event.data["arm"]) for event in events] == [("DecisionTaken", "otherwise")]


async def test_a_consumer_gets_the_input_of_its_arm_as_recorded(engine: Engine) -> None:
    """The record of a step's input names what it came from, not what it might have come from."""
    handle = await engine.start(branching, 1)
    await handle.result()
    inputs = {one.step_id: one.input for one in await engine.list_step_executions(handle.run_id)}
    assert (inputs["double"], inputs["either"], inputs["spoken/text"]) == (2, 4, None)


@pytest.mark.parametrize(
    ("key", "expected"),
    [(1, "one"), (True, "other"), ("a", "a"), (None, "nothing"), (Kind.small, "small"), (2, "other")],
)
async def test_a_switch_takes_the_arm_of_the_key(engine: Engine, key: object, expected: str) -> None:
    """Compared with its type: True is no 1. What no case has is the default's."""

    def says(word: str) -> Step[int, str]:
        @step(id=f"says-{word}")
        async def says(value: int) -> str:
            return word

        return says

    arms = [case(1, says("one")), case("a", says("a")), case(None, says("nothing")), case(Kind.small, says("small"))]
    at: Any = workflow("switching", int)
    flow = at.switch(lambda _: key, *arms, default=says("other")).build()
    assert await flow.run(0, on=engine) == expected


@pytest.mark.parametrize(("value", "expected"), [(1, "cash 1"), (20, "Card 20"), (200, "gold 200")])
async def test_cases_go_by_the_type_of_the_value(engine: Engine, value: int, expected: str) -> None:
    """The nearest class counts; the value is an instance of its own class again, whatever it was stored as."""
    flow = workflow("paying", int).then(pay).then(cases(bill, charge, charge_gold)).build()
    assert await flow.run(value, on=engine) == Paid(by=expected)


async def test_cases_at_the_beginning_take_the_input(engine: Engine) -> None:
    """A union as the input of the workflow."""
    flow = workflow("paying", Card | Cash).then(cases(bill, charge)).build()
    assert await flow.run(Cash(amount=3), on=engine) == Paid(by="cash 3")
    assert await flow.run(Card(number="7"), on=engine) == Paid(by="Card 7")


async def test_a_workflow_that_may_be_left_out(engine: Engine) -> None:
    """then_if with a workflow: its steps are skipped, and the value goes on, or the default comes in its place."""
    grown = workflow("grown", int).then(add).then(double).build()
    passing = workflow("passing", int).then_if(is_large, grown).then(either).build()
    giving = workflow("giving", int).then_if(is_large, spoken, default=None).build()
    cards = workflow("cards", int).then_if(is_large, spoken, default=Card(number="0")).build()
    for value, passed, given in ((20, "int 42", "TEXT 20"), (5, "int 5", None)):
        handle = await engine.start(passing, value)
        assert await handle.result() == passed
        assert (await handle.run()).progress == 1.0
        other = await engine.start(giving, value)
        assert await other.result() == given
        assert (await engine.get_run(other.run_id)).output == given
        assert (await other.run()).progress == 1.0
    assert await cards.run(1, on=engine) == Card(number="0")
    assert (giving.output_type, list(giving.steps)) == (str | None, ["spoken/text", "spoken/shout"])
    inputs = {one.step_id: one.input for one in await engine.list_step_executions(other.run_id)}
    assert (inputs["@branch-1"], inputs["@default-1"]) == (5, None)


async def test_decisions_within_arms(engine: Engine) -> None:
    """Skipped with the arm that they stand in, and taken with it."""
    inner = workflow("inner", int).branch(lambda value: value > 100, then=text, otherwise=spoken).build()
    flow = workflow("outer", int).branch(is_large, then=inner, otherwise=double).then(either).build()
    for value, expected in ((200, "str text 200"), (50, "str TEXT 50"), (5, "int 10")):
        handle = await engine.start(flow, value)
        assert await handle.result() == expected
        assert (await handle.run()).progress == 1.0
    assert (await rows(engine, handle.run_id))["inner/@branch-1"] == ("SKIPPED", None)


async def test_a_decision_beside_the_path(engine: Engine) -> None:
    """As a tap: the run waits for the arm that is taken."""
    seen: list[object] = []

    @step
    async def note(card: Card) -> None:
        seen.append(card)

    @step
    async def count(cash: Cash) -> None:
        seen.append(cash)

    @step
    async def word(paid: Card | Cash) -> str:
        return type(paid).__name__

    flow = workflow("tapped", Card | Cash).tap(cases(note, count)).then(word).build()
    assert await flow.run(Cash(amount=1), on=engine) == "Cash"
    assert seen == [Cash(amount=1)]


async def test_the_output_of_a_run_is_that_of_the_arm(engine: Engine) -> None:
    """As JSON in the record as well, also for who reads it later."""
    flow = workflow("last", int).branch(is_large, then=text, otherwise=double).build()
    for value, expected in ((20, "text 20"), (2, 4)):
        handle = await engine.start(flow, value)
        assert await handle.result() == expected
        assert (await engine.get_run(handle.run_id)).output == expected
        assert await engine.handle(handle.run_id, flow).result() == expected


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda _: 1 / 0, "ZeroDivisionError: division by zero"),
        (lambda _: 1, "its condition gave int instead of a bool"),
    ],
)
async def test_a_decision_that_cannot_be_taken_fails_the_run(
    engine: Engine, ask: Callable[[int], bool], message: str
) -> None:
    """At once and unretried; it names the decision. A retry of the run asks anew."""
    answers = [ask, is_large]
    flow = workflow("asking", int).branch(lambda value: answers[0](value), then=text, otherwise=double).build()
    handle = await engine.start(flow, 20)
    with pytest.raises(RunFailedError, match="@branch-1"):
        await handle.result()
    error = (await handle.run()).error
    assert error is not None
    assert (error.type, error.step_id) == ("ConditionError", "@branch-1")
    assert message in error.message
    assert (await rows(engine, handle.run_id))["@branch-1"] == ("FAILED", None)
    del answers[0]
    await engine.retry(handle.run_id)
    assert await engine.handle(handle.run_id, flow).result() == "text 20"


async def test_an_unhashable_key_fails_the_run(engine: Engine) -> None:
    at: Any = workflow("keyed", int)
    flow = at.switch(lambda _: [], case("a", text), default=double).build()
    with pytest.raises(RunFailedError, match="its key is a list, which cannot be hashed"):
        await flow.run(1, on=engine)


async def test_what_was_decided_is_never_asked_again() -> None:
    """A crash at every write: once the decision is recorded the function is not called any more."""
    asked: Counter[str] = Counter()

    def capricious(value: int) -> bool:
        asked["now"] += 1
        return asked["now"] % 2 == 1

    flow = workflow("deciding", int).then(add).branch(capricious, then=spoken, otherwise=double).then(either).build()

    async def start(engine: Engine) -> str:
        return await flow.run(20, on=engine, idempotency_key="k")

    async def finish(engine: Engine) -> tuple[str, dict[str, tuple[str, object]]]:
        handle = await engine.start(flow, 20, idempotency_key="k")
        return await handle.result(), await rows(engine, handle.run_id)

    def engine_on(store: Store) -> Engine:
        return Engine(store, workflows=[flow])

    times: list[int] = []
    async for crash in crash_sweep(MemoryStore, engine_on, start, finish):
        output, steps = crash.result
        assert (steps["@branch-1"][1], output) in {("then", "str TEXT 21"), ("otherwise", "int 42")}
        assert [steps["double"][0], steps["spoken/text"][0]].count("SKIPPED") == 1
        times.append(asked["now"])
        asked.clear()
    # The sweep has counted the writes first. Asked twice: where the write of the first answer never happened.
    assert times[0] == 2
    assert set(times[1:]) == {1, 2}
    assert times[1:].count(2) == 1


async def test_the_output_of_a_step_that_was_not_taken(engine: Engine) -> None:
    """There is none: an error that says so, for a body and for who asks from outside."""

    @step
    async def asks(ctx: StepContext, value: int | str) -> str:
        try:
            return f"{value} {ctx.output_of(double)}"
        except StepNotFoundError as error:
            return f"{value}: {error}"

    flow = workflow("reading", int).branch(is_large, then=text, otherwise=double).then(asks).build()
    assert await flow.run(2, on=engine) == "4 4"
    handle = await engine.start(flow, 20)
    assert "was skipped" in await handle.result()
    with pytest.raises(StepNotFoundError, match=r"'double' .* was skipped"):
        await handle.output_of(double)


async def test_a_fork_from_a_decision_asks_anew(engine: Engine) -> None:
    """And everything in its arms is computed anew; from a step that was not taken there is nothing to fork."""
    answers = {"large": True}
    flow = workflow("forking", int).then(add).branch(lambda _: answers["large"], then=text, otherwise=double)
    built: Workflow[int, str] = flow.then(either).build()
    handle = await engine.start(built, 1)
    assert await handle.result() == "str text 2"
    answers["large"] = False
    fork_id = await engine.fork(handle.run_id, from_step="@branch-1")
    assert await engine.handle(fork_id, built).result() == "int 4"
    assert (await rows(engine, fork_id))["text"] == ("SKIPPED", None)
    kept = await engine.fork(handle.run_id, from_step=text)
    assert await engine.handle(kept, built).result() == "str text 2"
    with pytest.raises(InputError, match=r"'double' .* arm .* fork from '@branch-1'"):
        await engine.fork(handle.run_id, from_step=double)
    with pytest.raises(InputError, match="@branch-1"):
        await engine.fork(handle.run_id, from_step="@branch-1", input=3)


async def test_an_arm_that_was_taken_may_not_change(open_engine: OpenEngine) -> None:
    """SUSPENDED with the difference; before the decision anything may change."""
    hold = {"fails": True}

    @step
    async def last(value: int | str) -> str:
        if hold["fails"]:
            raise ValueError("not yet")
        return str(value)

    at = workflow("moving", int)
    old = at.branch(is_large, then=text, otherwise=double).then(last).build()
    engine = await open_engine(old)
    handle = await engine.start(old, 20)
    with pytest.raises(RunFailedError):
        await handle.result()
    await engine.__aexit__(None, None, None)
    hold["fails"] = False
    mover: Any = workflow("moving", int)
    new = mover.switch(kind, case(Kind.large, text), default=double).then(last).build()
    engine = await open_engine(new)
    with pytest.raises(DefinitionMismatchError, match="@branch-1"):
        await engine.retry(handle.run_id)


async def test_the_statuses_of_a_cancelled_run(engine: Engine) -> None:
    """What stands behind an undecided decision is PENDING or CANCELLED as any other step; the events agree."""
    flow = workflow("cancelled", int).then(add).branch(is_large, then=text, otherwise=double).build()
    handle = await engine.start(flow, 1)
    assert await engine.cancel(handle.run_id) in {RunStatus.CANCELLED, RunStatus.COMPLETED}
    known = {one.status for one in await engine.list_step_executions(handle.run_id)}
    assert known <= {StepStatus.COMPLETED, StepStatus.SKIPPED, StepStatus.CANCELLED, StepStatus.PENDING}
