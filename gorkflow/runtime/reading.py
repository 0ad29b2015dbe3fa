"""Rows of the store as the records that users read."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime

from pydantic import JsonValue
from pydantic_core import from_json

from gorkflow.core.plan import Plan
from gorkflow.core.records import INPUT_REFERENCE, RunRow, Snapshot, StepRow
from gorkflow.core.run import ErrorInfo, RunStatus, StepExecution, StepStatus, WorkflowRun
from gorkflow.core.values import assemble, checksum, paths_of
from gorkflow.errors import CorruptRecordError
from gorkflow.ports import Store

_INPUT_PATH = json.loads(INPUT_REFERENCE)


async def read_run(store: Store, row: RunRow) -> WorkflowRun:
    """A run with its output, which the store holds once, with its step."""
    output: JsonValue = None
    if row.output_ref is not None and row.status == RunStatus.COMPLETED:
        output = _json(await _assembled(store, row))
    return WorkflowRun(
        run_id=row.run_id,
        workflow_id=row.workflow_id,
        workflow_version=row.workflow_version,
        fingerprint=row.fingerprint,
        status=RunStatus(row.status),
        progress=_progress(row),
        input=_json(row.input),
        output=output,
        error=_error(row.error),
        tags=json.loads(row.tags),
        resource_id=row.resource_id,
        idempotency_key=row.idempotency_key,
        forked_from=row.forked_from,
        created_at=_at(row.created_at),
        started_at=_maybe_at(row.started_at),
        completed_at=_maybe_at(row.completed_at),
        updated_at=_at(row.updated_at),
        deadline_at=_maybe_at(row.deadline_at),
    )


async def _assembled(store: Store, row: RunRow) -> bytes | None:
    """The run's output, put together from the steps that it refers to."""
    reference = json.loads(row.output_ref or "null")
    held: dict[str, bytes | None] = {_INPUT_PATH: row.input}
    pending = paths_of(reference)
    aliases: dict[str, object] = {}
    while pending:
        path = pending.pop()
        if path in held or path in aliases:
            continue
        execution = await store.get_execution(row.run_id, path)
        if execution is not None and execution.output is None and execution.output_ref is not None:
            aliases[path] = json.loads(execution.output_ref)
            pending.extend(paths_of(aliases[path]))
        else:
            held[path] = None if execution is None else execution.output
    return assemble(reference, _lookup(held, aliases))


def _lookup(held: dict[str, bytes | None], aliases: dict[str, object]) -> Callable[[str], bytes | None]:
    def look(path: str) -> bytes | None:
        return assemble(aliases[path], look) if path in aliases else held.get(path)

    return look


def read_executions(snapshot: Snapshot, plan: Plan | None = None) -> list[StepExecution]:
    """The run's steps: those that have started or were decided, in order of start; with a plan also those to come."""
    held: dict[str, bytes | None] = {_INPUT_PATH: snapshot.run.input}
    aliases: dict[str, object] = {}
    for row in snapshot.executions:
        if row.output is None and row.output_ref is not None:
            aliases[row.step_id] = json.loads(row.output_ref)
        else:
            held[row.step_id] = row.output
    look = _lookup(held, aliases)
    records = [_execution(row, look) for row in snapshot.executions]
    if plan is not None:
        known = {row.step_id for row in snapshot.executions}
        records.extend(
            StepExecution(run_id=snapshot.run.run_id, step_id=node.path, attempt=0, status=StepStatus.PENDING)
            for node in plan.nodes
            if node.path not in known
        )
    return records


def read_output(row: StepRow) -> JsonValue:
    """One step's output.

    Raises:
        CorruptRecordError: it does not match its checksum.
    """
    if row.output is None:
        return None
    if row.checksum is not None and checksum(row.output) != row.checksum:
        msg = f"run {row.run_id}: the output of step {row.step_id!r} does not match its checksum; it is left as it is"
        raise CorruptRecordError(msg)
    return _json(row.output)


def _execution(row: StepRow, look: Callable[[str], bytes | None]) -> StepExecution:
    ended = row.completed_at
    has_run = row.started_at is not None and ended is not None
    output = assemble(json.loads(row.output_ref), look) if row.output is None and row.output_ref else row.output
    return StepExecution(
        run_id=row.run_id,
        step_id=row.step_id,
        index=row.position,
        attempt=row.attempt,
        status=StepStatus(row.status),
        input=None if row.input_ref is None else _json(assemble(json.loads(row.input_ref), look)),
        output=_json(output),
        error=_error(row.error),
        started_at=_maybe_at(row.started_at),
        completed_at=_maybe_at(ended),
        duration_seconds=max(0.0, (ended or 0.0) - (row.started_at or 0.0)) if has_run else None,
        cpu_seconds=row.cpu_seconds,
        queued_seconds=None
        if row.started_at is None or row.ready_at is None
        else max(0, row.started_at - row.ready_at),
        next_attempt_at=_maybe_at(row.next_attempt_at),
        executor=row.executor,
    )


def _progress(row: RunRow) -> float:
    if row.status == RunStatus.COMPLETED:
        return 1.0
    return min(row.done / row.total, 1.0 - 1.0 / (row.total + 1)) if row.total else 0.0


def _json(data: bytes | None) -> JsonValue:
    if data is None:
        return None
    value: JsonValue = from_json(data)
    return value


def _error(text: str | None) -> ErrorInfo | None:
    return None if text is None else ErrorInfo.model_validate_json(text)


def _at(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _maybe_at(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
