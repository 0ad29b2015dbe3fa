"""What must type-check without any annotation of the user's beyond those of the bodies; run by test_contract.py.

The names and the first part are the contract that programs outside this repository are written against.
"""

from __future__ import annotations

from collections.abc import Coroutine, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import Annotated, Any, Generic, NamedTuple, TypedDict, TypeVar

from pydantic import BaseModel, Field
from typing_extensions import assert_type

from gorkflow import (
    NO_RETRY,
    NO_TIMEOUT,
    AsyncStep,
    AsyncStepN,
    Engine,
    RetryPolicy,
    RunHandle,
    RunPreview,
    Runnable,
    Schedule,
    Signal,
    StateKey,
    Step,
    StepContext,
    SyncStep,
    SyncStepN,
    Workflow,
    WorkflowBuilder,
    WorkflowStart,
    case,
    cases,
    connect,
    run,
    step,
    workflow,
)


class OrderId(BaseModel):
    id: int


class Order(BaseModel):
    id: int
    lines: list[int]


class RushOrder(Order):
    hours: int


class Quote(BaseModel):
    total: float


class Stock(BaseModel):
    ok: bool


class Fraud(BaseModel):
    score: float


class Decision(BaseModel):
    accept: bool


class Card(BaseModel):
    number: str


class Cash(BaseModel):
    amount: int


class Receipt(BaseModel):
    id: int


class Invoice(BaseModel):
    id: int


class Kind(Enum):
    card = "card"
    cash = "cash"


@step
async def fetch(order: OrderId) -> Order:
    return Order(id=order.id, lines=[1, 2])


@step(retry=RetryPolicy(5), timeout=3)
def price(order: Order) -> Quote:
    return Quote(total=1.0)


@step(timeout=timedelta(seconds=2))
async def stock(ctx: StepContext, order: Order) -> Stock:
    return Stock(ok=True)


@step
async def fraud(order: Order) -> Fraud:
    return Fraud(score=0.1)


@step
async def decide(quote: Quote, stock: Stock, fraud: Fraud) -> Decision:
    return Decision(accept=stock.ok)


@step
def decide2(ctx: StepContext, quote: Quote, stock: Stock) -> Decision:
    return Decision(accept=stock.ok)


@step
def lines(order: Order) -> list[int]:
    return order.lines


@step(pure=True)
def double(line: int) -> float:
    return 2.0 * line


@step
def total(amounts: list[float]) -> Quote:
    return Quote(total=sum(amounts))


@step
def grow(order: Order) -> Order:
    return order


@step
def pay(order: Order) -> Card | Cash:
    return Cash(amount=3)


@step
def charge(card: Card) -> Receipt:
    return Receipt(id=1)


@step
def settle(payment: Card | Cash) -> Receipt:
    return Receipt(id=1)


@step
def receipt(order: Order) -> Receipt:
    return Receipt(id=1)


@step
def bill(cash: Cash) -> Invoice:
    return Invoice(id=1)


@step
def invoice(order: Order) -> Invoice:
    return Invoice(id=1)


@step
def refund(order: Order, quote: Quote) -> None:
    return None


def kind(order: Order) -> Kind:
    return Kind.card


count = StateKey("count", int)
limit = StateKey("limit", int | None)


@step
def counted(ctx: StepContext, order: Order) -> int:
    assert_type(ctx.state.get(count), int)
    assert_type(ctx.state.get(count, None), int | None)
    assert_type(ctx.state.get(limit), int | None)
    assert_type(ctx.output_of(fetch), Order)
    ctx.state.set(count, 3)
    ctx.state.set(limit, None)
    return ctx.attempt


assert_type(fetch, AsyncStep[OrderId, Order])
assert_type(price, SyncStep[Order, Quote])
assert_type(stock, Step[Order, Stock])
assert_type(decide, AsyncStepN[Quote, Stock, Fraud, Decision])
assert_type(decide2, Step[tuple[Quote, Stock], Decision])


async def decide_again() -> None:
    assert_type(await decide(Quote(total=1), Stock(ok=True), Fraud(score=0)), Decision)  # still the plain function


assert_type(price(Order(id=1, lines=[])), Quote)


@step
def tick() -> int:
    return 1


@step
async def tock(ctx: StepContext) -> int:
    return ctx.attempt


assert_type(tick(), int)
assert_type(tock, Step[object, int])

checkout = workflow("checkout").then(fetch).parallel(price, stock, fraud).then(decide).build()
assert_type(checkout, Workflow[OrderId, Decision])

