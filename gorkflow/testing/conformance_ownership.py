"""Conformance: who owns a run, who may take it over, and the messages to its owner."""

# ruff: noqa: S101 - a suite of tests

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from gorkflow.core.records import Snapshot
from gorkflow.core.run import RunStatus
from gorkflow.errors import ConflictError, RunNotFoundError
from gorkflow.testing.conformance_stage import (
    Stage,
    commit_of,
    conforms,
    creation_of,
    event_row,
    message_row,
    patched,
    run_row,
    step_row,
    unread,
)

__all__ = ["ClaimConformance", "InboxConformance"]

ORDERS = [("orders", "1")]


class ClaimConformance:
    """`claim`, `beat`, and the fence against the owner before."""

    @conforms
    async def test_a_run_without_an_owner_is_taken_over(self, stage: Stage) -> None:
        """It comes with all that a resume reads, this engine as owner and an epoch raised by one, and stays so."""
        store = await stage.open()
        run = run_row(owner=None, epoch=4)
        started = (step_row("run-1", "b"), step_row("run-1", "a", ordinal=2))
        await store.create(creation_of(run, *started))
        commit = commit_of(run, state={"k": b"v"})
        await store.commit(commit)
        taken = patched(run, commit)._replace(owner="engine-1", epoch=5)
        (snapshot,) = await store.claim(ORDERS, limit=10)
        assert snapshot.run == taken
        assert snapshot.executions == started
        assert [tuple(row) for row in snapshot.state] == [("run-1", "k", "load", 2, b"v")]
        assert await store.load("run-1") == snapshot
        assert list(await store.list_events("run-1")) == [event_row(), event_row("run-1", 2, "StepCompleted")]

    @conforms
    async def test_a_run_of_a_living_owner_is_left_alone(self, stage: Stage) -> None:
        """Neither another engine nor the owner itself gets it, also by its id."""
        first = await stage.open("engine-1")
        await first.create(creation_of())
        first.beat()
        assert list(await first.claim(ORDERS, limit=10)) == []
        second = await stage.open("engine-2")
        second.beat()
        assert list(await second.claim(ORDERS, limit=10)) == []
        assert list(await second.claim(ORDERS, limit=1, run_id="run-1")) == []
        assert await second.get_run("run-1") == run_row()

    @conforms
    async def test_what_a_closed_engine_owned_is_free(self, stage: Stage) -> None:
        """Closing needs no release of each run; and an owner that never was an engine is dead."""
        first = await stage.open("engine-1")
        await first.create(creation_of())
        await first.create(creation_of(run_row("run-2", owner="engine-0")))
        await first.close()
        second = await stage.open("engine-2")
        claimed = await second.claim(ORDERS, limit=10)
        assert {row.run.run_id: (row.run.owner, row.run.epoch) for row in claimed} == {
            "run-1": ("engine-2", 2),
            "run-2": ("engine-2", 2),
        }

    @conforms
    async def test_an_owner_before_cannot_write(self, stage: Stage) -> None:
        """After a takeover the old epoch is refused, the new one accepted."""
        first = await stage.open("engine-1")
        run = run_row()
        await first.create(creation_of(run))
        await first.commit(released := commit_of(run, owner=None))
        second = await stage.open("engine-2")
        (snapshot,) = await second.claim(ORDERS, limit=1)
        with pytest.raises(ConflictError):
            await first.commit(commit_of(patched(run, released), status="COMPLETED"))
        await second.commit(commit_of(snapshot.run, status="COMPLETED"))
        row = await first.get_run("run-1")
        assert row is not None
        assert (row.status, row.epoch, row.last_seq) == ("COMPLETED", 2, 3)

    @conforms
    async def test_the_oldest_come_first_up_to_the_limit(self, stage: Stage) -> None:
        """By created_at, whatever the order of creation; what is left is there for the next claim."""
        store = await stage.open()
        for number in (3, 1, 4, 2, 0):
            await store.create(creation_of(run_row(f"run-{number}", created_at=float(number), owner=None)))
        assert _ids(await store.claim(ORDERS, limit=2)) == ["run-0", "run-1"]
        assert _ids(await store.claim(ORDERS, limit=2)) == ["run-2", "run-3"]
        assert _ids(await store.claim(ORDERS, limit=2)) == ["run-4"]
        assert _ids(await store.claim(ORDERS, limit=2)) == []

    @conforms
    async def test_the_oldest_come_first_over_all_workflows(self, stage: Stage) -> None:
        """Also where the runs differ in workflow, version and last owner."""
        store = await stage.open()
        pairs = [("b", "2"), ("a", "1"), ("b", "1"), ("a", "2")]
        for number, (workflow_id, version) in enumerate(pairs):
            run = run_row(
                f"run-{number}", workflow_id=workflow_id, workflow_version=version, created_at=float(number),
                owner=None if number % 2 else "engine-0",
            )  # fmt: skip
            await store.create(creation_of(run))
        assert _ids(await store.claim(pairs, limit=3)) == ["run-0", "run-1", "run-2"]

    @conforms
    async def test_only_known_versions_are_taken(self, stage: Stage) -> None:
        """The pairs are matched exactly: not the workflow of one with the version of another; no pairs, no runs."""
        store = await stage.open()
        for workflow_id, version in (("a", "1"), ("a", "2"), ("b", "1"), ("b", "2")):
            run = run_row(workflow_id + version, workflow_id=workflow_id, workflow_version=version, owner=None)
            await store.create(creation_of(run))
        assert _ids(await store.claim([], limit=10)) == []
        assert _ids(await store.claim([("c", "1"), ("A", "1")], limit=10)) == []
        assert sorted(_ids(await store.claim([("a", "1"), ("b", "2")], limit=10))) == ["a1", "b2"]
        many = [(f"w{number}", "1") for number in range(10_000)]
        assert sorted(_ids(await store.claim([*many, ("a", "2"), ("b", "1")], limit=10))) == ["a2", "b1"]

    @conforms
    async def test_a_run_is_claimed_by_its_id(self, stage: Stage) -> None:
        """Only that one, and only when its version is known and it is open."""
        store = await stage.open()
        for number in range(3):
            await store.create(creation_of(run_row(f"run-{number}", owner=None)))
        await store.create(creation_of(run_row("over", owner=None, status="FAILED")))
        assert _ids(await store.claim([("orders", "2")], limit=5, run_id="run-1")) == []
        assert _ids(await store.claim(ORDERS, limit=5, run_id="over")) == []
        assert _ids(await store.claim(ORDERS, limit=5, run_id="missing")) == []
        assert _ids(await store.claim(ORDERS, limit=5, run_id="run-1")) == ["run-1"]

    @conforms
    async def test_open_runs_are_claimed_and_finished_ones_never(self, stage: Stage) -> None:
        """Every status that is not final counts as open, SUSPENDED included; a run at rest has its time."""
        store = await stage.open()
        for status in RunStatus:
            await store.create(creation_of(run_row(status.value, status=status.value, owner=None)))
        open_statuses = sorted(status.value for status in RunStatus if not (status.is_final or status == "WAITING"))
        assert sorted(_ids(await store.claim(ORDERS, limit=20))) == open_statuses

    @conforms
    async def test_a_finished_run_is_no_longer_claimed(self, stage: Stage) -> None:
        """Nor does the end of its owner change that."""
        first = await stage.open("engine-1")
        run = run_row()
        await first.create(creation_of(run))
        await first.commit(commit_of(run, status="COMPLETED"))
        await first.close()
        second = await stage.open("engine-2")
        assert _ids(await second.claim(ORDERS, limit=5)) == []

    @conforms
    async def test_two_engines_claim_each_run_once(self, stage: Stage) -> None:
        """Claims at the same time share the runs between them."""
        store = await stage.open("engine-1")
        for number in range(20):
            await store.create(creation_of(run_row(f"run-{number:02}", created_at=float(number), owner=None)))
        other = await stage.open("engine-2")
        claims = await asyncio.gather(*(engine.claim(ORDERS, limit=3) for engine in (store, other) * 5))
        taken = [run_id for claim in claims for run_id in _ids(claim)]
        assert sorted(taken) == [f"run-{number:02}" for number in range(20)]

    @conforms
    async def test_what_an_engine_has_lost_sight_of_it_claims_again(self, stage: Stage) -> None:
        """A claim whose answer never came: what the engine owns and does not hold is free to it, with a new epoch."""
        store = await stage.open()
        for number in range(4):
            await store.create(creation_of(run_row(f"run-{number}", created_at=float(number))))
        assert _ids(await store.claim(ORDERS, limit=5)) == []
        assert _ids(await store.claim(ORDERS, limit=5, held=("run-0", "run-1"), run_id="run-1")) == []
        assert _ids(await store.claim(ORDERS, limit=5, held=("run-0", "run-1"), run_id="run-2")) == ["run-2"]
        assert _ids(await store.claim([("other", "1")], limit=5, held=())) == []
        claimed = await store.claim(ORDERS, limit=2, held=("run-1",))
        assert [(one.run.run_id, one.run.owner, one.run.epoch) for one in claimed] == [
            ("run-0", "engine-1", 2),
            ("run-2", "engine-1", 3),
        ]

    @conforms
    async def test_what_was_lost_sight_of_and_is_known_to_differ_stays(self, stage: Stage) -> None:
        """A SUSPENDED run would only be let go of again."""
        store = await stage.open()
        await store.create(creation_of(run_row("run-1", status="SUSPENDED", fingerprint="old")))
        await store.create(creation_of(run_row("run-2", status="RUNNING", fingerprint="old")))
        assert _ids(await store.claim(ORDERS, limit=5, held=(), differing=("old",))) == ["run-2"]

    @conforms
    async def test_a_released_run_waits_for_the_next_claim(self, stage: Stage) -> None:
        """A commit with no owner gives it back, and its owner may take it again."""
        store = await stage.open()
        run = run_row()
        await store.create(creation_of(run))
        await store.commit(commit_of(run, owner=None))
        (snapshot,) = await store.claim(ORDERS, limit=1)
        assert (snapshot.run.owner, snapshot.run.epoch) == ("engine-1", 2)


