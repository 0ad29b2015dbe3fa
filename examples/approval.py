"""An expense that somebody has to approve: by hand, or it is refused when its time is over."""

from __future__ import annotations

import asyncio

from gorkflow import Signal, connect, step, workflow

decision = Signal("decision", str)


@step
async def request(cents: int) -> str:
    """Ask the manager; here nobody writes a mail."""
    return f"please approve {cents / 100:.2f}"


@step
async def conclude(answer: str) -> str:
    """What becomes of the expense."""
    return answer if answer == "timeout" else f"approved:{answer}"


expense = workflow("expense").then(request).wait_for(decision, timeout=1, default="timeout").then(conclude).build()


async def by_nobody(store: str = "memory://") -> str:
    """Nobody answers: after a second the default counts."""
    async with connect(store) as engine:
        return await expense.run(12_50, on=engine)


async def by_hand(store: str = "memory://") -> str:
    """Somebody answers, from here or from any process that has the store open."""
    async with connect(store) as engine:
        handle = await expense.start(12_50, on=engine)
        await handle.signal(decision, "APPROVED_BY_MANAGER")
        return await handle.result()


if __name__ == "__main__":
    print(asyncio.run(by_nobody()))
    print(asyncio.run(by_hand()))
