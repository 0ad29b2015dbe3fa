"""Rows of the store as the records that users read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Final

from pydantic import JsonValue
from pydantic_core import from_json

from gorkflow.core.events import Event
from gorkflow.core.instants import instant_at
from gorkflow.core.narrowing import is_mapping
from gorkflow.core.plan import Plan
from gorkflow.core.records import (
    GIVEN_PREFIX,
    INPUT_REFERENCE,
    EngineSighting,
    EventRow,
    GivenRow,
    RunRow,
    Snapshot,
    StepRow,
)
from gorkflow.core.references import Lists, assemble, item_in, item_of, paths_of
from gorkflow.core.run import EngineInfo, ErrorInfo, RunStatus, StepExecution, StepStatus, WorkflowRun
from gorkflow.ports import Store
from gorkflow.runtime.damage import Columns, intact, parsed
from gorkflow.runtime.hub import event_of

EPOCH: Final = datetime.fromtimestamp(0, UTC)
_INPUT_PATH = json.loads(INPUT_REFERENCE)


async def read_run(store: Store, row: RunRow, *, is_listed: bool = False) -> WorkflowRun:
    """A run with its output, which the store holds once, with its step.

    Args:
        is_listed: of many: what is damaged is None, FAILED or the epoch, and the error says so.

    Raises:
        CorruptRecordError: the record is damaged, and not one of many.
    """
    columns = Columns(row.run_id, is_listed=is_listed)
    values = _Values(row)
    output: JsonValue = None
    if row.output_ref is not None and row.status == RunStatus.COMPLETED:
        await values.fetch(store, columns.read("output", _paths_in, row.output_ref, []))
        output = columns.read("output", values.json, row.output_ref, None)
    return _run(row, columns, columns.read("input", values.json, INPUT_REFERENCE, None), output)


def read_listed(row: RunRow) -> WorkflowRun:
    """A run, one of many, without its input and output, which may be large; what is damaged is as in `read_run`."""
    return _run(row, Columns(row.run_id, is_listed=True), None, None)


def _run(row: RunRow, columns: Columns, input_: JsonValue, output: JsonValue) -> WorkflowRun:
    status = columns.read("status", RunStatus, row.status, RunStatus.FAILED)
    tags: dict[str, str] = columns.read("tags", _tags, row.tags, {})
    created_at = columns.read("created_at", _at, row.created_at, EPOCH)
    started_at = columns.read("started_at", _maybe_at, row.started_at, None)
    completed_at = columns.read("completed_at", _maybe_at, row.completed_at, None)
    updated_at = columns.read("updated_at", _at, row.updated_at, EPOCH)
    deadline_at = columns.read("deadline_at", _maybe_at, row.deadline_at, None)
    error = columns.read("error", _error, row.error, None)
    return WorkflowRun(
        run_id=row.run_id,
        workflow_id=row.workflow_id,
        workflow_version=row.workflow_version,
        fingerprint=row.fingerprint,
        status=status,
        progress=_progress(row),
        input=input_,
        output=output,
        error=columns.damage or error,
        tags=tags,
        resource_id=row.resource_id,
        idempotency_key=row.idempotency_key,
        forked_from=row.forked_from,
        created_at=created_at,
        started_at=started_at,
        completed_at=completed_at,
        updated_at=updated_at,
        deadline_at=deadline_at,
    )


class _Values:
    """The stored values of one run. Each is checked when it is asked for."""

    def __init__(self, run: RunRow, executions: Sequence[StepRow] = (), given: Sequence[GivenRow] = ()) -> None:
        self._run = run
        self._rows: dict[str, StepRow | None] = {row.step_id: row for row in executions}
        self._given = {f"{GIVEN_PREFIX}{row.step_id}": row for row in given}
        self._lists: Lists = {}

    async def fetch(self, store: Store, paths: list[str]) -> None:
        """Read the steps of these paths, and those that they refer to."""
        pending = [path for path in paths if path != _INPUT_PATH]
        while pending:
            path = pending.pop()
            if path == _INPUT_PATH or path in self._rows or path in self._given:
                continue
            if path.startswith(GIVEN_PREFIX):
                snapshot = await store.load(self._run.run_id)
                rows = () if snapshot is None else snapshot.given
                self._given = {f"{GIVEN_PREFIX}{row.step_id}": row for row in rows}
                continue
            row = self._rows[path] = await store.get_execution(self._run.run_id, path)
            if row is not None and row.output is None and row.output_ref is not None:
                columns = Columns(self._run.run_id, path, is_listed=True)  # who asks for the value is told
                pending.extend(columns.read("output_ref", _paths_in, row.output_ref, []))

    def json(self, reference: str | None) -> JsonValue:
        """The JSON value that a stored reference stands for; None where a part of it is not there."""
        if reference is None:
            return None
        decoded = json.loads(reference)
        found = item_in(decoded)
        if found is None:
            return _json(assemble(decoded, self.find, self._lists))
        item = item_of(found, self.find, self._lists)
        return None if item is None else item[0]

    def find(self, path: str) -> bytes | None:
        """What is held under a path.

        Raises:
            CorruptRecordError: it does not match its checksum.
        """
        run_id = self._run.run_id
        if path == _INPUT_PATH:
            return intact(self._run.input, self._run.input_checksum, run_id, None, "input")
        given = self._given.get(path)
        if given is not None:
            return intact(given.input, given.checksum, run_id, given.step_id, "input")
        row = self._rows.get(path)
        if row is None:
            return None
        if row.output is not None:
            return intact(row.output, row.checksum, run_id, path, "output")
        if row.output_ref is None:
            return None
        return assemble(parsed(json.loads, row.output_ref, run_id, path, "output_ref"), self.find, self._lists)


def read_executions(snapshot: Snapshot, plan: Plan | None = None) -> list[StepExecution]:
    """The run's steps: those that have started or were decided, in order of start; with a plan also those to come.

    What is damaged is None, or FAILED for a status, and the error of its step says so.
    """
    values = _Values(snapshot.run, snapshot.executions, snapshot.given)
    records = [_execution(row, values) for row in snapshot.executions]
    if plan is not None:
        known = {row.step_id for row in snapshot.executions}
        records.extend(
            StepExecution(run_id=snapshot.run.run_id, step_id=node.path, attempt=0, status=StepStatus.PENDING)
            for node in plan.nodes
            if node.path not in known
        )
    return records


def read_execution(snapshot: Snapshot, row: StepRow) -> StepExecution:
    """One of the run's steps, as of `read_executions`: the others are not looked at, but for its input."""
    return _execution(row, _Values(snapshot.run, snapshot.executions, snapshot.given))


