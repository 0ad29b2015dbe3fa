"""LangGraph's graph API on SQLite, in its `async def` form: a state of pydantic, a checkpoint before the next node.

https://docs.langchain.com/oss/python/langgraph/durable-execution (durability="sync"),
https://docs.langchain.com/oss/python/langgraph/use-graph-api (pydantic models for graph state; Send for many at once).
The state is validated as a node reads it.
"""

from __future__ import annotations

import itertools
import operator
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated, Any

from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.serde.jsonplus import JsonPlusSerializer
from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver
from langgraph.graph import END, START, StateGraph
from langgraph.types import Send
from pydantic import BaseModel
from stand import (
    AsyncRepetition,
    Msg,
    Request,
    body,
    building,
    depth,
    gathered,
    layers,
    measure_async,
    message,
    met,
    some_at_a_time,
)


class State(BaseModel):
    message: Msg
    done: Annotated[list[Msg], operator.add] = []


class Layered(BaseModel):
    message: Msg
    done: Annotated[dict[str, Msg], operator.or_] = {}


def chain(size: int) -> StateGraph[Any]:
    async def work(state: State) -> dict[str, Msg]:
        return {"message": await body(state.message)}

    graph = StateGraph(State)
    names = [f"s{number}" for number in range(size)]
    for name in names:
        graph.add_node(name, work)
    for before, name in itertools.pairwise([START, *names, END]):
        graph.add_edge(before, name)
    return graph


def fan(size: int) -> StateGraph[Any]:
    async def first(state: State) -> dict[str, Msg]:
        return {"message": await body(state.message)}

    async def work(value: Msg) -> dict[str, list[Msg]]:
        return {"done": [await body(value)]}

    async def total(state: State) -> dict[str, Msg]:
        return {"message": gathered(state.done)}

    graph = StateGraph(State)
    graph.add_node("first", first)
    graph.add_node("work", work, input_schema=Msg)
    graph.add_node("total", total)
    graph.add_edge(START, "first")
    graph.add_conditional_edges("first", lambda state: [Send("work", state.message)] * size, ["work"])
    graph.add_edge("work", "total")
    graph.add_edge("total", END)
    return graph


def layered(size: int) -> StateGraph[Any]:
    graph = StateGraph(Layered)
    parents = layers(size)
    for number, above in enumerate(parents):
        name = f"n{number}"
        graph.add_node(name, node(name, [f"n{one}" for one in above], is_last=number == len(parents) - 1))
        graph.add_edge([f"n{one}" for one in sorted(set(above))] if above else START, name)
    graph.add_edge(f"n{len(parents) - 1}", END)
    return graph


def node(name: str, above: list[str], *, is_last: bool) -> Any:
    async def work(state: Layered) -> dict[str, Any]:
        if above:
            first, second, third = (state.done[one] for one in above)
            value = met(first, second, third)
        else:
            value = await body(state.message)
        return {"done": {name: value}} | ({"message": value} if is_last else {})

    return work


@asynccontextmanager
async def opened(request: Request) -> AsyncIterator[AsyncRepetition]:
    async with AsyncSqliteSaver.from_conn_string("race.sqlite") as saver:
        saver.serde = JsonPlusSerializer(allowed_msgpack_modules=[("stand", "Msg")])
        with building():
            graph = {"chain": chain, "fan": fan, "layers": layered}[request.shape](request.size)
            compiled = graph.compile(checkpointer=saver)
        right = {"chain": request.size + 1, "fan": request.size, "layers": depth(request.size) + 1}[request.shape]
        threads = itertools.count()

        async def run() -> None:
            config: RunnableConfig = {
                "configurable": {"thread_id": f"run-{next(threads)}"},
                "recursion_limit": request.size + 10,
            }
            result = await compiled.ainvoke({"message": message()}, config, durability="sync")
            assert result["message"].id == right

        yield lambda: some_at_a_time(run, request)


if __name__ == "__main__":
    measure_async(opened)
