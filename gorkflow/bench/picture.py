"""The distributions of what was measured, drawn by matplotlib, which the extra `bench` brings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from gorkflow.core.extras import needing
from gorkflow.errors import BenchError, SettingError

SUFFIXES: Final = (".svg", ".png")
_COLOURS: Final = ("#2563eb", "#d97706")
_HEIGHT = 1.9
_NEEDED = "a picture needs matplotlib: pip install 'gorkflow[bench]'"
_MILLISECONDS = 1000.0

Distributions = Mapping[str, Mapping[str, Sequence[float]]]
"""Of each step the seconds of its calls, by the variant's name."""


def draw(path: Path, distributions: Distributions, title: str) -> None:
    """Draw for each step which share of its calls took at most how long; a file that is there is written over.

    Args:
        path: ends in .svg or .png.
        distributions: what was measured.
        title: stands above.

    Raises:
        SettingError: the path has another ending, or matplotlib is not installed.
        BenchError: the file cannot be written.
    """
    check_path(path)
    with needing("matplotlib", _NEEDED):
        from matplotlib.figure import Figure
    figure = Figure(figsize=(8.0, 0.8 + _HEIGHT * max(1, len(distributions))), layout="constrained")
    figure.suptitle(_plain(title))  # pyright: ignore[reportUnknownMemberType]  # matplotlib leaves **kwargs bare
    grid = figure.subplots(max(1, len(distributions)), 1, squeeze=False)
    for axes, (step, variants) in zip(grid[:, 0], distributions.items(), strict=False):
        for colour, (name, seconds) in zip(_COLOURS, variants.items(), strict=False):
            ordered = sorted(one * _MILLISECONDS for one in seconds)
            shares = [(place + 1) / len(ordered) for place in range(len(ordered))]
            axes.step(ordered, shares, where="post", color=colour, label=_plain(name), linewidth=1.4)
        axes.set_xscale("log")
        axes.set_ylim(0.0, 1.02)
        axes.set_title(_plain(step), loc="left", fontsize=10)
        axes.set_ylabel("share of calls", fontsize=8)
        axes.grid(visible=True, which="major", alpha=0.3)
        axes.legend(fontsize=8, loc="lower right")
    grid[-1, 0].set_xlabel("milliseconds, less waiting for a core")
    try:
        figure.savefig(path, dpi=150)  # pyright: ignore[reportUnknownMemberType]  # as above
    except OSError as error:
        raise BenchError(f"the picture cannot be written to {path} ({error.strerror})") from error


def check_path(path: Path) -> None:
    """Whether a picture can be drawn there, as far as can be told before there is one.

    Raises:
        SettingError: the path has another ending, or matplotlib is not installed.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise SettingError(f"a picture is a file that ends in {' or '.join(SUFFIXES)}, not {str(path)!r}")
    if find_spec("matplotlib") is None:
        raise SettingError(_NEEDED)


def _plain(text: str) -> str:
    """Nothing in it is a formula."""
    return text.replace("$", r"\$")
