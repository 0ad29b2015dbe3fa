"""How far the parts of a workflow are in a run: one mark for each path, items and turns taken together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from gorkflow.core.drawing.picture import Mark
from gorkflow.core.error_text import shown
from gorkflow.core.ids import unmarked
from gorkflow.core.narrowing import is_sequence
from gorkflow.core.run import StepExecution, StepStatus
from gorkflow.errors import SettingError

_WORDS: Final = {
    StepStatus.COMPLETED: "done",
    StepStatus.RUNNING: "running",
    StepStatus.RETRYING: "retrying",
    StepStatus.WAITING: "waiting",
    StepStatus.PENDING: "pending",
    StepStatus.SKIPPED: "skipped",
    StepStatus.COMPENSATED: "undone",
    StepStatus.CANCELLED: "cancelled",
    StepStatus.FAILED: "failed",
}
# Of several items or turns the picture shows the first of these that one of them has.
_BY_URGENCY: Final = (
    StepStatus.FAILED,
    StepStatus.RETRYING,
    StepStatus.RUNNING,
    StepStatus.WAITING,
    StepStatus.CANCELLED,
    StepStatus.PENDING,
    StepStatus.COMPENSATED,
    StepStatus.COMPLETED,
    StepStatus.SKIPPED,
)
NOT_STARTED: Final = Mark(StepStatus.PENDING, _WORDS[StepStatus.PENDING])


def marks_of(executions: Sequence[StepExecution]) -> Mapping[str, Mark]:
    """A mark for each path that has a record, without the marks of items and turns: see `unmarked`.

    Raises:
        SettingError: something else than records, or records of several runs.
    """
    runs: set[str] = set()
    records: dict[str, list[StepExecution]] = {}
    for one in _checked(executions):
        runs.add(one.run_id)
        records.setdefault(unmarked(one.step_id), []).append(one)
    if len(runs) > 1:
        message = (
            f"a drawing shows one run, but executions= has records of {len(runs)}; give those of one: "
            "await engine.list_step_executions(run_id)"
        )
        raise SettingError(message)
    return {path: _mark(path, several) for path, several in records.items()}


def _checked(executions: object) -> Sequence[StepExecution]:
    """The records themselves: a caller without a type checker may give anything."""
    found = [one for one in executions if isinstance(one, StepExecution)] if is_sequence(executions) else []
    if not is_sequence(executions) or len(found) < len(executions):
        message = f"executions= takes what `await engine.list_step_executions(run_id)` gives, not {shown(executions)}"
        raise SettingError(message)
    return found


def _mark(path: str, records: Sequence[StepExecution]) -> Mark:
    if len(records) == 1 and records[0].step_id == path:
        return Mark(records[0].status, ", ".join(_details(records[0])))
    counts = {status: sum(one.status is status for one in records) for status in _WORDS}
    text = ", ".join(f"{count:,} {_WORDS[status]}" for status, count in counts.items() if count)
    return Mark(next(status for status in _BY_URGENCY if counts[status]), text)


def _details(record: StepExecution) -> list[str]:
    found = [_WORDS[record.status]]
    found += [f"attempt {record.attempt}"] if record.attempt > 1 else []
    found += [duration(record.duration_seconds)] if record.duration_seconds is not None else []
    return found


def duration(seconds: float) -> str:
    """With as many digits as a glance takes in: "12 ms", "1.2 s", "3 min 5 s", "2 h", "1 d 4 h"."""
    if seconds < 0.0005:
        return "<1 ms"
    if seconds < 0.9995:
        return f"{seconds * 1000:.0f} ms"
    if seconds < 59.95:
        return f"{seconds:.1f} s"
    whole = round(seconds)
    amounts = {"d": whole // 86_400, "h": whole // 3_600 % 24, "min": whole // 60 % 60, "s": whole % 60}
    largest = next(place for place, amount in enumerate(amounts.values()) if amount)
    return " ".join(f"{amount} {unit}" for unit, amount in list(amounts.items())[largest : largest + 2] if amount)