class InboxConformance:
    """`post` and `inbox`."""

    @conforms
    async def test_a_message_waits_for_the_owner(self, stage: Stage) -> None:
        """post tells the run's status; the message is there, unchanged, until a commit consumes it."""
        store = await stage.open()
        run = run_row(status="WAITING")
        await store.create(creation_of(run))
        message = message_row("run-1", "m1", body='{"by": "anna"}')
        assert await store.post(message) == RunStatus.WAITING
        assert [await unread(store) for _ in range(2)] == [[message], [message]]
        await store.commit(commit_of(run, consumed=("m1",)))
        assert await unread(store) == []

    @conforms
    async def test_messages_come_in_order_of_arrival(self, stage: Stage) -> None:
        """In order of arrival over all runs, whatever the clocks of their senders say."""
        store = await stage.open()
        for run_id in ("run-1", "run-2"):
            await store.create(creation_of(run_row(run_id)))
        posted = [
            ("run-2", "b", 3.0), ("run-1", "a", 1.0), ("run-1", "e", 3.0), ("run-2", "d", 2.0), ("run-2", "c", 3.0),
        ]  # fmt: skip
        for run_id, message_id, at in posted:
            await store.post(message_row(run_id, message_id, posted_at=at))
        assert [message.message_id for message in await unread(store)] == ["b", "a", "e", "d", "c"]

    @conforms
    async def test_messages_go_to_the_owner_only(self, stage: Stage) -> None:
        """Not to other engines; with the run they change hands."""
        first = await stage.open("engine-1")
        await first.create(creation_of(run_row(owner=None)))
        await first.post(message_row())
        assert await unread(first) == []
        second = await stage.open("engine-2")
        await second.claim(ORDERS, limit=1)
        assert await unread(second) == [message_row()]

    @conforms
    async def test_a_message_sent_again_is_one(self, stage: Stage) -> None:
        """The same id to the same run has one effect, also when it was consumed meanwhile: the first body counts."""
        store = await stage.open()
        run = run_row()
        await store.create(creation_of(run))
        await store.post(message_row())
        assert await store.post(message_row("run-1", "m1", body='{"again": 1}')) == RunStatus.RUNNING
        assert await unread(store) == [message_row()]
        await store.commit(commit_of(run, consumed=("m1",)))
        assert await store.post(message_row()) == RunStatus.RUNNING
        assert await unread(store) == []

    @conforms
    async def test_ids_of_messages_are_per_run(self, stage: Stage) -> None:
        """The same id to two runs is two messages; consuming one leaves the other."""
        store = await stage.open()
        for run_id in ("run-1", "run-2"):
            await store.create(creation_of(run_row(run_id)))
            await store.post(message_row(run_id, "m1"))
        assert {message.run_id for message in await unread(store)} == {"run-1", "run-2"}
        await store.commit(commit_of(run_row("run-1"), consumed=("m1",)))
        assert await unread(store) == [message_row("run-2", "m1")]

    @conforms
    async def test_a_finished_run_gets_no_messages(self, stage: Stage) -> None:
        """post tells how it ended and stores nothing."""
        store = await stage.open()
        for status in RunStatus:
            if status.is_final:
                await store.create(creation_of(run_row(status.value, status=status.value)))
                assert await store.post(message_row(status.value)) == status
        assert await unread(store) == []

    @conforms
    async def test_a_message_to_nobody_is_an_error(self, stage: Stage) -> None:
        """RunNotFoundError names the run, and the message does not wait for one of that id."""
        store = await stage.open()
        with pytest.raises(RunNotFoundError, match="run-1"):
            await store.post(message_row())
        await store.create(creation_of())
        assert await unread(store) == []


def _ids(snapshots: Sequence[Snapshot]) -> list[str]:
    return [snapshot.run.run_id for snapshot in snapshots]
