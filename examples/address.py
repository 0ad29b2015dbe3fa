"""The builder fans out from one value and joins again: an e-mail address from a user's name."""

from __future__ import annotations

import asyncio

from gorkflow import connect, step, workflow


@step
async def normalise(name: str) -> str:
    """Lower case, without spaces around."""
    return name.strip().lower()


@step
async def mailbox(name: str) -> str:
    """The part before the @."""
    return f"{name}-{name}"


@step
async def domain(name: str) -> str:
    """The part behind it, the same for everybody."""
    return "example.com"


@step
async def address(mailbox: str, domain: str) -> str:
    """Both parts."""
    return f"{mailbox}@{domain}"


addressing = workflow("addressing").then(normalise).parallel(mailbox, domain).then(address).build()


async def main(store: str = "memory://") -> str:
    """The address of the user called User."""
    async with connect(store) as engine:
        return await addressing.run(" User ", on=engine)


if __name__ == "__main__":
    print(asyncio.run(main()))
