"""How long a run still takes: tables of what is known and what follows from it."""

from __future__ import annotations

import math
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from gorkflow.core.estimates import items_left, medians_of, seconds_left, seconds_left_of
from gorkflow.core.events import EventType as T
from gorkflow.core.outline import outline_of
from gorkflow.core.overview import Overview
from gorkflow.core.pace import Pace
from gorkflow.core.records import StepDuration
from gorkflow.core.signals import Signal
from gorkflow.core.start import workflow
from gorkflow.core.step import Step
from tests.core.machine import START, Interpreter, created, one, plan_of, random_workflow
from tests.core.test_overview import NO, entry_of, event, events_of, fold, prices

MEDIANS = {
    "a": 2.0,
    "b": 10.0,
    "c": 3.0,
    "@map-1": 60.0,
    "price[]": 1.0,
    "@repeat-1": 20.0,
    "@sleep-1": 7.0,
    "@wait-1": 9.0,
}


def step(id: str) -> Any:
    return Step(id, one)


def two(left: int, right: int) -> int:
    return left + right


# a, then b beside c, then d
DIAMOND: Any = workflow("diamond", int).then(step("a")).parallel(step("b"), step("c")).then(Step("d", two)).build()
RUNNING = [(T.RUN_CREATED, None), (T.RUN_STARTED, None)]


def done(path: str) -> tuple[Any, ...]:
    return T.STEP_COMPLETED, path, {"started_at": START, "ended_at": START + 1}


@pytest.mark.parametrize(
    ("told", "known", "expected"),
    [
        ([], {"d": 1}, 2 + 10 + 1),  # the longest way
        ([], {}, None),  # of d nothing is known
        ([(T.STEP_STARTED, "a")], {"d": 1}, 1 + 10 + 1),  # a second of a is over
        ([done("a")], {"d": 1}, 10 + 1),
        ([done("a"), (T.STEP_STARTED, "b"), (T.STEP_STARTED, "c")], {"d": 1}, 8 + 1),
        ([done("a"), done("b")], {"d": 1}, 3 + 1),  # c is left
        ([done("a"), done("b"), done("c"), (T.STEP_STARTED, "d")], {"d": 0.5}, 0),  # longer than ever
        ([done("a"), done("b"), done("c"), done("d")], {"d": 1}, 0),
        ([(T.STEP_RETRY_SCHEDULED, "a", {"next_attempt_at": START + 103, **NO})], {"d": 1}, 99 + 2 + 10 + 1),
        ([(T.STEP_WAITING, "a", {"next_attempt_at": START + 54})], {"d": 1}, 50 + 10 + 1),  # were it a sleep
        ([(T.RUN_COMPLETED, None)], {"d": 1}, None),
        ([(T.RUN_FAILED, None, NO)], {"d": 1}, None),
        ([(T.RUN_COMPENSATING, None)], {"d": 1}, None),
    ],
)
def test_the_time_left_of_a_run_is_the_longest_way_through_it(
    told: list[Any], known: dict[str, float], expected: float | None
) -> None:
    """A second after the last event."""
    overview = fold(DIAMOND, [*RUNNING, *told])
    left = seconds_left(overview, MEDIANS | known, START + overview.last_seq + 1)
    assert left == (None if expected is None else pytest.approx(expected))


def test_where_nothing_is_recorded_nothing_is_said() -> None:
    """Nor of a run that is known to have only one step left."""
    assert seconds_left(fold(DIAMOND, RUNNING), {}, START) is None


@pytest.mark.parametrize(
    ("reported", "expected"),
    [
        ((1, 4), 12),  # four seconds were a quarter
        ((4, 4), 0),
        ((0, 4), 6),  # no word of what is left: ten seconds, of which four are over
        ((5, 4), 6),
        ((-1, 4), 6),
        ((1, 0), 6),
        ((1, None), 6),
        ((math.nan, 4), 6),
        ((1, math.inf), 6),
        (("half", "all"), 6),
    ],
)
def test_what_a_body_reports_counts_more_than_medians(reported: tuple[Any, Any], expected: float) -> None:
    """Where it says how much there is, and how much of that is done."""
    overview = fold(DIAMOND, [*RUNNING, (T.STEP_STARTED, "b")])
    overview.report("b", *reported)
    assert seconds_left_of(entry_of(overview, "b"), MEDIANS, START + 3 + 4) == pytest.approx(expected)


def test_a_map_at_work_takes_what_its_items_take() -> None:
    """The rate of the last half minute; before there is one, what the whole map took before."""
    items = [(T.STEP_STARTED, f"price[{item}]") for item in range(4)]
    begun = fold(prices(), [*RUNNING, (T.MAP_STARTED, "@map-1", {"items": 100}), *items])
    entry = entry_of(begun, "@map-1")
    assert seconds_left_of(entry, MEDIANS, START + 3 + 5) == 55
    assert seconds_left_of(entry, {}, START + 3 + 5) is None
    for place in range(4):
        begun.take(fold_event(8 + place, f"price[{place}]", at=START + 9 + place))
    entry = entry_of(begun, "@map-1")
    assert entry.inside is not None
    assert items_left(entry.inside) == 96
    assert seconds_left_of(entry, {}, START + 3 + 10) == pytest.approx(96 / (4 / 10))
    assert seconds_left_of(entry, MEDIANS, START + 1000) == 0  # none ended lately, and it took longer than ever


