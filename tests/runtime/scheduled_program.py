"""A program that has a workflow registered and fires its schedules, until it is killed."""

from __future__ import annotations

import asyncio
import sys

from gorkflow import Engine, Workflow, step, workflow
from gorkflow.stores.sqlite import SqliteStore


@step
async def double(value: int) -> int:
    return value * 2


doubling: Workflow[int, int] = workflow("doubling").then(double).build()


async def main(path: str) -> None:
    async with Engine(SqliteStore(path), workflows=[doubling], lease_ttl=2):
        print("open", flush=True)
        await asyncio.get_running_loop().create_future()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
