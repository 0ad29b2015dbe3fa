"""What the commands print with `--json`: a model for each object, of which docs/reference/json.md is made.

Keys stay; new ones may be added. To add a command, put its model into `DOCUMENTS` and print an instance of it with
`print_document`; then make the page anew: `python -m tests.project.json_page`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter

from gorkflow.bench.report import BenchReport, InputsReport
from gorkflow.bench.tuning_report import TuneReport, VerifyReport
from gorkflow.cli.reports import print_json
from gorkflow.core.events import Event
from gorkflow.core.findings import FindingKind
from gorkflow.core.run import EngineInfo, ErrorInfo, RunStatus, StepExecution, StepStatus, WorkflowRun
from gorkflow.core.timeline import SpanKind


class Document(BaseModel):
    """A JSON object on stdout."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class WaitDocument(Document):
    """What a run at rest waits for.

    Attributes:
        step_id: path of the sleep or wait.
        signal: name of the signal; null for a sleep.
        since: when it began.
        until: when it is over by itself; null for as long as it takes.
    """

    step_id: str
    signal: str | None
    since: datetime
    until: datetime | None


class RunDocument(WorkflowRun):
    """The record of a run.

    Attributes:
        waits: what it waits for, of a WAITING run; empty of another.
    """

    model_config = ConfigDict(extra="forbid")

    waits: Sequence[WaitDocument] = ()


class ListedRun(RunDocument):
    """The record of a run, one of many.

    Attributes:
        duration_seconds: from its start to its end, or until now; null where it has not started.
        median_seconds: of the recent COMPLETED runs of its workflow; null where those are fewer than three.
    """

    duration_seconds: float | None
    median_seconds: float | None


class RunsDocument(Document):
    """A page of runs, newest first.

    Attributes:
        items: the runs.
        next_cursor: what `--cursor` takes for the next page; null on the last.
    """

    items: Sequence[ListedRun]
    next_cursor: str | None


class SpanDocument(Document):
    """An attempt of a step, or a wait of it.

    Attributes:
        kind: of attempts "ran", "failed", "interrupted", "cancelled" or "running"; "backoff" before a retry; "sleep";
            "signal" for the wait for one.
        started_at: when it began.
        ended_at: null while it goes on.
        attempt: its number, from 1; null of what is no attempt.
        error: why it failed; its traceback is empty unless a single step was asked for.
    """

    kind: SpanKind
    started_at: datetime
    ended_at: datetime | None
    attempt: int | None
    error: ErrorInfo | None


class TrackDocument(Document):
    """What one step did and when.

    Attributes:
        step_id: its path.
        status: its status by the events.
        is_kept: its result was taken over from another run by a fork.
        spans: its attempts and waits, in order.
    """

    step_id: str
    status: StepStatus
    is_kept: bool
    spans: Sequence[SpanDocument]


class ShowDocument(RunDocument):
    """The record of a run with its steps.

    Attributes:
        steps: their records, in order of start.
        timeline: what they did and when, in order of their first event.
    """

    steps: Sequence[StepExecution]
    timeline: Sequence[TrackDocument]


class StepDocument(Document):
    """One step of a run.

    Attributes:
        step: its record.
        attempts: its attempts and waits, in order.
    """

    step: StepExecution
    attempts: Sequence[SpanDocument]


class ResumedRun(RunDocument):
    """The record of a run that the command had a hand in.

    Attributes:
        kept: paths of steps whose results are from before, in order of completion.
        ran: paths of steps that something happened to, in order of start.
    """

    kept: Sequence[str]
    ran: Sequence[str]


class LeftRun(Document):
    """An open run that the command did not touch.

    Attributes:
        run_id: its id.
        workflow_id: the id of its workflow.
        workflow_version: the version of it.
        status: where it is.
        reason: why, in a sentence for people.
    """

    run_id: str
    workflow_id: str
    workflow_version: str
    status: RunStatus
    reason: str


class ReportDocument(Document):
    """What became of runs that were to go on.

    Attributes:
        runs: those that the command had a hand in.
        left: open runs that it did not touch.
    """

    runs: Sequence[ResumedRun]
    left: Sequence[LeftRun]


class SignalDocument(Document):
    """A signal that was sent.

    Attributes:
        run_id: the run.
        signal: its name.
        signal_id: as it was given; null without one.
        status: of the run, after it was sent.
    """

    run_id: str
    signal: str
    signal_id: str | None
    status: RunStatus


class PruneDocument(Document):
    """What was removed.

    Attributes:
        removed: how many runs.
        older_than_seconds: the age that was given.
        statuses: of which runs were removed.
    """

    removed: int
    older_than_seconds: float
    statuses: Sequence[RunStatus]


