"""`gorkflow signal`: give a run what it waits for."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from gorkflow.cli.definitions import Definitions, by_version, definition_name, definition_of, unregistered
from gorkflow.cli.exits import ExitCode, UsageError
from gorkflow.cli.inputs import parse_json, read_input
from gorkflow.cli.locating import find_all
from gorkflow.cli.lookup import look_up
from gorkflow.cli.reports import print_line, say
from gorkflow.cli.resting import GOES_ON, signals_of
from gorkflow.cli.schemas import SignalDocument, print_document
from gorkflow.cli.streams import output_kept_clean
from gorkflow.composition import connect
from gorkflow.core.forms import describe
from gorkflow.core.run import RunStatus, WorkflowRun
from gorkflow.core.values import ValueRefusedError
from gorkflow.errors import InputError, RunFinishedError, UnknownSignalError

if TYPE_CHECKING:
    from gorkflow.cli.options import Target
    from gorkflow.core.signals import AnySignal


def send(target: Target, wanted: str, name: str, payload: str, signal_id: str | None, *, as_json: bool) -> ExitCode:
    """Send a signal to a run, wherever it is driven; the apps tell of which type it is, and nothing of them runs.

    Raises:
        UsageError: no app has the run's workflow, or the payload is no JSON.
        InputError: the payload does not fit the signal's type.
        UnknownSignalError: the run has no wait for such a signal.
        RunFinishedError, RunNotFoundError: there is no open run of that id.
    """
    with output_kept_clean():
        data = parse_json(read_input(payload, "the payload"), "the payload")
        known = by_version(find_all(target.apps))
        run = asyncio.run(_send(target, wanted, name, data, signal_id, known))
    if as_json:
        print_document(SignalDocument(run_id=run.run_id, signal=name, signal_id=signal_id, status=run.status))
        return ExitCode.OK
    print_line(f"signal {name} was sent to run {run.run_id} of workflow {run.workflow_id}")
    if run.status is RunStatus.WAITING:
        command = target.command("resume", run.run_id)
        say(f"{GOES_ON}; where there is none: {command}")
    return ExitCode.OK


async def _send(
    target: Target, wanted: str, name: str, data: bytes, signal_id: str | None, known: Definitions
) -> WorkflowRun:
    run = await look_up(target, wanted)
    if run.status.is_final:
        message = (
            f"run {run.run_id} is {run.status} and takes no signals any more; start another run, or retry it first"
        )
        raise RunFinishedError(message, run_id=run.run_id)
    signal = _signal(run, name, known, target)
    value = _value(signal, data)
    async with connect(target.store, recover=False) as engine:
        await engine.signal(run.run_id, signal, value, signal_id=signal_id)
        return await engine.get_run(run.run_id)


def _signal(run: WorkflowRun, name: str, known: Definitions, target: Target) -> AnySignal:
    workflow = definition_of(run, known)
    where = f"run {run.run_id} of {definition_name(run)}"
    if workflow is None:
        raise UsageError(f"{where} cannot be sent a signal: {unregistered(run, known, target)}")
    signals = signals_of(workflow)
    if name not in signals:
        has = f"it waits for {', '.join(map(repr, signals))}" if signals else "it waits for none"
        raise UnknownSignalError(f"{where} has no wait for signal {name!r}; {has}", run_id=run.run_id)
    return signals[name]


def _value(signal: AnySignal, data: bytes) -> object:
    try:
        return signal.codec.parse(data)
    except ValueRefusedError as refused:
        form = describe(signal.codec.type_form)
        message = f"signal {signal.name!r} has {form}, and the payload does not fit: {refused.reason}; nothing was sent"
        raise InputError(message) from refused
