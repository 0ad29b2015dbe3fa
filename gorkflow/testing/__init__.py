"""What tests of workflows, and of stores, are made with. Shipped, so that users have it too.

Each name is imported from its module when it is first used: pytest imports this package in every environment that has
gorkflow, for its plugin. `StoreConformance` is in `gorkflow.testing.conformance`, since it needs pytest.

PYTEST_DONT_REWRITE: nothing is asserted in this module, and pytest need not warn that it was imported before.
"""

# ruff: isort: skip_file

from __future__ import annotations

from typing import TYPE_CHECKING

from gorkflow.lazy_names import lazily

if TYPE_CHECKING:
    from gorkflow.testing.calling import (
        FakeContext as FakeContext,
        call as call,
        call_async as call_async,
        fake_context as fake_context,
    )
    from gorkflow.testing.clock import FakeClock as FakeClock
    from gorkflow.testing.crash import Crash as Crash, CrashingStore as CrashingStore, crash_sweep as crash_sweep
    from gorkflow.testing.local import LocalRun as LocalRun, LocalRunner as LocalRunner, Sent as Sent
    from gorkflow.testing.mock import MockCall as MockCall, StepMock as StepMock, mock_step as mock_step
    from gorkflow.testing.round_trip import (
        RoundTripProblem as RoundTripProblem,
        assert_round_trip as assert_round_trip,
        check_round_trip as check_round_trip,
    )
    from gorkflow.testing.survival import assert_survives_crashes as assert_survives_crashes

_HOMES = {
    "gorkflow.testing.calling": ("FakeContext", "call", "call_async", "fake_context"),
    "gorkflow.testing.clock": ("FakeClock",),
    "gorkflow.testing.crash": ("Crash", "CrashingStore", "crash_sweep"),
    "gorkflow.testing.local": ("LocalRun", "LocalRunner", "Sent"),
    "gorkflow.testing.mock": ("MockCall", "StepMock", "mock_step"),
    "gorkflow.testing.round_trip": ("RoundTripProblem", "assert_round_trip", "check_round_trip"),
    "gorkflow.testing.survival": ("assert_survives_crashes",),
}

__all__ = [
    "Crash",
    "CrashingStore",
    "FakeClock",
    "FakeContext",
    "LocalRun",
    "LocalRunner",
    "MockCall",
    "RoundTripProblem",
    "Sent",
    "StepMock",
    "assert_round_trip",
    "assert_survives_crashes",
    "call",
    "call_async",
    "check_round_trip",
    "crash_sweep",
    "fake_context",
    "mock_step",
]

if not TYPE_CHECKING:  # a type checker that saw it would take every misspelt name for an object
    __getattr__, __dir__ = lazily(globals(), _HOMES)