order = workflow("diamond", OrderId).then(fetch)
assert_type(order, WorkflowBuilder[OrderId, Order])
quote = order.then(price)
assert_type(quote.join(order.then(stock)).then(decide2).build(), Workflow[OrderId, Decision])
assert_type(order.then_if(lambda o: o.id > 3, grow), WorkflowBuilder[OrderId, Order])
assert_type(order.then_if(lambda o: o.id > 3, price, default=None), WorkflowBuilder[OrderId, Quote | None])
assert_type(order.then(price.compensated_by(refund)), WorkflowBuilder[OrderId, Quote])
assert_type(price.compensated_by(refund), Step[Order, Quote])
assert_type(order.then(lines).map(double).then(total).build(), Workflow[OrderId, Quote])
assert_type(order.then(lines).map(double, concurrency=3), WorkflowBuilder[OrderId, list[float]])
assert_type(
    order.repeat_while(lambda o: len(o.lines) < 3, grow, max_iterations=9).repeat(2, grow),
    WorkflowBuilder[OrderId, Order],
)
assert_type(order.branch(lambda o: o.id > 3, then=price, otherwise=stock), WorkflowBuilder[OrderId, Quote | Stock])
assert_type(
    order.switch(kind, case(Kind.card, receipt), case(Kind.cash, invoice), default=receipt),
    WorkflowBuilder[OrderId, Receipt | Invoice],
)
assert_type(order.then(pay).then(cases(charge, bill)), WorkflowBuilder[OrderId, Receipt | Invoice])
assert_type(
    workflow("u", Card | Cash).then(cases(charge, bill)).build(),
    Workflow[Card | Cash, Receipt | Invoice],
)
assert_type(order.then(tick), WorkflowBuilder[OrderId, int])  # a step without input follows anything
assert_type(order.then(price.or_none()), WorkflowBuilder[OrderId, Quote | None])
assert_type(workflow("s").sequence(fetch, price).build(), Workflow[OrderId, Quote])
ship = workflow("ship").then(price).build()
assert_type(order.then(ship), WorkflowBuilder[OrderId, Quote])


def add(a: int, b: int) -> int:
    return a + b


assert_type(Step("add", add), Step[tuple[int, int], int])


async def main() -> None:
    async with connect("sqlite:///runs.db") as engine:
        assert_type(engine, Engine)
        assert_type(await engine.run(checkout, OrderId(id=1)), Decision)
        handle = await engine.start(checkout, OrderId(id=1), idempotency_key="k")
        assert_type(handle, RunHandle[Decision])
        assert_type(await handle.output_of(fetch), Order)
        assert_type(await handle.result(), Decision)
        assert_type(await engine.preview_retry(handle.run_id), RunPreview)
        assert_type((await engine.preview_fork(handle.run_id, from_step=price)).will_run, Sequence[str])
        assert_type((await engine.preview_fork(handle.run_id, from_step="price")).kept, Sequence[str])
        assert_type(await engine.retry(handle.run_id), str)
        assert_type(await engine.fork(handle.run_id, from_step=price, input=Order(id=1, lines=[])), str)
        assert_type(await engine.fork(handle.run_id, from_step="ship/price"), str)
        await engine.migrate(handle.run_id)


async def by_receiver(engine: Engine) -> None:
    assert_type(await checkout.run(OrderId(id=1), on=engine), Decision)
    assert_type(await checkout.start(OrderId(id=1), on=engine), RunHandle[Decision])


assert_type(order.parallel_all([price, price.named("price-2")]), WorkflowBuilder[OrderId, list[Quote]])
assert_type(run(checkout, OrderId(id=1)), Decision)


# --- beyond the contract: every width --------------------------------------------------------------------

wide = order.parallel(price, stock, fraud, lines, grow, pay, receipt, invoice)
assert_type(wide, WorkflowBuilder[OrderId, tuple[Quote, Stock, Fraud, list[int], Order, Card | Cash, Receipt, Invoice]])


@step
def sum_up(a: Quote, b: Stock, c: Fraud, d: list[int], e: Order, f: Card | Cash, g: Receipt, h: Invoice) -> str:
    return "all eight"


