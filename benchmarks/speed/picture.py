"""The results as one picture: every contestant a row, every workload a mark, the cost on a scale of powers of ten."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter

from benchmarks.speed.contestants import GORKFLOW
from benchmarks.speed.results import Entry, Results
from benchmarks.speed.tables import COMPARED

# Four colours that differ for eyes that see no red or green, and by lightness in print.
MARKS: Final = {"W1": ("o", "#0072b2"), "W2": ("s", "#d55e00"), "W3": ("^", "#009e73"), "W4 1k": ("D", "#7a3e9d")}
WORDS: Final = {
    "W1": "W1: 100 steps in a row",
    "W2": "W2: 1 to 1,000 to 1",
    "W3": "W3: runs of 3 steps",
    "W4 1k": "W4: layers, 1,000 nodes",
}
INK, FAINT, BAND = "#222222", "#d9d9d9", "#eef3f8"


def draw(results: Results, path: Path) -> None:
    """Write the picture; the same results give the same file."""
    # text stays text: it can be searched and read aloud; names of what is drawn are the same each time
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": "gorkflow", "font.family": "DejaVu Sans"}):
        _draw(results, path)


def _draw(results: Results, path: Path) -> None:
    entries = [entry for entry in results.entries if any(_ratio(results, entry, load) for load in COMPARED)]
    keep, lose = [one for one in entries if one.store], [one for one in entries if not one.store]
    ordered = [*sorted(lose, key=lambda one: _place(results, one)), *sorted(keep, key=lambda one: _place(results, one))]
    figure = Figure(figsize=(9.2, 1.9 + 0.36 * len(ordered)), layout="constrained")
    FigureCanvasSVG(figure)
    axes = figure.add_subplot()
    for place, entry in enumerate(ordered):
        _draw_row(axes, results, entry, place)
    _draw_groups(axes, len(lose), len(ordered))
    axes.set_xscale("log")
    axes.set_xlim(left=1)
    axes.set_ylim(len(ordered) - 0.4, -0.9)
    axes.set_yticks(range(len(ordered)), [entry.name for entry in ordered])
    for label, entry in zip(axes.get_yticklabels(), ordered, strict=True):
        label.set_fontweight("bold" if entry.name.startswith(GORKFLOW) else "normal")
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
    axes.grid(axis="x", which="major", color=FAINT, linewidth=0.8)
    axes.set_axisbelow(True)
    axes.tick_params(axis="both", which="both", length=0, labelcolor=INK)
    for side in axes.spines.values():
        side.set_visible(False)
    axes.set_xlabel("CPU per step over the floor (validate the value, call the body); each line is ten times the last")
    _draw_legend(figure)
    figure.savefig(path, format="svg", metadata={"Date": None, "Creator": None})


def _draw_row(axes: Axes, results: Results, entry: Entry, place: int) -> None:
    if entry.name.startswith(GORKFLOW):
        axes.axhspan(place - 0.5, place + 0.5, color=BAND, linewidth=0, zorder=0)
    found = {load: ratio for load in COMPARED if (ratio := _ratio(results, entry, load)) is not None}
    axes.plot([min(found.values()), max(found.values())], [place, place], color="#9a9a9a", linewidth=1.2, zorder=1)
    for load, ratio in found.items():
        marker, colour = MARKS[load]
        axes.plot([ratio], [place], marker=marker, color=colour, markersize=7, linestyle="none", alpha=0.9, zorder=2)


def _draw_groups(axes: Axes, without: int, count: int) -> None:
    for first, size, words in ((0, without, "keep nothing"), (without, count - without, "keep every step")):
        if size:
            style = {"color": "#666666", "fontsize": 9, "fontstyle": "italic", "ha": "right", "va": "center"}
            height = first - 0.34 if first else -0.7
            axes.text(1.0, height, words, style, transform=axes.get_yaxis_transform())
    if 0 < without < count:
        axes.axhline(without - 0.5, color="#9a9a9a", linewidth=0.8, linestyle=(0, (4, 3)))


def _draw_legend(figure: Figure) -> None:
    handles = [
        Line2D([], [], marker=marker, color=colour, linestyle="none", markersize=7, label=WORDS[load])
        for load, (marker, colour) in MARKS.items()
    ]
    figure.legend(handles=handles, loc="outside upper center", ncols=4, frameon=False, fontsize=9, handletextpad=0.2)


def _ratio(results: Results, entry: Entry, load: str) -> float | None:
    found = results.of(entry.name, load)
    return None if found is None else found.ratio


def _place(results: Results, entry: Entry) -> float:
    """Cheapest first, by the dearest of its workloads."""
    return max(ratio for load in COMPARED if (ratio := _ratio(results, entry, load)) is not None)
