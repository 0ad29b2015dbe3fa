"""The part of the pytest plugin for tests that pytest-asyncio runs; registered where it is there."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import TYPE_CHECKING

import pytest_asyncio

from gorkflow.testing.plugin import engine_of

if TYPE_CHECKING:
    from gorkflow.composition import Engine
    from gorkflow.runtime.options import EngineOptions
    from gorkflow.testing.clock import FakeClock


@pytest_asyncio.fixture
async def _gorkflow_engine_of_asyncio(
    gorkflow_url: str, gorkflow_clock: FakeClock, gorkflow_options: EngineOptions
) -> AsyncGenerator[Engine, None]:
    async for engine in engine_of(gorkflow_url, gorkflow_clock, gorkflow_options):
        yield engine
