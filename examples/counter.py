"""An engine with its store in one file: the counter of a run is there for whoever opens the file next."""

from __future__ import annotations

import asyncio
import sys

from gorkflow import RunFilter, StateKey, StepContext, connect, step, workflow

COUNTER = StateKey("counter", int)


@step
async def tick(ctx: StepContext, label: str) -> str:
    """Counts in the state of the run, which becomes durable together with the step."""
    ctx.state.set(COUNTER, ctx.state.get(COUNTER, 0) + 1)
    return label


@step
async def read(ctx: StepContext, label: str) -> int:
    """What has been counted."""
    return ctx.state.get(COUNTER)


counting = workflow("counting", str).repeat(3, tick).then(read).build()


async def count(store: str) -> int:
    """One line is all that it takes to have an engine and a durable store; no server, no setup."""
    async with connect(store) as engine:
        return await counting.run("visits", on=engine)


async def look(store: str) -> object:
    """What the newest run counted, through an engine of its own."""
    async with connect(store) as engine:
        page = await engine.list_runs(RunFilter(workflow_id=counting.id, limit=1))
        return page.items[0].output


async def main(store: str) -> None:
    """Count, close the file, open it again and look."""
    print(await count(store), await look(store))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1] if len(sys.argv) > 1 else "sqlite:///counter.db"))
