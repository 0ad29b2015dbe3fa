"""Conformance: runs at rest, the instants they wake at, and messages that wake them."""

# ruff: noqa: S101 - a suite of tests

from __future__ import annotations

from collections.abc import Sequence

from gorkflow.core.records import Inbox, Snapshot
from gorkflow.core.run import RunStatus
from gorkflow.testing.conformance_stage import (
    Stage,
    commit_of,
    conforms,
    creation_of,
    message_row,
    patched,
    run_row,
    unread,
)

__all__ = ["RestConformance"]

ORDERS = [("orders", "1")]


class RestConformance:
    """`wake_at`, `claim(due=)`, `next_wake`, and what `post` and `commit` do to a run at rest."""

    @conforms
    async def test_a_run_at_rest_is_claimed_when_it_is_due(self, stage: Stage) -> None:
        """And not before; without an instant never, without `due` neither; by its id at any time."""
        store = await stage.open()
        for run_id, wake_at in (("late", 30.0), ("soon", 10.0), ("never", None)):
            await store.create(creation_of(run_row(run_id, status="WAITING", owner=None, wake_at=wake_at)))
        assert _ids(await store.claim(ORDERS, limit=9)) == []
        assert _ids(await store.claim(ORDERS, limit=9, due=9.5)) == []
        assert _ids(await store.claim([("orders", "2")], limit=9, due=99.0)) == []
        (snapshot,) = await store.claim(ORDERS, limit=9, due=10.0)
        row = snapshot.run
        assert (row.run_id, row.status, row.owner, row.epoch, row.wake_at) == ("soon", "WAITING", "engine-1", 2, 10.0)
        assert _ids(await store.claim(ORDERS, limit=9, due=10.0)) == []
        assert _ids(await store.claim(ORDERS, limit=9, due=99.0)) == ["late"]
        assert _ids(await store.claim(ORDERS, limit=9, run_id="never")) == ["never"]

    @conforms
    async def test_those_due_come_behind_the_others(self, stage: Stage) -> None:
        """The earliest first, over all workflows, up to the limit."""
        store = await stage.open()
        pairs = [("b", "2"), ("a", "1"), ("b", "1")]
        for number, (workflow_id, version) in enumerate([*pairs, *pairs]):
            run = run_row(
                f"rests-{number}", workflow_id=workflow_id, workflow_version=version, status="WAITING", owner=None,
                wake_at=float(10 - number),
            )  # fmt: skip
            await store.create(creation_of(run))
        await store.create(creation_of(run_row("runs", workflow_id="b", owner=None)))
        assert _ids(await store.claim(pairs, limit=3, due=100.0)) == ["runs", "rests-5", "rests-4"]
        assert _ids(await store.claim(pairs, limit=9, due=9.0)) == ["rests-3", "rests-2", "rests-1"]

    @conforms
    async def test_the_first_wake_is_told(self, stage: Stage) -> None:
        """Of runs at rest of the workflows asked for: those that are owned or without an instant do not count."""
        store = await stage.open()
        assert await store.next_wake(ORDERS) is None
        for run_id, version, owner, wake_at in (
            ("a", "1", None, 30.5), ("b", "1", None, 20.25), ("c", "1", "engine-1", 5.0), ("d", "2", None, 1.0),
            ("e", "1", None, None),
        ):  # fmt: skip
            run = run_row(run_id, workflow_version=version, status="WAITING", owner=owner, wake_at=wake_at)
            await store.create(creation_of(run))
        assert await store.next_wake(ORDERS) == 20.25
        assert await store.next_wake([("orders", "2"), ("orders", "1"), ("other", "1")]) == 1.0
        assert await store.next_wake([]) is None
        await store.claim(ORDERS, limit=1, due=25.0)
        assert await store.next_wake(ORDERS) == 30.5

    @conforms
    async def test_a_commit_lays_a_run_to_rest(self, stage: Stage) -> None:
        """With the instant that it names; the commit of the next owner wakes it, and the end is the end."""
        store = await stage.open()
        run = run_row()
        await store.create(creation_of(run))
        await store.commit(rested := commit_of(run, status="WAITING", owner=None, wake_at=7.5))
        run = patched(run, rested)
        assert await store.get_run("run-1") == run
        assert await store.next_wake(ORDERS) == 7.5
        (snapshot,) = await store.claim(ORDERS, limit=9, due=8.0)
        await store.commit(woken := commit_of(snapshot.run, status="RUNNING", wake_at=None))
        run = patched(snapshot.run, woken)
        assert await store.get_run("run-1") == run
        assert await store.next_wake(ORDERS) is None
        await store.commit(changed := commit_of(run, done=1, wake_at=3.0))
        assert await store.get_run("run-1") == patched(run, changed)

    @conforms
    async def test_a_message_wakes_a_run_at_rest(self, stage: Stage) -> None:
        """At once, whatever it waited for; sent again after it was consumed it does not."""
        store = await stage.open()
        run = run_row(status="WAITING", owner=None)
        await store.create(creation_of(run))
        assert await store.post(message_row("run-1", "m1")) == RunStatus.WAITING
        assert await store.next_wake(ORDERS) == 0.0
        (snapshot,) = await store.claim(ORDERS, limit=9, due=1.0)
        assert [message._replace(ordinal=0) for message in snapshot.inbox] == [message_row("run-1", "m1")]
        assert await store.load("run-1") == snapshot
        commit = commit_of(snapshot.run, consumed=("m1",), status="WAITING", owner=None, wake_at=None)
        await store.commit(commit._replace(seen=snapshot.inbox[-1].ordinal))
        assert await store.post(message_row("run-1", "m1")) == RunStatus.WAITING
        assert await store.next_wake(ORDERS) is None

    @conforms
    async def test_a_run_rests_with_messages_that_were_seen(self, stage: Stage) -> None:
        """It does not wake for them, and has them when it does; for one that came meanwhile it wakes at once."""
        store = await stage.open()
        await store.create(creation_of(run := run_row()))
        await store.create(creation_of(other := run_row("run-2")))
        for run_id, message_id in (("run-1", "m1"), ("run-2", "m1"), ("run-2", "m2")):
            await store.post(message_row(run_id, message_id))
        first, second, third = (await store.inbox()).messages
        assert first.ordinal < second.ordinal < third.ordinal
        commit = commit_of(run, status="WAITING", owner=None, wake_at=50.0)
        await store.commit(commit._replace(seen=first.ordinal))
        assert await store.next_wake(ORDERS) == 50.0
        commit = commit_of(other, status="WAITING", owner=None, wake_at=None)
        await store.commit(commit._replace(seen=second.ordinal))
        assert await store.next_wake(ORDERS) == 0.0
        (snapshot,) = await store.claim(ORDERS, limit=9, due=1.0)
        assert snapshot.inbox == (second, third)

    @conforms
    async def test_what_was_read_is_not_read_again(self, stage: Stage) -> None:
        """`after` counts over all runs, and goes on with messages to anybody, also when runs are removed."""
        store = await stage.open()
        assert await store.inbox() == Inbox((), 0)
        for run_id, owner in (("mine", "engine-1"), ("yours", "engine-2")):
            await store.create(creation_of(run_row(run_id, owner=owner)))
            await store.post(message_row(run_id, "m1"))
        messages, last = await store.inbox()
        assert [message.run_id for message in messages] == ["mine"]
        assert last > messages[-1].ordinal
        assert await store.inbox(last) == Inbox((), last)
        await store.post(message_row("mine", "m2"))
        assert [message.message_id for message in await unread(store, last)] == ["m2"]
        last = (await store.inbox()).last
        await store.commit(commit_of(run_row("mine"), status="FAILED"))
        assert await store.delete("mine") is True
        await store.create(creation_of(run_row("mine")))
        await store.post(message_row("mine", "m3"))
        assert [message.message_id for message in await unread(store, last)] == ["m3"]

    @conforms
    async def test_a_claimed_run_that_never_woke_is_free_with_its_owner(self, stage: Stage) -> None:
        """Whoever claimed it and died before the first commit: it needs no time to come."""
        first = await stage.open("engine-1")
        await first.create(creation_of(run_row(status="WAITING", owner=None, wake_at=5.0)))
        assert _ids(await first.claim(ORDERS, limit=9, due=5.0)) == ["run-1"]
        await first.close()
        second = await stage.open("engine-2")
        (snapshot,) = await second.claim(ORDERS, limit=9)
        assert (snapshot.run.owner, snapshot.run.epoch) == ("engine-2", 3)


def _ids(snapshots: Sequence[Snapshot]) -> list[str]:
    return [snapshot.run.run_id for snapshot in snapshots]
