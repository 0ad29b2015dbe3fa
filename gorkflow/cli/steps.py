"""The steps of a run as a table: one row each, items of a map and turns of a loop together in one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from rich.text import Text

from gorkflow.cli.chart import counts, label
from gorkflow.cli.columns import in_columns
from gorkflow.cli.escaping import printable
from gorkflow.cli.wording import STYLES, duration, full_time, reason, short_time
from gorkflow.core.instants import instant_at
from gorkflow.core.run import StepExecution, StepStatus, WorkflowRun
from gorkflow.core.timeline import Line, SpanKind, Timeline
from gorkflow.runtime.reading import read_executions

if TYPE_CHECKING:
    from gorkflow.core.records import Snapshot

_COLUMNS: Final = ("step", "status", "attempt", "start", "duration", "queued")
_TO_THE_RIGHT: Final = frozenset({2, 4, 5})
_ERRORS: Final = 3
# Of several the first that one of them has.
_TELLING: Final = (
    StepStatus.FAILED,
    StepStatus.RETRYING,
    StepStatus.RUNNING,
    StepStatus.WAITING,
    StepStatus.CANCELLED,
    StepStatus.PENDING,
    StepStatus.COMPENSATED,
    StepStatus.COMPLETED,
)

Row = tuple[tuple[str, ...], StepStatus, list[Text]]
"""Cells, the status by which it is coloured, and what stands below it."""


def steps_table(run: WorkflowRun, snapshot: Snapshot, timeline: Timeline, lines: Sequence[Line]) -> list[Text]:
    """The table, with the errors of steps that failed below them."""
    records = _records(snapshot, timeline, lines)
    rows: list[Row] = []
    for line in lines:
        if line.is_group:
            rows.append(_group_row(run, line))
        elif (record := records.pop(line.path, None)) is not None:
            rows.append(_row(run, record, line.tracks[0].remark))
    rows += [_row(run, record, "") for record in records.values()]
    if not rows:
        return [Text("no step has started")]
    styles = [["bold"] * len(_COLUMNS)]
    styles += [["", STYLES.get(status, ""), "", "", "", ""] for _, status, _ in rows]
    head, *table = in_columns([_COLUMNS, *(cells for cells, _, _ in rows)], styles, _TO_THE_RIGHT)
    below = (more for _, _, more in rows)
    return [head, *(one for line, more in zip(table, below, strict=True) for one in (line, *more))]


def _records(snapshot: Snapshot, timeline: Timeline, lines: Sequence[Line]) -> dict[str, StepExecution]:
    """Of the steps with a row of their own: of very many items none is made a record."""
    alone = {line.path for line in lines if not line.is_group}
    rows = tuple(row for row in snapshot.executions if row.step_id in alone or row.step_id not in timeline.tracks)
    return {record.step_id: record for record in read_executions(snapshot._replace(executions=rows))}


def _row(run: WorkflowRun, step: StepExecution, remark: str) -> Row:
    cells = (
        printable(step.step_id),
        str(step.status),
        str(step.attempt or ""),
        "" if step.started_at is None else _start(run, step.started_at),
        "" if step.duration_seconds is None else duration(step.duration_seconds),
        "" if step.queued_seconds is None else duration(step.queued_seconds),
    )
    texts = ([] if step.error is None else [reason(step.error)]) + ([remark] if remark else [])
    return cells, step.status, [_below(text) for text in texts]


def _group_row(run: WorkflowRun, line: Line) -> Row:
    status = next((one for one in _TELLING if one in line.statuses), StepStatus.SKIPPED)
    started = [span.started_at for track in line.tracks for span in track.spans]
    ended = [span.ended_at for track in line.tracks for span in track.spans if span.ended_at is not None]
    cells = (
        printable(label(line)),
        str(status),
        "",
        _start(run, instant_at(min(started))) if started else "",
        duration(max(0.0, max(ended) - min(started))) if ended else "",
        "",
    )
    told = Text("  ").append(counts(line))
    if line.seconds is not None:
        shortest, middle, longest = line.seconds
        told.append(f"; min {duration(shortest)}, median {duration(middle)}, max {duration(longest)}", "dim")
    return cells, status, [told, *_errors(line)]


def _errors(line: Line) -> list[Text]:
    """Of the first that failed; how many more there are."""
    failed = [track for track in line.tracks if track.status is StepStatus.FAILED]
    texts: list[str] = []
    for track in failed[:_ERRORS]:
        errors = [span.error for span in track.spans if span.kind is SpanKind.FAILED and span.error is not None]
        texts += [f"{track.path}: {reason(errors[-1])}"] if errors else []
    if len(failed) > _ERRORS:
        texts.append(f"and {len(failed) - _ERRORS:,} more that failed; --items shows them all")
    return [_below(text) for text in texts]


def _below(text: str) -> Text:
    return Text(f"  {printable(text)}", "dim")


def _start(run: WorkflowRun, at: datetime) -> str:
    is_same_day = at.astimezone().date() == run.created_at.astimezone().date()
    return short_time(at) if is_same_day else full_time(at)
