"""`gorkflow show --step`: one step of a run in full."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rich.text import Text

from gorkflow.cli.columns import in_columns
from gorkflow.cli.escaping import json_line, printable
from gorkflow.cli.wording import SPANS, STYLES, duration, reason, short_time
from gorkflow.core.instants import instant_at
from gorkflow.core.run import ErrorInfo, StepExecution
from gorkflow.core.timeline import Span

_COLUMNS: Final = ("attempt", "", "start", "duration")
_TO_THE_RIGHT: Final = frozenset({0, 3})


def step_lines(step: StepExecution, spans: Sequence[Span]) -> list[Text]:
    """Its facts, its values whole, its error with every frame, and its attempts."""
    facts: list[tuple[str, Text | str | None]] = [
        ("step", step.step_id),
        ("run", step.run_id),
        ("status", Text(str(step.status), STYLES.get(step.status, ""))),
        ("attempt", str(step.attempt) if step.attempt else None),
        ("executor", step.executor),
        ("cpu", None if step.cpu_seconds is None else duration(step.cpu_seconds)),
        ("queued", None if step.queued_seconds is None else duration(step.queued_seconds)),
        ("next", None if step.next_attempt_at is None else short_time(step.next_attempt_at)),
        ("input", json_line(step.input)),
        ("output", json_line(step.output) if step.status in ("COMPLETED", "COMPENSATED", "SKIPPED") else None),
    ]
    lines = [fact(name, value) for name, value in facts if value is not None]
    if step.error is not None:
        lines += _error_lines(step.error)
    return [*lines, Text(), *_attempts(spans)] if spans else lines


def fact(name: str, value: Text | str) -> Text:
    """A line with a name before it."""
    line = Text(f"{name:<12}", "bold")
    return line.append(value if isinstance(value, Text) else Text(printable(value), "not bold"))


def _error_lines(error: ErrorInfo) -> list[Text]:
    frames = (error.traceback or "").splitlines()
    return [
        fact("error", Text(printable(reason(error)), "red not bold")),
        *(Text(f"            {printable(line)}", "dim") for line in frames),
    ]


def _attempts(spans: Sequence[Span]) -> list[Text]:
    rows: list[Sequence[str]] = [_COLUMNS]
    styles: list[Sequence[str]] = [["bold"] * len(_COLUMNS)]
    for span in spans:
        word, style = SPANS[span.kind]
        start = short_time(instant_at(span.started_at))
        took = "" if span.ended_at is None else duration(max(0.0, span.ended_at - span.started_at))
        rows.append(("" if span.attempt is None else str(span.attempt), word, start, took))
        styles.append(("", style, "", ""))
    head, *lines = in_columns(rows, styles, _TO_THE_RIGHT)
    table = [head]
    for line, span in zip(lines, spans, strict=True):
        table.append(line)
        if span.error is not None:
            table.append(Text(f"  {printable(reason(span.error))}", "dim"))
    return table
