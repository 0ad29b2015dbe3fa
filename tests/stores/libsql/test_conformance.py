"""The shipped conformance suite, and the model, over a real server."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from gorkflow.core.records import EngineRow
from gorkflow.stores.libsql import LibsqlStore
from gorkflow.testing.conformance import StoreConformance
from gorkflow.testing.conformance_stage import StoreFactory, engine_row
from gorkflow.testing.store_model import store_machine
from tests.stores.libsql.sqld import Server

SETTINGS = settings(max_examples=10, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck))


class TestLibsqlStore(StoreConformance):
    """On a server of this machine."""

    @pytest.fixture
    def store_factory(self, server: Server) -> StoreFactory:
        """Objects on one database."""
        return lambda: LibsqlStore(server.url)


class _OfOneMachine(LibsqlStore):
    """With a heartbeat whose age is known at once, as between engines of one machine."""

    async def open(self, engine: EngineRow, /, *, read_only: bool = False) -> None:
        await super().open(engine._replace(host="here#boot"), read_only=read_only)


@pytest.mark.long
def test_libsql_does_what_the_model_does(server: Server) -> None:
    """With crashes between: without a lock file they show when the lease is over."""

    now = 0.0

    def make() -> StoreFactory:
        server.clear()
        return lambda: _OfOneMachine(server.url, now=lambda: now)

    async def crash(store: LibsqlStore) -> None:
        nonlocal now
        await store.abandon()
        now += 2 * engine_row().lease_seconds

    run_state_machine_as_test(store_machine(make, crash=crash), settings=SETTINGS)
