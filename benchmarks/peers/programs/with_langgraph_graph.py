"""LangGraph's graph API on SQLite, with a state of pydantic. The thread id names the run; None as input goes on.

https://docs.langchain.com/oss/python/langgraph/durable-execution and
https://docs.langchain.com/oss/python/langgraph/use-graph-api (pydantic models for graph state).
"""

from __future__ import annotations

from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.sqlite import SqliteSaver
from langgraph.graph import END, START, StateGraph
from pydantic import BaseModel
from stage import Order, Priced, enter, say_built, say_result, untyped


class Shop(BaseModel):
    order_id: int
    order: Order | None = None
    priced: Priced | None = None
    receipt: str = ""


def load(state: Shop) -> dict[str, Order]:
    enter("load")
    # wrong-field: return {"order": Order(state.order_id, untyped("95 EUR"))}
    # wrong-type: return {"order": untyped("order 42")}
    return {"order": Order(state.order_id, 95)}


def price(state: Shop) -> dict[str, Priced]:
    enter("price")
    order = state.order
    assert order is not None
    return {"priced": Priced(order.id, order.cents * 2)}


def charge(state: Shop) -> dict[str, str]:
    enter("charge")
    # miswired: priced: Order | None = state.priced
    priced: Priced | None = state.priced
    return {"receipt": f"receipt for {priced!r}"}


def main() -> None:
    graph = StateGraph(Shop)
    graph.add_node("load", load)
    graph.add_node("price", price)
    graph.add_node("charge", charge)
    graph.add_edge(START, "load")
    graph.add_edge("load", "price")
    graph.add_edge("price", "charge")
    graph.add_edge("charge", END)
    with SqliteSaver.from_conn_string("shop.sqlite") as saver:
        checkout = graph.compile(checkpointer=saver)
        config: RunnableConfig = {"configurable": {"thread_id": "order-42"}}
        say_built()
        is_begun = saver.get_tuple(config) is not None
        say_result(checkout.invoke(None if is_begun else Shop(order_id=42), config, durability="sync")["receipt"])


if __name__ == "__main__":
    main()