def fold_event(seq: int, path: str, *, at: float) -> Any:
    return event(seq, T.STEP_COMPLETED, path, at=at, started_at=at - 1, ended_at=at)


def test_a_wait_for_a_signal_may_take_any_time() -> None:
    """Before it has begun it counts as it did before."""
    definition: Any = workflow("w", int).then(step("a")).wait_for(Signal("go", int)).then(step("b")).build()
    begun = [*RUNNING, done("a")]
    assert seconds_left(fold(definition, begun), MEDIANS, START + 4) == 9 + 10
    waits = fold(definition, [*begun, (T.STEP_WAITING, "@wait-1", {"signal": "go"})])
    assert seconds_left(waits, MEDIANS, START + 5) is None


def test_a_sleep_takes_what_is_left_of_it() -> None:
    """It is said when it begins."""
    definition: Any = workflow("w", int).then(step("a")).sleep(60).then(step("b")).build()
    told = [*RUNNING, done("a"), (T.STEP_WAITING, "@sleep-1", {"next_attempt_at": START + 64})]
    assert seconds_left(fold(definition, told), MEDIANS, START + 34) == 30 + 10
    assert seconds_left(fold(definition, [*RUNNING, done("a")]), MEDIANS, START + 34) == 7 + 10


def test_what_may_be_left_out_and_never_ran_counts_nothing() -> None:
    """Behind a decision, with a condition, tolerated; of any other step it is not known how long it takes."""
    rare, plain = step("rare"), step("plain")
    skipped: Any = workflow("s", int).then(step("a")).then_if(lambda value: value > 1, rare).build()
    arms: Any = (
        workflow("s", int).then(step("a")).branch(lambda value: value > 1, then=rare, otherwise=step("b")).build()
    )
    tolerated: Any = workflow("s", int).then(step("a")).then(rare.or_else(1)).build()
    sure: Any = workflow("s", int).then(step("a")).then(plain).build()
    left = [seconds_left(fold(one, RUNNING), MEDIANS, START) for one in (skipped, arms, tolerated, sure)]
    assert left == [2, 12, 2, None]


def test_medians_are_of_all_items_and_turns() -> None:
    """By their place in the definition; what is no time is left out."""
    durations = [
        ("a", 3.0),
        ("a", 1.0),
        ("a", 2.0),
        ("a", math.nan),
        ("a", -1.0),
        ("price[3]", 1.0),
        ("price[40]", 2.0),
    ]
    durations += [("ship[3]/pack", 5.0), ("grow#2", 7.0), ("ship[1]/grow#2/x[0]", 8.0), ("b", math.inf)]
    assert medians_of(StepDuration(*one) for one in durations) == {
        "a": 2.0, "price[]": 1.5, "ship[]/pack": 5.0, "grow#": 7.0, "ship[]/grow#/x[]": 8.0,
    }  # fmt: skip


def test_the_pace_is_of_the_last_half_minute() -> None:
    """However long it goes on, in constant room; nothing is said of less than half a second."""
    pace = Pace(START)
    assert pace.per_second(START + 10) is None
    for tick in range(10_000):
        pace.note(START + tick / 10)
    assert pace.per_second(START + 1000) == pytest.approx(10, rel=0.05)
    assert pace.per_second(START + 1015) == pytest.approx(5, rel=0.05)
    assert pace.per_second(START + 1100) is None
    assert pace.per_second(START - 1) is None
    early = Pace(START)
    early.note(START + 0.1)
    assert early.per_second(START + 0.2) is None
    assert early.per_second(START + 2) == pytest.approx(0.5)


@given(st.integers(0, 2**32), st.floats(-1e9, 1e9), st.floats(0, 1e300))
@settings(max_examples=100, deadline=None)
def test_no_estimate_is_negative_or_no_number(seed: int, later: float, median: float) -> None:
    """Of any run, at any time, by clocks that differ."""
    rng = Random(seed)
    definition, script = random_workflow(rng)
    plan = plan_of(definition)
    live, rows = created(plan, 5)
    Interpreter(live, rows, script, rng).play(ticks=rng.randint(1, 9))
    overview = Overview(outline_of(definition))
    for each in events_of(rows.events):
        overview.take(each)
    medians = {entry.node.place: median for entry in overview.entries if rng.random() < 0.9}
    found = [seconds_left(overview, medians, START + later)]
    found += [seconds_left_of(entry, medians, START + later) for entry in overview.entries]
    assert all(left is None or left >= 0 for left in found)
