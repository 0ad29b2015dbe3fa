"""Values on their way through a run: checked, bounded, isolated."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass

import pytest
from pydantic import BaseModel

from gorkflow import (
    Engine,
    InputError,
    RetryPolicy,
    RunFailedError,
    RunStatus,
    StepContext,
    step,
    workflow,
)
from tests.conftest import OpenEngine


class Order(BaseModel):
    id: int
    lines: list[int] = []


class RushOrder(Order):
    hours: int = 1


@dataclass
class Point:
    x: float
    y: float


@step
async def keep(order: Order) -> Order:
    return order


orders = workflow("orders").then(keep).build()


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ("text", "Order"),
        ({"id": "x"}, "Order"),
        (None, "Order"),
        (Order.model_construct(id="seven"), "id"),
        (RushOrder(id=1, hours=5), "RushOrder"),
    ],
)
async def test_a_wrong_input_starts_nothing(engine: Engine, given: object, reason: str) -> None:
    """The error names the workflow and what it takes; no run is stored."""
    with pytest.raises(InputError, match=r"workflow 'orders' takes Order, .*nothing was started") as caught:
        await engine.run(orders, given)  # type: ignore[misc]  # that is what is tested
    assert reason in str(caught.value)
    assert "\n" not in str(caught.value)
    assert await engine.count_runs() == {}
    assert engine.health().running == 0


OUTPUTS: dict[str, tuple[object, str, str]] = {
    "wrong type": ("text", "output_type", ""),
    "none": (None, "output_type", ""),
    "corrupt instance": (Order.model_construct(id=1, lines=["a"]), "output_type", "lines"),
    "subclass with more fields": (RushOrder(id=1), "output_type", ""),
    "lock": (Order.model_construct(id=1, lines=[threading.Lock()]), "output_", "lines"),
    "lambda": (lambda: 1, "output_", ""),
    "float that is a whole number": (Order.model_construct(id=3.0), "output_type", "id"),
}


@pytest.mark.parametrize("name", OUTPUTS)
async def test_a_wrong_output_fails_its_step(engine: Engine, name: str) -> None:
    """With step, run and the path to the value; nothing of it is stored."""
    output, code, path = OUTPUTS[name]

    @step
    async def gives(value: int) -> Order:
        return output  # type: ignore[return-value]  # that is what is tested

    handle = await engine.start(workflow("gives").then(gives).build(), 1)
    with pytest.raises(RunFailedError) as caught:
        await handle.result()
    first_line = str(caught.value).splitlines()[0]
    assert (caught.value.error_code or "").startswith(code)
    assert f"step 'gives' of run {handle.run_id}: its output" in first_line
    assert path in first_line
    [record] = await engine.list_step_executions(handle.run_id)
    assert record.output is None


@pytest.mark.parametrize("output", [float("nan"), float("inf"), [1.0, float("-inf")], {"a": float("nan")}])
async def test_numbers_that_json_has_not(engine: Engine, output: object) -> None:
    """Come back exactly or are refused; never altered."""

    @step
    async def gives(value: int) -> float | list[float] | dict[str, float]:
        return output  # type: ignore[return-value]  # one of them

    handle = await engine.start(workflow("gives").then(gives).build(), 1)
    codes: list[str | None] = []
    results: list[object] = []
    try:
        results.append(await handle.result())
    except RunFailedError as error:
        codes.append(error.error_code)
    kept, refused = [repr(one) for one in results], [(code or "").partition("_")[0] for code in codes]
    assert (kept, refused) in (([repr(output)], []), ([], ["output"]))


@pytest.mark.parametrize("output", [2**70, -(2**63), b"\x00\x01\x02\xff", {3, 1, 2}, "\U0001f600\x00", 0.1 + 0.2])
async def test_values_come_back_exactly(engine: Engine, output: object) -> None:
    """From the engine that ran, and from the store."""

    @step
    async def gives(value: int) -> int | bytes | set[int] | str | float:
        return output  # type: ignore[return-value]  # one of them

    flow = workflow("gives").then(gives).build()
    handle = await engine.start(flow, 1)
    assert await handle.result() == output
    stored = await handle.output_of(gives)
    assert (stored, type(stored)) == (output, type(output))


async def test_a_large_output_is_refused(engine: Engine) -> None:
    """Beyond 2 MiB, with the limit and the remedy; not retried."""
    calls: list[int] = []

    @step(retry=RetryPolicy(3, delay=0))
    async def large(value: int) -> str:
        calls.append(value)
        return "x" * (2 * 1024 * 1024 - 2 + value)

    flow = workflow("large").then(large).build()
    assert len(await engine.run(flow, 0)) == 2 * 1024 * 1024 - 2
    with pytest.raises(RunFailedError, match="more than 2,097,152; store it elsewhere") as caught:
        await engine.run(flow, 1)
    assert caught.value.error_code == "payload_too_large"
    assert calls == [0, 1]


async def test_the_limit_is_an_option(open_engine: OpenEngine) -> None:
    """For inputs as well, of which nothing is stored then."""
    engine = await open_engine(max_payload_bytes=100)

    @step
    async def same(value: str) -> str:
        return value

    @step
    async def doubled(value: str) -> str:
        return value * 2

    flow = workflow("same").then(same).then(doubled).build()
    assert await engine.run(flow, "x" * 49) == "x" * 98
    with pytest.raises(RunFailedError) as caught:
        await engine.run(flow, "x" * 60)
    assert (caught.value.step_id, caught.value.error_code) == ("doubled", "payload_too_large")
    with pytest.raises(InputError, match="more than 100"):
        await engine.run(flow, "x" * 200)
    assert await engine.count_runs() == {RunStatus.COMPLETED: 1, RunStatus.FAILED: 1}


@pytest.mark.parametrize(
    ("size", "options", "warns"), [(262_200, {}, True), (262_000, {}, False), (120, {"w": 100}, True)]
)
async def test_a_rather_large_output_is_warned_of(
    open_engine: OpenEngine, caplog: pytest.LogCaptureFixture, size: int, options: dict[str, int], warns: bool
) -> None:
    """From 256 KiB on, once per output, with step and size."""
    engine = await open_engine(warn_payload_bytes=options["w"]) if options else await open_engine()

    @step
    async def large(value: int) -> str:
        return "x" * value

    with caplog.at_level(logging.WARNING, "gorkflow"):
        await engine.run(workflow("large").then(large).build(), size)
    assert len(caplog.records) == warns
    for record in caplog.records:
        assert "'large'" in record.getMessage()
        assert f"{size + 2:,} bytes" in record.getMessage()


@pytest.mark.parametrize("executor", ["loop", "thread"])
async def test_no_body_sees_anothers_mutation(engine: Engine, executor: str) -> None:
    """Of the input, of a sibling's value, of a retry's, of what the producer still holds."""
    produced: list[Order] = []

    @step
    async def produce(order: Order) -> Order:
        order.lines.append(1)
        produced.append(order)
        return order

    def spoil(ctx: StepContext, order: Order) -> list[int]:
        seen = list(order.lines)
        order.lines.append(99)
        if ctx.attempt == 1:
            raise OSError
        return seen

    async def spoil_async(ctx: StepContext, order: Order) -> list[int]:
        return spoil(ctx, order)

    retried = step(id="spoils", retry=RetryPolicy(2, delay=0))
    spoils = retried(spoil) if executor == "thread" else retried(spoil_async)

    @step
    async def waits(order: Order) -> list[int]:
        produced[0].lines.append(77)
        return order.lines

    made = workflow("isolated").then(produce)
    flow = made.join(made.then(spoils), made.then(waits))

    @step
    async def collect(order: Order, one: list[int], other: list[int]) -> list[list[int]]:
        return [order.lines, one, other]

    given = Order(id=1)
    handle = await engine.start(flow.then(collect).build(), given)
    assert await handle.result() == [[1], [1], [1]]
    assert given.lines == []
    assert (await handle.run()).input == {"id": 1, "lines": []}


async def test_each_result_is_a_value_of_its_own(engine: Engine) -> None:
    """Two that wait for one run do not share its output."""
    handle = await engine.start(orders, Order(id=1, lines=[1]))
    one, other = await handle.result(), await handle.result()
    one.lines.append(2)
    assert other.lines == [1]
    assert (await handle.result()).lines == [1]


async def test_unions_come_back_as_what_they_were(engine: Engine) -> None:
    """Also where two models look alike."""

    class Card(BaseModel):
        number: int

    class Voucher(BaseModel):
        number: int

    @step
    async def pays(value: int) -> Card | Voucher:
        return Card(number=value) if value % 2 else Voucher(number=value)

    @step
    async def tells(payment: Card | Voucher) -> str:
        return type(payment).__name__

    flow = workflow("pays").then(pays).then(tells).build()
    assert [await engine.run(flow, n) for n in (1, 2)] == ["Card", "Voucher"]
    handle = await engine.start(flow, 2)
    await handle.result()
    assert isinstance(await handle.output_of(pays), Voucher)


async def test_dataclasses_and_plain_types(engine: Engine) -> None:
    """Everything that pydantic knows."""

    @step
    async def moves(point: Point) -> tuple[Point, dict[str, list[int | None]]]:
        return (Point(point.x + 1, point.y), {"a": [1, None]})

    assert await engine.run(workflow("moves").then(moves).build(), Point(1, 2)) == (Point(2, 2), {"a": [1, None]})
