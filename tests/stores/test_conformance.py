"""The shipped conformance suite over every store of the package."""

from __future__ import annotations

from pathlib import Path

import pytest

from gorkflow.stores.memory import MemoryStore
from gorkflow.stores.sqlite import SqliteStore
from gorkflow.testing.conformance import StoreConformance
from gorkflow.testing.conformance_stage import StoreFactory


class TestMemoryStore(StoreConformance):
    """In this process."""

    @pytest.fixture
    def store_factory(self) -> StoreFactory:
        """One object: its engines share it."""
        store = MemoryStore()
        return lambda: store


class TestSqliteStore(StoreConformance):
    """The default: a write survives the loss of power."""

    @pytest.fixture
    def store_factory(self, tmp_path: Path) -> StoreFactory:
        """Objects on one file."""
        return lambda: SqliteStore(tmp_path / "runs.db")


class TestSqliteStoreForProcessDurability(StoreConformance):
    """A write survives the death of the process; small ones are made on the loop."""

    @pytest.fixture
    def store_factory(self, tmp_path: Path) -> StoreFactory:
        """Objects on one file."""
        return lambda: SqliteStore(tmp_path / "runs.db", durability="process")
