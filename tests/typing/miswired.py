"""What must not type-check; run by test_contract.py.

The line under each comment `# E..` must be an error, and no other line may be one. Behind the bar stands a part of
the message that a user of mypy reads.
"""

from __future__ import annotations

import gorkflow
from gorkflow import Engine, RunHandle, StepContext, case, cases, run, step, workflow
from tests.typing.usage import (
    Decision,
    Fraud,
    Order,
    OrderId,
    Quote,
    Stock,
    approval,
    charge,
    checkout,
    count,
    decide,
    decide2,
    double,
    fetch,
    fraud,
    grow,
    kind,
    lines,
    order,
    pay,
    price,
    ratio,
    receipt,
    rush,
    ship,
    stock,
    text,
    tick,
    total,
    up,
    wide,
)


@step
def discount(quote: Quote) -> Quote:
    return quote


# E01 wrong next step | has incompatible type "Step[Order, Stock]"; expected "Runnable[Quote, Stock]"
workflow("x").then(price).then(stock)

# E02 arity | "Step[tuple[Quote, Stock], Decision]"; expected "Runnable[tuple[Quote, Stock, Fraud], Decision]"
order.parallel(price, stock, fraud).then(decide2)

# E03 order of a join | "Step[tuple[Quote, Stock], Decision]"; expected "Runnable[tuple[Stock, Quote], Decision]"
order.parallel(stock, price).then(decide2)

# E04 map over a non-list | Invalid self argument "WorkflowBuilder[OrderId, Order]" to attribute function "map"
order.map(double)

# E05 element type | incompatible type "SyncStep[Order, Quote]"; expected "Runnable[int, Quote]"
order.then(lines).map(price)

# E06 condition | "Order" has no attribute "nope"
order.branch(lambda o: o.nope, then=price, otherwise=stock)

# E07 union consumed as one | incompatible type "SyncStep[list[float], Quote]"; expected "Runnable[Quote | Stock, Quote]"
order.branch(lambda o: True, then=price, otherwise=stock).then(total)

# E08 loop body | incompatible type "SyncStep[Order, Quote]"; expected "Runnable[Order, Order]"
order.repeat_while(lambda o: True, price, max_iterations=3)

# E09 pass-through of another type | incompatible type "SyncStep[Order, Quote]"; expected "Runnable[Order, Order]"
order.then_if(lambda o: True, price)

# E10 the default joins the type | "SyncStep[Quote, Quote]"; expected "Runnable[Quote | int, Quote]"
order.then_if(lambda o: True, price, default=3).then(discount)

# E12 a step after itself | "AsyncStep[OrderId, Order]"; expected "Runnable[Order, Order]"
order.then(fetch)

# E13 a position of another workflow | "SyncStep[Order, Quote]"; expected "Runnable[OrderId, Quote]"
order.join(workflow("z").then(price))


# E14 a number is no policy | No overload variant of "step" matches argument type "int"
@step(retry=3)
def foo(o: Order) -> Quote:
    return Quote(total=1)


@step
def bar(o: Order) -> Quote:
    # E15 the body itself is checked | Incompatible return value type (got "int", expected "Quote")
    return 3


# E16 called, not passed | incompatible type "Quote"; expected "Runnable[Order, Never]"
order.then(bar(Order(id=1, lines=[])))

# E17 a tolerated failure may give None | "SyncStep[int, float]"; expected "Runnable[Quote | None, float]"
order.then(price.or_none()).then(double)

# E18 a key of another type | incompatible type "Callable[[Order], Kind]"; expected "Callable[[Order], str]"
order.switch(kind, case("card", receipt), default=receipt)

# E19 an undo step of other types | "SyncStep[Order, Receipt]"; expected "Step[tuple[Order, Quote], Any]"
order.then(price.compensated_by(receipt))

# E20 wrong input of run() | Cannot infer value of type parameter "T" of "run"
run(checkout, Order(id=1, lines=[]))


async def main2(engine: Engine, handle: RunHandle[Decision]) -> None:
    # E21 wrong input of engine.run | Cannot infer value of type parameter "T" of "run" of "Engine"
    await engine.run(checkout, Order(id=1, lines=[]))
    # E22 the output's type | "Workflow[OrderId, Decision]"; expected "Workflow[OrderId, int]"
    x: int = await engine.run(checkout, OrderId(id=1))
    # E23 forgotten await | must be used
    engine.run(checkout, OrderId(id=1))
    # E25 the step's output | "Order" has no attribute "total"
    print(x, (await handle.output_of(fetch)).total)


# E26 a step is no builder | "AsyncStep[OrderId, Order]" has no attribute "build"
order.then(fetch.build)


def body(ctx: StepContext) -> str:
    # E27 state value | "set" of "RunState"
    ctx.state.set(count, "three")
    # E28 state type | Incompatible return value type (got "int", expected "str")
    return ctx.state.get(count)


