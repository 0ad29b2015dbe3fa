"""The workloads W1 to W3 of the benchmarks, small; ids are of one length, so that bytes do not depend on the number."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import cache
from typing import NamedTuple

from pydantic import BaseModel

from gorkflow import Engine, Step, Workflow, step, workflow

_AT_ONCE = 16


class Msg(BaseModel):
    """What travels between the steps."""

    id: int
    name: str
    items: list[int]


class Load(NamedTuple):
    """A workload at two sizes, in steps; a run of it gives the ids of its runs."""

    name: str
    sizes: tuple[int, int]
    run: Callable[[Engine, int], Awaitable[str]]


def waste() -> None:
    """What every step does besides; a test puts something here that must be seen."""


async def body(message: Msg) -> Msg:
    """What every step does: without a call of pydantic-core, which is counted."""
    waste()
    return message.model_copy()


@step
async def total(messages: list[Msg]) -> Msg:
    """The end of the fan."""
    return Msg(id=len(messages), name="total", items=[])


@cache
def chain(steps: int) -> Workflow[Msg, Msg]:
    """Steps in a row."""
    position = workflow(f"chain-{steps}", Msg)
    for number in range(steps):
        position = position.then(Step(f"s{number:04}", body))
    return position.build()


@cache
def fan(width: int) -> Workflow[Msg, Msg]:
    """1 -> width -> 1."""
    first = workflow(f"fan-{width}", Msg).then(Step("first", body))
    return first.parallel_all([Step(f"f{number:04}", body) for number in range(width)]).then(total).build()


async def _one_run(engine: Engine, definition: Workflow[Msg, Msg]) -> str:
    handle = await engine.start(definition, Msg(id=1, name="gorkflow", items=list(range(10))))
    await handle.result()
    return handle.run_id


async def _many_runs(engine: Engine, steps: int) -> str:
    left = steps // 3
    run_ids: list[str] = []

    async def work() -> None:
        nonlocal left
        while left > 0:
            left -= 1
            run_ids.append(await _one_run(engine, chain(3)))

    await asyncio.gather(*(work() for _ in range(_AT_ONCE)))
    return " ".join(run_ids)


LOADS = (
    Load("W1", (20, 120), lambda engine, steps: _one_run(engine, chain(steps))),
    Load("W2", (20, 120), lambda engine, steps: _one_run(engine, fan(steps))),
    Load("W3", (96, 432), _many_runs),
)