class BackupDocument(Document):
    """A copy of the store.

    Attributes:
        path: the whole path of the new file.
        size_bytes: its size.
    """

    path: str
    size_bytes: int


class GraphDocument(Document):
    """A drawing of a workflow.

    Attributes:
        workflow_id: the id of the workflow.
        workflow_version: the version of it.
        fingerprint: of its structure and types.
        format: in which it was drawn.
        run_id: the run that it shows; null without one.
        path: the whole path of the file that it was written to; null where it was not.
        size_bytes: its size.
        drawing: its text; null where it was written to a file.
    """

    workflow_id: str
    workflow_version: str
    fingerprint: str
    format: Literal["mermaid", "dot", "svg", "png"]
    run_id: str | None
    path: str | None
    size_bytes: int
    drawing: str | None


class OpenRunsDocument(Document):
    """Open runs of one version and definition, alike in what keeps them from going on.

    Attributes:
        workflow_version: the version that they were started with.
        fingerprint: of their definition.
        runs: how many they are.
        oldest_run_id: the one that was created first.
        fits: whether they go on under the definition that was checked.
        differences: why not, a sentence each; also empty where there is no code for their version.
        has_code: whether there is a definition of their version.
    """

    workflow_version: str
    fingerprint: str
    runs: int
    oldest_run_id: str
    fits: bool
    differences: Sequence[str]
    has_code: bool


class CheckDocument(Document):
    """A definition, and the open runs of its workflow.

    Attributes:
        workflow_id: the id of the workflow.
        workflow_version: the version of it.
        fingerprint: of its structure and types.
        steps: how many it has.
        store: the URL, without secrets; null where there is none, and the definition alone was checked.
        fits: whether every open run of this version goes on; the exit code is 3 where not.
        open_runs: those that are alike together.
        inputs: recorded inputs; null without `--inputs`.
    """

    workflow_id: str
    workflow_version: str
    fingerprint: str
    steps: int
    store: str | None
    fits: bool
    open_runs: Sequence[OpenRunsDocument]
    inputs: InputsReport | None


class FindingDocument(Document):
    """Something wrong with a store, or worth a look.

    Attributes:
        kind: where.
        problem: what; one line.
        remedy: what to do about it; one line.
        run_id: the run; null where it is about no single one.
        step_id: path of the step; null where it is about no single one.
        column: the field of the record; null where it is about no single one.
    """

    kind: FindingKind
    problem: str
    remedy: str
    run_id: str | None
    step_id: str | None
    column: str | None


class DriverlessDocument(Document):
    """Open runs of one workflow and version that nobody alive drives.

    Attributes:
        workflow_id: the id of the workflow.
        workflow_version: the version of it.
        runs: how many they are.
        oldest_run_id: the one that has waited longest.
        since: since when it has.
        has_code: whether an app has that version of the workflow; null where no app was given.
    """

    workflow_id: str
    workflow_version: str
    runs: int
    oldest_run_id: str
    since: datetime
    has_code: bool | None


class DoctorDocument(Document):
    """What an examination of a store came to.

    Attributes:
        store: the URL, without secrets.
        runs: how many were examined.
        findings: what is wrong; the exit code is 1 where there is something.
        notices: what is not wrong and worth a look.
        engines: who has the store open, or died with it open; none where it is too damaged to tell.
        driverless: open runs that nobody drives.
    """

    store: str
    runs: int
    findings: Sequence[FindingDocument]
    notices: Sequence[FindingDocument]
    engines: Sequence[EngineInfo]
    driverless: Sequence[DriverlessDocument]


DOCUMENTS: Final[Mapping[str, type[BaseModel]]] = {
    "run": RunDocument,
    "runs": RunsDocument,
    "show": ShowDocument,
    "show --step": StepDocument,
    "resume": ReportDocument,
    "retry": ReportDocument,
    "fork": ReportDocument,
    "migrate": ReportDocument,
    "cancel": RunDocument,
    "watch": RunDocument,
    "events": Event,
    "signal": SignalDocument,
    "prune": PruneDocument,
    "backup": BackupDocument,
    "graph": GraphDocument,
    "check": CheckDocument,
    "bench": BenchReport,
    "bench --tune": TuneReport,
    "bench verify": VerifyReport,
    "doctor": DoctorDocument,
}


def json_schema(command: str) -> dict[str, Any]:
    """The JSON Schema of what a command prints with `--json`."""
    return TypeAdapter(DOCUMENTS[command]).json_schema(mode="serialization")


def print_document(document: BaseModel) -> None:
    """The document as one line of JSON on stdout."""
    print_json(document.model_dump(mode="json"))
