"""Conformance: creating, committing and deleting runs."""

# ruff: noqa: S101 - a suite of tests

from __future__ import annotations

import asyncio

import pytest

from gorkflow.core.records import Commit, Redefined
from gorkflow.core.run import RunFilter
from gorkflow.errors import ConflictError
from gorkflow.ports import Store
from gorkflow.testing.conformance_stage import (
    Stage,
    commit_of,
    conforms,
    creation_of,
    definition_of,
    event_row,
    everything,
    message_row,
    patched,
    run_row,
    step_row,
    unread,
)

__all__ = ["CommitConformance", "CreateConformance"]

MEBIBYTE = 1024 * 1024
ODD_TEXTS = (
    "it's",
    'a"b',
    "x; DROP TABLE runs; --",
    "line\nbreak\r\t",
    "nul\0inside",
    "%_\\",
    "größe 漢字 🧵",
    " ",
    "null",
)


async def _winners(*attempts: asyncio.Task[None]) -> int:
    """How many of these commits went in; the others must have met a ConflictError."""
    results = await asyncio.gather(*attempts, return_exceptions=True)
    for result in results:
        assert result is None or isinstance(result, ConflictError), result
    return sum(result is None for result in results)


class CreateConformance:
    """`create`, `get_run`, and what may be in a row."""

    @conforms
    async def test_a_created_run_reads_back_as_it_was_written(self, stage: Stage) -> None:
        """Row, executions in order and events are those of the Creation."""
        store = await stage.open()
        run = run_row(
            tags={"team": "a"}, resource_id="r", idempotency_key="k", forked_from="run-0", deadline_at=1.25, error="{}"
        )
        creation = creation_of(run, step_row("run-1", "b"), step_row("run-1", "a", ordinal=2))
        assert await store.create(creation) == run
        assert await store.get_run("run-1") == run
        snapshot = await store.load("run-1")
        assert snapshot is not None
        assert (snapshot.run, snapshot.executions, snapshot.state) == (run, creation.executions, ())
        assert list(await store.list_events("run-1")) == [event_row()]

    @conforms
    async def test_what_does_not_exist_is_none(self, stage: Stage) -> None:
        """A missing run, snapshot or execution is None; its events are none."""
        store = await stage.open()
        await store.create(creation_of())
        assert await store.get_run("run-2") is None
        assert await store.load("run-2") is None
        assert await store.get_execution("run-1", "load") is None
        assert await store.get_execution("run-2", "load") is None
        assert list(await store.list_events("run-2")) == []

    @conforms
    async def test_an_id_is_given_once(self, stage: Stage) -> None:
        """A second run of the same id is refused, and changes nothing of the first."""
        store = await stage.open()
        await store.create(creation_of(run_row(), step_row()))
        before = await everything(store, "run-1")
        with pytest.raises(ConflictError):
            await store.create(creation_of(run_row(workflow_id="other"), step_row("run-1", "other")))
        assert await everything(store, "run-1") == before

    @conforms
    async def test_a_key_gives_the_run_that_has_it(self, stage: Stage) -> None:
        """A second run of the same key is not stored: the first one's row, as it is now, comes back."""
        store = await stage.open()
        first = run_row(idempotency_key="k")
        await store.create(creation_of(first))
        commit = commit_of(first, done=2)
        await store.commit(commit)
        second = creation_of(run_row("run-2", idempotency_key="k", input=b"2", workflow_id="other"), step_row("run-2"))
        assert await store.create(second) == patched(first, commit)
        assert await everything(store, "run-2") == (None, [])

    @conforms
    async def test_no_key_is_no_key(self, stage: Stage) -> None:
        """Runs without a key, or with keys that differ in case or space, are runs of their own."""
        store = await stage.open()
        for number, key in enumerate(["k", "K", "k ", "", None, None]):
            run = run_row(f"run-{number}", idempotency_key=key)
            assert (await store.create(creation_of(run))).run_id == f"run-{number}"

    @conforms
    async def test_fifty_starts_with_one_key_make_one_run(self, stage: Stage) -> None:
        """Concurrent creations with one key agree on the run, which has one event."""
        store = await stage.open()
        rows = await asyncio.gather(
            *(store.create(creation_of(run_row(f"run-{number}", idempotency_key="k"))) for number in range(50))
        )
        (run_id,) = {row.run_id for row in rows}
        assert len((await store.list_runs(RunFilter())).items) == 1
        assert len(await store.list_events(run_id)) == 1

    @conforms
    async def test_values_come_back_bit_by_bit(self, stage: Stage) -> None:
        """Bytes that are no text, nothing, and 2 MiB, as input, output and state."""
        store = await stage.open()
        for number, value in enumerate([b"\x00\x01\x02", b"", bytes(range(256)), b"x" * (2 * MEBIBYTE)]):
            run = run_row(f"run-{number}", input=value)
            await store.create(creation_of(run))
            await store.commit(commit_of(run, step_row(run.run_id, output=value), state={"key": value}))
            snapshot = await store.load(run.run_id)
            assert snapshot is not None
            assert snapshot.run.input == value
            assert [row.output for row in snapshot.executions] == [value]
            assert [row.value for row in snapshot.state] == [value]

    @conforms
    async def test_any_text_is_an_id(self, stage: Stage) -> None:
        """Quotes, statements, NUL and emoji in ids, keys, tags and messages are text like any other."""
        store = await stage.open()
        for text in ODD_TEXTS:
            run = run_row(
                text, workflow_id=text, workflow_version=text, resource_id=text, idempotency_key=text, tags={text: text}
            )
            await store.create(creation_of(run, step_row(text, text)))
            await store.commit(commit_of(run, step_row(text, text, output=b"1"), state={text: b"2"}))
        for text in ODD_TEXTS:
            snapshot = await store.load(text)
            assert snapshot is not None
            assert (snapshot.executions[0].step_id, snapshot.state[0].key) == (text, text)
            for wanted in (
                RunFilter(workflow_id=text),
                RunFilter(version=text),
                RunFilter(resource_id=text),
                RunFilter(tags={text: text}),
            ):
                assert [row.run_id for row in (await store.list_runs(wanted)).items] == [text]

    @conforms
    async def test_numbers_come_back_exactly(self, stage: Stage) -> None:
        """Instants keep all their digits, integers 63 bits."""
        store = await stage.open()
        run = run_row(created_at=1_763_712_345.678901, input_checksum=2**63 - 1, total=2**40, updated_at=0.1 + 0.2)
        await store.create(creation_of(run))
        assert await store.get_run("run-1") == run


