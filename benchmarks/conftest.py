"""Benchmarks run in one process: pytest-benchmark measures nothing while tests are handed out to several."""

from __future__ import annotations

import pytest


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Take back how pyproject.toml would hand tests out, where nobody asked for more than one process."""
    if not getattr(config.option, "numprocesses", None):
        config.option.dist = "no"
