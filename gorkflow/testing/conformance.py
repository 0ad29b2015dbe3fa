"""The suite that every store must pass: subclass `StoreConformance` and say how a store is made.

    class TestMyStore(StoreConformance):
        @pytest.fixture
        def store_factory(self, tmp_path):
            return lambda: MyStore(tmp_path / "runs")

Each call of the factory gives a store object that is not open yet, for the same data, which is empty when a test
begins; a store that other processes cannot share gives the same object each time.
"""

from __future__ import annotations

from gorkflow.testing.conformance_cache import CacheConformance
from gorkflow.testing.conformance_engines import EngineConformance
from gorkflow.testing.conformance_motion import MotionConformance
from gorkflow.testing.conformance_ownership import ClaimConformance, InboxConformance
from gorkflow.testing.conformance_reads import DurationsConformance, LifeConformance, ListConformance
from gorkflow.testing.conformance_removal import DeleteConformance, PruneConformance
from gorkflow.testing.conformance_rest import RestConformance
from gorkflow.testing.conformance_schedules import ScheduleConformance
from gorkflow.testing.conformance_writes import CommitConformance, CreateConformance

__all__ = ["StoreConformance"]


class StoreConformance(
    CreateConformance,
    CommitConformance,
    DeleteConformance,
    PruneConformance,
    MotionConformance,
    CacheConformance,
    ClaimConformance,
    EngineConformance,
    InboxConformance,
    RestConformance,
    ListConformance,
    DurationsConformance,
    ScheduleConformance,
    LifeConformance,
):
    """Every promise of `gorkflow.ports.Store`, one test each. Needs pytest and nothing else."""
