"""`gorkflow show`: one run with its steps."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from gorkflow.cli.escaping import json_excerpt, printable
from gorkflow.cli.exits import ExitCode
from gorkflow.cli.lookup import find_run
from gorkflow.cli.progress import STYLES, duration, short_time
from gorkflow.cli.reports import console, own_frames, print_json, reason
from gorkflow.composition import connect
from gorkflow.core.run import StepExecution, WorkflowRun

if TYPE_CHECKING:
    from gorkflow.cli.options import Target

_COLUMNS = ("step", "status", "attempt", "start", "duration", "queued")
_TO_THE_RIGHT = frozenset({"attempt", "duration", "queued"})


def show(target: Target, wanted: str, *, as_json: bool) -> ExitCode:
    """Print the run; opens the store for reading only and imports nothing of the user's.

    Raises:
        UsageError, RunNotFoundError: no one run is meant.
        StoreError: the store cannot be read.
    """
    run, steps = asyncio.run(_read(target, wanted))
    if as_json:
        print_json(run.model_dump(mode="json") | {"steps": [step.model_dump(mode="json") for step in steps]})
    else:
        out = console()
        for line in [*_facts(run), *_error(run), Text(), *_table(run, steps)]:
            out.print(line, soft_wrap=True)
    return ExitCode.OK


async def _read(target: Target, wanted: str) -> tuple[WorkflowRun, Sequence[StepExecution]]:
    async with connect(target.store, read_only=True) as engine:
        run = await find_run(engine, wanted, target)
        return run, await engine.list_step_executions(run.run_id)


def _facts(run: WorkflowRun) -> list[Text]:
    status = Text(str(run.status), STYLES.get(run.status, ""))
    if not run.status.is_final:
        status.append(f", {run.progress:.0%} done", "default")
    ended = None
    if run.completed_at is not None:
        took = (run.completed_at - (run.started_at or run.created_at)).total_seconds()
        ended = f"{_full_time(run.completed_at)}, after {duration(max(0.0, took))}"
    facts: list[tuple[str, Text | str | None]] = [
        ("run", run.run_id),
        ("workflow", f"{run.workflow_id}, version {run.workflow_version}"),
        ("status", status),
        ("created", _full_time(run.created_at)),
        ("started", None if run.started_at is None else _full_time(run.started_at)),
        ("ended", ended),
        ("deadline", None if run.deadline_at is None else _full_time(run.deadline_at)),
        ("tags", " ".join(f"{name}={value}" for name, value in run.tags.items()) or None),
        ("resource", run.resource_id),
        ("key", run.idempotency_key),
        ("forked from", run.forked_from),
        ("input", json_excerpt(run.input)),
        ("output", json_excerpt(run.output) if run.status == "COMPLETED" else None),
    ]
    return [_fact(name, value) for name, value in facts if value is not None]


def _fact(name: str, value: Text | str) -> Text:
    line = Text(f"{name:<12}", "bold")
    return line.append(value if isinstance(value, Text) else Text(printable(value), "not bold"))


def _error(run: WorkflowRun) -> list[Text]:
    error = run.error
    if error is None:
        return []
    at = "" if error.step_id is None else f"step {error.step_id}, "
    at += "" if error.attempt is None else f"attempt {error.attempt}: "
    head = _fact("error", Text(printable(f"{at}{reason(error)}"), "red not bold"))
    return [head, *(Text(f"            {line}", "dim") for line in own_frames(error))]


def _table(run: WorkflowRun, steps: Sequence[StepExecution]) -> list[Text]:
    if not steps:
        return [Text("no step has started")]
    rows = [_row(run, step) for step in steps]
    widths = [max(cell_len(row[place]) for row in [_COLUMNS, *rows]) for place in range(len(_COLUMNS))]
    lines = [_line(_COLUMNS, widths, "bold", "bold")]
    for step, row in zip(steps, rows, strict=True):
        lines.append(_line(row, widths, "", STYLES.get(step.status, "")))
        if step.error is not None:
            lines.append(Text(f"  {printable(reason(step.error))}", "dim"))
    return lines


def _row(run: WorkflowRun, step: StepExecution) -> tuple[str, ...]:
    start = ""
    if step.started_at is not None:
        is_same_day = step.started_at.astimezone().date() == run.created_at.astimezone().date()
        start = short_time(step.started_at) if is_same_day else _full_time(step.started_at)
    return (
        printable(step.step_id),
        str(step.status),
        str(step.attempt or ""),
        start,
        "" if step.duration_seconds is None else duration(step.duration_seconds),
        "" if step.queued_seconds is None else duration(step.queued_seconds),
    )


def _line(cells: Sequence[str], widths: Sequence[int], style: str, status_style: str) -> Text:
    line = Text()
    for place, (cell, width) in enumerate(zip(cells, widths, strict=True)):
        space = " " * (width - cell_len(cell))
        padded = space + cell if _COLUMNS[place] in _TO_THE_RIGHT else cell + space
        line.append(padded + "  ", status_style if _COLUMNS[place] == "status" else style)
    line.rstrip()
    return line


def _full_time(at: datetime) -> str:
    return at.astimezone().strftime("%Y-%m-%d %H:%M:%S %z")
