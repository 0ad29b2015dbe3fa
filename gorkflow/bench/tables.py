"""A report as rows of a table, and as Markdown for a pull request."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from gorkflow.bench.report import BenchReport, ComparisonReport, Figures, StepReport

HEAD: Final = (
    "step", "inputs", "p50", "p90", "p99", "cpu", "memory", "output", "validation", "serialisation", "noise",
)  # fmt: skip
COMPARED: Final = ("before", "ratio", "verdict")
_NONE: Final = "-"


def rows_of(report: BenchReport) -> list[tuple[str, ...]]:
    """The head, and a row of each step that was measured."""
    is_compared = report.against is not None
    rows: list[tuple[str, ...]] = [(*HEAD, *COMPARED) if is_compared else HEAD]
    rows += [
        (*_figures(step, step.figures), *(_compared(step.comparison) if is_compared else ()))
        for step in report.steps
        if step.figures is not None
    ]
    return rows


def notes_of(report: BenchReport) -> list[str]:
    """What a reader is to know besides: what was left out, what could not be measured, what is odd."""
    notes = [note for step in report.steps for note in _notes(step)]
    if report.left_out:
        notes.append(f"older runs than the newest {report.runs:,} were not read; --since says how far back")
    return notes


def markdown_of(report: BenchReport) -> str:
    """A table for a pull request, with what a reader is to know below it."""
    head, *rows = rows_of(report)
    lines = [_line(head), _line(["---"] + ["---:"] * (len(head) - 1)), *map(_line, rows)]
    against = "" if report.against is None else f" against {_escaped(report.against)}"
    place = report.machine
    title = f"**{_escaped(report.workflow_id)}** version {_escaped(report.workflow_version)}{against}"
    where = f"{place.processor}, {place.cores} cores, {place.system}, Python {place.python}, gorkflow {place.gorkflow}"
    notes = [f"- {_escaped(note)}" for note in notes_of(report)]
    return "\n".join([title, "", *lines, "", *notes, *([""] if notes else []), f"Measured on {_escaped(where)}.", ""])


def seconds_text(seconds: float) -> str:
    """Three digits with a unit that suits: "12.3 ms"."""
    size = abs(seconds)
    for least, factor, unit in ((1.0, 1.0, "s"), (1e-3, 1e3, "ms"), (1e-6, 1e6, "us")):
        if size >= least:
            return f"{seconds * factor:.3g} {unit}" if size * factor < 1000 else f"{seconds * factor:.0f} {unit}"
    return f"{seconds * 1e9:.0f} ns"


def bytes_text(count: int | None) -> str:
    """Such as "4.2 MB"; a dash where it is not known."""
    if count is None:
        return _NONE
    for least, unit in ((10**9, "GB"), (10**6, "MB"), (10**3, "kB")):
        if count >= least:
            return f"{count / least:.3g} {unit}"
    return f"{count} B"


def _figures(step: StepReport, figures: Figures) -> tuple[str, ...]:
    return (
        step.step,
        f"{step.inputs} x {step.rounds}",
        seconds_text(figures.p50_seconds),
        seconds_text(figures.p90_seconds),
        seconds_text(figures.p99_seconds),
        f"{figures.cpu_share:.0%}",
        bytes_text(figures.peak_bytes),
        bytes_text(figures.output_bytes),
        f"{figures.validation_share:.0%}",
        f"{figures.serialisation_share:.0%}",
        _NONE if step.noise_floor is None else f"{step.noise_floor:.1%}",
    )


def _compared(found: ComparisonReport | None) -> tuple[str, ...]:
    if found is None:
        return (_NONE, _NONE, "not judged")
    before = _NONE if found.figures is None else seconds_text(found.figures.p50_seconds)
    ratio = found.ratio
    text = _NONE if ratio is None else f"{ratio.middle:.3f} ({ratio.low:.3f} to {ratio.high:.3f})"
    return (before, text, found.verdict)


def _notes(step: StepReport) -> list[str]:
    notes: list[str] = []
    if step.skipped is not None:
        notes.append(f"{step.step}: not measured: {step.skipped}")
    if step.unfit:
        first = step.unfit[0]
        notes.append(
            f"{step.step}: {len(step.unfit)} of {step.recorded} recorded inputs do not fit any more, the first at "
            f"{first.path} of run {first.run_id}: {first.reason}"
        )
    if step.troubles:
        one = step.troubles[0]
        notes.append(
            f"{step.step}: {len(step.troubles)} inputs could not be measured, the first at {one.path} of run "
            f"{one.run_id} in {one.variant}: {one.what}: {one.reason}"
        )
    if step.is_given_up:
        notes.append(f"{step.step}: the rest of its inputs was left, as process after process died")
    if step.unstable_outputs:
        notes.append(f"{step.step}: the same code gave different outputs for {step.unstable_outputs} inputs: not pure")
    differing = 0 if step.comparison is None else step.comparison.differing_outputs
    if differing:
        notes.append(f"{step.step}: {differing} of {step.inputs} outputs differ from those of the other variant")
    return notes


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(map(_escaped, cells))} |"


def _escaped(text: str) -> str:
    """Nothing in it is Markdown, and it stays on its line."""
    plain = "".join(f"\\{one}" if one in "\\|`*_<>[]" else one for one in text)
    return " ".join(plain.split())
