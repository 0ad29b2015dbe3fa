"""Going on by hand: retry, fork, migrate, and what the first two would do."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Collection
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from typing_extensions import TypeIs

from gorkflow.core.compatibility import is_done, mismatch, not_taken_by
from gorkflow.core.creation import StartOptions
from gorkflow.core.error_text import shown
from gorkflow.core.events import EventType
from gorkflow.core.forking import descendants, fork, kept_by_fork
from gorkflow.core.forms import describe
from gorkflow.core.migration import migrate
from gorkflow.core.plan import Plan
from gorkflow.core.plan_nodes import PlanLoop, PlanMap, PlanStep
from gorkflow.core.records import Commit, RunRow, Snapshot
from gorkflow.core.reopen import check_retryable, preview, preview_retry, reopen
from gorkflow.core.run import RunPreview, RunStatus, stored_status
from gorkflow.core.step import Step
from gorkflow.core.values import Encoded, ValueRefusedError, codec_for
from gorkflow.errors import (
    ConflictError,
    DefinitionMismatchError,
    InputError,
    RunFinishedError,
    StepNotFoundError,
    StoreError,
)
from gorkflow.runtime.ids import run_id as new_run_id

if TYPE_CHECKING:
    from gorkflow.runtime.definitions import Definitions
    from gorkflow.runtime.kit import Kit
    from gorkflow.runtime.queries import Queries
    from gorkflow.runtime.recovery import Recovery
    from gorkflow.runtime.runs import Runs

NOT_GIVEN: Final[object] = object()
_BATCH = 500
_SHOWN = 20


class GoingOn:
    """What a user does with runs that do not go on by themselves. Whatever is refused has written nothing."""

    def __init__(self, kit: Kit, runs: Runs, queries: Queries, definitions: Definitions, recovery: Recovery) -> None:
        self._kit = kit
        self._recovery = recovery
        self._runs = runs
        self._queries = queries
        self._definitions = definitions

    async def retry(self, run_id: str) -> str:
        """Take up again what failed or was cancelled; of several at once, one does it, and the others see it open.

        Raises:
            RunFinishedError, RunNotFinishedError: the run is not one to retry.
            DefinitionError, DefinitionMismatchError: there is no code for it here.
        """
        driver = self._runs.find(self._queries.checked_id(run_id))
        if driver is not None and driver.live.is_over:  # it has just ended, and its driver does not know yet
            await driver.ending.future()
        snapshot = await self._queries.snapshot(run_id)
        if _goes_on(snapshot.run) and await self._was_retried(run_id):
            if self._definitions.plan_for(snapshot.run) is not None:
                await self._kit.chores.see_through(self._take_up(snapshot.run))
            return run_id
        check_retryable(snapshot.run)
        commit = reopen(await self._fitting(snapshot), snapshot, self._kit.clock.now())
        return await self._kit.chores.see_through(self._reopen(snapshot.run, commit))

    async def _reopen(self, run: RunRow, commit: Commit) -> str:
        try:
            await self._kit.store.commit(commit)
        except ConflictError:
            await self._queries.row(run.run_id)  # it may have been deleted; else another retry was quicker
            return run.run_id
        self._kit.hub.publish(run.workflow_id, run.run_id, commit.events)
        await self._take_up(run)
        return run.run_id

    async def _take_up(self, run: RunRow) -> None:
        """Drive it, if nobody does."""
        with contextlib.suppress(StoreError):  # then it is taken up by the next claim, here or elsewhere
            await self._recovery.take(run, self._runs.adopt)

    async def preview_retry(self, run_id: str) -> RunPreview:
        """What `retry` would run. Raises as it does."""
        snapshot = await self._queries.snapshot(run_id)
        check_retryable(snapshot.run)
        return preview_retry(await self._fitting(snapshot), snapshot)

    async def fork(self, run_id: str, from_step: object, input_: object) -> str:
        """Make and drive a new run that keeps what does not depend on the step; its id.

        Raises:
            StepNotFoundError: there is no such step.
            InputError: the input does not fit the step, or the step takes none.
            DefinitionError, DefinitionMismatchError: there is no code for the run here.
        """
        snapshot = await self._queries.snapshot(run_id)
        plan, index = await self._forkable(snapshot, from_step)
        given = None if input_ is NOT_GIVEN else _given(plan, index, input_, self._kit.max_payload_bytes)

        now = self._kit.clock.now()
        live, inputs = fork(plan, snapshot, index, given, run_id=new_run_id(now), owner=self._runs.owner, now=now)
        row, _ = await self._runs.create(live, _options_of(snapshot.run), inputs)
        return row.run_id

    async def preview_fork(self, run_id: str, from_step: object) -> RunPreview:
        """What `fork` would run. Raises as it does."""
        snapshot = await self._queries.snapshot(run_id)
        plan, index = await self._forkable(snapshot, from_step)
        return preview(plan, [row.step_id for row in kept_by_fork(plan, snapshot, index)])

    async def migrate(self, run_id: str) -> None:
        """Take an open run over to the definition that is registered here, and drive it.

        Raises:
            RunFinishedError: the run is over.
            DefinitionError: no version of its workflow is registered, or several others are.
            SchemaMismatchError: a stored value does not fit its type under that definition.
            ConflictError: another engine drives it.
        """
        snapshot = await self._queries.snapshot(run_id)
        run = snapshot.run
        if stored_status(run.status, run.run_id).is_final:
            msg = (
                f"run {run_id} is {run.status}, and only an open run goes over to another definition; retry or fork it "
                "under a definition that leaves alone what it has executed"
            )
            raise RunFinishedError(msg, run_id=run_id)
        plan = self._definitions.target_for(run)
        if self._runs.find(run_id) is not None:  # under the definition that is registered here for its version
            return
        is_there = (run.workflow_version, run.fingerprint) == (plan.workflow.version, plan.workflow.fingerprint)
        if not is_there:  # asked before the run is touched
            migrate(plan, snapshot, owner="", now=self._kit.clock.now())
        go_on = self._runs.adopt if is_there else partial(self._runs.adopt, target=plan)
        if not await self._kit.chores.see_through(self._recovery.take(run, go_on)) and not is_there:
            msg = f"run {run_id} is driven by another engine; nothing was changed, close that engine or migrate there"
            raise ConflictError(msg)

    async def _fitting(self, snapshot: Snapshot, only: Collection[str] | None = None) -> Plan:
        """The registered definition of the run, under which it may go on."""
        plan = self._definitions.registered(snapshot.run)
        former = await self._definitions.former(self._kit.store, snapshot.run)
        text = mismatch(plan, snapshot, former, only)
        if text is not None:
            raise DefinitionMismatchError(text, run_id=snapshot.run.run_id)
        return plan

    async def _forkable(self, snapshot: Snapshot, from_step: object) -> tuple[Plan, int]:
        """The plan of a fork, in which all that it keeps is unchanged, and the step's place in it."""
        plan = self._definitions.registered(snapshot.run)
        index = _index_of(plan, from_step, snapshot.run.run_id)
        _check_taken(plan, snapshot, index)
        anew = {plan.nodes[one].path for one in descendants(plan, index)}
        kept = {row.step_id for row in snapshot.executions if is_done(row) and row.step_id not in anew}
        await self._fitting(snapshot, kept)
        return plan, index

    async def _was_retried(self, run_id: str) -> bool:
        after = 0
        while rows := await self._kit.store.list_events(run_id, after=after, limit=_BATCH):
            if any(row.type == EventType.RUN_RETRIED for row in rows):
                return True
            after = rows[-1].seq
        return False


