"""A chain of typed steps, each with options of its own; a run is started, looked at, and another one cancelled."""

from __future__ import annotations

import asyncio

from pydantic import BaseModel

from gorkflow import RetryPolicy, RunStatus, connect, step, workflow


class Numbers(BaseModel):
    """What the chain begins with."""

    first: int
    second: int
    factor: int


class Sum(BaseModel):
    """What has been added, and what is still to be done with it."""

    total: int
    factor: int


@step(timeout=1)
async def add(numbers: Numbers) -> Sum:
    """Under a time-out of one second per attempt."""
    return Sum(total=numbers.first + numbers.second, factor=numbers.factor)


@step(retry=RetryPolicy(3, delay=0.5), concurrency=2)
def multiply(total: Sum) -> int:
    """Tried up to three times, and never more than two of it at once in one engine."""
    return total.total * total.factor


@step(id="describe", description="says the result in words", tags={"kind": "text"})
async def say(result: int) -> str:
    """Described and tagged, which the drawing of a workflow shows."""
    return f"The final result is {result}"


@step
async def think_long(text: str) -> str:
    """An hour of thought, for somebody to cancel."""
    await asyncio.sleep(3600)
    return text


arithmetic = workflow("arithmetic").sequence(add, multiply, say).build()
pondering = workflow("pondering").sequence(add, multiply, say, think_long).build()


async def calculate(store: str = "memory://") -> tuple[str, RunStatus]:
    """The output of a run, and the status that its record has."""
    async with connect(store) as engine:
        handle = await arithmetic.start(Numbers(first=10, second=5, factor=2), on=engine)
        text = await handle.result()
        return text, (await handle.run()).status


async def give_up(store: str = "memory://") -> RunStatus:
    """The status of a run that is cancelled while it thinks."""
    async with connect(store) as engine:
        handle = await pondering.start(Numbers(first=10, second=5, factor=2), on=engine)
        await handle.cancel()
        await engine.idle()
        return (await handle.run()).status


async def main() -> None:
    """Both, printed."""
    text, status = await calculate()
    print(f"{text} ({status})")
    print(await give_up())


if __name__ == "__main__":
    asyncio.run(main())
