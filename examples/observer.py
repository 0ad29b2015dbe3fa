"""An observer is told of every event once it is recorded; this one counts what each step has done."""

from __future__ import annotations

import asyncio
from collections import Counter

from gorkflow import Event, RetryPolicy, StepContext, connect, step, workflow


class StepCounts:
    """How often each step did what, as "greet: StepStarted"."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()

    def on_event(self, event: Event, /) -> None:
        """Called on the engine's loop: quickly."""
        if event.step_id is not None:
            self.counts[f"{event.step_id}: {event.type}"] += 1


@step
async def greet(name: str) -> str:
    """First step."""
    return f"hello {name}"


@step(retry=RetryPolicy(3, delay=0))
async def cheer(ctx: StepContext, text: str) -> str:
    """Second step: its voice fails at first, which the counts show."""
    if ctx.attempt == 1:
        raise OSError("hoarse")
    return f"{text}!"


cheering = workflow("cheering").then(greet).then(cheer).build()


async def main(store: str = "memory://") -> tuple[str, dict[str, int]]:
    """The greeting, and the counts."""
    observer = StepCounts()
    async with connect(store, observers=[observer]) as engine:
        text = await cheering.run("world", on=engine)
    return text, dict(observer.counts)


async def show() -> None:
    """Both, printed."""
    text, counts = await main()
    print(text)
    for what, times in counts.items():
        print(what, times)


if __name__ == "__main__":
    asyncio.run(show())
