"""Conformance: outputs that are kept for other runs."""

# ruff: noqa: S101 - a suite of tests

from __future__ import annotations

import pytest

from gorkflow.core.records import CacheRow
from gorkflow.core.run import RunStatus
from gorkflow.errors import ConflictError
from gorkflow.testing.conformance_stage import Stage, cache_row, commit_of, conforms, creation_of, patched, run_row

__all__ = ["CacheConformance"]


class CacheConformance:
    """`Commit.cached`, `get_cached` and `prune_cached`."""

    @conforms
    async def test_an_output_is_kept_by_its_key(self, stage: Stage) -> None:
        """Every field comes back, also to another engine, and whatever the key is."""
        store = await stage.open()
        run = run_row()
        await store.create(creation_of(run))
        rows = (
            cache_row("a" * 64),
            cache_row("it's", output=b"\x00\xff'", arm=-1, checksum=2**32 - 1, step_id="ship/pack[3]"),
            cache_row("", output=b"", expires_at=1e12),
        )
        assert [await store.get_cached(row.key, now=0.0) for row in rows] == [None, None, None]
        await store.commit(commit_of(run)._replace(cached=rows))
        other = await stage.open("engine-2")
        assert [await other.get_cached(row.key, now=0.0) for row in rows] == list(rows)
        assert await store.get_cached("'; DROP TABLE step_cache; --", now=0.0) is None

    @conforms
    async def test_the_last_output_of_a_key_is_kept(self, stage: Stage) -> None:
        """Whichever run gave it; also of several in one commit."""
        store = await stage.open()
        for run_id in ("run-1", "run-2"):
            await store.create(creation_of(run_row(run_id)))
        first = cache_row(output=b"1", expires_at=9e9)
        await store.commit(commit_of(run_row("run-1"))._replace(cached=[cache_row(output=b"0"), first]))
        assert await store.get_cached(first.key, now=0.0) == first
        second = cache_row(run_id="run-2", step_id="other", output=b"2", arm=2, checksum=7, expires_at=5.0)
        await store.commit(commit_of(run_row("run-2"))._replace(cached=[second]))
        assert await store.get_cached(first.key, now=0.0) == second

    @conforms
    async def test_a_commit_that_is_refused_keeps_nothing(self, stage: Stage) -> None:
        """What was kept before stays; and a commit that is repeated is as good as one."""
        store = await stage.open()
        run = run_row()
        await store.create(creation_of(run))
        kept = cache_row(output=b"1")
        await store.commit(commit := commit_of(run)._replace(cached=[kept]))
        for wrong in (commit_of(run, epoch=9), commit_of(run), commit_of(run_row("none"))):
            with pytest.raises(ConflictError):
                await store.commit(wrong._replace(cached=[kept._replace(output=b"2"), cache_row("new")]))
        assert await store.get_cached(kept.key, now=0.0) == kept
        assert await store.get_cached("new", now=0.0) is None
        await store.commit(commit_of(patched(run, commit))._replace(cached=[kept]))
        assert await store.get_cached(kept.key, now=0.0) == kept

    @conforms
    async def test_an_output_is_there_until_its_time_is_over(self, stage: Stage) -> None:
        """At that instant it is over, by the time of whoever asks."""
        store = await stage.open()
        await store.create(creation_of())
        kept = cache_row(expires_at=1000.5)
        await store.commit(commit_of(run_row())._replace(cached=[kept]))
        answers = [await store.get_cached(kept.key, now=now) for now in (0.0, 1000.25, 1000.5, 1001.0, 1000.25)]
        assert answers == [kept, kept, None, None, kept]

    @conforms
    async def test_outputs_whose_time_is_over_are_removed(self, stage: Stage) -> None:
        """Up to the limit at a time, and no others; 0 when none is left."""
        store = await stage.open()
        await store.create(creation_of())
        assert await store.prune_cached(expired_by=1e12, limit=10) == 0
        rows = [cache_row(f"key-{number}", expires_at=float(number)) for number in (3, 1, 4, 0, 2)]
        await store.commit(commit_of(run_row())._replace(cached=rows))
        assert await store.prune_cached(expired_by=3.0, limit=3) == 3
        assert await store.prune_cached(expired_by=3.0, limit=3) == 1
        assert await store.prune_cached(expired_by=3.0, limit=3) == 0
        assert [row.key for row in rows if await store.get_cached(row.key, now=-1.0)] == ["key-4"]
        assert await store.prune_cached(expired_by=1e12, limit=3) == 1
        await store.commit(commit_of(run_row(last_seq=2))._replace(cached=rows))
        assert await store.get_cached("key-3", now=0.0) == rows[0]

    @conforms
    async def test_an_output_stays_when_its_run_goes(self, stage: Stage) -> None:
        """Others were promised it."""
        store = await stage.open()
        kept: list[CacheRow] = []
        for run_id in ("deleted", "pruned"):
            await store.create(creation_of(run_row(run_id)))
            kept.append(cache_row(run_id, run_id=run_id))
            commit = commit_of(run_row(run_id), status="COMPLETED", completed_at=1.0, owner=None)
            await store.commit(commit._replace(cached=kept[-1:]))
        assert await store.delete("deleted") is True
        assert await store.prune(RunStatus.COMPLETED, ended_before=5.0, limit=5) == 1
        assert [await store.get_cached(row.key, now=0.0) for row in kept] == kept
