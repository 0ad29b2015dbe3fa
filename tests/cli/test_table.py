"""The table of a run as lines of text: what it says, and that it fits every terminal."""

from __future__ import annotations

from typing import Any

import pytest
from rich.cells import cell_len

from gorkflow.cli.ledger import Ledger, RunLine
from gorkflow.cli.table import View, lines_of
from gorkflow.cli.wording import roughly
from gorkflow.core.estimates import Medians
from gorkflow.core.events import EventType as T
from gorkflow.core.outline import outline_of
from gorkflow.core.run import StepStatus
from gorkflow.core.start import workflow
from gorkflow.core.step import Step
from tests.core.machine import START, one
from tests.core.test_overview import NO, event

RUN_ID = "01a20019-47c2-761d-9fd7-fc22a8f97f78"


NO_MEDIANS: Medians = {}


def step(id: str) -> Any:
    return Step(id, one)


def many(value: int) -> list[int]:
    return [value]


def total(values: list[int]) -> int:
    return len(values)


PRICING: Any = workflow("pricing", int).then(Step("list", many)).map(step("price").or_none()).build()


def ledger_of(definition: Any, *told: tuple[Any, ...]) -> Ledger:
    """That has heard so many events, a second apart."""
    ledger = Ledger(lambda _line, _event: None, outline_of(definition))
    for seq, (type_, path, *data) in enumerate([(T.RUN_CREATED, None), (T.RUN_STARTED, None), *told], start=1):
        ledger.on_event(event(seq, type_, path, at=START + seq, **(data[0] if data else {})).model_copy(
            update={"run_id": RUN_ID}
        ))  # fmt: skip
    return ledger


def drawn(
    ledger: Ledger, *, width: int = 120, height: int = 24, later: float = 1, medians: Medians = NO_MEDIANS
) -> list[str]:
    """The lines, a while after the last event."""
    lines = list(ledger.runs.values())
    now = START + max((line.last_seq for line in lines), default=0) + later
    return [line.plain for line in lines_of(lines, View(width, height, now, medians))]


def of_items(total: int, **counts: int) -> list[tuple[Any, ...]]:
    """A map of so many items, of which so many are done, retrying, failed, running."""
    told: list[tuple[Any, ...]] = [(T.MAP_STARTED, "@map-1", {"items": total})]
    words = [word for word, count in counts.items() for _ in range(count)]
    told += [(T.STEP_STARTED, f"price[{item}]") for item in range(len(words))]
    for item, word in enumerate(words):
        path = f"price[{item}]"
        if word == "done":
            told.append((T.STEP_COMPLETED, path, {"started_at": START, "ended_at": START + 1}))
        elif word == "retrying":
            told.append((T.STEP_RETRY_SCHEDULED, path, {"next_attempt_at": START + 1e6, **NO}))
        elif word == "failed":
            told.append((T.STEP_FAILED, path, {"tolerated": True, **NO}))
    return told


def test_the_items_of_a_map_are_one_line() -> None:
    """How many there are, and what has become of them; the reason of the first that failed for good."""
    ledger = ledger_of(PRICING, *of_items(2_000, done=1_990, retrying=8, failed=2))
    _, _, line = drawn(ledger, width=200)
    assert "price x 2,000: 1,990 done, 8 retrying, 2 failed" in line
    assert line.endswith("price[1998]: [execution] ValueError: no")
    assert line.split()[:2] == ["@map-1", "RETRYING"]


def test_rate_and_time_left_of_a_map_at_work() -> None:
    """From what has ended in the last half minute."""
    ledger = ledger_of(PRICING, *of_items(2_000, done=100, running=10))
    line = drawn(ledger)[2]
    assert "price x 2,000: 100 done, 10 running, 1/s, about 31 min left" in line
    assert "left" not in drawn(ledger, later=100)[2]


def test_the_time_left_of_a_run_is_in_its_head() -> None:
    """Only where how long its steps take is recorded; how long it has been going on is there anyway."""
    ledger = ledger_of(PRICING, (T.STEP_STARTED, "list"))
    known = {"list": 5.0, "@map-1": 60.0}
    assert drawn(ledger)[0] == f"run {RUN_ID} RUNNING 0/2 done, 2.000 s"
    assert drawn(ledger, medians=known)[0] == f"run {RUN_ID} RUNNING 0/2 done, 2.000 s, about 1 min 4 s left"
    assert drawn(ledger, medians=known)[1].endswith("1.000 s  about 4 s left")
    assert drawn(ledger, later=9, medians=known)[1].endswith("9.000 s  usually 5.000 s")
    assert drawn(ledger)[2].split() == ["@map-1", "PENDING", "price"]


