"""Runs that are made so that something is recorded."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from typing import TypeVar

from gorkflow import Engine, Workflow, connect
from gorkflow.bench.corpus import Corpus, read_corpus
from gorkflow.composition import store_of
from gorkflow.core.run import StepExecution

T = TypeVar("T")
TIn = TypeVar("TIn")


def recorded(
    folder: Path,
    workflow: Workflow[TIn, T],
    inputs: Sequence[TIn],
    resources: Sequence[object] = (),
    more: Callable[[Engine, Sequence[str]], Coroutine[object, object, object]] | None = None,
) -> str:
    """The URL of a store with a run for each input; `more` may go on with them."""
    url = f"sqlite:///{folder / 'runs.db'}"

    async def record() -> None:
        async with connect(url, resources=resources, durability="process") as engine:
            handles = [await workflow.start(one, on=engine) for one in inputs]
            for handle in handles:
                await handle.result()
            if more is not None:
                await more(engine, [handle.run_id for handle in handles])

    asyncio.run(record())
    return url


def corpus_of(
    url: str, workflow: Workflow[TIn, T], steps: Sequence[str] = (), *, sample: int = 40, most_runs: int = 1000
) -> Corpus:
    """What is recorded there."""

    async def read() -> Corpus:
        store = store_of(url)
        async with Engine(store, read_only=True):
            return await read_corpus(store, workflow, steps=steps, sample=sample, most_runs=most_runs)

    return asyncio.run(read())


def executions_of(url: str, workflow_id: str) -> list[StepExecution]:
    """All steps of all runs, as users read them."""

    async def read() -> list[StepExecution]:
        async with connect(url, read_only=True) as engine:
            runs = await engine.list_runs()
            return [one for run in runs.items for one in await engine.list_step_executions(run.run_id)]

    return asyncio.run(read())
