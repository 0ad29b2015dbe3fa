"""Which curves there are, and how their figures are shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from benchmarks.growth import archive, crowds, graphs, histories
from benchmarks.growth.probes import Figures, exponent

Results = dict[str, dict[str, dict[str, Figures]]]
"""Figures by curve, store, number of units (as text: JSON's keys are), and name."""

_NODES = (1_000, 3_000, 10_000, 30_000, 50_000)
_BOTH = ("memory", "SQLite")


class Curve(NamedTuple):
    """One kind of thing of which there may be many.

    Attributes:
        measure: takes the number of units and the URL of an empty store.
        is_of_questions: the figures are of one question each, not of a unit: they need not grow at all.
    """

    name: str
    measure: Callable[[int, str], Figures]
    sizes: tuple[int, ...]
    stores: tuple[str, ...]
    is_of_questions: bool = False


CURVES = (
    Curve("nodes in layers", graphs.layered_nodes, _NODES, _BOTH),
    Curve("nodes in a row", graphs.chained_nodes, _NODES, _BOTH),
    Curve("nodes side by side", graphs.fanned_nodes, _NODES, _BOTH),
    Curve("map items", graphs.map_items, (1_000, 3_000, 10_000, 30_000, 100_000), _BOTH),
    Curve("running runs", crowds.running_runs, (100, 300, 1_000, 3_000, 10_000), _BOTH),
    Curve("waiting runs", crowds.waiting_runs, (100, 300, 1_000, 3_000, 10_000), _BOTH),
    Curve("resumed runs", crowds.resumed_runs, (100, 300, 1_000, 3_000, 10_000), ("SQLite",)),
    Curve("events of a run", histories.events, (1_000, 3_000, 10_000, 30_000, 100_000), ("SQLite",)),
    Curve("finished runs", archive.finished_runs, (1_000, 10_000, 100_000, 1_000_000), ("SQLite",), True),
)


def table(results: Results) -> str:
    """Markdown, a row for each figure: at every number of units, and the exponent k of cost = c * units ** k."""
    return "\n\n".join(_table_of(curve, results[curve.name]) for curve in CURVES if curve.name in results)


def _table_of(curve: Curve, stores: Mapping[str, Mapping[str, Figures]]) -> str:
    sizes = [size for size in curve.sizes if all(str(size) in taken for taken in stores.values())]
    lines = [
        f"| {curve.name} | {' | '.join(f'{size:,}' for size in sizes)} | k |",
        f"|---|{'---:|' * (len(sizes) + 1)}",
    ]
    for store, taken in stores.items():
        for name in taken[str(sizes[-1])]:
            values = [taken[str(size)][name] for size in sizes]
            shown = " | ".join(_number(value) for value in values)
            lines.append(f"| {store}: {name} | {shown} | {_growth(curve, name, sizes, values)} |")
    return "\n".join(lines)


def _growth(curve: Curve, name: str, sizes: list[int], values: list[float]) -> str:
    if len(sizes) < 2 or min(values) <= 0:
        return ""
    whole = (
        values
        if curve.is_of_questions or "last ten" in name
        else [size * value for size, value in zip(sizes, values, strict=True)]
    )
    return f"{exponent(list(zip(map(float, sizes), whole, strict=True))):.2f}"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 1 else f"{value:.2f}"
