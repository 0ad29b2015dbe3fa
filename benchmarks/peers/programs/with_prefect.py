"""Prefect with its local API and SQLite. Going on is to start again: results of finished tasks come from the cache.

https://docs.prefect.io/v3/how-to-guides/workflows/cache-workflow-steps: the default cache policy holds within one run;
INPUTS + TASK_SOURCE is the documented one across runs. Run after the crash, the flow is a new run, and so is a second
order that happens to have the same inputs.
"""

from __future__ import annotations

from prefect import flow, task
from prefect.cache_policies import INPUTS, TASK_SOURCE
from stage import Order, Priced, enter, say_built, say_result, untyped


@task(persist_result=True, cache_policy=INPUTS + TASK_SOURCE)
def load(order_id: int) -> Order:
    enter("load")
    # wrong-field: return Order(order_id, untyped("95 EUR"))
    # wrong-type: return untyped("order 42")
    return Order(order_id, 95)


@task(persist_result=True, cache_policy=INPUTS + TASK_SOURCE)
def price(order: Order) -> Priced:
    enter("price")
    return Priced(order.id, order.cents * 2)


@task(persist_result=True, cache_policy=INPUTS + TASK_SOURCE)
# miswired: def charge(priced: Order) -> str:
def charge(priced: Priced) -> str:
    enter("charge")
    return f"receipt for {priced!r}"


@flow
def checkout(order_id: int) -> str:
    return charge(price(load(order_id)))


def main() -> None:
    say_built()
    say_result(checkout(42))


if __name__ == "__main__":
    main()
