"""The workloads W1 to W4 of the performance page as workflows: bodies that do nothing but make a value."""

from __future__ import annotations

from benchmarks.speed.programs import stand
from benchmarks.speed.programs.stand import Msg, Request, body, floor, message
from gorkflow import Engine, Step, Workflow, WorkflowBuilder, step, workflow
from gorkflow.core.runnable import Runnable

__all__ = ["Msg", "beside", "body", "chain", "fan", "floor", "layered", "meet", "message", "total", "w1", "w3"]


@step
async def total(messages: list[Msg]) -> Msg:
    """The end of the fan-in."""
    return stand.gathered(messages)


async def meet(first: Msg, second: Msg, third: Msg) -> Msg:
    """A node with three parents."""
    return stand.met(first, second, third)


def chain(steps: int, *, pure: bool = False) -> Workflow[Msg, Msg]:
    """Steps in a row."""
    position = workflow(f"chain-{steps}", Msg)
    for number in range(steps):
        position = position.then(Step(f"s{number}", body, pure=pure))
    return position.build()


def beside(name: str, second: Runnable[Msg, Msg]) -> Workflow[Msg, Msg]:
    """A chain of three, the second of which is given."""
    return workflow(name, Msg).then(Step("first", body)).then(second).then(Step("third", body)).build()


def fan(width: int, *, pure: bool = False) -> Workflow[Msg, Msg]:
    """1 -> width -> 1."""
    first = workflow(f"fan-{width}", Msg).then(Step("first", body, pure=pure))
    return first.parallel_all([Step(f"f{number}", body, pure=pure) for number in range(width)]).then(total).build()


def layered(nodes: int, *, pure: bool = False) -> Workflow[Msg, Msg]:
    """Layers of a hundred nodes with three parents each, brought together at the end: `stand.layers`."""
    start = workflow(f"layers-{nodes}", Msg)
    made: list[WorkflowBuilder[Msg, Msg]] = []
    for number, parents in enumerate(stand.layers(nodes)):
        if parents:
            first, second, third = (made[parent] for parent in parents)
            made.append(first.join(second, third).then(Step(f"n{number}", meet, pure=pure)))
        else:
            made.append(start.then(Step(f"n{number}", body, pure=pure)))
    return made[-1].build()


async def w1(engine: Engine, definition: Workflow[Msg, Msg], runs: int) -> None:
    """One run of many steps in a row, again and again."""
    for _ in range(runs):
        await definition.run(message(), on=engine)


async def w3(engine: Engine, definition: Workflow[Msg, Msg], runs: int, at_once: int) -> None:
    """Many short runs, some at a time."""

    async def run() -> None:
        await definition.run(message(), on=engine)

    request = Request(variant="", shape="chain", size=1, runs=runs, at_once=at_once)
    await stand.some_at_a_time(run, request)
