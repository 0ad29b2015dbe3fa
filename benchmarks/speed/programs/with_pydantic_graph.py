"""pydantic-graph: no store since version 2, no validation.

https://ai.pydantic.dev/graph/ and, for steps side by side and their join, https://ai.pydantic.dev/graph/beta/parallel/.
A join waits for all that forked, so a graph in which each node waits for three others cannot be written.
"""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from pydantic_graph import GraphBuilder, StepContext, reduce_list_append
from stand import AsyncRepetition, Msg, Request, body, building, gathered, measure_async, message, some_at_a_time


async def work(ctx: StepContext[None, None, Msg]) -> Msg:
    return await body(ctx.inputs)


async def total(ctx: StepContext[None, None, list[Msg]]) -> Msg:
    return gathered(ctx.inputs)


def chain(size: int) -> Any:
    builder = GraphBuilder(input_type=Msg, output_type=Msg)
    steps = [builder.step(work, node_id=f"s{number}") for number in range(size)]
    places = [builder.start_node, *steps, builder.end_node]
    builder.add(*(builder.edge_from(one).to(other) for one, other in itertools.pairwise(places)))
    return builder.build()


def fan(size: int) -> Any:
    builder = GraphBuilder(input_type=Msg, output_type=Msg)
    first = builder.step(work, node_id="first")
    steps = [builder.step(work, node_id=f"f{number}") for number in range(size)]
    join = builder.join(reduce_list_append, initial_factory=list[Msg])
    last = builder.step(total, node_id="total")
    builder.add(
        builder.edge_from(builder.start_node).to(first),
        builder.edge_from(first).to(*steps),
        builder.edge_from(*steps).to(join),
        builder.edge_from(join).to(last),
        builder.edge_from(last).to(builder.end_node),
    )
    return builder.build()


@asynccontextmanager
async def opened(request: Request) -> AsyncIterator[AsyncRepetition]:
    with building():
        graph = {"chain": chain, "fan": fan}[request.shape](request.size)
    right = {"chain": request.size + 1, "fan": request.size}[request.shape]

    async def run() -> None:
        assert (await graph.run(inputs=message())).id == right

    yield lambda: some_at_a_time(run, request)


if __name__ == "__main__":
    measure_async(opened)
