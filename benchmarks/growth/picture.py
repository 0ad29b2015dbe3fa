"""The curves as one picture: what a unit costs, beside what one of the smallest number costs."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from benchmarks.growth.curves import Results

_SHOWN: Final = {
    "nodes in layers": "run, floors",
    "nodes in a row": "run, floors",
    "nodes side by side": "run, floors",
    "map items": "run, floors",
    "running runs": "floors per step",
    "waiting runs": "floors",
    "resumed runs": "cpu us",
    "events of a run": "read us",
}
_QUESTIONS: Final = {
    "list any run": "a page of runs",
    "list any run, from the middle": "a page far back",
    "list by workflow and status": "a page of a workflow and status",
    "list by tag": "a page of a tag",
    "count all": "count by status",
    "claim": "claim",
    "run a chain of three": "a whole run",
}


def draw(results: Results, path: Path) -> None:
    """Two panels: what one of many units costs, and how long a question takes beside so many finished runs."""
    import matplotlib as mpl  # the extra `bench` has it, and only a picture needs it

    mpl.use("svg")
    from matplotlib import pyplot as plt

    mpl.rcParams.update({"svg.hashsalt": "gorkflow", "svg.fonttype": "none", "font.size": 9})
    figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4.6), layout="constrained")
    for curve, name in _SHOWN.items():
        for store, taken in results.get(curve, {}).items():
            sizes = sorted(map(int, taken))
            values = [taken[str(size)][name] for size in sizes]
            style = "-" if store == "memory" else "--"
            left.plot(sizes, [value / values[0] for value in values], style, marker=".", label=f"{curve}, {store}")
    left.axhline(1, color="grey", linewidth=0.5)
    left.set(xscale="log", xlabel="how many there are", ylabel="CPU of one, beside one of the fewest", ylim=(0, 3))
    left.set_title("Flat is linear")
    left.legend(fontsize=7, ncols=2)
    questions = results.get("finished runs", {}).get("SQLite", {})
    sizes = sorted(map(int, questions))
    for name, label in _QUESTIONS.items():
        right.plot(sizes, [questions[str(size)][name] for size in sizes], marker=".", label=label)
    right.set(xscale="log", yscale="log", xlabel="finished runs in the store", ylabel="milliseconds")
    right.set_title("A question, beside finished runs")
    right.legend(fontsize=7)
    figure.savefig(path, metadata={"Date": None})
