"""What was found out, as it is kept in results.json and shown in the tables."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import BaseModel

STORED = Path(__file__).with_name("results.json")

Found = Literal["build", "start", "run", "never"]
"""When a mistake is found: as the workflow is made or opened, before the first body, in the middle, or not at all."""


class Install(BaseModel):
    """A fresh environment after pip.

    Attributes:
        distributions: names and versions of all that pip brought.
        bytes: of their files, compiled modules with them.
        import_ratio: CPU time of the program's imports over that of `python -c pass` in the same environment.
    """

    distributions: list[str]
    bytes: int
    import_ratio: float


class Kill(BaseModel):
    """Programs killed in `charge` and started again.

    Attributes:
        again: per kill, the bodies that ran after it, in order.
        right: how many of the second starts ended with the right result.
    """

    again: list[list[str]]
    right: int


class Report(BaseModel):
    """What a type checker says.

    Attributes:
        right: errors in the program as it should be.
        miswired: the messages that the mistake added.
    """

    right: int
    miswired: list[str]


class Trial(BaseModel):
    """A program with a mistake, run.

    Attributes:
        ran: the bodies that had begun, in order.
        error: the last line of the error; empty when there was none.
        result: what the program ended with; None when it did not get there.
    """

    found: Found
    ran: list[str]
    error: str
    result: str | None


class Facts(BaseModel):
    """All about one peer."""

    peer: str
    version: str
    lines: int
    install: Install
    kill: Kill
    mypy: Report
    pyright: Report
    miswired: Trial
    wrong_type: Trial
    wrong_field: Trial


class Results(BaseModel):
    """One run of the command.

    Attributes:
        pydantic_ratio: of pydantic with one model, in gorkflow's environment, to read the others by; None when gorkflow
            was left out.
    """

    measured: date
    python: str
    platform: str
    checkers: list[str]
    pydantic_ratio: float | None
    facts: list[Facts]


def stored() -> Results:
    """The results that the documentation shows."""
    return Results.model_validate_json(STORED.read_text(encoding="utf-8"))
