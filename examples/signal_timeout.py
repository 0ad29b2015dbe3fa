"""A signal against a time-out: whichever comes first, and never both."""

from __future__ import annotations

import asyncio

from pydantic import BaseModel

from gorkflow import Signal, connect, step, workflow


class Verdict(BaseModel):
    """What the signal brings."""

    text: str


verdict = Signal("verdict", Verdict)


@step
async def tell(outcome: Verdict | None) -> str:
    """None is the default of the wait: no verdict came in time."""
    return "TIMED OUT" if outcome is None else f"GOT SIGNAL: {outcome.text}"


trial = workflow("trial", int).wait_for(verdict, timeout=2, default=None).then(tell).build()


async def main(store: str = "memory://", after: float | None = 0.1) -> str:
    """The verdict comes after so many seconds; None: never."""
    async with connect(store) as engine:
        handle = await trial.start(1, on=engine)
        if after is not None:
            await asyncio.sleep(after)
            await handle.signal(verdict, Verdict(text="approved"))
        return await handle.result()


if __name__ == "__main__":
    print(asyncio.run(main()))
    print(asyncio.run(main(after=None)))
