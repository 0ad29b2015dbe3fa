"""Whether what a workflow's finished steps took still fits the steps' types: `gorkflow check --inputs`."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from gorkflow.bench.corpus import Corpus, read_corpus
from gorkflow.bench.report import InputsReport, UnfitReport
from gorkflow.cli.inputs import parse_instant
from gorkflow.cli.lookup import reading
from gorkflow.cli.reports import counted, print_line
from gorkflow.runtime.clock import SystemClock

if TYPE_CHECKING:
    from gorkflow.cli.options import Target
    from gorkflow.core.workflow import Workflow

_SHOWN = 10


def recorded_inputs(target: Target, workflow: Workflow[Any, Any], since: str | None) -> InputsReport:
    """Every recorded input of the workflow's steps, validated against the types that the code declares now.

    Raises:
        UsageError: `since` is neither an age nor a time.
        StoreError: the store cannot be read.
    """
    now = datetime.fromtimestamp(SystemClock().now(), UTC)
    at = None if since is None else parse_instant(since, "--since", now)
    corpus = asyncio.run(_read(target, workflow, at))
    unfit = [UnfitReport(**one._asdict()) for step in corpus.steps.values() for one in step.unfit]
    found = sum(step.found for step in corpus.steps.values())
    return InputsReport(runs=corpus.runs, left_out=corpus.left_out, found=found, fits=not unfit, unfit=unfit)


def print_recorded(recorded: InputsReport) -> None:
    """What does not fit, with run, path and reason; of very many the first."""
    of = f"{counted(recorded.found, 'recorded input')} of {counted(recorded.runs, 'run')}"
    if recorded.left_out:
        of += ", the newest"
    if recorded.fits:
        print_line(f"{of}: all fit their steps' types")
        return
    print_line(f"{of}: {len(recorded.unfit):,} do not fit their steps' types")
    for one in recorded.unfit[:_SHOWN]:
        print_line(f"  {one.path} of run {one.run_id}: {one.reason}")
    if len(recorded.unfit) > _SHOWN:
        print_line(f"  and {len(recorded.unfit) - _SHOWN:,} more; --json has all")


async def _read(target: Target, workflow: Workflow[Any, Any], since: datetime | None) -> Corpus:
    async with reading(target) as (_, store):
        return await read_corpus(store, workflow, sample=0, since=since)
