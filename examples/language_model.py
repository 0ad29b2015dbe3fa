"""A step that asks a language model, which the engine brings along; what happens is followed event by event."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from gorkflow import RetryPolicy, StepContext, connect, step, workflow


class Model:
    """A language model: a client of a provider, or a function that stands for one.

    Attributes:
        complete: gives the answer to a prompt.
    """

    def __init__(self, complete: Callable[[str], Awaitable[str]]) -> None:
        self.complete = complete


async def echo(prompt: str) -> str:
    """The model that this example talks to: it has no other ideas than ours."""
    return f"Hello! You said: {prompt}"


@step(retry=RetryPolicy(3, delay=1, retry_on=(ConnectionError,)), timeout=30)
async def ask(ctx: StepContext, prompt: str) -> str:
    """The answer is recorded, and paid for once: no crash after it, and no retry of a later step, asks again."""
    return await ctx.resource(Model).complete(prompt)


asking = workflow("asking").then(ask).build()


async def main(store: str = "memory://", model: Model | None = None) -> tuple[str, list[str]]:
    """The answer, and the events of the run, which are there as they happen."""
    async with connect(store, resources=[model or Model(echo)]) as engine:
        handle = await asking.start("Hello, AI!", on=engine)
        events = [f"{event.seq} {event.type} {event.step_id or ''}".rstrip() async for event in handle.events()]
        return await handle.result(), events


async def show() -> None:
    """Both, printed."""
    answer, events = await main()
    print("\n".join([*events, answer]))


if __name__ == "__main__":
    asyncio.run(show())
