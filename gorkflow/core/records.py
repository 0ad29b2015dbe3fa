"""The rows that transitions write and stores keep: tuples, so that a row costs one allocation and SQL takes it as is.

Instants are seconds since the Unix epoch, UTC. Values are JSON as bytes. A *reference* says where a value is held:
JSON text of `"@input"` (the run's), `"@input:PATH"` (given to that step by a fork), of the path of the step whose
output it is, of `{"item": 3, "of": REFERENCE}` for an item of a list, or of a list of references for a tuple or list;
None for no value.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol, TypeVar

T = TypeVar("T")
INPUT_REFERENCE = '"@input"'
GIVEN_PREFIX = "@input:"  # of the reference to an input that a fork gave to a step


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
    migrated_from: str | None  # fingerprint at its creation, once it goes on under another: steps may be history then
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
    wake_at: float | None = None  # of a run at rest: WAITING, without owner. 0 for at once, None for only by a message


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
    wake_at: float | None = None


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


class StepDuration(NamedTuple):
    """How long the last attempt of a step took."""

    step_id: str
    seconds: float


class StateRow(NamedTuple):
    """What one step wrote under one key of a run's state; a `value` of None deletes the key.

    The key's value is what the row with the highest `seq` says: a fork takes over the rows of the steps that it keeps.
    """

    run_id: str
    key: str
    step_id: str
    seq: int  # of the event that the step completed
    value: bytes | None


class GivenRow(NamedTuple):
    """An input that a fork gave to one of its steps: nothing else holds it. Never changed."""

    run_id: str
    step_id: str
    input: bytes
    arm: int
    checksum: int


class CacheRow(NamedTuple):
    """An output that is kept for other runs. It stays when its run goes."""

    key: str  # see `gorkflow.core.caching`
    run_id: str
    step_id: str
    output: bytes
    arm: int
    checksum: int
    expires_at: float


class DefinitionRow(NamedTuple):
    """What a fingerprint stands for; `shape` is JSON, see `gorkflow.core.shape`. Stored once, never changed."""

    fingerprint: str
    workflow_id: str
    workflow_version: str
    shape: str


class Redefined(NamedTuple):
    """The run goes on under another definition."""

    definition: DefinitionRow
    total: int
    input_arm: int


class InboxRow(NamedTuple):
    """A message to the owner of a run, from anybody."""

    message_id: str
    run_id: str
    kind: str  # "cancel", "signal"
    body: str  # JSON object
    posted_at: float
    ordinal: int = 0  # by it messages stand in order of arrival; the store gives it


class Inbox(NamedTuple):
    """What waits for an engine.

    Attributes:
        messages: for runs that it owns, in order of arrival.
        last: the ordinal of the last message to anybody, or of the last one here where there were too many.
    """

    messages: tuple[InboxRow, ...]
    last: int


class Creation(NamedTuple):
    """A new run, with what its first commit already knows: it may be RUNNING with its first steps STARTED."""

    run: RunRow
    executions: tuple[StepRow, ...]
    events: tuple[EventRow, ...]
    state: tuple[StateRow, ...] = ()  # of a fork; so is the next
    given: tuple[GivenRow, ...] = ()
    definition: DefinitionRow | None = None  # left out where its writer knows it to be stored


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
    redefined: Redefined | None = None
    drops_inbox: bool = False  # consumes every message that waits: they were for the run before it was taken up again
    cached: Sequence[CacheRow] = ()  # outputs of the steps that this completes
    seen: int = 0  # ordinal of the last message that its owner knows of: a run that rests wakes for later ones


class Snapshot(NamedTuple):
    """All that a resume reads: executions in order of start, state in order of writing, messages as they arrived."""

    run: RunRow
    executions: tuple[StepRow, ...]
    state: tuple[StateRow, ...]
    given: tuple[GivenRow, ...] = ()
    inbox: tuple[InboxRow, ...] = ()


class EngineRow(NamedTuple):
    """An engine that may own runs."""

    engine_id: str  # with a boot nonce: never used twice
    host: str  # "name#boot": with the same boot, two hosts share a monotonic clock
    pid: int
    started_at: float
    heartbeat_at: float  # by the store's clock, which need not be the wall's
    lease_seconds: float


class EngineSighting(NamedTuple):
    """A registered engine as it is seen from here: its row, whether it lives, and how many open runs it owns."""

    engine_id: str
    host: str
    pid: int
    started_at: float
    heartbeat_at: float
    lease_seconds: float
    is_alive: bool
    open_runs: int


class ScheduleRow(NamedTuple):
    """A schedule as the store keeps it. What is behind `epoch` changes with every time; the rest is its definition."""

    schedule_id: str
    workflow_id: str
    workflow_version: str
    input: bytes
    input_arm: int
    input_checksum: int
    cron: str | None
    every_seconds: float | None
    zone: str
    missed: str
    overlap: str
    options: str  # JSON object: tags, resource_id, run_timeout_seconds and on_failure of its runs
    created_at: float  # of the first definition
    epoch: int  # raised by every write
    next_at: float | None
    is_decided: int  # the run of next_at is to be started, whatever time it is by now
    last_at: float | None
    last_run_id: str | None
    skipped: int
