"""What travels between the steps."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

NOT_MEASURED = "NA"


class Species(StrEnum):
    """The groups that are compared."""

    ADELIE = "Adelie"
    CHINSTRAP = "Chinstrap"
    GENTOO = "Gentoo"


class Frozen(BaseModel):
    """Base of the values here: nobody changes one after it was made."""

    model_config = ConfigDict(frozen=True)


class Request(Frozen):
    """What to survey, and the folder that gets the report and the picture."""

    source: Path
    out: Path


class Penguin(Frozen):
    """One row that has everything, within what a penguin can measure."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    species: Species
    island: Literal["Biscoe", "Dream", "Torgersen"]
    bill_length_mm: Annotated[float, Field(ge=20, le=80)]
    bill_depth_mm: Annotated[float, Field(ge=5, le=30)]
    flipper_length_mm: Annotated[int, Field(ge=100, le=300)]
    body_mass_g: Annotated[int, Field(ge=1_000, le=10_000)]
    sex: Literal["female", "male"]
    year: Annotated[int, Field(ge=2007, le=2009)]

    @model_validator(mode="before")
    @classmethod
    def _drop_what_was_not_measured(cls, row: dict[str, str]) -> dict[str, str]:
        return {column: cell for column, cell in row.items() if cell != NOT_MEASURED}


class Rejection(Frozen):
    """A row set aside: its line in the file, and why, one reason per column."""

    line: int
    reasons: list[str]


class Survey(Frozen):
    """Every row of the file is in exactly one of the two lists."""

    penguins: list[Penguin]
    rejected: list[Rejection]


class Measure(Frozen):
    """Mean and sample standard deviation."""

    mean: float
    deviation: float


class Trend(Frozen):
    """Least-squares line of bill depth over bill length, and Pearson's correlation of the two."""

    slope: float
    intercept: float
    correlation: float


class Group(Frozen):
    """Statistics of one species, or of all penguins together."""

    name: str
    count: int
    bill_length_mm: Measure
    bill_depth_mm: Measure
    flipper_length_mm: Measure
    body_mass_g: Measure
    trend: Trend


class Comparison(Frozen):
    """The species, in their order of `Species`, beside all of them in one pot."""

    groups: list[Group]
    together: Group

    @property
    def trend_turns(self) -> bool:
        """Whether every species has the opposite trend of the whole: Simpson's paradox."""
        return all(group.trend.slope * self.together.trend.slope < 0 for group in self.groups)


class Report(Frozen):
    """Where the results are, and how many rows made it."""

    report: Path
    picture: Path
    penguins: int
    rejected: int
