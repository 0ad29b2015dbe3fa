"""`gorkflow show`: one run with its steps, and what they did when."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.text import Text

from gorkflow.cli.chart import draw
from gorkflow.cli.columns import PIPED_WIDTH, width_of_stdout
from gorkflow.cli.documents import run_fields, spans_of, tracks_of
from gorkflow.cli.escaping import json_excerpt, printable
from gorkflow.cli.exits import ExitCode
from gorkflow.cli.lookup import find_run, reading
from gorkflow.cli.one_step import fact, step_lines
from gorkflow.cli.owners import NOBODY, left_alone
from gorkflow.cli.reports import console, own_frames, say, say_how_to_go_on
from gorkflow.cli.resting import GOES_ON, Rest, rest_in, timeline_of
from gorkflow.cli.schemas import ShowDocument, StepDocument, print_document
from gorkflow.cli.session import MEMORY
from gorkflow.cli.steps import steps_table
from gorkflow.cli.wording import STYLES, duration, full_time, reason
from gorkflow.core.ids import unmarked
from gorkflow.core.run import RunStatus, StepExecution, WorkflowRun
from gorkflow.core.timeline import Timeline
from gorkflow.errors import RunNotFoundError, StepNotFoundError
from gorkflow.runtime.clock import SystemClock
from gorkflow.runtime.reading import read_execution, read_executions

if TYPE_CHECKING:
    from gorkflow.cli.options import Target
    from gorkflow.core.records import Snapshot
    from gorkflow.ports import StoreReads

_SHOWN = 20
_LINES_AT_ONCE = 500  # of a run with very many steps, handing each to the console costs more than to render it


@dataclass(frozen=True, slots=True, repr=False)
class _Shown:
    """A run, as it is stored. It has no repr: asyncio makes one of what a task gives, and this may be very large."""

    run: WorkflowRun
    snapshot: Snapshot
    timeline: Timeline
    rest: Rest | None
    is_left_alone: bool


def show(target: Target, wanted: str, *, step: str | None = None, items: bool = False, as_json: bool) -> ExitCode:
    """Print the run, or one step of it; opens the store for reading only and imports nothing of the user's.

    Args:
        step: path of the step that is wanted.
        items: each item of a map and each turn of a loop has a line of its own.

    Raises:
        UsageError, RunNotFoundError: no one run is meant.
        StepNotFoundError: the run has no such step.
        StoreError: the store cannot be read.
    """
    shown = asyncio.run(_read(target, wanted, step))
    if step is not None:
        _print_step(shown, _execution(shown, step), as_json=as_json)
    elif as_json:
        steps, tracks = read_executions(shown.snapshot), tracks_of(shown.timeline)
        print_document(ShowDocument(**run_fields(shown.run, shown.rest), steps=steps, timeline=tracks))
    else:
        _print(target, shown, items=items)
    return ExitCode.OK


async def _read(target: Target, wanted: str, step: str | None) -> _Shown:
    async with reading(target) as (engine, store):
        run = await find_run(engine, wanted, target)
        snapshot = await _load(store, run)
        timeline = await timeline_of(store, run.run_id, only=step)
        is_left_alone = bool(await left_alone(store, [snapshot.run]))
        return _Shown(run, snapshot, timeline, rest_in(snapshot.run, timeline), is_left_alone)


async def _load(store: StoreReads, run: WorkflowRun) -> Snapshot:
    snapshot = await store.load(run.run_id)
    if snapshot is None:  # removed since it was found
        raise RunNotFoundError(f"run {run.run_id} was removed just now", run_id=run.run_id)
    return snapshot


def _print(target: Target, shown: _Shown, *, items: bool) -> None:
    run, out = shown.run, console()
    lines = [*_facts(run, shown.rest, is_left_alone=shown.is_left_alone), *_error(run), Text()]
    rows = shown.timeline.lines(items=items)
    lines += steps_table(run, shown.snapshot, shown.timeline, rows)
    if any(track.spans for row in rows for track in row.tracks):
        start = run.created_at.timestamp()
        is_open = not run.status.is_final
        end = max(shown.timeline.ended_at, SystemClock().now() if is_open else start)
        lines += [Text(), *draw(rows, start, end, width_of_stdout() or PIPED_WIDTH)]
    for first in range(0, len(lines), _LINES_AT_ONCE):
        out.print(Text("\n").join(lines[first : first + _LINES_AT_ONCE]), soft_wrap=True)
    _say_how_it_goes_on(target, shown)


def _say_how_it_goes_on(target: Target, shown: _Shown) -> None:
    run, apps = shown.run, target.apps or ("MODULE",)
    if run.status in (RunStatus.FAILED, RunStatus.CANCELLED):
        is_kept = target.store != MEMORY
        say_how_to_go_on(run, target.command("retry", run.run_id, apps=apps) if is_kept else None)
    if shown.is_left_alone:
        say(f"{NOBODY}; go on with it: {target.command('resume', run.run_id, apps=apps)}")
    if shown.rest is not None and shown.rest.is_over(SystemClock().now()):
        say(f"{GOES_ON}; where there is none: {target.command('resume', run.run_id, apps=apps)}")
        return
    for name in () if shown.rest is None else shown.rest.signals:
        say(f"give it with: {target.command('signal', run.run_id, name, 'JSON', apps=apps)}")


def _print_step(shown: _Shown, execution: StepExecution, *, as_json: bool) -> None:
    spans = [span for track in shown.timeline.tracks.values() for span in track.spans]
    if as_json:
        print_document(StepDocument(step=execution, attempts=spans_of(spans)))
        return
    out = console()
    for line in step_lines(execution, spans):
        out.print(line, soft_wrap=True)


def _execution(shown: _Shown, path: str) -> StepExecution:
    """The record of one step; nothing else of a run with very many is made a record."""
    rows = shown.snapshot.executions
    row = next((row for row in rows if row.step_id == path), None)
    if row is None:
        alike = [row.step_id for row in rows if unmarked(row.step_id) == path]
        paths = alike or [row.step_id for row in rows]
        known = ", ".join(paths[:_SHOWN]) + (", ..." if len(paths) > _SHOWN else "")
        has = f"there is one for each item or turn: {known}" if alike else f"it has {known or 'none'}"
        message = f"run {shown.run.run_id} has no step {path!r} that has started; {has}"
        raise StepNotFoundError(message, run_id=shown.run.run_id)
    return read_execution(shown.snapshot, row)


def _facts(run: WorkflowRun, rest: Rest | None, *, is_left_alone: bool) -> list[Text]:
    status = Text(str(run.status), STYLES.get(run.status, ""))
    if not run.status.is_final:
        status.append(f", {run.progress:.0%} done{f'; {NOBODY}' if is_left_alone else ''}", "default")
    ended = None
    if run.completed_at is not None:
        took = (run.completed_at - (run.started_at or run.created_at)).total_seconds()
        ended = f"{full_time(run.completed_at)}, after {duration(max(0.0, took))}"
    facts: list[tuple[str, Text | str | None]] = [
        ("run", run.run_id),
        ("workflow", f"{run.workflow_id}, version {run.workflow_version}"),
        ("status", status),
        ("waits", None if rest is None else rest.told(SystemClock().now()).removeprefix("waits ")),
        ("created", full_time(run.created_at)),
        ("started", None if run.started_at is None else full_time(run.started_at)),
        ("ended", ended),
        ("deadline", None if run.deadline_at is None else full_time(run.deadline_at)),
        ("tags", " ".join(f"{name}={value}" for name, value in run.tags.items()) or None),
        ("resource", run.resource_id),
        ("key", run.idempotency_key),
        ("forked from", run.forked_from),
        ("input", json_excerpt(run.input)),
        ("output", json_excerpt(run.output) if run.status == "COMPLETED" else None),
    ]
    return [fact(name, value) for name, value in facts if value is not None]


def _error(run: WorkflowRun) -> list[Text]:
    error = run.error
    if error is None:
        return []
    at = "" if error.step_id is None else f"step {error.step_id}, "
    at += "" if error.attempt is None else f"attempt {error.attempt}: "
    # gorkflow's own texts may have several lines: the differences of a definition
    first, *others = [reason(error)] if error.traceback is not None else reason(error).split("\n")
    head = fact("error", Text(printable(f"{at}{first}"), "red not bold"))
    more = [Text(f"            {printable(line)}", "red") for line in others]
    return [head, *more, *(Text(f"            {line}", "dim") for line in own_frames(error))]
