"""Two runs in one database: their output, their steps, their list, also for a process that comes later."""

from __future__ import annotations

import asyncio
import sys

from pydantic import BaseModel

from gorkflow import RunFilter, connect, step, workflow


class Pair(BaseModel):
    """Two numbers."""

    a: int
    b: int


@step
async def add(pair: Pair) -> int:
    """First step."""
    return pair.a + pair.b


@step
async def double(total: int) -> int:
    """Second step."""
    return total * 2


doubled_sum = workflow("doubled-sum").then(add).then(double).build()


async def calculate(store: str) -> list[int]:
    """Two runs, one after the other."""
    async with connect(store) as engine:
        return [await doubled_sum.run(Pair(a=a, b=b), on=engine) for a, b in ((3, 5), (10, 20))]


async def history(store: str) -> list[str]:
    """One line per run, newest first, and below it one line per step, in order of completion."""
    lines: list[str] = []
    async with connect(store) as engine:
        page = await engine.list_runs(RunFilter(workflow_id=doubled_sum.id))
        for run in page.items:
            lines.append(f"{run.workflow_id} {run.status} {run.output}")
            executions = await engine.list_step_executions(run.run_id)
            lines += [f"  {execution.step_id} {execution.status} {execution.output}" for execution in executions]
    return lines


async def main(store: str) -> None:
    """Calculate, then read the history through an engine of its own."""
    print(await calculate(store))
    print("\n".join(await history(store)))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1] if len(sys.argv) > 1 else "sqlite:///sums.db"))