class CommitConformance:
    """`commit`: atomic, fenced."""

    @conforms
    async def test_a_commit_writes_all_its_parts(self, stage: Stage) -> None:
        """Every field of the patch, executions, state and events; what the patch does not name stays."""
        store = await stage.open()
        run = run_row()
        await store.create(creation_of(run, step_row()))
        done = step_row("run-1", "load", status="COMPLETED", position=0, output=b"1", checksum=5, cpu_seconds=0.5)
        commit = commit_of(
            run, done, step_row("run-1", "price"), state={"k": b"v"},
            status="FAILED", done=1, started_at=2.0, completed_at=3.0, updated_at=4.0, output_ref='"load"',
            error='{"code": "x"}', cancel_requested=1, owner=None, deadline_at=9.0,
        )  # fmt: skip
        await store.commit(commit)
        snapshot = await store.load("run-1")
        assert snapshot is not None
        assert snapshot.run == patched(run, commit)
        assert snapshot.executions == (done, step_row("run-1", "price"))
        assert await store.get_execution("run-1", "load") == done
        assert [tuple(row) for row in snapshot.state] == [("run-1", "k", "load", 2, b"v")]
        assert list(await store.list_events("run-1")) == [event_row(), event_row("run-1", 2, "StepCompleted")]

    @conforms
    async def test_a_writer_that_is_behind_writes_nothing(self, stage: Stage) -> None:
        """Another epoch, an old or future sequence number, or no such run: ConflictError, and not one row."""
        store = await stage.open()
        run = run_row(epoch=3, last_seq=7)
        await store.create(creation_of(run))
        await store.post(message_row("run-1", "m1"))
        before = await everything(store, "run-1")
        for epoch, seq in ((2, 7), (4, 7), (3, 6), (3, 8)):
            commit = commit_of(
                run, step_row(), epoch=epoch, expected_seq=seq, state={"k": b"v"}, consumed=("m1",), status="COMPLETED"
            )._replace(redefined=Redefined(definition_of("e" * 32), 9, 1), drops_inbox=True)
            with pytest.raises(ConflictError):
                await store.commit(commit)
        with pytest.raises(ConflictError):
            await store.commit(commit_of(run_row("run-2"), step_row("run-2"), state={"k": b"v"}))
        assert await everything(store, "run-1") == before
        assert await everything(store, "run-2") == (None, [])
        assert await store.get_definition("e" * 32) is None
        assert [message.message_id for message in await unread(store)] == ["m1"]

    @conforms
    async def test_the_latest_attempt_replaces_the_one_before(self, stage: Stage) -> None:
        """One execution per step, with the fields of the last upsert, at its place in the order of start."""
        store = await stage.open()
        run = run_row()
        await store.create(creation_of(run, step_row("run-1", "z"), step_row("run-1", "a", ordinal=2)))
        failed = step_row("run-1", "z", attempt=2, failures=1, error="{}", next_attempt_at=5.0, status="RETRYING")
        commit = commit_of(run, failed, step_row("run-1", "m", ordinal=3))
        await store.commit(commit)
        again = step_row("run-1", "z", attempt=3, failures=1)
        await store.commit(commit_of(patched(run, commit), again))
        snapshot = await store.load("run-1")
        assert snapshot is not None
        assert snapshot.executions == (again, step_row("run-1", "a", ordinal=2), step_row("run-1", "m", ordinal=3))

    @conforms
    async def test_state_is_set_overwritten_and_deleted(self, stage: Stage) -> None:
        """A value of None deletes, also a missing key, and is a row like any other; an empty value is a value."""
        store = await stage.open()
        run = run_row()
        await store.create(creation_of(run))
        for state in ({"a": b"1", "b": b"2", "c": b""}, {"a": b"3", "b": None, "missing": None}):
            commit = commit_of(run, state=state)
            await store.commit(commit)
            run = patched(run, commit)
        snapshot = await store.load("run-1")
        assert snapshot is not None
        assert {row.key: row.value for row in snapshot.state} == {"a": b"3", "b": None, "c": b"", "missing": None}

    @conforms
    async def test_runs_do_not_see_each_other(self, stage: Stage) -> None:
        """Steps and state of the same name in two runs are two."""
        store = await stage.open()
        for run_id in ("run-1", "run-2"):
            run = run_row(run_id)
            await store.create(creation_of(run))
            await store.commit(commit_of(run, step_row(run_id, output=run_id.encode()), state={"k": run_id.encode()}))
        for run_id in ("run-1", "run-2"):
            snapshot = await store.load(run_id)
            assert snapshot is not None
            assert [row.output for row in snapshot.executions] == [run_id.encode()]
            assert [row.value for row in snapshot.state] == [run_id.encode()]

    @conforms
    async def test_of_two_racing_commits_one_wins(self, stage: Stage) -> None:
        """Commits that believe in the same sequence number: one goes in whole, the others not at all."""
        store = await stage.open()
        run = run_row()
        await store.create(creation_of(run))
        commits = [commit_of(run, step_row("run-1", f"s{number}"), done=number) for number in range(1, 9)]
        assert await _winners(*(_start(store, commit) for commit in commits)) == 1
        snapshot = await store.load("run-1")
        assert snapshot is not None
        assert [row.step_id for row in snapshot.executions] == [f"s{snapshot.run.done}"]
        assert [row.seq for row in await store.list_events("run-1")] == [1, 2]

    @conforms
    async def test_fifty_runs_commit_at_once(self, stage: Stage) -> None:
        """Concurrent commits of different runs all go in; one that conflicts among them fails alone."""
        store = await stage.open()
        runs = [run_row(f"run-{number}") for number in range(50)]
        await asyncio.gather(*(store.create(creation_of(run)) for run in runs))
        commits = [commit_of(run, step_row(run.run_id, output=b"1"), done=1) for run in runs]
        stale = commit_of(runs[20], step_row("run-20", "stale"), epoch=9)
        assert await _winners(*(_start(store, commit) for commit in [*commits[:25], stale, *commits[25:]])) == 50
        for run in runs:
            snapshot = await store.load(run.run_id)
            assert snapshot is not None
            assert (snapshot.run.done, [row.step_id for row in snapshot.executions]) == (1, ["load"])

    @conforms
    async def test_events_are_numbered_without_gaps(self, stage: Stage) -> None:
        """Fifty appends give seq 1 to 50; reading after 2 begins at 3; a limit ends the list."""
        store = await stage.open()
        run = run_row()
        await store.create(creation_of(run))
        for _ in range(49):
            commit = commit_of(run)
            await store.commit(commit)
            run = patched(run, commit)
        assert [row.seq for row in await store.list_events("run-1")] == list(range(1, 51))
        assert [row.seq for row in await store.list_events("run-1", after=2, limit=3)] == [3, 4, 5]
        assert list(await store.list_events("run-1", after=50)) == []

    @conforms
    async def test_a_cancelled_commit_is_whole_or_nothing(self, stage: Stage) -> None:
        """Whenever its caller is cancelled, a commit leaves all of itself or nothing, and no lock: others go on."""
        store = await stage.open()
        for number in range(20):
            run = run_row(f"run-{number}")
            await store.create(creation_of(run))
            task = _start(store, commit_of(run, step_row(run.run_id), done=1))
            for _ in range(number % 5):
                await asyncio.sleep(0)  # noqa: TID251 - lets the commit get on its way
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        await store.create(creation_of(run_row("last")))
        for number in range(20):
            snapshot = await store.load(f"run-{number}")
            assert snapshot is not None
            assert (snapshot.run.done, len(snapshot.executions)) in {(0, 0), (1, 1)}
            assert len(await store.list_events(f"run-{number}")) == 1 + snapshot.run.done


def _start(store: Store, commit: Commit) -> asyncio.Task[None]:
    async def run() -> None:
        await store.commit(commit)

    return asyncio.create_task(run())
