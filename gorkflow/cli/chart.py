"""The timeline of a run as bars of characters: one row per step, each attempt a piece of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from rich.cells import cell_len
from rich.text import Text

from gorkflow.cli.columns import cropped, padded
from gorkflow.cli.escaping import printable
from gorkflow.cli.wording import SPANS, STATUS_WORDS, STYLES, duration
from gorkflow.core.run import StepStatus
from gorkflow.core.timeline import Line, Span, SpanKind, Track

_NARROWEST: Final = 40
_SHORTEST_BAR: Final = 10
_GAP: Final = "   "
_MARKS: Final[Mapping[SpanKind, str]] = {
    SpanKind.RAN: "=",
    SpanKind.FAILED: "x",
    SpanKind.INTERRUPTED: "!",
    SpanKind.CANCELLED: "/",
    SpanKind.RUNNING: ">",
    SpanKind.BACKOFF: "~",
    SpanKind.SLEEP: ".",
    SpanKind.SIGNAL: "?",
}
_RANKS: Final[Mapping[SpanKind, int]] = {kind: rank for rank, kind in enumerate(SpanKind)}


@dataclass(frozen=True, slots=True)
class _Scale:
    """From instants to places in a bar of `cells`."""

    start: float
    end: float
    cells: int

    def places(self, span: Span) -> range:
        """Those that the span covers, one at least."""
        total = self.end - self.start
        ended_at = self.end if span.ended_at is None else span.ended_at
        if total <= 0:
            return range(1)
        first = int((span.started_at - self.start) / total * self.cells)
        first = min(max(first, 0), self.cells - 1)
        last = round((ended_at - self.start) / total * self.cells)
        return range(first, min(max(last, first + 1), self.cells))


def draw(lines: Sequence[Line], start: float, end: float, width: int) -> list[Text]:
    """The rows, under a line with the scale and over one that says what the characters mean.

    Args:
        start: the instant at which the bars begin.
        end: and that at which they end: of a run that is not over, now.
        width: of the terminal.
    """
    width = max(width, _NARROWEST)
    names = [cropped(printable(label(line)), width // 3) for line in lines]
    after = [_after(line, end) for line in lines]
    room = width - max(map(cell_len, names), default=0) - max(map(cell_len, after), default=0) - len(" || ")
    scale = _Scale(start, end, max(room, _SHORTEST_BAR))
    left = width - len(" || ") - scale.cells - max(map(cell_len, after), default=0)
    rows = [_head(scale, left)]
    for line, name, text in zip(lines, names, after, strict=True):
        row = Text(padded(name, left) + " |")
        row.append(_bar(line, scale))
        row.append(f"| {text}")
        rows.append(row)
    return [*rows, *_legend(lines, left, width)]


def label(line: Line) -> str:
    """The path of a line, and of how many items or turns it tells."""
    return f"{line.path} x {len(line.tracks):,}" if line.is_group else line.path


def counts(line: Line) -> Text:
    """How many items or turns are in which state: "1,990 done, 2 failed"."""
    text = Text()
    statuses = line.statuses
    for status, word in STATUS_WORDS.items():
        number = statuses.get(status)
        if number:
            text.append(", " if text else "")
            text.append(f"{number:,} {word}", STYLES.get(status, ""))
    return text


def _head(scale: _Scale, left: int) -> Text:
    total = duration(max(0.0, scale.end - scale.start))
    return Text(" " * left + " |0 s" + f"{total:>{max(0, scale.cells - len('0 s'))}}|", "dim")


def _after(line: Line, end: float) -> str:
    """What stands behind a bar: how long it took, and how it went where that was not well."""
    if line.is_group:
        extent = _extent(line.tracks)
        return "" if extent is None else duration(extent)
    track = line.tracks[0]
    if track.is_kept:
        return "kept"
    seconds = track.seconds if track.open is None else max(0.0, end - track.open.started_at)
    words = ["" if track.status is StepStatus.COMPLETED else STATUS_WORDS[track.status]]
    words.append("" if seconds is None else duration(seconds))
    return " ".join(word for word in words if word)


def _extent(tracks: Iterable[Track]) -> float | None:
    """From the beginning of the first to the end of the last."""
    spans = [span for track in tracks for span in track.spans if span.ended_at is not None]
    if not spans:
        return None
    return max(span.ended_at or 0.0 for span in spans) - min(span.started_at for span in spans)


def _bar(line: Line, scale: _Scale) -> Text:
    kinds: list[SpanKind | None] = [None] * scale.cells
    numbers: dict[int, int] = {}
    has_several = not line.is_group and sum(span.is_attempt for span in line.tracks[0].spans) > 1
    for track in line.tracks:
        for span in track.spans:
            places = scale.places(span)
            for place in places:
                kind = kinds[place]
                if kind is None or _RANKS[kind] < _RANKS[span.kind]:
                    kinds[place] = span.kind
            if has_several and span.is_attempt and span.attempt is not None and len(places) > 1:
                numbers[places[0]] = span.attempt
    bar = Text()
    for kind, places_of_kind in groupby(range(scale.cells), kinds.__getitem__):  # of many lines each place would count
        if kind is None:
            bar.append(" " * len(list(places_of_kind)))
        else:
            marks = [str(numbers[place] % 10) if place in numbers else _MARKS[kind] for place in places_of_kind]
            bar.append("".join(marks), SPANS[kind][1])
    return bar


def _legend(lines: Sequence[Line], left: int, width: int) -> list[Text]:
    used = {span.kind for line in lines for track in line.tracks for span in track.spans}
    has_numbers = any(not line.is_group and sum(span.is_attempt for span in line.tracks[0].spans) > 1 for line in lines)
    parts = [f"{mark} {SPANS[kind][0]}" for kind, mark in _MARKS.items() if kind in used]
    parts += ["1 2 3 number of the attempt"] if has_numbers else []
    left = left + len(" |") if left + len(" |") + max(map(len, parts), default=0) <= width else 0
    rows: list[str] = []
    for part in parts:
        if rows and len(rows[-1]) + len(_GAP) + len(part) <= width:
            rows[-1] += f"{_GAP}{part}"
        else:
            rows.append(" " * left + part)
    return [Text(row, "dim") for row in rows]
