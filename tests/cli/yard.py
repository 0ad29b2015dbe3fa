"""A module of a user with waits, retries, maps and hostile names, and what the tests of several commands do with it."""

from __future__ import annotations

from tests.cli.conftest import STORE, Folder

YARD = """
import os
import signal as signals

from pydantic import BaseModel

from gorkflow import RetryPolicy, Signal, StepContext, step, workflow


class Approval(BaseModel):
    by: str
    cents: int = 0


approval = Signal("approval", Approval)


@step
async def split(count: int) -> list[int]:
    return list(range(count))


@step(retry=RetryPolicy(3, delay=0.01, jitter=0))
async def price(ctx: StepContext, number: int) -> int:
    if number % 5 == 3 and ctx.attempt < 2:
        raise ValueError(f"no price for {number}")
    if number == 99:
        raise LookupError("never a price")
    return number * 10


@step
async def total(prices: list[int]) -> int:
    return sum(prices)


@step
async def die(ctx: StepContext, number: int) -> int:
    if "DIE" in os.environ and ctx.attempt == 1:
        os.kill(os.getpid(), signals.SIGKILL)
    return number


@step
async def hear(answer: Approval) -> str:
    return f"approved by {answer.by}"


@step
async def unpay(number: int, paid: int) -> None:
    pass


@step
async def pay(number: int) -> int:
    return number


@step
async def break_down(number: int) -> int:
    raise RuntimeError("\\x1b[31mred\\r\\nrun 0 completed \\u202eesrever \\u65e5\\u672c\\u8a9e " + "long " * 60)


pricing = workflow("pricing").then(split).map(price).then(total).build()
dying = workflow("dying").then(die).build()
asking = workflow("asking").then(die).wait_for(approval).then(hear).build()
napping = workflow("napping").then(die).sleep(0.2).then(die.named("again")).build()
hoping = workflow("hoping").then(die).wait_for(approval, timeout=0.2, default=Approval(by="nobody")).then(hear).build()
paying = workflow("paying").then(pay.compensated_by(unpay)).then(break_down).build()
breaking = workflow("breaking").then(break_down).build()
"""
AT_YARD = ("--app", "yard", "--store", STORE)


def waiting_run(folder: Folder) -> str:
    """The id of a run that waits for the signal `approval`; the command that started it has ended with code 5."""
    folder.write("yard.py", YARD)
    done = folder.gorkflow("run", "yard:asking", "--input", "7", "--store", STORE, "--json")
    assert done.code == 5
    run_id: str = done.document["run_id"]
    return run_id
