"""Values: validated, written as JSON, proven to come back, read."""

from __future__ import annotations

import pytest
from pydantic import BaseModel
from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks import workloads
from benchmarks.speed.programs import stand
from benchmarks.workloads import Msg
from gorkflow.core.values import Codec, codec_for


class Batch(BaseModel):
    """Something larger: some 5 KiB of JSON."""

    messages: list[Msg]
    by_name: dict[str, Msg]


class Price(BaseModel):
    """Held by a class that its declared type is not: its round trip has to be looked at part by part."""

    amount: float


class Offer(BaseModel):
    """With a number that comes back as another class."""

    prices: list[Price]


def batch() -> Batch:
    """A hundred messages."""
    messages = [workloads.message() for _ in range(50)]
    return Batch(messages=messages, by_name={f"m{number}": one for number, one in enumerate(messages)})


@pytest.fixture
def codec() -> Codec:
    """Of the message that the workloads hand on."""
    return codec_for(Msg)


def test_floor(benchmark: BenchmarkFixture) -> None:
    """What everything is measured against, a thousand times."""

    def loop() -> None:
        coroutine = stand.floor(1000)
        with pytest.raises(StopIteration):
            coroutine.send(None)

    benchmark(loop)


def test_encode_message(benchmark: BenchmarkFixture, codec: Codec) -> None:
    """Dump, load, compare: what every output costs."""
    assert benchmark(codec.encode, workloads.message()).copy == workloads.message()


def test_encode_batch(benchmark: BenchmarkFixture) -> None:
    """The same for a value of a hundred models."""
    value = batch()
    assert benchmark(codec_for(Batch).encode, value).copy == value


def test_encode_by_the_slow_path(benchmark: BenchmarkFixture) -> None:
    """An int where a float is declared: it passes, after every part has been compared."""
    value = Offer.model_construct(prices=[Price.model_construct(amount=number) for number in range(20)])
    assert benchmark(codec_for(Offer).encode, value).copy == value


def test_encode_number(benchmark: BenchmarkFixture) -> None:
    """An immutable value."""
    assert benchmark(codec_for(int).encode, 41).copy == 41


def test_decode_message(benchmark: BenchmarkFixture, codec: Codec) -> None:
    """What every further consumer costs."""
    assert benchmark(codec.decode, codec.encode(workloads.message()).data) == workloads.message()


def test_validate_message(benchmark: BenchmarkFixture, codec: Codec) -> None:
    """A value that goes to a consumer of another type."""
    assert benchmark(codec.check, workloads.message().model_dump()) == workloads.message()
