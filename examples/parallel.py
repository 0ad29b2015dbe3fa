"""One step fans out to two that run side by side; the step after them sees both results."""

from __future__ import annotations

import asyncio

from pydantic import BaseModel

from gorkflow import connect, step, workflow


class Pair(BaseModel):
    """Two numbers."""

    a: int
    b: int


@step
async def receive(pair: Pair) -> Pair:
    """The one step that both branches follow."""
    return pair


@step
async def add(pair: Pair) -> int:
    """First branch."""
    return pair.a + pair.b


@step
async def multiply(pair: Pair) -> int:
    """Second branch."""
    return pair.a * pair.b


@step(id="format")
async def write(total: int, product: int) -> str:
    """Gets the results in the order in which the branches were written, whichever was first."""
    return f"sum {total}, product {product}"


both = workflow("parallel").then(receive).parallel(add, multiply).then(write).build()


async def main(store: str = "memory://") -> str:
    """The text of one run."""
    async with connect(store) as engine:
        return await both.run(Pair(a=10, b=5), on=engine)


if __name__ == "__main__":
    print(asyncio.run(main()))
