"""Stores against a model, in every order that hypothesis thinks of."""

from __future__ import annotations

import itertools
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from gorkflow.stores.memory import MemoryStore
from gorkflow.stores.sqlite import SqliteStore
from gorkflow.stores.sqlite_file import Durability
from gorkflow.testing.conformance_stage import StoreFactory
from gorkflow.testing.store_model import store_machine

SETTINGS = settings(max_examples=20, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture
def folder() -> Iterator[Path]:
    """For the many databases of one test; gone at its end."""
    made = Path(tempfile.mkdtemp(prefix="gorkflow-model-"))
    yield made
    shutil.rmtree(made)


@pytest.mark.parametrize("durability", ["power", "process"])
def test_sqlite_does_what_the_model_does(folder: Path, durability: Durability) -> None:
    """With crashes between."""
    numbers = itertools.count()

    def make() -> StoreFactory:
        path = folder / f"{next(numbers)}.db"
        return lambda: SqliteStore(path, durability=durability)

    async def crash(store: SqliteStore) -> None:
        await store.abandon()

    run_state_machine_as_test(store_machine(make, crash=crash), settings=SETTINGS)


def test_memory_does_what_the_model_does() -> None:
    """One object for all of a machine's lives."""

    def make() -> StoreFactory:
        store = MemoryStore()
        return lambda: store

    run_state_machine_as_test(store_machine(make), settings=SETTINGS)
