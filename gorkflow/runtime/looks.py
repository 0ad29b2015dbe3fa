"""Waits of the engine in which nothing is due: it looks again whether there is news."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from gorkflow.core.current import LOOK


@contextmanager
def looking() -> Generator[None, None, None]:
    """What is asked of the clock inside is a look, see `gorkflow.core.current.LOOK`."""
    token = LOOK.set(True)
    try:
        yield
    finally:
        LOOK.reset(token)
