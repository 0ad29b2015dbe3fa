"""Squares of a list in parallel: one step for each item, and the same with a workflow for each."""

from __future__ import annotations

import asyncio

from gorkflow import connect, step, workflow


@step
async def count_up(to: int) -> list[int]:
    """1, 2, 3, ..."""
    return list(range(1, to + 1))


@step
async def square(value: int) -> int:
    """Of the third item, its path is square[2]; as part of the child workflow it is squaring[2]/square."""
    return value * value


@step
async def check(value: int) -> int:
    """Second step of the child workflow: squaring[2]/check."""
    return value


@step
async def add_up(values: list[int]) -> int:
    """Gets the squares in the order of the items, whichever was first."""
    return sum(values)


squaring = workflow("squaring").then(square).then(check).build()

with_steps = workflow("with-steps").then(count_up).map(square).then(add_up).build()
with_children = workflow("with-children").then(count_up).map(squaring, concurrency=2).then(add_up).build()


async def main(store: str = "memory://") -> tuple[int, int]:
    """Both sums."""
    async with connect(store) as engine:
        return await with_steps.run(5, on=engine), await with_children.run(5, on=engine)


if __name__ == "__main__":
    print(*asyncio.run(main()))
