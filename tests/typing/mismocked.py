"""What must not type-check of the test kit; run by test_contract.py, as miswired.py."""

from __future__ import annotations

from gorkflow import step
from gorkflow.testing import LocalRunner, Sent, assert_survives_crashes, mock_step
from tests.typing.mocks import cheap, quote, sure
from tests.typing.usage import Order, OrderId, Stock, approval, checkout, decide, fetch, price, tick

# E80 a mock gives another type | Cannot infer value of type parameter "B" of "mock_step"
mock_step(price, returns=Stock(ok=True))

# E81 None where none is given | Cannot infer value of type parameter "B" of "mock_step"
mock_step(price, returns=None)

# E82 of several values | Cannot infer value of type parameter "B" of "mock_step"
mock_step(decide, returns=quote)

# E83 one of the outcomes | Cannot infer value of type parameter "B" of "mock_step"
mock_step(price, side_effect=(TimeoutError(), Stock(ok=True)))

# E84 outcomes are a tuple | No overload variant of "mock_step" matches argument types "SyncStep[Order, Quote]", "list[
mock_step(price, side_effect=[TimeoutError(), quote])

# E85 a function of other values | has incompatible type "Callable[[Order], Quote]"
mock_step(fetch, side_effect=cheap)

# E86 a function of too many values | has incompatible type "Callable[[Quote, Stock, Fraud], Coroutine[
mock_step(price, side_effect=sure)

# E87 a function that gives another type | has incompatible type "Callable[[], str]"
mock_step(tick, side_effect=lambda: "three")

# E88 what is no exception | No overload variant of "mock_step" matches argument types "SyncStep[Order, Quote]", "int"
mock_step(price, raises=3)

# E89 nothing at all | No overload variant of "mock_step" matches argument type "SyncStep[Order, Quote]"
mock_step(price)

# E90 two at once | No overload variant of "mock_step" matches argument types
mock_step(price, returns=quote, raises=TimeoutError)

with mock_step(price, returns=quote) as pricing:
    # E91 what a mock was given | "Order" has no attribute "nope"
    print(pricing.inputs[0].nope)

# E92 what is no step | No overload variant of "mock_step" matches argument types "Callable[[Order], Quote]"
mock_step(cheap, raises=KeyError)

# E93 wrong input of a runner | Cannot infer value of type parameter "T" of "run" of "LocalRunner"
LocalRunner().run(checkout, Order(id=1, lines=[]))

# E94 the output of a local run | "Decision" has no attribute "nope"
print(LocalRunner().run(checkout, OrderId(id=1)).output.nope)

# E95 wrong payload of a signal | Cannot infer value of type parameter "T" of "Sent"
LocalRunner().run(checkout, OrderId(id=1), signals=[Sent(approval, "yes")])


async def survival() -> None:
    # E96 wrong input of a sweep | Cannot infer value of type parameter "T" of "assert_survives_crashes"
    await assert_survives_crashes(checkout, "1")


# E97 an option that there is not | Unexpected keyword argument "workers" for "LocalRunner"
LocalRunner(workers=3)


@step
def late(order: Order) -> int:
    return order.id


# E98 the doc's own mistake | Cannot infer value of type parameter "B" of "mock_step"
mock_step(late, returns="late")
