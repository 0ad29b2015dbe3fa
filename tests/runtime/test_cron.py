"""The times of cron expressions, through every turn of a clock."""

from __future__ import annotations

import itertools
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings, strategies as st

from gorkflow.errors import SettingError
from gorkflow.runtime.cron import CronTimes, cron_times

DAY = 86_400
TURNS = [  # zone, and a day beside a turn of its clocks
    ("Europe/Berlin", (2026, 3, 29)),
    ("Europe/Berlin", (2026, 10, 25)),
    ("America/New_York", (2026, 3, 8)),
    ("America/New_York", (2026, 11, 1)),
    ("Australia/Lord_Howe", (2026, 4, 5)),  # by half an hour
    ("Australia/Lord_Howe", (2026, 10, 4)),
    ("America/Havana", (2026, 3, 8)),  # midnight is leapt over
    ("America/Havana", (2026, 11, 1)),  # and comes twice
    ("Asia/Beirut", (2026, 3, 29)),
    ("Asia/Beirut", (2026, 10, 25)),
    ("Africa/Cairo", (2026, 4, 24)),
    ("Antarctica/Troll", (2026, 3, 29)),  # by two hours
    ("Antarctica/Troll", (2026, 10, 25)),
    ("Pacific/Apia", (2011, 12, 30)),  # a day that there was not
    ("Asia/Kathmandu", (2026, 5, 1)),
    ("UTC", (2026, 5, 1)),
]
MINUTES = st.sampled_from(["0", "30", "0,30", "15,45", "*/15", "7-52/11", "*"])
HOURS = st.sampled_from(["*", "0-23", "*/2", "0", "1", "2", "3", "1-3", "0,23", "2,14", "23"])


def times(expression: str, zone: str, start: float, end: float) -> list[float]:
    """All times after `start` and before `end`, each asked for after the one before."""
    timetable, found = cron_times(expression, zone), list[float]()
    at = timetable.after(start)
    while at is not None and at < end:
        found.append(at)
        at = timetable.after(at)
    return found


def local(expression: str, zone: str, start: tuple[int, int, int], days: int = 1) -> list[str]:
    """As the clock on the wall shows them, with what it is from UTC."""
    midnight = datetime(*start, tzinfo=ZoneInfo(zone)).timestamp()
    found = times(expression, zone, midnight - 0.5, midnight + days * DAY)
    return [datetime.fromtimestamp(at, ZoneInfo(zone)).strftime("%d. %H:%M %z") for at in found]


def expected(minutes: str, hours: str, zone: str, start: float, end: float) -> list[float]:
    """By looking at every minute: what passes, or what the clock on the wall shows, each time of day once."""
    allowed = {(hour, minute) for hour in numbers(hours, 24) for minute in numbers(minutes, 60)}
    rules = ZoneInfo(zone)
    every_minute = range(int(start), int(end), 60)
    if len(numbers(hours, 24)) == 24:
        shown = ((at, datetime.fromtimestamp(at, rules)) for at in every_minute)
        return [float(at) for at, moment in shown if (moment.hour, moment.minute) in allowed]
    first = datetime.fromtimestamp(start - 2 * DAY, UTC).replace(tzinfo=None)
    found: set[float] = set()
    for minute in range(int((end - start) / 60) + 4 * 24 * 60):
        moment = first + timedelta(minutes=minute)
        if (moment.hour, moment.minute) in allowed:
            found.add(float(when(moment, rules)))
    return sorted(at for at in found if start <= at < end)


def when(moment: datetime, rules: ZoneInfo) -> int:
    """The first minute at which the wall shows that, or has leapt over it."""
    while True:
        at = moment.replace(tzinfo=rules, fold=0)
        if at.astimezone(UTC).astimezone(rules).replace(tzinfo=None) == moment:
            return int(at.timestamp())
        moment += timedelta(minutes=1)


def numbers(field: str, count: int) -> set[int]:
    """What a field of an expression stands for."""
    found: set[int] = set()
    for part in field.split(","):
        span, _, step = part.partition("/")
        first, _, last = ("0", "-", str(count - 1)) if span == "*" else span.partition("-")
        found.update(range(int(first), int(last or first) + 1, int(step or "1")))
    return found


