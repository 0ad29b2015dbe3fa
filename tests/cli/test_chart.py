"""The bars of a timeline."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from gorkflow.cli.chart import counts, draw, label
from gorkflow.core.run import StepStatus
from gorkflow.core.timeline import Line, Span, SpanKind, Track

K, S = SpanKind, StepStatus


def alone(path: str, *spans: Span, status: StepStatus = S.COMPLETED, is_kept: bool = False) -> Line:
    """A step with a row of its own."""
    return Line(path, [Track(path, status, spans=list(spans), is_kept=is_kept)], is_group=False)


def plain(lines: list[Line], end: float = 60.0, width: int = 80) -> list[str]:
    """The rows of a run that began at 0."""
    return [row.plain for row in draw(lines, 0.0, end, width)]


def test_attempts_and_back_offs_are_told_apart_without_colours() -> None:
    """Each attempt begins with its number where there are several; the scale is above, the legend below."""
    spans = [
        Span(K.FAILED, 0.0, 10.0, attempt=1),
        Span(K.BACKOFF, 10.0, 20.0),
        Span(K.INTERRUPTED, 20.0, 30.0, attempt=2),
        Span(K.RAN, 40.0, 60.0, attempt=3),
    ]
    assert plain([alone("charge", *spans)], width=76) == [
        f"       |0 s{'1 min 0 s':>57}|",
        "charge |1xxxxxxxxx~~~~~~~~~~2!!!!!!!!!          3===================| 20.0 s",
        "        = ran   x failed   ! interrupted   ~ waits for its next attempt",
        "        1 2 3 number of the attempt",
    ]


def test_waits_are_drawn_differently_and_open_ones_go_to_the_end() -> None:
    """With how long it is by now."""
    rows = plain([
        alone("@sleep-1", Span(K.SLEEP, 0.0, 30.0)),
        alone("@wait-1", Span(K.SIGNAL, 30.0), status=S.WAITING),
        alone("b", Span(K.RUNNING, 30.0, attempt=1), status=S.RUNNING),
        alone("c", Span(K.CANCELLED, 0.0, 60.0, attempt=1), status=S.CANCELLED),
    ])  # fmt: skip
    bars = [row[row.index("|") + 1 : row.rindex("|")] for row in rows[1:5]]
    half = len(bars[0]) // 2
    assert bars[0].rstrip() == "." * half
    assert bars[1].lstrip() == "?" * (len(bars[1]) - half)
    assert bars[2].lstrip() == ">" * (len(bars[2]) - half)
    assert set(bars[3]) == {"/"}
    assert [row.rpartition("| ")[2] for row in rows[1:5]] == [
        "30.0 s", "waiting 30.0 s", "running 30.0 s", "cancelled 1 min 0 s",
    ]  # fmt: skip


def test_whatever_is_too_short_still_has_its_place() -> None:
    """A failure is seen among many that went well."""
    tracks = [Track(f"price[{n}]", S.COMPLETED, spans=[Span(K.RAN, 0.0, 60.0, attempt=1)]) for n in range(50)]
    tracks.append(Track("price[50]", S.FAILED, spans=[Span(K.FAILED, 30.0, 30.000001, attempt=1)]))
    group = Line("price", tracks, is_group=True)
    assert label(group) == "price x 51"
    assert counts(group).plain == "50 done, 1 failed"
    assert plain([group])[1].count("x") == 2  # of the label, and in the bar
    assert plain([alone("a", Span(K.RAN, 60.0, 60.0, attempt=1))])[1].endswith("=| 0.000 s")


def test_what_a_fork_has_kept_has_no_bar() -> None:
    """It says so."""
    assert plain([alone("load", is_kept=True)])[1].endswith(" | kept")


@pytest.mark.parametrize("width", [20, 60, 100, 160])
@pytest.mark.parametrize("path", ["a", "日本語" * 20, "x" * 200, "\x1b[2J\u202e"])
def test_rows_are_as_wide_as_the_terminal(width: int, path: str) -> None:
    """Names are cut off at a third of it; they cannot move the cursor; under 40 columns nothing can be read."""
    rows = draw([alone(path, Span(K.RAN, 0.0, 9.0, attempt=1)), alone("b")], 0.0, 9.0, width)
    assert {row.cell_len for row in rows[1:2]} == {max(width, 40)}
    assert all(cell_len(row.plain) <= max(width, 40) for row in rows)
    assert not any(character in row.plain for row in rows for character in "\x1b\u202e")


def test_a_run_without_any_time_is_drawn_too() -> None:
    """As of a clock that stands still, or was put back."""
    line = alone("a", Span(K.RAN, 5.0, 5.0, attempt=1), Span(K.RAN, -9.0, -8.0, attempt=2))
    assert plain([line], end=0.0)[1].startswith("a |")
    assert plain([line], end=3.0)[1].startswith("a |")
