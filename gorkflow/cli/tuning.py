"""`gorkflow bench --tune` and `gorkflow bench verify`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gorkflow.cli.exits import ExitCode, UsageError

if TYPE_CHECKING:
    from gorkflow.cli.benching import Tuning, Wanted
    from gorkflow.cli.options import Target


def tune(target: Target, workflow: str, wanted: Wanted, tuning: Tuning, *, as_json: bool) -> ExitCode:
    """Look for better settings of a step."""
    raise UsageError(f"--tune {tuning.step}: {workflow}")


def verify(target: Target, workflow: str, *, as_json: bool) -> ExitCode:
    """Compare what tuning foretold with what has happened since."""
    raise UsageError(f"bench verify {workflow}")
