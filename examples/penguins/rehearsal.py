"""For the demonstration: a step that is killed on its first attempt, and steps slow enough to be killed by hand."""

from __future__ import annotations

import os
import signal
import time

from gorkflow import StepContext

KILL_IN = "PENGUINS_KILL_IN"
PACE = "PENGUINS_PACE"


def rehearse(context: StepContext) -> None:
    """Wait PENGUINS_PACE seconds; kill the process in the step PENGUINS_KILL_IN, unless it has been tried before.

    The two come from the environment and not from the run's input, so that the run that goes on is the same run.
    """
    time.sleep(float(os.environ.get(PACE, "0")))
    if os.environ.get(KILL_IN) == context.step_id and context.attempt == 1:
        os.kill(os.getpid(), signal.SIGKILL)