async def read_output(store: Store, run: RunRow, step_id: str) -> JsonValue:
    """One step's output.

    Raises:
        CorruptRecordError: it is damaged.
    """
    values = _Values(run)
    await values.fetch(store, [step_id])
    return parsed(values.json, json.dumps(step_id), run.run_id, step_id, "output")


def read_error(run: RunRow) -> ErrorInfo | None:
    """Why a run is FAILED or SUSPENDED.

    Raises:
        CorruptRecordError: it is damaged.
    """
    return parsed(_error, run.error, run.run_id, None, "error")


def read_event(row: EventRow, workflow_id: str) -> Event:
    """An event of a run of that workflow.

    Raises:
        CorruptRecordError: it is damaged.
    """
    return parsed(partial(event_of, workflow_id), row, row.run_id, row.step_id, f"event {row.seq}")


def read_engine(sighting: EngineSighting) -> EngineInfo:
    """An engine as users read it."""
    return EngineInfo(
        engine_id=sighting.engine_id,
        host=sighting.host.partition("#")[0],
        pid=sighting.pid,
        started_at=instant_at(sighting.started_at),
        lease_seconds=sighting.lease_seconds,
        is_alive=sighting.is_alive,
        open_runs=sighting.open_runs,
    )


def _execution(row: StepRow, values: _Values) -> StepExecution:
    columns = Columns(row.run_id, row.step_id, is_listed=True)
    ended = row.completed_at
    has_run = row.started_at is not None and ended is not None
    status = columns.read("status", StepStatus, row.status, StepStatus.FAILED)
    has_output = row.output is not None or row.output_ref is not None
    output = columns.read("output", values.json, json.dumps(row.step_id), None) if has_output else None
    input_ = columns.read("input", values.json, row.input_ref, None)
    started_at = columns.read("started_at", _maybe_at, row.started_at, None)
    completed_at = columns.read("completed_at", _maybe_at, ended, None)
    next_attempt_at = columns.read("next_attempt_at", _maybe_at, row.next_attempt_at, None)
    error = columns.read("error", _error, row.error, None)
    return StepExecution(
        run_id=row.run_id,
        step_id=row.step_id,
        index=row.position,
        attempt=row.attempt,
        status=status,
        input=input_,
        output=output,
        error=columns.damage or error,
        started_at=started_at,
        completed_at=completed_at,
        duration_seconds=max(0.0, (ended or 0.0) - (row.started_at or 0.0)) if has_run else None,
        cpu_seconds=row.cpu_seconds,
        queued_seconds=None
        if row.started_at is None or row.ready_at is None
        else max(0, row.started_at - row.ready_at),
        next_attempt_at=next_attempt_at,
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


def _paths_in(reference: str) -> list[str]:
    return paths_of(json.loads(reference))


def _tags(text: str) -> dict[str, str]:
    tags = json.loads(text)
    if not is_mapping(tags) or not all(isinstance(tag, str) for tag in tags.values()):
        raise ValueError("no object of texts")
    return {str(name): str(tag) for name, tag in tags.items()}


def _error(text: str | None) -> ErrorInfo | None:
    return None if text is None else ErrorInfo.model_validate_json(text)


def _at(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _maybe_at(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
