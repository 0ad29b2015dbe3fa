"""pydantic-graph. It has had no store since version 2; to go on is to start again.

https://ai.pydantic.dev/graph/ and https://github.com/pydantic/pydantic-ai/pull/5470 (persistence removed).
"""

from __future__ import annotations

import asyncio

from pydantic_graph import GraphBuilder, StepContext
from stage import Order, Priced, enter, say_built, say_result, untyped

builder = GraphBuilder(input_type=int, output_type=str)


@builder.step
async def load(ctx: StepContext[None, None, int]) -> Order:
    enter("load")
    # wrong-field: return Order(ctx.inputs, untyped("95 EUR"))
    # wrong-type: return untyped("order 42")
    return Order(ctx.inputs, 95)


@builder.step
async def price(ctx: StepContext[None, None, Order]) -> Priced:
    enter("price")
    return Priced(ctx.inputs.id, ctx.inputs.cents * 2)


@builder.step
# miswired: async def charge(ctx: StepContext[None, None, Order]) -> str:
async def charge(ctx: StepContext[None, None, Priced]) -> str:
    enter("charge")
    return f"receipt for {ctx.inputs!r}"


builder.add(
    builder.edge_from(builder.start_node).to(load),
    builder.edge_from(load).to(price),
    builder.edge_from(price).to(charge),
    builder.edge_from(charge).to(builder.end_node),
)
checkout = builder.build()


async def main() -> None:
    say_built()
    say_result(await checkout.run(inputs=42))


if __name__ == "__main__":
    asyncio.run(main())
