"""What came out, as it is kept in results.json and shown in tables and picture."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from pydantic import BaseModel

from benchmarks.speed.programs.stand import Answer, Reading

STORED = Path(__file__).with_name("results.json")


class Trial(BaseModel):
    """One process of a contestant: how much it was asked for, and its answer, or why there is none."""

    size: int
    runs: int
    answer: Answer | None = None
    problem: str = ""


class Figures(BaseModel):
    """All processes of one contestant with one load, and the medians of what they found."""

    contestant: str
    load: str
    trials: list[Trial]

    @property
    def answers(self) -> list[Answer]:
        """Of the processes that had one."""
        return [trial.answer for trial in self.trials if trial.answer is not None]

    @property
    def ratio(self) -> float | None:
        """CPU per step over the floor of the same repetition."""
        return self._of_readings(lambda reading, steps: reading.cpu / steps / reading.floor)

    @property
    def cpu_us(self) -> float | None:
        """CPU microseconds per step."""
        return self._of_readings(lambda reading, steps: reading.cpu / steps * 1e6)

    @property
    def wall_us(self) -> float | None:
        """Microseconds per step."""
        return self._of_readings(lambda reading, steps: reading.wall / steps * 1e6)

    @property
    def wall_over_raw(self) -> float | None:
        """Time per step over one raw FULL commit of the same repetition."""
        return self._of_readings(lambda reading, steps: reading.wall / steps / reading.raw)

    @property
    def floor_us(self) -> float | None:
        """CPU microseconds of the floor."""
        return self._of_readings(lambda reading, _: reading.floor * 1e6)

    @property
    def seconds(self) -> float | None:
        """Wall seconds of a repetition."""
        return self._of_readings(lambda reading, _: reading.wall)

    def middle(self, value: Callable[[Answer], float | None]) -> float | None:
        """The median over the processes of what each says once."""
        found = [one for one in map(value, self.answers) if one is not None]
        return statistics.median(found) if found else None

    def _of_readings(self, value: Callable[[Reading, int], float]) -> float | None:
        found = [value(reading, answer.steps) for answer in self.answers for reading in answer.readings]
        return statistics.median(found) if found else None


class Entry(BaseModel):
    """A contestant as it took part.

    Attributes:
        store: where what is done is kept; empty for nowhere.
        checks: what is validated of the values that travel.
    """

    name: str
    version: str
    store: str
    checks: str


class Machine(BaseModel):
    """Where it was measured.

    Attributes:
        busy: what one, five and fifteen minutes of load were at the end, per core.
    """

    processor: str
    cores: int
    system: str
    python: str
    sqlite: str
    pydantic: str
    busy: list[float]


class Results(BaseModel):
    """One run of the command."""

    measured: date
    seconds: float
    rounds: int
    machine: Machine
    entries: list[Entry]
    figures: list[Figures]

    def of(self, contestant: str, load: str) -> Figures | None:
        """What one contestant did with one load; None when it did not take part."""
        found = (one for one in self.figures if (one.contestant, one.load) == (contestant, load))
        return next(found, None)

    def floors_us(self) -> Sequence[float]:
        """Every probe of the floor."""
        readings = (one for figures in self.figures for answer in figures.answers for one in answer.readings)
        return [reading.floor * 1e6 for reading in readings]


def stored() -> Results:
    """The results that the documentation shows."""
    return Results.model_validate_json(STORED.read_text(encoding="utf-8"))
