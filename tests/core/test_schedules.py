"""What becomes of the times of a schedule, by tables and against a plain interpretation."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

import pytest
from hypothesis import given, strategies as st

from gorkflow.core.records import ScheduleRow
from gorkflow.core.schedules import LATE_SECONDS, Grid, Verdict, fired, is_due, judge, key_of, latest, redefined
from gorkflow.testing.conformance_stage import schedule_row

TIMES = st.lists(st.integers(1, 2000).map(float), min_size=1, max_size=40, unique=True).map(sorted)


class Listed:
    """A timetable of a few times, which counts how often it is asked."""

    def __init__(self, times: Sequence[float]) -> None:
        self.times = times
        self.asked = 0

    def after(self, at: float, /) -> float | None:
        self.asked += 1
        place = bisect_right(self.times, at)
        return self.times[place] if place < len(self.times) else None


HOURLY = Listed([3600.0 * hour for hour in range(1, 100)])


def hourly(**changes: object) -> ScheduleRow:
    return schedule_row(**{"next_at": 3600.0, "epoch": 5, **changes})


@pytest.mark.parametrize(
    ("at", "expected"),
    [(0.0, 110.0), (99.0, 110.0), (100.0, 110.0), (109.999, 110.0), (110.0, 120.0), (115.0, 120.0), (1e9, 1e9 + 10)],
)
def test_a_grid_counts_from_its_origin(at: float, expected: float) -> None:
    """The origin itself is no time, and nothing is due before it."""
    assert Grid(100.0, 10.0).after(at) == expected


@given(
    st.floats(1e9, 2e9),
    st.floats(0.1, 1e7) | st.sampled_from([0.1, 1 / 3, 60.0, 86400.0]),
    st.integers(0, 10**6),
    st.floats(-2, 2),
)
def test_a_grid_neither_drifts_nor_repeats(origin: float, step: float, number: int, shift: float) -> None:
    """What comes after any instant is a point of the grid, later than it by a step at most; from a point, the next."""
    grid = Grid(origin, step)
    at = origin + step * number + shift * step
    found = grid.after(at)
    assert at < found or found == origin + step
    assert found - at <= step * 1.001 + 1e-6 or found == origin + step
    assert round((found - origin) / step) * step + origin == found
    assert grid.after(found) > found
    assert grid.after(found) - found <= step * 1.5 + 1e-6


@given(TIMES, st.floats(0, 2100))
def test_the_latest_time_is_found(times: list[float], now: float) -> None:
    """As by looking at each."""
    past = [time for time in times if time <= now]
    if past:
        assert latest(Listed(times), past[0], now) == past[-1]


def test_the_latest_of_a_year_of_minutes_is_found_at_once() -> None:
    """By halving."""
    minutes = Listed([60.0 * minute for minute in range(525_600)])
    assert latest(minutes, 0.0, 525_000 * 60.0 + 59.0) == 525_000 * 60.0
    assert minutes.asked < 100


def test_one_time_that_has_come_is_fired_whatever_the_policy() -> None:
    """A moment late, as a timer is, it was not missed."""
    for missed in ("skip", "once", "all"):
        for now in (3599.9995, 3600.0, 3600.2, 3600.0 + LATE_SECONDS):
            row = hourly(missed=missed)
            assert is_due(row, now)
            verdict = judge(row, HOURLY, now, under_way_since=None)
            assert verdict == Verdict(row._replace(epoch=6, is_decided=1))


def test_before_its_time_nothing_is_due() -> None:
    """Nor is a schedule that has no time any more."""
    assert not is_due(hourly(), 3599.99)
    assert not is_due(hourly(next_at=None), 1e9)


@pytest.mark.parametrize(
    ("missed", "time", "is_decided", "dropped"),
    [
        ("skip", 5 * 3600.0, 0, (3600.0, 4 * 3600.0)),
        ("once", 4 * 3600.0, 1, (3600.0, 3 * 3600.0)),
        ("all", 3600.0, 1, None),
    ],
)
def test_of_missed_times_the_policy_takes_its_choice(
    missed: str, time: float, is_decided: int, dropped: tuple[float, float] | None
) -> None:
    """Four times have come, the last of them an hour ago but one minute: it was missed as well."""
    row = hourly(missed=missed)
    verdict = judge(row, HOURLY, 5 * 3600.0 - 60, under_way_since=None)
    assert verdict == Verdict(row._replace(epoch=6, next_at=time, is_decided=is_decided), True, dropped)


@pytest.mark.parametrize(("missed", "dropped"), [("skip", (3600.0, 3 * 3600.0)), ("once", (3600.0, 3 * 3600.0))])
def test_the_last_time_was_not_missed_when_it_has_just_come(missed: str, dropped: tuple[float, float]) -> None:
    """Even "skip" fires it, and only those before pass."""
    row = hourly(missed=missed)
    verdict = judge(row, HOURLY, 4 * 3600.0 + 59, under_way_since=None)
    assert verdict == Verdict(row._replace(epoch=6, next_at=4 * 3600.0, is_decided=1), False, dropped)


def test_an_overlap_is_skipped_and_counted() -> None:
    """The next time is the one after; with "allow" it is fired."""
    row = hourly(missed="once", skipped=2)
    skipped = row._replace(epoch=6, next_at=7200.0, skipped=3)
    assert judge(row, HOURLY, 3600.0, under_way_since=3599.0) == Verdict(skipped)
    allowed = row._replace(overlap="allow")
    assert judge(allowed, HOURLY, 3600.0, under_way_since=3599.0).row == allowed._replace(epoch=6, is_decided=1)


def test_a_missed_time_that_is_made_up_for_waits_instead() -> None:
    """With "all" nothing is decided while the run before is under way; the time that has just come is skipped."""
    row = hourly(missed="all")
    assert judge(row, HOURLY, 3600.0 + LATE_SECONDS + 1, under_way_since=3599.0) == Verdict(None, True)
    assert judge(row, HOURLY, 7200.0, under_way_since=3599.0) == Verdict(None, True)
    passed = row._replace(epoch=6, next_at=7200.0, skipped=1)
    assert judge(row, HOURLY, 3601.0, under_way_since=3599.0) == Verdict(passed)


@pytest.mark.parametrize("missed", ["skip", "once", "all"])
def test_a_time_waits_for_a_run_that_began_after_it(missed: str) -> None:
    """That run was late itself, so this is no overlap of the schedule's own making."""
    row = hourly(missed=missed)
    assert judge(row, HOURLY, 3602.0, under_way_since=3601.0) == Verdict(None)
    assert judge(row, HOURLY, 3602.0, under_way_since=3600.0).row == row._replace(epoch=6, next_at=7200.0, skipped=1)


