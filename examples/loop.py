"""A step that runs three times, and then another as often as it takes: what a turn gives, the next one takes."""

from __future__ import annotations

import asyncio

from gorkflow import connect, step, workflow


@step
async def count(value: int) -> int:
    """One more. Its turns have the paths count#1, count#2 and count#3."""
    return value + 1


@step
async def go_on(value: int) -> int:
    """One more, for as long as the condition holds."""
    return value + 1


def is_small(value: int) -> bool:
    """Asked before each turn; its answers are recorded."""
    return value < 5


looping = workflow("looping", int).repeat(3, count).repeat_while(is_small, go_on, max_iterations=10).build()


async def main(store: str = "memory://") -> int:
    """Counted to three, then up to five."""
    async with connect(store) as engine:
        return await looping.run(0, on=engine)


if __name__ == "__main__":
    print(asyncio.run(main()))
