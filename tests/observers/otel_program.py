"""A program whose spans go to a receiver; it hangs in its second step to be killed there, or goes on with the run."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor

from gorkflow import Engine, OpenTelemetryObserver, StepContext, step, workflow
from gorkflow.observers import RunIdGenerator, within_step
from gorkflow.stores.sqlite import SqliteStore

hangs = True
provider = TracerProvider(id_generator=RunIdGenerator())


@step
async def load(value: int) -> int:
    return value + 1


@step
async def charge(ctx: StepContext, value: int) -> int:
    if hangs:
        print("charge hangs", flush=True)
        await asyncio.get_running_loop().create_future()
    with within_step(ctx, provider), provider.get_tracer("shop").start_as_current_span("ask the bank"):
        return value * 2


paying = workflow("paying").then(load).then(charge).build()


async def main(path: str, endpoint: str, run_id: str | None) -> None:
    """Start a run and hang in it; with a run id, go on with that run until it is over."""
    provider.add_span_processor(SimpleSpanProcessor(OTLPSpanExporter(endpoint)))
    store = SqliteStore(Path(path))
    async with Engine(store, workflows=[paying], observers=[OpenTelemetryObserver(provider)], lease_ttl=1) as engine:
        handle = await engine.start(paying, 20) if run_id is None else engine.handle(run_id, paying)
        print(handle.run_id, flush=True)
        print(await handle.result(), flush=True)


if __name__ == "__main__":
    hangs = len(sys.argv) < 4
    asyncio.run(main(sys.argv[1], sys.argv[2], None if hangs else sys.argv[3]))