assert_type(wide.then(sum_up).build(), Workflow[OrderId, str])
assert_type(order.parallel(price, stock), WorkflowBuilder[OrderId, tuple[Quote, Stock]])
assert_type(order.parallel(price, stock, fraud, lines), WorkflowBuilder[OrderId, tuple[Quote, Stock, Fraud, list[int]]])
assert_type(
    workflow("start").parallel(price, stock, fraud, lines, grow, pay, receipt, invoice),
    WorkflowBuilder[Order, tuple[Quote, Stock, Fraud, list[int], Order, Card | Cash, Receipt, Invoice]],
)
assert_type(
    quote.join(
        order.then(stock),
        order.then(fraud),
        order.then(lines),
        order.then(grow),
        order.then(pay),
        order.then(receipt),
        order.then(invoice),
    ),
    WorkflowBuilder[OrderId, tuple[Quote, Stock, Fraud, list[int], Order, Card | Cash, Receipt, Invoice]],
)
assert_type(quote.join(order), WorkflowBuilder[OrderId, tuple[Quote, Order]])


@step
def up(number: int) -> int:
    return number + 1


@step
def text(number: int) -> str:
    return str(number)


assert_type(workflow("long").sequence(up, up, up, up, up, up, up, text), WorkflowBuilder[int, str])
assert_type(workflow("long", int).sequence(up, up, up, up, up, up, up, text), WorkflowBuilder[int, str])
assert_type(workflow("long", int).sequence(up, up, text).build(), Workflow[int, str])
assert_type(workflow("all", int).parallel_all([up, up.named("up-2")]), WorkflowBuilder[int, list[int]])
assert_type(workflow("all").parallel_all([up, up.named("up-2")]), WorkflowBuilder[int, list[int]])

# --- copies and tolerance --------------------------------------------------------------------------------

assert_type(price.named("again"), SyncStep[Order, Quote])
assert_type(fetch.named("again"), AsyncStep[OrderId, Order])
assert_type(checkout.named("again"), Workflow[OrderId, Decision])
assert_type(price.or_else("free"), Step[Order, Quote | str])
assert_type(price.or_else(Quote(total=0)), Step[Order, Quote])
assert_type(decide.or_none(), Step[tuple[Quote, Stock, Fraud], Decision | None])
assert_type(order.then(price.or_none()).then_if(lambda q: q is not None, tick, default=0), WorkflowBuilder[OrderId, int])

# --- beside the path, conditions, workflows inside workflows ---------------------------------------------

assert_type(order.tap(price), WorkflowBuilder[OrderId, Order])
assert_type(order.tap(price).tap(ship).tap(tick).then(grow), WorkflowBuilder[OrderId, Order])
assert_type(order.then_if(lambda o: not o.lines, price, default="empty"), WorkflowBuilder[OrderId, Quote | str])
assert_type(order.parallel(ship, price), WorkflowBuilder[OrderId, tuple[Quote, Quote]])
assert_type(workflow("outer").then(checkout).build(), Workflow[OrderId, Decision])
assert_type(workflow("outer").sequence(fetch, ship), WorkflowBuilder[OrderId, Quote])
assert_type(workflow("first"), WorkflowStart)
anything: Runnable[OrderId, object] = checkout

# --- a body takes more than it is given, or gives more than is asked for ---------------------------------


@step
def rush(order: Order) -> RushOrder:
    return RushOrder(id=order.id, lines=order.lines, hours=3)


@step
def largest(numbers: Sequence[int]) -> int:
    return max(numbers)


assert_type(order.then(rush).then(price), WorkflowBuilder[OrderId, Quote])
assert_type(order.then(lines).then(largest), WorkflowBuilder[OrderId, int])
assert_type(order.then_if(lambda o: o.id > 3, rush), WorkflowBuilder[OrderId, Order])
assert_type(order.then(pay).then(settle), WorkflowBuilder[OrderId, Receipt])

# --- kinds of types --------------------------------------------------------------------------------------


@dataclass
class Point:
    x: float
    y: float


class Address(TypedDict):
    street: str


class Pair(NamedTuple):
    left: int
    right: str


T = TypeVar("T")


class Box(BaseModel, Generic[T]):
    content: T


Percent = Annotated[float, Field(ge=0, le=100)]


@step
def move(point: Point) -> Point:
    return point


@step
def locate(address: Address) -> Point:
    return Point(0, 0)


@step
def split(point: Point) -> Pair:
    return Pair(1, "a")


@step
def unsplit(left: int, right: str) -> Kind:
    return Kind.card


@step
def boxed(kind: Kind) -> Box[int]:
    return Box[int](content=1)


@step
def share(box: Box[int]) -> Percent:
    return 12.5


@step
def shown(percent: float) -> str | None:
    return f"{percent} %"


assert_type(
    workflow("kinds").sequence(locate, move, split, unsplit, boxed, share, shown), WorkflowBuilder[Address, str | None]
)
assert_type(workflow("union", Card | Cash).then(settle).build(), Workflow[Card | Cash, Receipt])
assert_type(workflow("none", int | None), WorkflowBuilder[int | None, int | None])
assert_type(workflow("list", list[Order]), WorkflowBuilder[list[Order], list[Order]])

