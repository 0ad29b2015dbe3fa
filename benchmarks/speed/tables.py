"""The results as Markdown, as the documentation shows them."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence

from benchmarks.speed.contestants import GORKFLOW
from benchmarks.speed.goals import verdicts
from benchmarks.speed.results import Entry, Figures, Results
from benchmarks.speed.rounds import failures

COMPARED = ("W1", "W2", "W3", "W4 1k")


def origin(results: Results) -> str:
    """When and where; one line."""
    machine, floors = results.machine, results.floors_us()
    rounds = "1 round" if results.rounds == 1 else f"{results.rounds} rounds"
    busy = ", ".join(f"{one:.1f}" for one in machine.busy)
    return (
        f"Measured on {results.measured}: {machine.processor}, {machine.cores} cores, {machine.system}, "
        f"Python {machine.python}, SQLite {machine.sqlite}, pydantic {machine.pydantic}; {rounds}, "
        f"{results.seconds / 60:.0f} minutes; the floor was {_number(statistics.median(floors))} us "
        f"({_number(min(floors))} to {_number(max(floors))}), load per core {busy} over 1, 5 and 15 minutes."
    )


def cpu(results: Results) -> str:
    """CPU per step over the floor, of everybody."""
    head = ["", "Version", "Keeps", "Validates", *COMPARED, "First run, ms"]
    return _table(head, [_row(results, entry, lambda one: one.ratio) for entry in results.entries])


def wall(results: Results) -> str:
    """Time per step, and how much was asked for."""
    head = ["us", *COMPARED, "W1 / raw commit", "Smaller"]
    rows: list[list[str]] = []
    for entry in results.entries:
        found = [results.of(entry.name, load) for load in COMPARED]
        figures = [_cell(one, lambda one: one.wall_us) for one in found]
        raw = _cell(found[0], lambda one: one.wall_over_raw)
        rows.append([_shown(entry), *figures, raw if "fsync" in entry.store else "", _smaller(results, found)])
    return _table(head, rows)


def goals(results: Results) -> str:
    """The goals, met or missed."""
    rows = [
        [one.store.partition(", ")[2], one.load, one.what, f"{one.goal:g}", _number(one.found), one.text]
        for one in verdicts(results)
        if one.found is not None
    ]
    return _table(["gorkflow on", "Workload", "Measure", "Goal", "Found", ""], rows)


def ours(results: Results) -> str:
    """Every figure of gorkflow."""
    head = ["gorkflow on", "Workload", "CPU / floor", "CPU us", "us", "us / raw commit"]
    names = [entry.name for entry in results.entries]
    rows = [
        [
            row.contestant.partition(", ")[2],
            row.load,
            *(_cell(row, measure) for measure in _MEASURES),
        ]
        for row in sorted(results.figures, key=lambda row: names.index(row.contestant))
        if row.contestant.startswith(GORKFLOW) and row.load.startswith(("W1", "W2", "W3", "W4 1", "W4 5", "W6"))
    ]
    return _table(head, rows)


_MEASURES: tuple[Callable[[Figures], float | None], ...] = (
    lambda one: one.ratio,
    lambda one: one.cpu_us,
    lambda one: one.wall_us,
    lambda one: one.wall_over_raw,
)


def all_of(results: Results) -> str:
    """All tables with where and when they were made, and what went wrong."""
    went_wrong = [f"- {where}: {why}" for where, why in failures(results.figures).items()]
    parts = [origin(results)]
    if any(entry.name.partition(",")[0] != GORKFLOW for entry in results.entries):
        parts += ["CPU per step over the floor:", cpu(results), "Time per step:", wall(results)]
    if any(entry.name.startswith(GORKFLOW) for entry in results.entries):
        parts += ["The goals of gorkflow:", goals(results), "All of gorkflow:", ours(results)]
    return "\n\n".join([*parts, *(["No figure:", "\n".join(went_wrong)] if went_wrong else [])])


def _row(results: Results, entry: Entry, measure: Callable[[Figures], float | None]) -> list[str]:
    cells = [_cell(results.of(entry.name, load), measure) for load in COMPARED]
    cold = results.of(entry.name, "W5")
    first = "" if cold is None else _number(cold.middle(lambda answer: answer.started * 1e3))
    return [_shown(entry), entry.version, entry.store or "nothing", entry.checks, *cells, first]


def _shown(entry: Entry) -> str:
    return f"**{entry.name}**" if entry.name.startswith(GORKFLOW) else entry.name


def _smaller(results: Results, found: Sequence[Figures | None]) -> str:
    """Where less was asked of this contestant than of others."""
    told: list[str] = []
    for one in found:
        if one is None:
            continue
        most = max(
            (row.trials[0] for row in results.figures if row.load == one.load), key=lambda row: (row.size, row.runs)
        )
        mine = one.trials[0]
        if mine.size != most.size:
            told.append(f"{one.load}: {mine.size:,} of {most.size:,} steps")
        elif mine.runs != most.runs:
            told.append(f"{one.load}: {mine.runs:,} of {most.runs:,} runs")
    return "; ".join(told)


def _cell(figures: Figures | None, measure: Callable[[Figures], float | None]) -> str:
    if figures is None:
        return "-"
    found = measure(figures)
    if found is None:
        return next((trial.problem for trial in figures.trials if trial.problem.startswith("over ")), "failed")
    return _number(found)


def _number(value: float | None) -> str:
    """Three digits that count."""
    if value is None:
        return ""
    if value >= 100:
        return f"{float(f'{value:.3g}'):,.0f}"
    return f"{value:.3g}"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
