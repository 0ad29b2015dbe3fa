"""A service that is down for a while: four failures, growing waits, success at the fifth attempt."""

from __future__ import annotations

import asyncio
import time

from gorkflow import RetryPolicy, StepContext, connect, step, workflow

PATIENT = RetryPolicy(6, delay=0.1, backoff="exponential", factor=2, max_delay=2, jitter=0, retry_on=(ConnectionError,))


@step(retry=PATIENT)
async def ask(ctx: StepContext, failures: int) -> str:
    """Down for the first so many attempts."""
    if ctx.attempt <= failures:
        raise ConnectionError(f"attempt {ctx.attempt} was refused")
    return f"OK (after {ctx.attempt} attempts)"


asking = workflow("asking").then(ask).build()


async def main(store: str = "memory://") -> str:
    """Waits 0.1, 0.2, 0.4 and 0.8 seconds: about 1.5 in all."""
    async with connect(store) as engine:
        return await asking.run(4, on=engine)


if __name__ == "__main__":
    started = time.perf_counter()
    print(asyncio.run(main()), f"in {time.perf_counter() - started:.1f} s")