# --- Step(...) without the decorator, and every option ---------------------------------------------------


async def slow(order: Order) -> Quote:
    return Quote(total=1.0)


def with_context(ctx: StepContext, order: Order) -> Quote:
    return Quote(total=1.0)


async def with_context_and_two(ctx: StepContext, quote: Quote, stock: Stock) -> Decision:
    return Decision(accept=True)


def nothing() -> int:
    return 1


async def only_context(ctx: StepContext) -> int:
    return 1


class Discount:
    def __init__(self, percent: float) -> None:
        self.percent = percent

    def __call__(self, quote: Quote) -> Quote:
        return quote

    def of(self, quote: Quote) -> Quote:
        return quote


assert_type(Step("slow", slow), Step[Order, Quote])
assert_type(Step("with-context", with_context), Step[Order, Quote])
assert_type(Step("two", with_context_and_two), Step[tuple[Quote, Stock], Decision])
assert_type(Step("nothing", nothing), Step[object, int])
assert_type(Step("only-context", only_context), Step[object, int])
assert_type(Step("discount", Discount(10)), Step[Quote, Quote])
assert_type(Step("discount", Discount(10).of), Step[Quote, Quote])


@step(
    id="every.option-1",
    name="Every option",
    description="Takes all of them.",
    retry=NO_RETRY,
    timeout=NO_TIMEOUT,
    concurrency=2,
    executor="thread",
    pure=True,
    cache=timedelta(hours=1),
    tags={"team": "core"},
)
def every_option(order: Order) -> Quote:
    return Quote(total=1.0)


assert_type(every_option, SyncStep[Order, Quote])
assert_type(Step("options", slow, retry=RetryPolicy(2), timeout=0.5, tags={"team": "core"}), Step[Order, Quote])


@step(timeout=1)
async def answer(ctx: StepContext) -> str:
    return ctx.run_id


@step(pure=True, cache=60)
def ratio(a: int, b: int) -> float:
    return a / b


assert_type(answer, Step[object, str])
assert_type(ratio, SyncStepN[int, int, float])
assert_type(ratio(1, 2), float)


def coroutine_type() -> None:
    coroutine = fetch(OrderId(id=1))
    awaited: Coroutine[Any, Any, Order] = coroutine
    awaited.close()


async def scheduling(engine: Engine) -> None:
    order_id = OrderId(id=1)
    assert_type(await engine.schedule(checkout, order_id, id="a", every=60, missed="all", overlap="allow"), Schedule)
    assert_type(await checkout.schedule(order_id, on=engine, id="b", cron="0 7 * * *", zone="Europe/Berlin"), Schedule)
    assert_type(await engine.schedule(checkout, order_id, id="c", every=timedelta(hours=1), missed="skip"), Schedule)
    assert_type([schedule.next_at for schedule in await engine.list_schedules()], list[datetime | None])
    assert_type(await engine.unschedule("a"), bool)
    assert_type([(one.is_alive, one.open_runs) for one in await engine.list_engines()], list[tuple[bool, int]])
class Approval(BaseModel):
    by: str


approval = Signal("approval", Approval)
maybe = Signal("maybe", int | None)
assert_type(approval, Signal[Approval])
assert_type(order.sleep(timedelta(days=1)).tap(price).wait_for(approval), WorkflowBuilder[OrderId, Approval])
assert_type(order.sleep(0.5).sleep_until(lambda o: datetime.now(UTC)), WorkflowBuilder[OrderId, Order])
assert_type(order.wait_for(approval, timeout=60, default=None), WorkflowBuilder[OrderId, Approval | None])
assert_type(order.wait_for(approval, timeout=timedelta(hours=1), default="no"), WorkflowBuilder[OrderId, Approval | str])
assert_type(order.wait_for(maybe), WorkflowBuilder[OrderId, int | None])


async def signals(engine: Engine, handle: RunHandle[Decision]) -> None:
    await handle.signal(approval, Approval(by="me"))
    await handle.signal(maybe, None, signal_id="once")
    await engine.signal("run", approval, Approval(by="me"), signal_id="twice")


limited = workflow(
    "limited", OrderId, version="2", name="Limited", retry=RetryPolicy(2), timeout=5, run_timeout=timedelta(hours=1)
)
assert_type(limited, WorkflowBuilder[OrderId, OrderId])
assert_type(limited.join(limited.then(fetch)), WorkflowBuilder[OrderId, tuple[OrderId, Order]])
