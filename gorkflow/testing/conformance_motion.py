"""Conformance: forks, retries, and definitions that change under a run."""

# ruff: noqa: S101 - a suite of tests

from __future__ import annotations

from gorkflow.core.records import Creation, DefinitionRow, GivenRow, Redefined, Snapshot, StateRow
from gorkflow.core.run import RunStatus
from gorkflow.testing.conformance_stage import (
    Stage,
    commit_of,
    conforms,
    creation_of,
    definition_of,
    event_row,
    message_row,
    patched,
    run_row,
    step_row,
    unread,
)

__all__ = ["MotionConformance"]

ORDERS = [("orders", "1")]


class MotionConformance:
    """The lesser fields of Creation and Commit, `get_definition`, and `claim(differing=)`."""

    @conforms
    async def test_a_fork_brings_state_and_inputs(self, stage: Stage) -> None:
        """They are in the snapshot, also in that of a claim, and go with the run."""
        store = await stage.open()
        run = run_row(owner=None, forked_from="run-0", status="PENDING")
        state = (StateRow("run-1", "k", "load", 2, b"v"), StateRow("run-1", "a", "price", 3, None))
        given = (GivenRow("run-1", "charge", b"\x00[1]", 1, 2**32 - 1), GivenRow("run-1", "it's", b"", -1, 0))
        creation = Creation(run, (step_row(),), (event_row(),), state, given)
        assert await store.create(creation) == run
        snapshot = await store.load("run-1")
        assert snapshot is not None
        assert (snapshot.state, snapshot.given) == (state, given)
        (claimed,) = await store.claim(ORDERS, limit=1)
        assert (claimed.state, claimed.given) == (state, given)
        await store.commit(commit_of(claimed.run, status="FAILED"))
        assert await store.delete("run-1") is True
        await store.create(creation_of(run))
        assert await store.load("run-1") == Snapshot(run, (), (), ())

    @conforms
    async def test_state_is_kept_by_key_and_step(self, stage: Stage) -> None:
        """What two steps write under one key is two rows, in order of writing; a step's later row replaces its own."""
        store = await stage.open()
        run = run_row()
        await store.create(creation_of(run))
        written: list[tuple[dict[str, bytes | None], str]] = [
            ({"k": b"1", "j": b"2"}, "load"), ({"k": b"3"}, "price"), ({"k": None}, "load"),
        ]  # fmt: skip
        for state, by in written:
            commit = commit_of(run, state=state, by=by)
            await store.commit(commit)
            run = patched(run, commit)
        snapshot = await store.load("run-1")
        assert snapshot is not None
        assert [tuple(row) for row in snapshot.state] == [
            ("run-1", "j", "load", 2, b"2"), ("run-1", "k", "price", 3, b"3"), ("run-1", "k", "load", 4, None),
        ]  # fmt: skip

    @conforms
    async def test_a_definition_is_stored_once(self, stage: Stage) -> None:
        """With the first run that brings it, also where others bring it again; not with a run that is not stored."""
        store = await stage.open()
        first = definition_of(shape='{"a": "größe"}')
        assert await store.get_definition(first.fingerprint) is None
        await store.create(creation_of(run_row(idempotency_key="k"))._replace(definition=first))
        await store.create(creation_of(run_row("run-2"))._replace(definition=first._replace(shape="other")))
        second = creation_of(run_row("run-3", idempotency_key="k"))._replace(definition=definition_of("e" * 32))
        assert (await store.create(second)).run_id == "run-1"
        assert await store.get_definition(first.fingerprint) == first
        assert await store.get_definition("e" * 32) is None
        assert await store.get_definition("'; DROP TABLE definitions; --") is None

    @conforms
    async def test_a_run_goes_on_under_another_definition(self, stage: Stage) -> None:
        """Version, fingerprint, number of steps and input arm change; the first fingerprint stays; fenced as ever."""
        store = await stage.open()
        run = run_row()
        await store.create(creation_of(run))
        before = run.fingerprint
        for number, version in enumerate(("2", "3")):
            definition = DefinitionRow(version * 32, "orders", version, "{}")
            commit = commit_of(run, owner=None)._replace(redefined=Redefined(definition, 7 + number, number))
            await store.commit(commit)
            run = patched(run, commit)
            assert await store.get_run("run-1") == run
            assert await store.get_definition(version * 32) == definition
        assert (run.migrated_from, run.workflow_version, run.total, run.input_arm) == (before, "3", 8, 1)
        assert list(await store.claim(ORDERS, limit=1)) == []
        assert [snapshot.run.run_id for snapshot in await store.claim([("orders", "3")], limit=1)] == ["run-1"]

    @conforms
    async def test_a_run_that_was_over_is_taken_up_again(self, stage: Stage) -> None:
        """A commit opens it: it is claimed, gets messages, and none of those that waited for it before."""
        store = await stage.open()
        run = run_row()
        await store.create(creation_of(run))
        await store.create(creation_of(run_row("run-2")))
        for run_id in ("run-1", "run-2"):
            await store.post(message_row(run_id, "m1"))
        await store.commit(ended := commit_of(run, status="FAILED", owner=None))
        run = patched(run, ended)
        assert list(await store.claim(ORDERS, limit=5)) == []
        await store.commit(reopened := commit_of(run, status="PENDING", owner=None)._replace(drops_inbox=True))
        run = patched(run, reopened)
        assert await store.post(message_row("run-1", "m1")) == RunStatus.PENDING
        (snapshot,) = await store.claim(ORDERS, limit=5)
        assert snapshot.run == run._replace(owner="engine-1", epoch=run.epoch + 1)
        assert await unread(store) == [message_row("run-2", "m1")]
        await store.post(message_row("run-1", "m2"))
        assert {message.message_id for message in await unread(store)} == {"m1", "m2"}

    @conforms
    async def test_suspended_runs_that_differ_are_left_alone(self, stage: Stage) -> None:
        """Where their fingerprint is named; others are claimed, and so is any run by its id."""
        store = await stage.open()
        for number, (status, fingerprint) in enumerate(
            (("SUSPENDED", "old"), ("RUNNING", "old"), ("SUSPENDED", "new"), ("SUSPENDED", "old"))
        ):
            run = run_row(f"run-{number}", status=status, fingerprint=fingerprint, owner=None, created_at=float(number))
            await store.create(creation_of(run))
        claimed = await store.claim(ORDERS, limit=2, differing=["old", "it's"])
        assert [snapshot.run.run_id for snapshot in claimed] == ["run-1", "run-2"]
        assert list(await store.claim(ORDERS, limit=9, differing={"old"})) == []
        (named,) = await store.claim(ORDERS, limit=9, run_id="run-3", differing={"old"})
        assert (named.run.run_id, named.run.epoch) == ("run-3", 2)
        assert [snapshot.run.run_id for snapshot in await store.claim(ORDERS, limit=9)] == ["run-0"]