def test_a_time_in_the_hour_that_spring_leaps_over_comes_right_after_it() -> None:
    """Once, however many there are of them; the day before and after as always."""
    assert local("30 2 * * *", "Europe/Berlin", (2026, 3, 28), 3) == [
        "28. 02:30 +0100",
        "29. 03:00 +0200",
        "30. 02:30 +0200",
    ]
    assert local("*/20 2 * * *", "Europe/Berlin", (2026, 3, 29)) == ["29. 03:00 +0200"]
    assert local("0 2,3 * * *", "Europe/Berlin", (2026, 3, 29)) == ["29. 03:00 +0200"]


def test_a_time_in_the_hour_that_autumn_repeats_comes_once() -> None:
    """The first time the clock shows it."""
    assert local("30 2 * * *", "Europe/Berlin", (2026, 10, 24), 3) == [
        "24. 02:30 +0200",
        "25. 02:30 +0200",
        "26. 02:30 +0100",
    ]
    assert local("*/20 2 * * *", "Europe/Berlin", (2026, 10, 25)) == [
        f"25. 02:{minute} +0200" for minute in ("00", "20", "40")
    ]


def test_every_hour_goes_by_the_time_that_passes() -> None:
    """In spring there is no gap, and in autumn none either: the hour that comes twice has its times twice."""
    spring = local("30 * * * *", "Europe/Berlin", (2026, 3, 29))[:4]
    assert spring == ["29. 00:30 +0100", "29. 01:30 +0100", "29. 03:30 +0200", "29. 04:30 +0200"]
    autumn = local("30 * * * *", "Europe/Berlin", (2026, 10, 25))[1:5]
    assert autumn == ["25. 01:30 +0200", "25. 02:30 +0200", "25. 02:30 +0100", "25. 03:30 +0100"]


def test_a_day_that_there_was_not_is_made_up_for_once() -> None:
    """Samoa went from the 29th of December 2011 to the 31st."""
    assert local("0 6 * * *", "Pacific/Apia", (2011, 12, 29), 2) == [
        "29. 06:00 -1000",
        "31. 00:00 +1400",
        "31. 06:00 +1400",
    ]


@pytest.mark.parametrize(("zone", "day"), TURNS)
@pytest.mark.parametrize(
    ("minutes", "hours"), list(itertools.product(["0", "30", "*/15", "7-52/11"], ["*", "*/2", "1-3", "0", "23"]))
)
def test_no_turn_of_a_clock_costs_a_time_or_doubles_it(
    zone: str, day: tuple[int, int, int], minutes: str, hours: str
) -> None:
    """Against a look at every minute of three days."""
    middle = datetime(*day, tzinfo=UTC).timestamp()
    start, end = middle - DAY, middle + 2 * DAY
    found = times(f"{minutes} {hours} * * *", zone, start - 1, end)
    assert found == expected(minutes, hours, zone, start, end)


@settings(deadline=None, max_examples=150)
@given(MINUTES, HOURS, st.sampled_from(TURNS), st.integers(-DAY, DAY), st.floats(0, 59.9))
def test_from_any_instant_on_the_times_are_the_same(
    minutes: str, hours: str, turn: tuple[str, tuple[int, int, int]], shift: int, fraction: float
) -> None:
    """What comes after an instant does not depend on where the asking began."""
    zone, day = turn
    start = datetime(*day, tzinfo=UTC).timestamp() + shift // 60 * 60
    found = cron_times(f"{minutes} {hours} * * *", zone).after(start + fraction)
    wanted = expected(minutes, hours, zone, start, start + 3 * DAY)
    assert found == next(at for at in wanted if at > start + fraction)


@pytest.mark.parametrize(
    ("expression", "start", "found"),
    [
        ("0 9 * * MON-FRI", (2026, 5, 1), ["01. 09:00 +0200", "04. 09:00 +0200"]),
        ("0 9 * * 6,7", (2026, 5, 1), ["02. 09:00 +0200", "03. 09:00 +0200"]),
        ("0 9 L * *", (2026, 5, 28), ["31. 09:00 +0200"]),
        ("0 9 1 * MON", (2026, 5, 1), ["01. 09:00 +0200", "04. 09:00 +0200"]),  # either, as in cron
        ("0 9 * jun-aug sun#1", (2026, 6, 5), ["07. 09:00 +0200"]),
    ],
)
def test_days_are_those_of_cron(expression: str, start: tuple[int, int, int], found: list[str]) -> None:
    """Names in any case, the last day, the first Sunday of a month, Sunday as 0 and 7."""
    assert local(expression, "Europe/Berlin", start, 4) == found


