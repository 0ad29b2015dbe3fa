"""Loops over a model of several fields: the type checker sees that a body gives what it takes."""

from __future__ import annotations

import asyncio

from pydantic import BaseModel

from gorkflow import connect, step, workflow


class Climb(BaseModel):
    """How high somebody is, and how far up the next stride leads."""

    height: int = 0
    stride: int = 1


@step
async def warm_up(climb: Climb) -> Climb:
    """Each stride is longer than the one before."""
    return Climb(height=climb.height + climb.stride, stride=climb.stride + 1)


@step
async def stroll(climb: Climb) -> Climb:
    """One up, with short strides."""
    return Climb(height=climb.height + 1, stride=1)


@step
async def rest(climb: Climb) -> int:
    """Up there."""
    return climb.height


def is_below(climb: Climb) -> bool:
    """Whether it goes on: typed as well."""
    return climb.height < 11


climbing = (
    workflow("climbing", Climb).repeat(3, warm_up).repeat_while(is_below, stroll, max_iterations=20).then(rest).build()
)


async def main(store: str = "memory://") -> int:
    """1 + 2 + 3 in three turns, then one by one to 11."""
    async with connect(store) as engine:
        return await climbing.run(Climb(), on=engine)


if __name__ == "__main__":
    print(asyncio.run(main()))
