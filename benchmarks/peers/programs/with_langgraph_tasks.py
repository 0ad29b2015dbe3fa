"""LangGraph's functional API on SQLite. The thread id names the run; invoked with None, it goes on where it was.

https://docs.langchain.com/oss/python/langgraph/durable-execution and
https://docs.langchain.com/oss/python/langgraph/functional-api (resuming after an error).
"""

from __future__ import annotations

from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.sqlite import SqliteSaver
from langgraph.func import entrypoint, task
from stage import Order, Priced, enter, say_built, say_result, untyped


@task
def load(order_id: int) -> Order:
    enter("load")
    # wrong-field: return Order(order_id, untyped("95 EUR"))
    # wrong-type: return untyped("order 42")
    return Order(order_id, 95)


@task
def price(order: Order) -> Priced:
    enter("price")
    return Priced(order.id, order.cents * 2)


@task
# miswired: def charge(priced: Order) -> str:
def charge(priced: Priced) -> str:
    enter("charge")
    return f"receipt for {priced!r}"


def main() -> None:
    with SqliteSaver.from_conn_string("shop.sqlite") as saver:

        @entrypoint(checkpointer=saver)
        def checkout(order_id: int) -> str:
            return charge(price(load(order_id).result()).result()).result()

        config: RunnableConfig = {"configurable": {"thread_id": "order-42"}}
        say_built()
        is_begun = saver.get_tuple(config) is not None
        say_result(checkout.invoke(None if is_begun else 42, config, durability="sync"))


if __name__ == "__main__":
    main()
