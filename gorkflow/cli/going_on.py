"""`gorkflow retry`, `fork`, `migrate`, `cancel`: one run, by hand."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from gorkflow.cli.definitions import Definitions, by_version, definition_name, definition_of, unregistered
from gorkflow.cli.documents import run_document
from gorkflow.cli.exits import ExitCode, UsageError
from gorkflow.cli.inputs import parse_json, read_input
from gorkflow.cli.locating import find_all
from gorkflow.cli.lookup import look_up
from gorkflow.cli.one_run import OneRun
from gorkflow.cli.reports import print_line, say
from gorkflow.cli.resuming import Report, look_back, print_report
from gorkflow.cli.schemas import print_document
from gorkflow.cli.session import opened
from gorkflow.cli.streams import output_kept_clean
from gorkflow.composition import connect, store_of
from gorkflow.core.forms import describe
from gorkflow.core.run import RunStatus, WorkflowRun
from gorkflow.core.values import ValueRefusedError, codec_for
from gorkflow.errors import InputError

if TYPE_CHECKING:
    from gorkflow.cli.options import Target
    from gorkflow.composition import Engine
    from gorkflow.core.workflow import Workflow

Act = Callable[["Engine"], Awaitable[str]]


def retry(target: Target, wanted: str, *, as_json: bool) -> ExitCode:
    """Take up again what failed or was cancelled, and wait for its end; the exit code.

    Raises:
        UsageError, GorkflowError: the run cannot be retried; nothing was written.
    """

    def act_on(run: WorkflowRun, known: Definitions) -> Act:
        return lambda engine: engine.retry(run.run_id)

    return _do(target, wanted, act_on, as_json=as_json)


def fork(target: Target, wanted: str, from_step: str, input_: str | None, *, as_json: bool) -> ExitCode:
    """Make a new run of one that there is, from a step on, and wait for its end; the exit code.

    Raises:
        UsageError, GorkflowError: the run cannot be forked; nothing was written.
    """

    def act_on(run: WorkflowRun, known: Definitions) -> Act:
        if input_ is None:
            return lambda engine: engine.fork(run.run_id, from_step=from_step)
        value = _value(known[run.workflow_id, run.workflow_version], from_step, input_)
        return lambda engine: engine.fork(run.run_id, from_step=from_step, input=value)

    return _do(target, wanted, act_on, as_json=as_json, makes_one=True)


def migrate(target: Target, wanted: str, *, as_json: bool) -> ExitCode:
    """Take an open run over to the code of today, and wait for its end; the exit code.

    Raises:
        UsageError, GorkflowError: the run cannot be taken over; nothing was written.
    """

    def act_on(run: WorkflowRun, known: Definitions) -> Act:
        async def act(engine: Engine) -> str:
            await engine.migrate(run.run_id)
            return run.run_id

        return act

    return _do(target, wanted, act_on, as_json=as_json, any_version=True)


def cancel(target: Target, wanted: str, *, as_json: bool) -> ExitCode:
    """Cancel a run, wherever it is driven, and print the status that won.

    Raises:
        UsageError, RunNotFoundError: no one run is meant.
    """

    async def work() -> WorkflowRun:
        run = await look_up(target, wanted)
        async with connect(target.store, recover=False) as engine:
            await engine.cancel(run.run_id)
            return await engine.get_run(run.run_id)

    run = asyncio.run(work())
    if as_json:
        print_document(run_document(run))
    else:
        print_line(f"run {run.run_id} of workflow {run.workflow_id} is {run.status}")
    return ExitCode.OK if run.status is RunStatus.CANCELLED else ExitCode.FAILED


def _do(
    target: Target,
    wanted: str,
    act_on: Callable[[WorkflowRun, Definitions], Act],
    *,
    as_json: bool,
    makes_one: bool = False,
    any_version: bool = False,
) -> ExitCode:
    with output_kept_clean():
        workflows = find_all(target.apps)
        target.config.check_steps(workflows)
        known = by_version(workflows)
        report = asyncio.run(_drive(target, wanted, known, act_on, makes_one, any_version))
    return print_report(target, report, known, as_json=as_json)


async def _drive(
    target: Target,
    wanted: str,
    known: Definitions,
    act_on: Callable[[WorkflowRun, Definitions], Act],
    makes_one: bool,
    any_version: bool,
) -> Report:
    run = await look_up(target, wanted)
    workflow = definition_of(run, known)
    if workflow is None and not (any_version and any(workflow_id == run.workflow_id for workflow_id, _ in known)):
        why = unregistered(run, known, target)
        raise UsageError(f"run {run.run_id} of {definition_name(run)} cannot go on: {why}")
    act = act_on(run, known)
    store = OneRun(store_of(target.store), None if makes_one else run.run_id)
    only = workflow or _only_version(known, run.workflow_id)
    async with opened(store, list(known.values()), only=only, notes_ran=True) as session:
        store.run_id = await act(session.engine)
        if makes_one:
            say(f"run {store.run_id} is forked from {run.run_id}")
        await session.until_settled(store.run_id)
    report = Report(signal=session.interrupts.received)
    await look_back(report, session.progress.ledger, target, store.run_id)
    return report


def _only_version(known: Definitions, workflow_id: str) -> Workflow[Any, Any] | None:
    """Under which a run can be taken over whose own version is gone; None where there are several."""
    found = [workflow for (id_, _), workflow in known.items() if id_ == workflow_id]
    return found[0] if len(found) == 1 else None


def _value(workflow: Workflow[Any, Any], path: str, option: str) -> object:
    """The input as a value of the step's type."""
    data = parse_json(read_input(option))
    step = workflow.steps.get(path)
    if step is None or not step.signature.parameters:
        return None  # refused by the engine, which says why
    form = step.signature.value
    try:
        return codec_for(form).parse(data)
    except ValueRefusedError as refused:
        message = (
            f"step {path!r} takes {describe(form)}, and --input does not fit: {refused.reason}; nothing was started"
        )
        raise InputError(message) from refused
