"""DBOS on SQLite. The workflow id names the run: the same command starts it, or waits for the recovered one.

https://docs.dbos.dev/python/tutorials/workflow-tutorial (ids, reliability guarantees) and
https://docs.dbos.dev/production/workflow-recovery (a process that starts again recovers what was pending).
"""

from __future__ import annotations

from dbos import DBOS, SetWorkflowID
from stage import Order, Priced, enter, say_built, say_result, untyped


@DBOS.step()
def load(order_id: int) -> Order:
    enter("load")
    # wrong-field: return Order(order_id, untyped("95 EUR"))
    # wrong-type: return untyped("order 42")
    return Order(order_id, 95)


@DBOS.step()
def price(order: Order) -> Priced:
    enter("price")
    return Priced(order.id, order.cents * 2)


@DBOS.step()
# miswired: def charge(priced: Order) -> str:
def charge(priced: Priced) -> str:
    enter("charge")
    return f"receipt for {priced!r}"


@DBOS.workflow()
def checkout(order_id: int) -> str:
    return charge(price(load(order_id)))


def main() -> None:
    DBOS(config={"name": "shop", "system_database_url": "sqlite:///shop.sqlite"})
    DBOS.launch()
    say_built()
    with SetWorkflowID("order-42"):
        say_result(checkout(42))
    DBOS.destroy()


if __name__ == "__main__":
    main()
