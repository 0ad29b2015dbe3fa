"""The rows that transitions write and stores keep: tuples, so that a row costs one allocation and SQL takes it as is.

Instants are seconds since the Unix epoch, UTC. Values are JSON as bytes. A *reference* says where a value is held:
JSON text of `"@input"`, of a step's path, or of a list of references for a tuple or list; None for no value.
"""

from __future__ import annotations

from typing import NamedTuple, Protocol, TypeVar

T = TypeVar("T")
INPUT_REFERENCE = '"@input"'


class MakeRow(Protocol):
    """Makes a row from all its values, in order."""

    def __call__(self, row: type[T], values: tuple[object, ...], /) -> T:
        """The row; nothing is checked."""
        ...


# A NamedTuple's own constructor is a Python function around this one: where rows are made for every step, it counts.
make_row: MakeRow = tuple.__new__  # type: ignore[assignment]  # for tuples it is what the Protocol says


class RunRow(NamedTuple):
    """A run as the store keeps it. The last group changes; the rest is fixed at creation."""

    run_id: str
    workflow_id: str
    workflow_version: str
    fingerprint: str
    input: bytes
    input_arm: int
    input_checksum: int
    tags: str  # JSON object, keys sorted
    resource_id: str | None
    idempotency_key: str | None
    forked_from: str | None
    on_failure: str
    run_timeout_seconds: float | None
    created_at: float
    deadline_at: float | None
    total: int  # known steps
    owner: str | None
    epoch: int
    # changed by RunPatch
    status: str
    done: int
    started_at: float | None
    completed_at: float | None
    updated_at: float
    output_ref: str | None
    error: str | None  # JSON of ErrorInfo
    cancel_requested: int
    last_seq: int


class RunPatch(NamedTuple):
    """All that a commit may change of a run, in full: absent fields do not exist, so one prepared statement serves."""

    status: str
    done: int
    started_at: float | None
    completed_at: float | None
    updated_at: float
    output_ref: str | None
    error: str | None
    cancel_requested: int
    last_seq: int
    owner: str | None
    deadline_at: float | None


class StepRow(NamedTuple):
    """A step of a run, its latest attempt."""

    run_id: str
    step_id: str
    ordinal: int  # the run's last seq when the step first had a row: by it rows stand in order of start
    position: int | None  # order of completion
    attempt: int
    failures: int  # that count against max_attempts
    recoveries: int  # restarts that found it running
    status: str
    input_ref: str | None
    output: bytes | None
    output_ref: str | None  # of a skipped step that passes its input on
    arm: int  # which codec decodes the output; see core.values
    checksum: int | None
    error: str | None  # JSON of ErrorInfo
    ready_at: float | None
    started_at: float | None
    completed_at: float | None
    next_attempt_at: float | None
    cpu_seconds: float | None
    executor: str


class EventRow(NamedTuple):
    """One event; `data` is a JSON object as text."""

    run_id: str
    seq: int
    at: float
    type: str
    step_id: str | None
    attempt: int | None
    data: str


class StateRow(NamedTuple):
    """One key of a run's state; a `value` of None deletes the key."""

    run_id: str
    key: str
    value: bytes | None


class InboxRow(NamedTuple):
    """A message to the owner of a run, from anybody."""

    message_id: str
    run_id: str
    kind: str  # "cancel"
    body: str  # JSON object
    posted_at: float


class Creation(NamedTuple):
    """A new run, with what its first commit already knows: it may be RUNNING with its first steps STARTED."""

    run: RunRow
    executions: tuple[StepRow, ...]
    events: tuple[EventRow, ...]


class Commit(NamedTuple):
    """One atomic, fenced write by the owner of a run.

    Nothing is written unless the run's epoch is `epoch` and its last sequence number is `expected_seq`.
    """

    run_id: str
    epoch: int
    expected_seq: int
    patch: RunPatch
    executions: list[StepRow]
    events: list[EventRow]
    state: list[StateRow]
    consumed: list[str]  # message ids of the inbox


class Snapshot(NamedTuple):
    """All that a resume reads."""

    run: RunRow
    executions: tuple[StepRow, ...]
    state: tuple[StateRow, ...]


class EngineRow(NamedTuple):
    """An engine that may own runs."""

    engine_id: str  # with a boot nonce: never used twice
    host: str  # "name#boot": with the same boot, two hosts share a monotonic clock
    pid: int
    started_at: float
    heartbeat_at: float  # by the store's clock, which need not be the wall's
    lease_seconds: float