def test_a_loop_says_its_turn_and_what_is_at_work_in_it() -> None:
    """Also a map in it, with its items; at its end how many turns there were."""
    body: Any = workflow("round", int).then(Step("list", many)).map(step("price")).then(Step("total", total)).build()
    definition: Any = workflow("rounds", int).repeat(5, body).build()
    told: list[tuple[Any, ...]] = [
        (T.STEP_COMPLETED, "round#1/list"), (T.MAP_STARTED, "round#1/@map-1", {"items": 1}),
        (T.STEP_COMPLETED, "round#1/price[0]"), (T.STEP_COMPLETED, "round#1/@map-1", {"items": 1}),
        (T.STEP_COMPLETED, "round#1/total"),
        (T.STEP_COMPLETED, "round#2/list"), (T.MAP_STARTED, "round#2/@map-1", {"items": 100}),
        (T.STEP_COMPLETED, "round#2/price[0]"), (T.STEP_STARTED, "round#2/price[1]"),
    ]  # fmt: skip
    line = drawn(ledger_of(definition, *told))[1]
    assert line.split()[:2] == ["@repeat-1", "RUNNING"]
    assert line.endswith("round: turn 2 (price x 100: 1 done, 1 running)")
    over = ledger_of(definition, *told[:5], (T.STEP_COMPLETED, "@repeat-1", {"turns": 1}))
    assert drawn(over)[1].endswith("round: 1 turn")


@pytest.mark.parametrize(
    ("reported", "shown"),
    [
        ((3, 20), "3/20 (15%)"),
        ((1_500_000, 2_000_000), "1,500,000/2,000,000 (75%)"),
        ((0.25, 1), "0.2/1 (25%)"),
        ((7, None), "7"),
        ((7, 0), "7/0"),
        ((9, 3), "9/3"),
        ((1e300, None), f"{int(1e300):,}"[:20]),
    ],
)
def test_what_a_body_reports_is_on_its_line(reported: tuple[float, float | None], shown: str) -> None:
    """Whatever it reports."""
    ledger = ledger_of(PRICING, (T.STEP_STARTED, "list"))
    ledger.on_progress(RUN_ID, "list", *reported)
    ledger.on_progress("another", "list", 1, 2)
    assert drawn(ledger)[1].partition("1.000 s  ")[2].startswith(shown)


def test_a_step_in_back_off_and_one_that_waits_say_for_what() -> None:
    """How long, for which signal, and why the last attempt failed."""
    definition: Any = workflow("w", int).then(step("a")).then(step("b")).build()
    ledger = ledger_of(
        definition,
        (T.STEP_RETRY_SCHEDULED, "a", {"next_attempt_at": START + 124, **NO}),
        (T.STEP_WAITING, "b", {"signal": "go", "next_attempt_at": START + 7205}),
    )
    _, a, b = drawn(ledger)
    assert a.endswith("again in 1 min 59 s; [execution] ValueError: no")
    assert "for signal 'go', at most until 20" in b
    assert b.endswith(", 2 h 0 min from now")


@pytest.mark.parametrize("width", [1, 2, 10, 39, 40, 59, 60, 80, 200])
@pytest.mark.parametrize("height", [1, 2, 5, 12, 50])
def test_no_terminal_is_too_small(width: int, height: int) -> None:
    """No line is wider than it, with characters that take two columns, and escapes; the head is always there."""
    definition: Any = workflow("wide", int).parallel_all([step(f"s{number}") for number in range(30)]).build()
    wide = {"error": {"code": "execution", "type": "ValueError", "message": "漢字\x1b[31m\n" * 50, "traceback": ""}}
    ledger = ledger_of(definition, (T.STEP_FAILED, "s3", wide), (T.STEP_STARTED, "s20"))
    lines = drawn(ledger, width=width, height=height)
    assert max(map(cell_len, lines)) <= max(1, width - 1)
    assert len(lines) <= max(2, height)
    assert lines[0].startswith("run 01a20019"[: max(0, width - 2)])
    assert not any("\x1b" in line or "\n" in line for line in lines)


def test_a_narrow_terminal_shows_what_matters_most() -> None:
    """Of a map its counts, of a run the beginning of its id: all that fits into forty columns."""
    ledger = ledger_of(PRICING, (T.STEP_COMPLETED, "list"), *of_items(2_000, done=30, running=10))
    head, first, items = drawn(ledger, width=40)
    assert head.startswith("run 01a20019-47c2 RUNNING 1/2 done")
    assert first.rstrip() == "  list    COMPLETED"
    assert items.startswith("  price x 2,000: 30 done, 10 running")


