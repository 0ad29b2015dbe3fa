"""Hamilton with its cache on disk. Nodes are wired by the names of parameters. To go on is to start again.

https://hamilton.apache.org/concepts/caching/ and, for the checks of values,
https://hamilton.apache.org/reference/lifecycle-hooks/FunctionInputOutputTypeChecker/
"""

from __future__ import annotations

import sys

from hamilton import driver
from hamilton.lifecycle import FunctionInputOutputTypeChecker
from stage import Order, Priced, enter, say_built, say_result, untyped


def loaded(order_id: int) -> Order:
    enter("load")
    # wrong-field: return Order(order_id, untyped("95 EUR"))
    # wrong-type: return untyped("order 42")
    return Order(order_id, 95)


def priced(loaded: Order) -> Priced:
    enter("price")
    return Priced(loaded.id, loaded.cents * 2)


# miswired: def receipt(priced: Order) -> str:
def receipt(priced: Priced) -> str:
    enter("charge")
    return f"receipt for {priced!r}"


def main() -> None:
    builder = driver.Builder().with_modules(sys.modules[__name__]).with_adapters(FunctionInputOutputTypeChecker())
    checkout = builder.with_cache().build()
    say_built()
    say_result(checkout.execute(["receipt"], inputs={"order_id": 42})["receipt"])


if __name__ == "__main__":
    main()
