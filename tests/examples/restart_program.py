"""A program that is started again and again on one store: `python -m tests.examples.restart_program WHAT URL`."""

from __future__ import annotations

import asyncio
import sys

from gorkflow import StepContext, connect, step, workflow

WHAT, STORE = sys.argv[1:]


@step
async def add_one(ctx: StepContext, value: int) -> int:
    """Does not come to an end in the process that starts it."""
    if WHAT == "start":
        await asyncio.Event().wait()
    return value + 1


adding = workflow("adding").then(add_one).build()


async def main() -> None:
    """Print every run in the store, newest first, with its id, status and output."""
    async with connect(STORE, workflows=[adding], grace=0) as engine:
        if WHAT == "start":
            handle = await adding.start(41, on=engine)
            async for event in handle.events():
                if event.type == "StepStarted":
                    break
        if WHAT == "again":
            await adding.run(1, on=engine)
        if WHAT != "start":
            await engine.idle()
        for run in (await engine.list_runs()).items:
            print(run.run_id, run.status, run.output)


asyncio.run(main())
