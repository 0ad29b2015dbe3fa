"""The workloads W1, W2 and W3 of the performance page: bodies that do nothing but make a value."""

from __future__ import annotations

import asyncio

from pydantic import BaseModel

from gorkflow import Engine, Step, Workflow, step, workflow


class Msg(BaseModel):
    """What travels between the steps."""

    id: int
    name: str
    items: list[int]


def message() -> Msg:
    """The first input."""
    return Msg(id=1, name="gorkflow", items=list(range(10)))


async def body(message: Msg) -> Msg:
    """What the floor and every step call."""
    return Msg(id=message.id + 1, name=message.name, items=message.items)


@step
async def total(messages: list[Msg]) -> Msg:
    """The end of the fan-in."""
    return Msg(id=len(messages), name="total", items=[])


def chain(steps: int, *, pure: bool = False) -> Workflow[Msg, Msg]:
    """Steps in a row."""
    position = workflow(f"chain-{steps}", Msg)
    for number in range(steps):
        position = position.then(Step(f"s{number}", body, pure=pure))
    return position.build()


def fan(width: int, *, pure: bool = False) -> Workflow[Msg, Msg]:
    """1 -> width -> 1."""
    first = workflow(f"fan-{width}", Msg).then(Step("first", body, pure=pure))
    return first.parallel_all([Step(f"f{number}", body, pure=pure) for number in range(width)]).then(total).build()


async def floor(calls: int) -> None:
    """The plain loop that everything is measured against: validate, call."""
    current = message()
    for _ in range(calls):
        current = await body(Msg.model_validate(current.model_dump()))


async def w1(engine: Engine, definition: Workflow[Msg, Msg], runs: int) -> None:
    """One run of many steps in a row, again and again."""
    for _ in range(runs):
        await definition.run(message(), on=engine)


async def w3(engine: Engine, definition: Workflow[Msg, Msg], runs: int, at_once: int) -> None:
    """Many short runs, some at a time."""
    left = runs

    async def work() -> None:
        nonlocal left
        while left > 0:
            left -= 1
            await definition.run(message(), on=engine)

    await asyncio.gather(*(work() for _ in range(at_once)))