# E29 half of a union | "SyncStep[Card, Receipt]"; expected "Runnable[Card | Cash, Receipt]"
order.then(pay).then(charge)

# E30 a missing case | expected "Runnable[Card | Cash,
order.then(pay).then(cases(charge, price))


async def main3(engine: Engine) -> None:
    # E31 names both types | Argument 1 to "run" of "Workflow" has incompatible type "Order"; expected "OrderId"
    await checkout.run(Order(id=1, lines=[]), on=engine)


# E33 the plain function's own types | Argument 2 to "__call__" of "AsyncStepN" has incompatible type "Fraud"
decide(Quote(total=1), Fraud(score=0), Stock(ok=True))

# E40 the last of eight | expected "Runnable[tuple[Quote, Stock, Fraud, list[int], Order, Card | Cash, Receipt, Invoice]
wide.then(decide)

# E41 third in a sequence | Cannot infer value of type parameter "B" of "sequence"
workflow("s").sequence(up, up, price, text)

# E42 second in a parallel | Argument 2 to "parallel" of "WorkflowBuilder" has incompatible type "SyncStep[int, int]"
order.parallel(price, up)

# E43 a plain function is no step | incompatible type "Callable[[StepContext], str]"
order.then(body)

# E44 a position that is not built | "WorkflowBuilder[OrderId, Order]"; expected "Runnable[Order, Never]"
order.then(order)

# E45 the input of a workflow inside | "Workflow[Order, Quote]"; expected "Runnable[Quote, Quote]"
order.then(price).then(ship)

# E46 beside the path, types count too | "SyncStep[int, int]"; expected "Runnable[Order, object]"
order.tap(up)

# E47 the condition gets the value | "Order" has no attribute "nope"
order.then_if(lambda o: o.nope, grow)

# E48 one of many | "list[object]"; expected "Sequence[Runnable[Order, Never]]"
order.parallel_all([price, up])

# E49 a step with a context is not the plain function | "Step[Order, Stock]" not callable
stock(Order(id=1, lines=[]))

# E50 too many values | Too many arguments for "__call__" of "SyncStepN"
ratio(1, 2, 3)

# E51 a step without input takes none | Too many arguments for "__call__" of "SyncStep0"
tick(3)

# E52 the narrower type is not the wider | "Workflow[OrderId, Decision]"; expected "Runnable[RushOrder, Decision]"
order.then(rush).then(checkout)

# E53 a time-out in words | No overload variant of "step" matches argument type "str"
step(timeout="soon")

# E61 a time for the cache in words | No overload variant of "step" matches argument type
step(pure=True, cache="1h")

# E55 a misspelt public name | has no attribute "workflw"
gorkflow.workflw("w")

# E56 a workflow without a step | "WorkflowStart" has no attribute "build"
workflow("empty").build()

# E54 an executor that is none | No overload variant of "step" matches argument type "str"
step(executor="cloud")


@step
def name(order: Order) -> str:
    return "text"


@step
def shout(letter: str) -> str:
    return letter


# E32 a str is no list | Invalid self argument "WorkflowBuilder[OrderId, str]" to attribute function "map"
order.then(name).map(shout)


async def main4(engine: Engine) -> None:
    # E70 wrong input of a schedule | Argument 1 to "schedule" of "Workflow" has incompatible type "Order"
    await checkout.schedule(Order(id=1, lines=[]), on=engine, id="s", every=60)
    # E71 the same of the engine's | Cannot infer value of type parameter "T" of "schedule" of "Engine"
    await engine.schedule(checkout, Order(id=1, lines=[]), id="s", every=60)
    # E72 a policy that is none | "Literal['twice']"; expected "Literal['skip', 'once', 'all']"
    await checkout.schedule(OrderId(id=1), on=engine, id="s", every=60, missed="twice")
    # E73 a schedule without an id | Missing named argument "id" for "schedule" of "Workflow"
    await checkout.schedule(OrderId(id=1), on=engine, cron="0 7 * * *")
    # E74 forgotten await of a schedule | must be used
    engine.schedule(checkout, OrderId(id=1), id="s", every=60)
# E11 the payload of a signal | "SyncStep[Order, Quote]"; expected "Runnable[Approval, Quote]"
order.wait_for(approval).then(price)


async def signals(engine: Engine, handle: RunHandle[Decision]) -> None:
    # E24 another payload | Cannot infer value of type parameter "U" of "signal" of "RunHandle"
    await handle.signal(approval, Order(id=1, lines=[]))
    # E61 another payload to the engine | Cannot infer value of type parameter "U" of "signal" of "Engine"
    await engine.signal("run", approval, "yes")


# E62 a time-out without a default | No overload variant of "wait_for"
order.wait_for(approval, timeout=60)

# E63 a function that gives no instant | "sleep_until"
order.sleep_until(lambda o: o.id)
