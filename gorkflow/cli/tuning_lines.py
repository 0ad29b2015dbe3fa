"""What tuning came to, as lines for people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rich.text import Text

from gorkflow.bench.advice import Verdict
from gorkflow.bench.tables import seconds_text
from gorkflow.bench.tuning_report import (
    AdviceReport,
    LevelReport,
    SweepReport,
    TunedStepReport,
    TuneReport,
    VerifyReport,
)
from gorkflow.bench.verification import Holding
from gorkflow.cli.columns import in_columns
from gorkflow.cli.escaping import printable
from gorkflow.cli.reports import console, counted, print_line, say
from gorkflow.cli.wording import full_time

_STYLES: Final = {
    Verdict.CHANGE: "green",
    Verdict.EDIT: "yellow",
    Verdict.MEASURE: "yellow",
    Holding.HELD: "green",
    Holding.NOT_HELD: "red",
}


def print_tuned(report: TuneReport) -> None:
    """What is said of each step, the levels of its sweeps, and the change of the file."""
    for step in report.steps:
        _print_step(step, report.runs)
    if report.diff:
        print_line("")
        for line in report.diff.rstrip("\n").split("\n"):
            print_line(line.rstrip("\r"))
    if report.left_out:
        say(f"older runs than the newest {report.runs:,} were not read; --since says how far back")
    for note in report.notes:
        say(note)
    if report.applied:
        say(f"written to {report.file}; what comes of it is told by: gorkflow bench verify")
    elif report.diff:
        say("nothing is written yet; --apply does it")


def _print_step(step: TunedStepReport, runs: int) -> None:
    print_line(f"{step.step}: {counted(step.recorded, 'attempt')} in {counted(runs, 'run')}")
    for one in step.advice:
        console().print(_advice_line(one), soft_wrap=True)
    for sweep in step.sweeps:
        _print_table(_sweep_rows(sweep), frozenset(range(6)))
        for error in sweep.errors:
            say(f"{step.step}: a call failed: {error}")
    if step.no_sweep is not None:
        say(f"{step.step}: no calls were made: {step.no_sweep}")


def print_verified(report: VerifyReport) -> None:
    """Each prediction with what has become of it."""
    for one in report.predictions:
        line = Text(f"{printable(one.step)} {one.setting}: ").append(one.holding, _STYLES.get(one.holding, ""))
        console().print(line.append(f": {printable(one.reason)}"), soft_wrap=True)
    since = min(one.measured_at for one in report.predictions)
    say(f"{counted(report.runs, 'run')} began since {full_time(since)}")


def _advice_line(advice: AdviceReport) -> Text:
    line = Text(f"  {advice.setting:<12}").append(f"{advice.verdict:<8}", _STYLES.get(advice.verdict, ""))
    if advice.verdict is Verdict.CHANGE:
        line.append(f"{_shown(advice.current)} -> {_shown(advice.value)} ({advice.confidence} confidence)  ")
    return line.append(printable(advice.reason))


def _shown(value: object) -> str:
    return "none" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


def _sweep_rows(sweep: SweepReport) -> list[tuple[str, ...]]:
    name = "at once" if sweep.setting == "concurrency" else "per call"
    return [(name, "calls", "per second", "p50", "p95", "failed", ""), *(_row(one, sweep) for one in sweep.levels)]


def _row(level: LevelReport, sweep: SweepReport) -> tuple[str, ...]:
    return (
        str(level.size),
        f"{level.calls:,}",
        f"{level.per_second:,.3g}" if level.per_second < 1000 else f"{level.per_second:,.0f}",
        "-" if level.p50_seconds is None else seconds_text(level.p50_seconds),
        "-" if level.p95_seconds is None else seconds_text(level.p95_seconds),
        f"{level.failed:.1%}",
        "<" if level.size == sweep.best else "",
    )


def _print_table(rows: Sequence[Sequence[str]], to_the_right: frozenset[int]) -> None:
    styles = [["bold"] * len(rows[0]), *([""] * len(row) for row in rows[1:])]
    for line in in_columns(rows, styles, to_the_right):
        console().print(Text("  ").append(line), soft_wrap=True)
