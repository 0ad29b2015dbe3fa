"""Workflows whose runs are recorded, with an input of every kind."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import BaseModel

from gorkflow import StateKey, StepContext, step, workflow

RATE = StateKey("rate", float)


class Card(BaseModel):
    """Of the same shape as Cash."""

    cents: int


class Cash(BaseModel):
    """See Card."""

    cents: int


@dataclass
class Bank:
    """A resource."""

    fee: int


@step(pure=True)
async def load(count: int) -> list[int]:
    return list(range(count))


@step(pure=True)
async def price(number: int) -> int:
    return number * 10


@step(pure=True)
def total(prices: list[int]) -> int:
    return sum(prices)


@step(pure=True)
def means(count: int) -> Card | Cash:
    return Card(cents=count) if count % 2 else Cash(cents=count)


@step(pure=True)
def pay(means: Cash | Card) -> str:  # in another order than the step before has them
    return type(means).__name__


@step
async def set_rate(ctx: StepContext, paid: str) -> str:
    ctx.state.set(RATE, 1.5 if paid == "CASH" else 2.5)
    return paid


@step(pure=True)
def convert(ctx: StepContext, paid: str) -> float:
    return ctx.state.get(RATE) * len(ctx.output_of(load))


@step(pure=True)
async def join(total: int, rate: float, paid: str) -> str:
    return f"{total} {rate} {paid}"


@step(pure=True)
async def halve(number: int) -> int:
    return number // 2


@step(pure=True)
def count(numbers: list[int]) -> int:
    return len(numbers)


@step(pure=True)
def shout(text: str) -> str:
    return text.upper()


@step(pure=True)
def split(text: str) -> tuple[int, str]:
    return len(text), text


@step(pure=True)
def split_number(number: int) -> tuple[int, str]:
    return number, str(number)


@step(pure=True)
def glue(number: int, text: str) -> str:
    return f"{number} {text}"


@step(pure=True)
def greet() -> str:
    return "hello"


@step
def charge(ctx: StepContext, text: str) -> str:
    return f"{text} {ctx.resource(Bank).fee}"


totals = workflow("totals").then(load).map(price).then(total).build()
loaded = workflow("orders", int).repeat(2, halve).then(load)
paid = loaded.then(count).then(means).then(pay).then_if(lambda text: text == "Cash", shout).then(set_rate)
orders = loaded.map(price).then(total).join(paid.then(convert), paid).then(join).build()
outer = workflow("outer").then(halve).then(totals).build()
texts = workflow("texts").then(greet).then(split).then(glue).then(charge).build()