def _goes_on(run: RunRow) -> bool:
    return not stored_status(run.status, run.run_id).is_final and run.status != RunStatus.SUSPENDED


def _index_of(plan: Plan, from_step: object, run_id: str) -> int:
    """By path; a Step by itself, by its id as a path, or by its id within a child workflow if only one has it.

    What leads into a map or a loop stands for the whole of it.
    """
    wanted = from_step
    if _is_step(from_step):
        step, wanted = from_step, from_step.id
        tests: tuple[Callable[[str, object], bool], ...] = (
            lambda name, one: one is step,
            lambda name, one: name == step.id,
            lambda name, one: name.rpartition("/")[2] == step.id,
        )
        for test in tests:
            found = [name for name, one in plan.workflow.steps.items() if test(name, one)]
            if len(found) == 1:
                wanted = found[0]
                break
    index = plan.owner_of(wanted) if isinstance(wanted, str) else None
    if index is None:
        names = list(plan.workflow.steps)
        has = ", ".join(names[:_SHOWN]) + (", ..." if len(names) > _SHOWN else "")
        msg = f"workflow {plan.workflow.id!r} of run {run_id} has no step {shown(wanted)} to fork from; it has {has}"
        raise StepNotFoundError(msg, run_id=run_id)
    return index


def _check_taken(plan: Plan, snapshot: Snapshot, index: int) -> None:
    """Raises InputError for a node in an arm that the run has not taken: a fork would not take it either."""
    decision = not_taken_by(plan, snapshot, index)
    if decision is not None:
        msg = (
            f"step {plan.nodes[index].path!r} of run {snapshot.run.run_id} stands in an arm that was not taken; "
            f"fork from {decision!r} to decide anew"
        )
        raise InputError(msg)


def _is_step(value: object) -> TypeIs[Step[Any, Any]]:
    return isinstance(value, Step)


def _given(plan: Plan, index: int, value: object, max_bytes: int) -> Encoded:
    node = plan.nodes[index]
    if isinstance(node, PlanMap | PlanLoop):
        body, what = node.body.definition, "map" if isinstance(node, PlanMap) else "loop"
        msg = (
            f"the {what} {node.path!r} with {body.kind} {body.id!r} is forked as a whole and takes no other input; "
            "fork from it without input=, or from the step before it"
        )
        raise InputError(msg)
    if not (isinstance(node, PlanStep) and node.takes_value):
        msg = f"step {node.path!r} takes no input; fork from it without input="
        raise InputError(msg)
    form = node.step.signature.value
    try:
        return codec_for(form).encode(value, max_bytes)
    except ValueRefusedError as refused:
        what = f"step {node.path!r} takes {describe(form)}, and the input does not fit: {refused.reason}"
        msg = f"{what}; nothing was started"
        raise InputError(msg) from refused


def _options_of(run: RunRow) -> StartOptions:
    return StartOptions(
        tags=json.loads(run.tags), resource_id=run.resource_id, on_failure=run.on_failure, forked_from=run.run_id
    )