def test_a_rare_day_is_found() -> None:
    """The 29th of February, and one that is a Monday too."""
    start = datetime(2026, 5, 1, tzinfo=UTC).timestamp()
    days = [cron_times(expression, "Europe/Berlin").after(start) for expression in ("0 0 29 2 *", "0 * * 2 MON#5")]
    assert [datetime.fromtimestamp(at or 0, UTC).date().isoformat() for at in days] == ["2028-02-28", "2044-02-28"]


@pytest.mark.parametrize("expression", ["0 0 */15 2 MON#5", "* * */15 2 MON#5"])
def test_what_never_comes_has_no_time(expression: str) -> None:
    """Where cronsim does not see it in the expression itself."""
    assert cron_times(expression, "Europe/Berlin").after(0.0) is None


@pytest.mark.parametrize("at", [1e300, 253402300799.0, 1e18])
def test_beyond_the_calendar_there_is_no_time(at: float) -> None:
    """No error of the calendar's."""
    for expression in ("0 0 * * *", "* * * * *"):
        assert CronTimes(expression, UTC).after(at) is None


@pytest.mark.parametrize(
    ("expression", "problem"),
    [
        ("", "it has 0 fields; it takes five"),
        ("0 0 * *", "it has 4 fields; it takes five"),
        ("0 0 0 * * *", "it has 6 fields; it takes five"),
        ("60 0 * * *", "bad minute"),
        ("0 24 * * *", "bad hour"),
        ("0 0 32 * *", "bad day-of-month"),
        ("0 0 30 2 *", "bad day-of-month"),
        ("0 0 * 13 *", "bad month"),
        ("0 0 * * 8", "bad day-of-week"),
        ("5-1 0 * * *", "bad minute"),
        ("*/0 0 * * *", "bad minute"),
        ("@daily", "it has 1 fields; it takes five"),
        ("* * L/2- * *", "bad day-of-month"),
        ("x" * 300, "it has 1 fields"),
    ],
)
def test_what_is_no_expression_is_refused_with_what_is_wrong(expression: str, problem: str) -> None:
    """The message has the expression, cut where it is long, and an example."""
    with pytest.raises(SettingError) as caught:
        cron_times(expression, "UTC")
    assert problem in str(caught.value)
    assert str(caught.value).startswith(f"cron={expression[:70]!r}"[:60])
    assert "'30 2 * * MON-FRI'" in str(caught.value)


@given(st.text(st.sampled_from("0123456789*/-,#L W\n\0²MON"), max_size=30))
def test_no_text_breaks_the_reading(expression: str) -> None:
    """An expression, or a SettingError."""
    try:
        found = CronTimes(expression, UTC).after(1.0)
    except SettingError:
        return
    assert found is None or found > 1.0


@pytest.mark.parametrize(
    "zone", ["Europe/Atlantis", "", "Europe", "../UTC", "/etc/localtime", "Europe/Berlin\0", "a" * 5000]
)
def test_a_zone_that_is_not_there_is_refused(zone: str) -> None:
    """Naming the package that brings them; no path leads out of the database."""
    with pytest.raises(SettingError, match="pip install tzdata"):
        cron_times("0 0 * * *", zone)


def test_without_a_database_utc_is_there_and_others_are_told_of() -> None:
    """As in a container without zone files."""
    program = (
        "import sys, zoneinfo; zoneinfo.reset_tzpath(to=[]); sys.modules['tzdata'] = None\n"
        "from gorkflow.runtime.cron import cron_times\n"
        "print(cron_times('0 0 * * *', 'UTC').after(0.0))\n"
        "try: cron_times('0 0 * * *', 'Europe/Berlin')\nexcept ValueError as error: print(error)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[0] == "86400.0"
    assert "'Europe/Berlin' is not in the time zone database" in done.stdout
    assert "pip install tzdata" in done.stdout
