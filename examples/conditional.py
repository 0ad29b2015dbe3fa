"""Two steps that may be left out: one is replaced by a default, the other passes its value on."""

from __future__ import annotations

import asyncio

from pydantic import BaseModel

from gorkflow import StepStatus, connect, step, workflow

THRESHOLD = 10


class Request(BaseModel):
    """A number, and whether it may be doubled."""

    value: int
    doubling: bool = True


class Result(BaseModel):
    """What has become of it."""

    value: int = 0
    is_doubled: bool = False
    text: str = ""


@step
async def double(request: Request) -> Result:
    """Left out where the request does not want it: then its default goes on, a result of 0."""
    value = 2 * request.value
    return Result(value=value, is_doubled=True, text=f"Doubled {request.value} to {value}")


@step(id="format")
async def write(result: Result) -> Result:
    """Left out where the result is no larger than the threshold: it gives what it takes, so that goes on."""
    text = f"Final value: {result.value} (doubled: {result.is_doubled}) - {result.text}"
    return result.model_copy(update={"text": text})


def is_wanted(request: Request) -> bool:
    """Asked once; the answer is recorded with the run."""
    return request.doubling


def is_large(result: Result) -> bool:
    """As above."""
    return result.value > THRESHOLD


conditional = (
    workflow("conditional", Request).then_if(is_wanted, double, default=Result()).then_if(is_large, write).build()
)


async def main(request: Request, store: str = "memory://") -> tuple[Result, dict[str, StepStatus]]:
    """The result, and what has become of each step."""
    async with connect(store) as engine:
        handle = await conditional.start(request, on=engine)
        result = await handle.result()
        return result, {row.step_id: row.status for row in await engine.list_step_executions(handle.run_id)}


async def show() -> None:
    """Three requests."""
    for request in (Request(value=6), Request(value=5), Request(value=20, doubling=False)):
        result, statuses = await main(request)
        print(result.text if statuses["format"] is StepStatus.COMPLETED else f"{result.value}, format SKIPPED")


if __name__ == "__main__":
    asyncio.run(show())
