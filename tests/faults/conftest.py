"""What the fault tests share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.faults.arena import Arena

MakeArena = Callable[[float, float], Arena]


@pytest.fixture
def make_arena(tmp_path: Path) -> Iterator[MakeArena]:
    """Makes arenas of the given shortest and longest body; whatever lives in them ends with the test."""
    with ExitStack() as stack:
        numbers = iter(range(1000))

        def make(shortest: float = 0.0, longest: float = 0.0) -> Arena:
            folder = tmp_path / str(next(numbers))
            folder.mkdir()
            arena = Arena(folder, body=(shortest, longest))
            stack.callback(arena.close)
            return arena

        yield make
