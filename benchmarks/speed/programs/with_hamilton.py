"""Hamilton's async driver: no store, no validation. Nodes are wired by the names of parameters.

https://hamilton.apache.org/reference/drivers/AsyncDriver/. Its decorators for many nodes of one function hide from the
driver that the function is a coroutine, so the module is written here as a user would have to: one function per node.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from hamilton import async_driver
from stand import AsyncRepetition, Request, building, depth, layers, measure_async, message, some_at_a_time

HEAD = "from stand import Msg, body, gathered, met\n"
WORK = "async def {name}({above}: Msg) -> Msg:\n    return await body({above})\n"


def chain(size: int) -> list[str]:
    return [WORK.format(name=f"s{number}", above=f"s{number - 1}" if number else "start") for number in range(size)]


def fan(size: int) -> list[str]:
    names = [f"f{number}" for number in range(size)]
    first = WORK.format(name="first", above="start")
    branches = [WORK.format(name=name, above="first") for name in names]
    takes = ", ".join(f"{name}: Msg" for name in names)
    return [first, *branches, f"async def total({takes}) -> Msg:\n    return gathered([{', '.join(names)}])\n"]


def layered(size: int) -> list[str]:
    functions: list[str] = []
    for number, above in enumerate(layers(size)):
        if above:
            names = [f"n{one}" for one in above]
            takes = ", ".join(f"{name}: Msg" for name in names)
            functions.append(f"async def n{number}({takes}) -> Msg:\n    return met({', '.join(names)})\n")
        else:
            functions.append(WORK.format(name=f"n{number}", above="start"))
    return functions


def write_module(functions: list[str]) -> None:
    Path("nodes.py").write_text("\n".join([HEAD, *functions]), encoding="utf-8")
    sys.path.append(str(Path.cwd()))


@asynccontextmanager
async def opened(request: Request) -> AsyncIterator[AsyncRepetition]:
    functions = {"chain": chain, "fan": fan, "layers": layered}[request.shape](request.size)
    write_module(functions)
    with building():
        nodes = importlib.import_module("nodes")
        driver = await async_driver.Builder().with_modules(nodes).build()
    output = {"chain": f"s{request.size - 1}", "fan": "total", "layers": f"n{len(functions) - 1}"}[request.shape]
    right = {"chain": request.size + 1, "fan": request.size, "layers": depth(request.size) + 1}[request.shape]

    async def run() -> None:
        assert (await driver.execute([output], inputs={"start": message()}))[output].id == right

    yield lambda: some_at_a_time(run, request)


if __name__ == "__main__":
    measure_async(opened)
