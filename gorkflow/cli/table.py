"""The table of runs on a terminal, as lines of text; a pure function of what is known of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from rich.cells import cell_len
from rich.text import Text

from gorkflow.cli.escaping import printable, shortened
from gorkflow.cli.ledger import BUSY, RunLine
from gorkflow.cli.wording import STATUS_WORDS, STYLES, duration, full_time, reason, roughly
from gorkflow.core.estimates import Medians, seconds_left, seconds_left_of
from gorkflow.core.event_data import Failure
from gorkflow.core.ids import unmarked
from gorkflow.core.overview import Overview
from gorkflow.core.run import StepStatus
from gorkflow.core.tally import Entry, Inside

NARROW = 60  # columns; below that only what matters most
_ID_SHOWN = 13  # of a run's id, on a narrow terminal: enough to name it in a command
_NAME = 40  # columns at most
_REMARK = 200  # characters at most
_FEW = 3
# Those that are PENDING are to come, and of those COMPENSATED another number tells: `Inside.undone`.
_COUNTED = [status for status in STATUS_WORDS if status not in (StepStatus.PENDING, StepStatus.COMPENSATED)]


@dataclass(frozen=True, slots=True)
class View:
    """What a table is drawn for.

    Attributes:
        now: seconds since the epoch.
        medians: what steps took before.
    """

    width: int
    height: int
    now: float
    medians: Medians = field(default_factory=dict[str, float])

    @property
    def is_narrow(self) -> bool:
        """Whether there is no room for columns."""
        return self.width < NARROW


def lines_of(runs: Sequence[RunLine], view: View) -> list[Text]:
    """The table: steps of the only run there is, or the runs; never wider than the view, nor higher."""
    if not runs:
        return []
    overview = runs[0].overview if len(runs) == 1 else None
    room = max(1, view.height - 4)  # besides the head: what comes below it should not push that off
    if overview is None:
        lines = _run_lines(runs, room, view)
    else:
        is_history = runs[0].is_reading or runs[0].is_behind
        if is_history:  # how long something has taken, and takes yet, is of that time
            view = replace(view, now=overview.updated_at)
        lines = _step_lines(runs[0].run_id, overview, room, view)
        lines[0].append(", reading what was before" if is_history else "")
    for line in lines:
        line.truncate(max(1, view.width - 1), overflow="ellipsis")
    return lines


def _step_lines(run_id: str, overview: Overview, room: int, view: View) -> list[Text]:
    """The head, and the steps in order; where there is no room for all, first those that something happens to."""
    entries = overview.entries
    left_out = max(0, len(entries) - room)
    if left_out:
        order = sorted(range(len(entries)), key=lambda place: _weight(entries[place]))
        entries = [entries[place] for place in sorted(order[:room])]
    widest = max((cell_len(printable(entry.node.path)) for entry in entries), default=0)
    name_width = min(widest, _NAME, max(8, view.width // 3))
    status_width = max((len(entry.status) for entry in entries), default=0)
    lines = [_entry_line(entry, (name_width, status_width), view) for entry in entries]
    return [_head(run_id, overview, left_out, view), *lines]


def _weight(entry: Entry) -> tuple[int, float]:
    """The less, the more it matters: what is at work, then what failed, then what was last."""
    rank = 2
    if entry.status in BUSY or entry.undo is StepStatus.RUNNING:
        rank = 1 if entry.status is StepStatus.FAILED else 0
    return rank, 0.0 if entry.started_at is None else -entry.started_at


def _head(run_id: str, overview: Overview, left_out: int, view: View) -> Text:
    done, total = overview.progress
    line = Text(f"run {run_id[:_ID_SHOWN] if view.is_narrow else run_id} ")
    line.append(str(overview.status), STYLES.get(overview.status, ""))
    line.append(f" {done:,}/{total:,} done")
    if overview.started_at is not None and overview.ended_at is not None:
        line.append(f" in {duration(max(0.0, overview.ended_at - overview.started_at))}")
    elif overview.started_at is not None:
        line.append(f", {duration(max(0.0, view.now - overview.started_at))}")
        left = seconds_left(overview, view.medians, view.now)
        line.append("" if left is None else f", about {roughly(left)} left")
    return line.append(f", {left_out:,} more steps" if left_out else "")


def _entry_line(entry: Entry, widths: tuple[int, int], view: View) -> Text:
    is_container = entry.inside is not None
    if view.is_narrow and is_container:  # its counts say what its status would
        return Text(f"  {_remark(entry, view)}", STYLES.get(entry.status, ""))
    name_width, status_width = widths
    name = Text(printable(entry.node.path))
    name.truncate(name_width, overflow="ellipsis", pad=True)
    line = Text("  ").append(name).append("  ").append(f"{entry.status:<{status_width}}", STYLES.get(entry.status, ""))
    if not view.is_narrow:
        seconds = _seconds(entry, view.now)
        line.append(f"  {entry.attempt or '':>3}  {'' if seconds is None else duration(seconds):>12}")
    remark = _remark(entry, view)
    return line.append(f"  {remark}" if remark else "")


def _seconds(entry: Entry, now: float) -> float | None:
    """Of the attempt at work, or of the last one."""
    is_at_work = entry.status is StepStatus.RUNNING or (entry.inside is not None and entry.seconds is None)
    if is_at_work and entry.started_at is not None and entry.status in BUSY:
        return max(0.0, now - entry.started_at)
    return entry.seconds


def _remark(entry: Entry, view: View) -> str:
    """What there is to say of it beside status and time."""
    said = _about_inside(entry, entry.inside, view) if entry.inside is not None else _about_step(entry, view)
    if entry.undo is StepStatus.FAILED:
        said.append("could not be undone")
    elif entry.undo is not None and entry.undo is not StepStatus.COMPLETED:
        said.append("is undone")
    text = ", ".join(said)
    if entry.failure is not None and _still_counts(entry, entry.failure):
        where = f"{entry.failure.path}: " if entry.inside is not None else ""
        text = f"{text}; {where}{reason(entry.failure)}" if text else reason(entry.failure)
    return shortened(text, _REMARK)


def _still_counts(entry: Entry, failure: Failure) -> bool:
    """Of many items one may have failed, and its next attempt done well."""
    if entry.inside is None or entry.undo is not None:
        return True
    return entry.inside.counts[StepStatus.FAILED if failure.is_final else StepStatus.RETRYING] > 0


def _about_step(entry: Entry, view: View) -> list[str]:
    if entry.is_kept:
        return ["kept"]
    if entry.node.body is not None:  # a map or loop that has not begun
        return [label_of(entry)]
    if entry.status is StepStatus.WAITING:
        return [_what_for(entry, view.now)]
    if entry.status is StepStatus.RETRYING and entry.next_attempt_at is not None:
        return [f"again in {roughly(entry.next_attempt_at - view.now)}"]
    if entry.status is not StepStatus.RUNNING:
        return [] if entry.arm is None else [entry.arm]
    usual = view.medians.get(entry.node.place)
    told = [] if entry.reported is None else [_reported(*entry.reported)]
    left = seconds_left_of(entry, view.medians, view.now)
    if left:
        return [*told, f"about {roughly(left)} left"]
    return told if usual is None else [*told, f"usually {duration(usual)}"]


def _what_for(entry: Entry, now: float) -> str:
    """What a sleep or a wait waits for."""
    until = entry.next_attempt_at
    when = "" if until is None else f"until {full_time(until)}, {roughly(until - now)} from now"
    if entry.signal is None:
        return when
    return f"for signal {printable(entry.signal)!r}" + (f", at most {when}" if when else "")


def _reported(done: float, total: float | None) -> str:
    if total is None:
        return _number(done)
    share = f" ({done / total:.0%})" if total > 0 and 0 <= done <= total else ""
    return f"{_number(done)}/{_number(total)}{share}"


def _number(value: float) -> str:
    return f"{int(value):,}" if value == int(value) else f"{value:,.1f}"


def _about_inside(entry: Entry, inside: Inside, view: View) -> list[str]:
    """`price x 2,000: 1,990 done, 8 retrying, 2 failed`, with rate and time left while it is at work; or the turn."""
    label = label_of(entry)
    if entry.node.is_map:
        said = [f"{label}: {counts_of(inside)}"]
        if entry.status is StepStatus.RUNNING:
            rate = inside.pace.per_second(view.now)
            left = seconds_left_of(entry, view.medians, view.now)
            said += [] if rate is None else [f"{_rate(rate)}/s"]
            said += [f"about {roughly(left)} left"] if left else []
    elif entry.is_over:
        said = [f"{label}: {inside.turn:,} turn{'' if inside.turn == 1 else 's'}"]
    else:
        said = [f"{label}: {_about_turn(inside)}"]
        said += [] if entry.reported is None else [_reported(*entry.reported)]
    return [*said, f"{inside.undone:,} undone"] if inside.undone else said


def label_of(entry: Entry) -> str:
    """What runs in a map or loop, and how often where that is known: `price x 2,000`."""
    total = None if entry.inside is None else entry.inside.total
    return printable(entry.node.name) + ("" if total is None else f" x {total:,}")


def counts_of(inside: Inside) -> str:
    """The items of a map by status: `1,990 done, 8 retrying, 2 failed`; how many are done also where none is."""
    counts = inside.counts
    told = [status for status in _COUNTED if counts[status] or status is StepStatus.COMPLETED]
    return ", ".join(f"{counts[status]:,} {STATUS_WORDS[status]}" for status in told)


def _about_turn(inside: Inside) -> str:
    """The present turn of a loop, and what is at work in it."""
    scope = inside.at_work.get(inside.turn)
    entries = () if scope is None else scope.entries.values()
    busy = [_in_turn(entry) for entry in entries if entry.status in BUSY and entry.node.path]
    return f"turn {inside.turn:,}" + (f" ({_some(busy)})" if busy else "")


def _in_turn(entry: Entry) -> str:
    if entry.inside is None or not entry.node.is_map:
        return label_of(entry)
    return f"{label_of(entry)}: {counts_of(entry.inside)}"


def _rate(per_second: float) -> str:
    return f"{per_second:,.0f}" if per_second >= 10 else f"{per_second:.2g}"


def _run_lines(runs: Sequence[RunLine], room: int, view: View) -> list[Text]:
    """How many runs are over, and those that are at work."""
    at_work = [run for run in runs if not run.status.is_final]
    lines = [Text(f"{len(runs) - len(at_work):,} of {len(runs):,} runs are over")]
    for run in at_work[:room]:
        line = Text(f"  run {run.run_id[:_ID_SHOWN] if view.is_narrow else run.run_id}  ")
        line.append(f"{run.status:<9}", STYLES.get(run.status, ""))
        lines.append(line.append(f"  {shortened(_some(_busy_in(run)), _REMARK)}"))
    if len(at_work) > room:
        lines[-1] = Text(f"  and {len(at_work) - room + 1:,} more")
    return lines


def _busy_in(run: RunLine) -> list[str]:
    """The steps that something happens to; items of a map and turns of a loop as one."""
    counts = Counter(unmarked(path) for path in run.busy)
    return [f"{name} x {count:,}" if count > 1 else name for name, count in counts.items()]


def _some(names: Iterable[str]) -> str:
    """The first few of them."""
    known = list(names)
    more = len(known) - _FEW
    return ", ".join(known[:_FEW]) + (f" and {more:,} more" if more > 0 else "")
