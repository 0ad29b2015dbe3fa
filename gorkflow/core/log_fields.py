"""Names of the fields of a log record, the same from a body as from an observer."""

from __future__ import annotations

from typing import Final

RUN_ID: Final = "run_id"
STEP_ID: Final = "step_id"
