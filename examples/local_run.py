"""The same workflow from plain synchronous code, and from asynchronous code that does something else meanwhile."""

from __future__ import annotations

import asyncio

from gorkflow import connect, run, step, workflow


@step
async def greet(name: str) -> str:
    """An asynchronous body."""
    return f"hello, {name}"


@step
def frame(text: str) -> str:
    """A plain function: it runs in a thread of the engine."""
    return f">>> {text} <<<"


greeting = workflow("greeting").then(greet).then(frame).build()


def at_once(store: str = "memory://") -> str:
    """No event loop in sight: `run` brings its own."""
    return run(greeting, "world", store=store)


async def in_the_background(store: str = "memory://") -> str:
    """`start` returns as soon as the run is stored; the result is awaited when it is needed."""
    async with connect(store) as engine:
        handle = await greeting.start("world", on=engine)
        return await handle.result(timeout=10)


def main() -> None:
    """Both ways give the same."""
    print(at_once())
    print(asyncio.run(in_the_background()))


if __name__ == "__main__":
    main()
