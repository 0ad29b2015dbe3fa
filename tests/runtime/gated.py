"""A workflow whose middle step waits to be let go, and the death of an engine."""

from __future__ import annotations

import asyncio

from gorkflow import Engine, StepContext, Workflow, step, workflow


class Gated:
    """A workflow of three steps, the second of which waits to be let go.

    Attributes:
        calls: ids of the steps whose bodies began, with the attempt.
        free: set it to let them go.
    """

    def __init__(self, name: str = "gated") -> None:
        self.calls: list[str] = []
        self.free = asyncio.Event()

        async def body(ctx: StepContext, value: int) -> int:
            self.calls.append(f"{ctx.step_id}{ctx.attempt}")
            if ctx.step_id.endswith("b"):  # also in a child workflow
                await self.free.wait()
            return value + 1

        one = step(id="a")(body)
        self.flow: Workflow[int, int] = workflow(name).sequence(one, one.named("b"), one.named("c")).build()


async def kill(engine: Engine) -> None:
    """As kill -9 would."""
    await engine.abandon()
    await engine._parts.kit.store.abandon()  # type: ignore[attr-defined]  # both stores of gorkflow have it