def test_after_the_last_time_there_is_none() -> None:
    """The schedule stays, and is due no more."""
    row = hourly(next_at=99 * 3600.0, is_decided=1)
    ended = fired(row, HOURLY, "run-9")
    assert ended == row._replace(epoch=6, next_at=None, is_decided=0, last_at=99 * 3600.0, last_run_id="run-9")
    assert judge(ended, HOURLY, 1e9, under_way_since=None) == Verdict(None)


@given(
    TIMES,
    st.sampled_from(["skip", "once", "all"]),
    st.lists(st.integers(1, 400), max_size=30),
    st.none() | st.floats(0, 2000),
)
def test_every_time_is_fired_once_or_passes(
    times: list[float], missed: str, waits: list[int], under_way_since: float | None
) -> None:
    """Looked at now and then: what is fired rises, each is a time, and what the policy promises holds."""
    timetable = Listed(times)
    row = schedule_row(missed=missed, overlap="allow", next_at=times[0])
    now, ran = 0.0, list[float]()
    for wait in waits:
        now += wait
        come = [] if row.next_at is None else [time for time in times if row.next_at <= time <= now]
        before = len(ran)
        for _ in range(len(times) + 1):
            if not is_due(row, now):
                break
            verdict = judge(row, timetable, now, under_way_since=under_way_since)
            assert verdict.row is not None
            row = verdict.row
            if row.is_decided:
                assert row.next_at is not None
                ran.append(row.next_at)
                row = fired(row, timetable, f"run-{len(ran)}")
        wanted = {"all": come, "once": come[-1:], "skip": [time for time in come[-1:] if now - time <= LATE_SECONDS]}
        assert ran[before:] == wanted[missed]
        assert not is_due(row, now)
    assert ran == sorted(set(ran))
    assert set(ran) <= set(times)


def test_other_times_begin_after_now_and_after_what_was_fired() -> None:
    """Where the clock was set back, no time comes twice; how far it has come stays."""
    stored = hourly(last_at=7200.0, last_run_id="run-2", skipped=4, next_at=10800.0)
    wanted = schedule_row(cron="0 * * * *", created_at=9.0)
    for now, expected in ((0.0, 10800.0), (7200.0, 10800.0), (30_000.0, 32_400.0)):
        row = redefined(stored, wanted, HOURLY, now)
        assert row == stored._replace(cron="0 * * * *", epoch=6, next_at=expected)


def test_the_same_times_go_on_as_they_were() -> None:
    """Another policy or input does not lose what is due."""
    stored = hourly(next_at=3600.0, last_at=1.0)
    row = redefined(stored, hourly(missed="all", input=b"2"), HOURLY, 1e5)
    assert row == stored._replace(missed="all", input=b"2", epoch=6)


def test_what_is_decided_stays_decided() -> None:
    """Its run may have been started already."""
    stored = hourly(next_at=3600.0, is_decided=1)
    row = redefined(stored, hourly(cron=None, every_seconds=7.0), HOURLY, 1e5)
    assert row == stored._replace(cron=None, every_seconds=7.0, epoch=6)


def test_a_time_has_a_key_of_its_own() -> None:
    """In UTC, readable, exact to the microsecond; no id can have a slash."""
    assert key_of("nightly", 1_767_225_600.0) == "schedule/nightly/2026-01-01T00:00:00+00:00"
    assert key_of("n", 1_767_225_600.25) == "schedule/n/2026-01-01T00:00:00.250000+00:00"
