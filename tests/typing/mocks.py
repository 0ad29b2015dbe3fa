"""What must type-check of the test kit; run by test_contract.py."""

from __future__ import annotations

from typing import assert_type

from gorkflow import Signal, StepContext, Workflow, connect
from gorkflow.testing import Crash, LocalRunner, Sent, StepMock, assert_survives_crashes, mock_step
from tests.typing.usage import (
    Approval,
    Decision,
    Fraud,
    Order,
    OrderId,
    Quote,
    Stock,
    approval,
    checkout,
    counted,
    decide,
    decide2,
    double,
    fetch,
    lines,
    price,
    stock,
    tick,
    tock,
    total,
)

quote = Quote(total=1)

assert_type(mock_step(fetch, returns=Order(id=1, lines=[])), StepMock[OrderId, Order])
assert_type(mock_step(price, returns=quote), StepMock[Order, Quote])
assert_type(mock_step(stock, returns=Stock(ok=True)), StepMock[Order, Stock])
assert_type(mock_step(decide, returns=Decision(accept=True)), StepMock[tuple[Quote, Stock, Fraud], Decision])
assert_type(mock_step(decide2, returns=Decision(accept=True)), StepMock[tuple[Quote, Stock], Decision])
assert_type(mock_step(tick, returns=1), StepMock[object, int])
assert_type(mock_step(double, returns=1), StepMock[int, float])
assert_type(mock_step(price.or_none(), returns=None), StepMock[Order, Quote | None])
assert_type(mock_step(price.named("again"), returns=quote), StepMock[Order, Quote])

assert_type(mock_step(price, raises=TimeoutError), StepMock[Order, Quote])
assert_type(mock_step(price, raises=TimeoutError("late")), StepMock[Order, Quote])
assert_type(mock_step(price, side_effect=(TimeoutError(), KeyError, quote)), StepMock[Order, Quote])
assert_type(mock_step(price, side_effect=(quote, quote)), StepMock[Order, Quote])


def cheap(order: Order) -> Quote:
    return Quote(total=order.id)


async def slow(ctx: StepContext, order: Order) -> Quote:
    return Quote(total=ctx.attempt)


async def sure(quote: Quote, stock: Stock, fraud: Fraud) -> Decision:
    return Decision(accept=stock.ok)


def surer(ctx: StepContext, quote: Quote, stock: Stock) -> Decision:
    return Decision(accept=stock.ok)


def one(ctx: StepContext) -> int:
    return ctx.attempt


assert_type(mock_step(price, side_effect=cheap), StepMock[Order, Quote])
assert_type(mock_step(price, side_effect=slow), StepMock[Order, Quote])
assert_type(mock_step(price, side_effect=lambda order: Quote(total=order.id)), StepMock[Order, Quote])
assert_type(mock_step(counted, side_effect=lambda order: order.id), StepMock[Order, int])
assert_type(mock_step(total, side_effect=lambda amounts: Quote(total=sum(amounts))), StepMock[list[float], Quote])
assert_type(mock_step(lines, side_effect=lambda order: order.lines), StepMock[Order, list[int]])
assert_type(mock_step(decide, side_effect=sure), StepMock[tuple[Quote, Stock, Fraud], Decision])
assert_type(mock_step(decide2, side_effect=surer), StepMock[tuple[Quote, Stock], Decision])
assert_type(
    mock_step(decide2, side_effect=lambda quote, stock: Decision(accept=stock.ok)),
    StepMock[tuple[Quote, Stock], Decision],
)
assert_type(mock_step(tick, side_effect=lambda: 3), StepMock[object, int])
assert_type(mock_step(tock, side_effect=one), StepMock[object, int])

with mock_step(decide2, returns=Decision(accept=True)) as deciding, mock_step(price, returns=quote) as pricing:
    assert_type(deciding.inputs, list[tuple[Quote, Stock]])
    assert_type(pricing.calls[0].input, Order)
    assert_type(pricing.call_count, int)

flow: Workflow[OrderId, Decision] = checkout
result = LocalRunner(max_concurrent_runs=1).run(flow, OrderId(id=1), signals=[Sent(approval, Approval(by="me"))])
assert_type(result.output, Decision)
assert_type(result.output_of(fetch), Order)
assert_type(Sent(Signal("n", int), 1), Sent[int])


async def survival() -> None:
    assert_type(await assert_survives_crashes(checkout, OrderId(id=1)), list[Crash[Decision]])
    assert_type((await LocalRunner().run_async(checkout, OrderId(id=1))).output, Decision)
    async with connect() as engine:
        assert_type(await checkout.run(OrderId(id=1), on=engine), Decision)
