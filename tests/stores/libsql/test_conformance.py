"""The shipped conformance suite, and the model, over a real server."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from gorkflow.stores.libsql import LibsqlStore
from gorkflow.testing.conformance import StoreConformance
from gorkflow.testing.conformance_stage import StoreFactory
from gorkflow.testing.store_model import store_machine
from tests.stores.libsql.sqld import Server

SETTINGS = settings(max_examples=10, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck))


class TestLibsqlStore(StoreConformance):
    """On a server of this machine."""

    @pytest.fixture
    def store_factory(self, server: Server) -> StoreFactory:
        """Objects on one database."""
        return lambda: LibsqlStore(server.url)


@pytest.mark.long
def test_libsql_does_what_the_model_does(server: Server) -> None:
    """With crashes between: without a lock file they show when the lease is over."""

    def make() -> StoreFactory:
        server.clear()
        return lambda: LibsqlStore(server.url)

    async def crash(store: LibsqlStore) -> None:
        await store.abandon()
        server.ask("UPDATE engines SET heartbeat_at = heartbeat_at - 2 * lease_seconds")

    run_state_machine_as_test(store_machine(make, crash=crash), settings=SETTINGS)
