"""What an engine, a workflow or an operator says of steps."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from gorkflow.core.policy import RetryPolicy


class Settings(NamedTuple):
    """What an engine, a workflow or an operator says of steps; None inherits from the next in line."""

    retry: RetryPolicy | None = None
    timeout_seconds: float | None = None
    concurrency: int | None = None


Overrides = Callable[[str, str], Settings]
"""Settings of the environment and of gorkflow.toml for (workflow id, path): they win over the step's own."""
