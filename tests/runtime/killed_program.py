"""A program that runs a diamond and hangs in one of its branches, to be killed there; or goes on with it."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from gorkflow import Engine, RunFilter, step, workflow
from gorkflow.stores.sqlite import SqliteStore


class Notes:
    """Names appended to a file, which survives the process."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def add(self, name: str) -> None:
        with self.path.open("a", encoding="utf-8") as file:
            file.write(f"{name}\n")

    def read(self) -> list[str]:
        return self.path.read_text(encoding="utf-8").split()


notes = Notes(Path("nowhere"))
hangs = True
right_runs = asyncio.Event()


@step
async def load(value: int) -> int:
    notes.add("load")
    return value + 20


@step
def left(value: int) -> int:
    notes.add("left")
    return value


@step
async def right(value: int) -> int:
    notes.add("right")
    if hangs:
        await asyncio.get_running_loop().create_future()
    return value


@step
async def join(one: int, other: int) -> int:
    notes.add("join")
    return one + other


diamond = workflow("diamond").then(load).parallel(left, right).then(join).build()


async def hang(engine: Engine) -> None:
    handle = await engine.start(diamond, 1)
    print(handle.run_id, flush=True)
    seen: set[str | None] = set()
    async for event in handle.events():
        if (event.type, event.step_id) in {("StepCompleted", "left"), ("StepStarted", "right")}:
            seen.add(event.step_id)
        if len(seen) == 2:
            print("left is done, right hangs", flush=True)


async def resume(engine: Engine) -> None:
    await engine.idle()
    [run] = (await engine.list_runs(RunFilter())).items
    print(run.run_id, run.status, run.output, flush=True)


async def main(path: str, mode: str) -> None:
    async with Engine(SqliteStore(path), workflows=[diamond]) as engine:
        await (hang(engine) if mode == "hang" else resume(engine))


if __name__ == "__main__":
    _, path, notes_path, mode = sys.argv
    notes, hangs = Notes(Path(notes_path)), mode == "hang"
    asyncio.run(main(path, mode))