def test_of_many_steps_those_at_work_are_kept() -> None:
    """Then those that failed, then the latest; how many are left out is said."""
    definition: Any = workflow("wide", int).parallel_all([step(f"s{number}") for number in range(50)]).build()
    told: list[tuple[Any, ...]] = [(T.STEP_COMPLETED, f"s{number}") for number in range(40)]
    told += [(T.STEP_FAILED, "s41", NO), (T.STEP_STARTED, "s42"), (T.STEP_WAITING, "s43", {"signal": "go"})]
    head, *lines = drawn(ledger_of(definition, *told), height=8)
    assert head.endswith(", 46 more steps")
    assert [line.split()[0] for line in lines][1:] == ["s41", "s42", "s43"]


def test_what_is_undone_is_said() -> None:
    """Of a step and of items; and what could not be."""
    definition: Any = workflow("undoing", int).then(Step("list", many)).map(step("price")).build()
    ledger = ledger_of(
        definition,
        (T.STEP_COMPLETED, "list"), (T.MAP_STARTED, "@map-1", {"items": 2}),
        (T.STEP_COMPLETED, "price[0]"), (T.STEP_FAILED, "price[1]", NO), (T.RUN_COMPENSATING, None),
        (T.STEP_STARTED, "price[0]/@undo"), (T.STEP_COMPLETED, "price[0]/@undo"), (T.STEP_COMPENSATED, "price[0]"),
        (T.STEP_FAILED, "list/@undo", NO),
    )  # fmt: skip
    head, first, items = drawn(ledger)
    assert "COMPENSATING" in head
    assert first.endswith("could not be undone; [execution] ValueError: no")
    assert "price x 2: 1 done, 1 failed, 1 undone" in items


def test_several_runs_are_a_line_each() -> None:
    """With what is at work in them, items of a map as one; those for which there is no room are counted."""
    ledger = Ledger(lambda _line, _event: None)
    for number in range(6):
        told = [
            (T.RUN_STARTED, None),
            (T.STEP_STARTED, "load"),
            *[(T.STEP_STARTED, f"price[{item}]") for item in range(9)],
        ]
        if number == 5:
            told.append((T.RUN_COMPLETED, None))
        for seq, (type_, path) in enumerate(told, start=1):
            ledger.on_event(event(seq, type_, path).model_copy(update={"run_id": f"run-{number}"}))
    head, *lines = drawn(ledger, height=7)
    assert head == "1 of 6 runs are over"
    assert lines == [
        "  run run-0  RUNNING    load, price x 9",
        "  run run-1  RUNNING    load, price x 9",
        "  and 3 more",
    ]
    assert drawn(Ledger(lambda _line, _event: None)) == []


def test_a_run_that_others_drove_before_is_looked_up() -> None:
    """What was missed is taken in later, in order; each event once."""
    ledger = Ledger(lambda _line, _event: None, outline_of(PRICING))
    late, early = event(4, T.STEP_STARTED, "list", at=START), [event(seq, T.RUN_CREATED) for seq in (1, 2, 3)]
    ledger.on_event(late)
    line: RunLine = ledger.runs["run-1"]
    assert line.overview is not None
    assert (line.is_behind, ledger.gap.is_set(), line.overview.last_seq) == (True, True, 0)
    for missed in (*early, late, late):
        line.catch_up(missed)
    assert (line.is_behind, line.overview.last_seq) == (False, 4)
    assert line.overview.entries[0].status is StepStatus.RUNNING


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (-5, "1 s"), (0, "1 s"), (0.4, "1 s"), (59.4, "59 s"), (59.6, "1 min 0 s"), (185, "3 min 5 s"),
        (1500, "25 min"), (7500, "2 h 5 min"), (90_000, "25 h 0 min"), (1e6, "11 d 13 h"), (1e9, "11,574 d 1 h"),
    ],
)  # fmt: skip
def test_an_estimate_is_said_in_round_figures(seconds: float, text: str) -> None:
    assert roughly(seconds) == text


def test_what_was_before_is_shown_as_of_then() -> None:
    """While the events of long ago are read, no time of today is compared with theirs."""
    ledger = ledger_of(PRICING, (T.STEP_COMPLETED, "list"), *of_items(100, done=20, running=5))
    ledger.runs[RUN_ID].is_reading = True
    head, _, items = drawn(ledger, width=200, later=1e6)
    assert head.endswith(" RUNNING 1/2 done, 47.0 s, reading what was before")
    assert items.endswith("price x 100: 20 done, 5 running, 0.67/s, about 2 min 0 s left")
