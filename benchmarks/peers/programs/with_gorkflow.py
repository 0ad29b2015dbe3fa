"""gorkflow on SQLite. The idempotency key names the run: the same command starts it, or takes it up.

docs/how-to/go-on-after-a-crash.md
"""

from __future__ import annotations

import asyncio

from stage import Order, Priced, enter, say_built, say_result, untyped

from gorkflow import connect, step, workflow


@step
async def load(order_id: int) -> Order:
    enter("load")
    # wrong-field: return Order(order_id, untyped("95 EUR"))
    # wrong-type: return untyped("order 42")
    return Order(order_id, 95)


@step
async def price(order: Order) -> Priced:
    enter("price")
    return Priced(order.id, order.cents * 2)


@step
# miswired: async def charge(priced: Order) -> str:
async def charge(priced: Priced) -> str:
    enter("charge")
    return f"receipt for {priced!r}"


checkout = workflow("checkout").then(load).then(price).then(charge).build()


async def main() -> None:
    async with connect("sqlite:///runs.db", workflows=[checkout]) as engine:
        say_built()
        say_result(await checkout.run(42, on=engine, idempotency_key="order-42"))


if __name__ == "__main__":
    asyncio.run(main())
