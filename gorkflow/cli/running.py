"""`gorkflow run`: start a run of a workflow and wait for its end."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gorkflow.cli.documents import run_document
from gorkflow.cli.exits import ExitCode
from gorkflow.cli.inputs import parse_input
from gorkflow.cli.locating import find_all, find_beside, find_workflow
from gorkflow.cli.one_run import OneRun
from gorkflow.cli.reports import print_failure, print_json, say, say_waits, status_code
from gorkflow.cli.resting import Rest, rest_of
from gorkflow.cli.schemas import print_document
from gorkflow.cli.session import MEMORY, Session, opened, read_back
from gorkflow.cli.streams import output_kept_clean
from gorkflow.composition import store_of
from gorkflow.core.run import RunStatus

if TYPE_CHECKING:
    from gorkflow.cli.options import Target
    from gorkflow.core.run import WorkflowRun
    from gorkflow.core.workflow import Workflow


@dataclass(frozen=True, slots=True)
class Request:
    """The arguments of `gorkflow run`."""

    workflow: str
    input: str | None
    tags: Mapping[str, str]
    key: str | None
    run_timeout: float | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """How it went.

    Attributes:
        run: the record; None where it is gone with the engine.
        signal: what ended the command before the run was over.
        rest: what the run waits for, where nothing but a signal moves it.
    """

    run_id: str
    run: WorkflowRun | None
    signal: signal.Signals | None
    rest: Rest | None = None


def run(target: Target, request: Request, *, as_json: bool) -> ExitCode:
    """Start the run, show its progress, print its output; the exit code.

    Raises:
        UsageError, GorkflowError: it could not be started; nothing was stored.
    """
    with output_kept_clean():
        workflow = find_workflow(request.workflow)
        target.config.check_steps(_known_beside(target, request.workflow, workflow))
        value = parse_input(workflow, request.input)
        outcome = asyncio.run(_drive(target, request, workflow, value))
    return _report(target, request, workflow, outcome, as_json=as_json)


def _known_beside(target: Target, wanted: str, workflow: Workflow[Any, Any]) -> list[Workflow[Any, Any]]:
    """The workflow, and others that a step of the file may be of: of its module, and of the apps where that is not it.

    Apps are imported only where the file has a step that the workflow does not have.
    """
    if not target.config.steps_unknown_to([workflow]):
        return [workflow]
    beside = [workflow, *find_beside(wanted)]
    return beside if not target.config.steps_unknown_to(beside) else [*beside, *find_all(target.apps)]


async def _drive(target: Target, request: Request, workflow: Workflow[Any, Any], value: object) -> Outcome:
    store = OneRun(store_of(target.store))
    async with opened(store, [workflow], only=workflow) as session:
        handle = await session.engine.start(
            workflow, value, idempotency_key=request.key, tags=request.tags, run_timeout=request.run_timeout
        )
        run_id = store.run_id = handle.run_id
        await _begin(session, workflow, run_id, is_known=request.key is not None)
        await session.until_settled(run_id)
        if session.interrupts.received is None:
            rest = await rest_of(store, run_id)
            is_lost = rest is not None and target.store == MEMORY
            return Outcome(run_id, None if is_lost else await session.engine.get_run(run_id), None, rest)
    return Outcome(run_id, await read_back(target.store, run_id), session.interrupts.received)


async def _begin(session: Session, workflow: Workflow[Any, Any], run_id: str, *, is_known: bool) -> None:
    ledger = session.progress.ledger
    if is_known and run_id not in ledger.runs:  # the key's run: over, another process's, or left by a dead one
        session.progress.say(f"run {run_id} of workflow {workflow.id} was started before")
        await session.engine.recover()
    ledger.expect(run_id)


def _report(
    target: Target, request: Request, workflow: Workflow[Any, Any], outcome: Outcome, *, as_json: bool
) -> ExitCode:
    run = outcome.run
    if run is None:  # interrupted or at rest, and kept nowhere
        say(f"run {outcome.run_id} is lost: {MEMORY} keeps nothing; use a store that does: --store sqlite:///runs.db")
        return ExitCode.INTERRUPTED if outcome.signal is signal.SIGINT else ExitCode.FAILED
    if as_json:
        print_document(run_document(run, outcome.rest))
    elif run.status is RunStatus.COMPLETED:
        print_json(run.output)
    code = status_code(run.status)
    apps = list(dict.fromkeys([*target.apps, request.workflow]))
    if outcome.rest is not None:
        say_waits(target, run, outcome.rest, workflow, apps)
        return ExitCode.WAITS_FOR_INPUT
    if outcome.signal is None or run.status.is_final:
        if code is not ExitCode.OK:
            is_kept = target.store != MEMORY
            retry = target.command("retry", run.run_id, apps=apps) if is_kept else None
            print_failure(run, target.command("show", run.run_id, apps=()), retry)
    else:
        say(f"run {run.run_id} is not over; it goes on with: {target.command('resume', run.run_id, apps=apps)}")
    return ExitCode.INTERRUPTED if outcome.signal is signal.SIGINT else code
