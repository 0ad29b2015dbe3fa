"""The colours of statuses: those of Okabe and Ito, which the colour-blind can tell apart, and tints of them."""

from __future__ import annotations

from typing import Final, NamedTuple

from gorkflow.core.run import StepStatus


class Paint(NamedTuple):
    """Colours as "#rrggbb"; dark text can be read on the fill."""

    line: str
    fill: str


PLAIN: Final = Paint("#6f7b88", "#f6f8fa")
PAINTS: Final = {
    StepStatus.PENDING: Paint("#a3abb3", "#f6f8fa"),
    StepStatus.RUNNING: Paint("#0072b2", "#d9ebf6"),
    StepStatus.RETRYING: Paint("#e69f00", "#fdf1d8"),
    StepStatus.WAITING: Paint("#cc79a7", "#f8e9f1"),
    StepStatus.COMPLETED: Paint("#009e73", "#d9f1ea"),
    StepStatus.SKIPPED: Paint("#8b949e", "#e6e9ec"),
    StepStatus.FAILED: Paint("#d55e00", "#fbe4d5"),
    StepStatus.CANCELLED: Paint("#57606a", "#d5dade"),
    StepStatus.COMPENSATED: Paint("#56b4e9", "#e3f2fb"),
}
INK: Final = "#1f2328"
