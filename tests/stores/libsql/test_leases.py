"""Who owns what on a server: heartbeats, leases and claims."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from typing import Any

import pytest

from gorkflow import StoreConnectionError
from gorkflow.core.records import RunRow
from gorkflow.sql.queries import load_queries
from gorkflow.testing.conformance_stage import creation_of, engine_row, run_row
from tests.stores.libsql.conftest import OpenStore
from tests.stores.libsql.proxy import Proxy
from tests.stores.libsql.sqld import Server

ORDERS = [("orders", "1")]


class Clock:
    """Seconds that a test sets."""

    def __init__(self, now: float) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


class TestLeases:
    """Who is alive is told by clocks that nobody puts right."""

    async def test_the_age_of_a_heartbeat_of_this_machine_is_known_at_once(
        self, open_store: OpenStore, server: Server
    ) -> None:
        """Both read the same clock. A dead engine's row is cleared away as soon as it owns nothing."""
        clock = Clock(1_000.0)
        owner = await open_store("engine-1", host="one#boot", now=clock, lease_seconds=30.0)
        await owner.create(creation_of())
        await owner.abandon()
        other = await open_store("other", host="two#boot", now=clock)
        clock.now += 30.0
        assert list(await other.claim(ORDERS, limit=5)) == []
        clock.now += 0.1
        assert [one.run.run_id for one in await other.claim(ORDERS, limit=5)] == ["run-1"]
        assert list(await other.claim(ORDERS, limit=5)) == []
        assert server.ask("SELECT engine_id FROM engines") == [[["other"]]]

    @pytest.mark.parametrize("hosts", [("one#boot-1", "one#boot-2"), ("one", "one")], ids=["started anew", "unknown"])
    async def test_a_heartbeat_of_another_clock_is_old_when_it_was_seen_so_long(
        self, open_store: OpenStore, hosts: tuple[str, str]
    ) -> None:
        """Whatever it says: it counts from the first look at it, and anew with every change."""
        clock, theirs = Clock(1_000.0), Clock(5.0)
        owner = await open_store("engine-1", host=hosts[0], now=theirs, lease_seconds=30.0)
        await owner.create(creation_of())
        other = await open_store("other", host=hosts[1], now=clock)
        for theirs.now in (5.0, 6.0, -1e9, 2e9):
            await asyncio.to_thread(owner.beat)
            for seconds in (1, 29):
                clock.now += seconds
                for run_id in (None, "run-1"):
                    assert list(await other.claim(ORDERS, limit=5, run_id=run_id)) == []
        clock.now += 1.1
        assert [one.run.run_id for one in await other.claim(ORDERS, limit=5, run_id="run-1")] == ["run-1"]

    async def test_a_heartbeat_of_the_future_gets_old_too(self, open_store: OpenStore) -> None:
        """Of this machine, or so it says: when it was seen unchanged for a lease."""
        clock = Clock(1_000.0)
        owner = await open_store("engine-1", host="one#boot", now=lambda: 1e9, lease_seconds=30.0)
        await owner.create(creation_of())
        other = await open_store("other", host="two#boot", now=clock)
        for seconds in (1, 29):
            clock.now += seconds
            assert list(await other.claim(ORDERS, limit=5)) == []
        clock.now += 1.1
        assert len(await other.claim(ORDERS, limit=5)) == 1

    async def test_the_engines_are_listed_with_what_they_own(self, open_store: OpenStore, server: Server) -> None:
        """Dead when its lease is over, and on the list until it is cleared away; looking clears nothing away."""
        clock = Clock(1_000.0)
        owner = await open_store("engine-1", host="one#boot", now=clock, lease_seconds=30.0)
        await owner.create(creation_of())
        await owner.abandon()
        reader = await open_store("reader", host="two#boot", now=clock, read_only=True)
        for seconds, is_alive in ((30.0, True), (0.1, False)):
            clock.now += seconds
            (found,) = await reader.list_engines()
            assert (found.engine_id, found.is_alive, found.open_runs) == ("engine-1", is_alive, 1)
        assert server.ask("SELECT engine_id FROM engines") == [[["engine-1"]]]

    async def test_a_slow_answer_does_not_make_a_heartbeat_older(
        self, open_store: OpenStore, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Of the first look its end counts, of the last its beginning."""
        clock = Clock(1_000.0)
        owner = await open_store("engine-1", host="far", now=lambda: 5.0, lease_seconds=30.0)
        await owner.create(creation_of())
        other = await open_store("other", host="near", now=clock)
        read = other._read

        async def read_slowly(*arguments: Any) -> Any:
            clock.now += 20.0
            return await read(*arguments)

        assert other._claims is not None
        monkeypatch.setattr(other._claims, "_read", read_slowly)
        assert list(await other.claim(ORDERS, limit=5)) == []  # asked at 1000, answered at 1020
        clock.now = 1_045.0
        assert list(await other.claim(ORDERS, limit=5)) == []  # asked at 1045, answered at 1065
        clock.now = 1_051.0
        assert len(await other.claim(ORDERS, limit=5)) == 1

    async def test_a_leap_of_the_clock_of_the_server_ends_no_lease(
        self, open_store: OpenStore, server: Server, proxy: Proxy
    ) -> None:
        """Nothing that decides who is dead asks for the server's time, nor is any of it stored."""
        owner = await open_store("engine-1", url=proxy.url, host="one#boot", lease_seconds=30.0)
        await owner.create(creation_of())
        other = await open_store("other", url=proxy.url, host="two")
        await other.claim(ORDERS, limit=5)
        texts = {one["sql"] for body in proxy.requests for one in body["requests"] if one["type"] == "store_sql"}
        assert [text for text in texts if "now'" in text or "unixepoch" in text or "CURRENT_" in text] == []
        before = time.monotonic()
        await asyncio.to_thread(owner.beat)
        (((beat,),),) = server.ask("SELECT heartbeat_at FROM engines WHERE engine_id = 'engine-1'")
        assert isinstance(beat, float)
        assert before <= beat <= time.monotonic()

    async def test_a_heartbeat_renews_the_lease(self, open_store: OpenStore, server: Server) -> None:
        """Also from a thread, and of an engine whose row was cleared away."""
        store = await open_store("engine-1", host="one#boot")
        await store.create(creation_of())
        for damage in ("UPDATE engines SET heartbeat_at = -1e9 WHERE engine_id = 'engine-1'", "DELETE FROM engines"):
            server.ask(damage)
            await asyncio.to_thread(store.beat)
            other = await open_store(f"other-{damage[:6]}", host="two#boot")
            assert list(await other.claim(ORDERS, limit=5)) == []

    async def test_a_beat_that_fails_says_so(self, open_store: OpenStore, proxy: Proxy) -> None:
        """As a StoreError, at once: the next one comes anyway."""
        store = await open_store(url=proxy.url)
        heart = store._heart
        assert heart is not None
        heart._endpoint = heart._endpoint._replace(base="http://127.0.0.1:1")
        with pytest.raises(StoreConnectionError):
            await asyncio.to_thread(store.beat)

    def test_a_run_is_found_once(self, tables: sqlite3.Connection) -> None:
        """However many there are beside it: of a limit nothing is wasted on the same run."""
        insert, left_out = load_queries("sqlite", "writes")["insert_run"], RunRow._fields.index("input")
        query = load_queries("libsql", "ownership")["select_free"]
        for number, owner in enumerate((None, None, "gone", "gone", "alive", "e")):
            row = run_row(f"run-{number}", owner=owner, created_at=float(number))
            tables.execute(insert, (*row[:left_out], *row[left_out + 1 :]))
        for engine_id in ("alive", "e"):
            tables.execute(load_queries("sqlite", "ownership")["upsert_engine"], engine_row(engine_id))
        for limit in (3, 9):
            values = ("e", "[]", "[]", '[["orders", "1"]]', "e", "[]", None, None, limit)
            found = tables.execute(query, values).fetchall()
            assert found == [(f"run-{number}", 1) for number in (0, 1, 2, 3, 5)][:limit]

    def test_a_claim_reads_no_more_than_it_must(self, tables: sqlite3.Connection) -> None:
        """By the index of open runs, whatever else the table holds."""
        query = load_queries("libsql", "ownership")["select_free"]
        plan = tables.execute(
            f"EXPLAIN QUERY PLAN {query}", ("e", None, "[]", "[]", "e", None, None, None, 5)
        ).fetchall()
        lines = [str(row[3]) for row in plan]
        assert [line for line in lines if line.startswith("SCAN runs")] == []
        wanted = "INDEX runs_open (owner=? AND workflow_id=? AND workflow_version=?)"
        assert [line for line in lines if line.startswith("SEARCH runs USING") and wanted in line] != []
