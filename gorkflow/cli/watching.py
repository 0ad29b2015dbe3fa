"""`gorkflow watch` and `events`: what happens to a run, whichever process drives it. Both only read."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gorkflow.cli.documents import run_document
from gorkflow.cli.escaping import json_line
from gorkflow.cli.exits import ExitCode
from gorkflow.cli.interrupts import Interrupts
from gorkflow.cli.lookup import find_run, reading
from gorkflow.cli.owners import NOBODY, left_alone
from gorkflow.cli.progress import Progress, Single, shown
from gorkflow.cli.reports import is_utf8, print_failure, print_json, say, say_suspended, status_code
from gorkflow.cli.resting import Rest, rest_of
from gorkflow.cli.schemas import print_document
from gorkflow.cli.session import is_settled, kept_up
from gorkflow.cli.wording import exact_time, sentence
from gorkflow.core.events import Event, EventType
from gorkflow.core.run import RunStatus, WorkflowRun
from gorkflow.errors import GorkflowError
from gorkflow.runtime.clock import SystemClock

if TYPE_CHECKING:
    from gorkflow.cli.ledger import Ledger
    from gorkflow.cli.options import Target
    from gorkflow.composition import Engine
    from gorkflow.ports import StoreReads

_LOOK_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Seen:
    """A run as it was left.

    Attributes:
        signal: what ended the watch before the run was over.
        rest: what it waits for; None of a run that is not at rest.
    """

    run: WorkflowRun
    signal: signal.Signals | None
    rest: Rest | None


def watch(target: Target, wanted: str, *, as_json: bool) -> ExitCode:
    """Show the run's progress until it is over or suspended, then what `run` prints; the exit code is as of `run`.

    Raises:
        UsageError, RunNotFoundError: no one run is meant, or it was deleted meanwhile.
        StoreError: the store cannot be read.
    """
    seen = asyncio.run(_watch(target, wanted))
    run = seen.run
    if as_json:
        print_document(run_document(run, seen.rest))
    elif run.status is RunStatus.COMPLETED:
        print_json(run.output)
    if seen.signal is None:
        _explain(target, run)
        return status_code(run.status)
    say(f"run {run.run_id} is {run.status}; watch it again with: {target.command('watch', run.run_id, apps=())}")
    return ExitCode.INTERRUPTED if seen.signal is signal.SIGINT else ExitCode.OK


def _explain(target: Target, run: WorkflowRun) -> None:
    """Why a run is not COMPLETED."""
    if run.status is RunStatus.SUSPENDED:
        say_suspended(run)
    elif run.status is not RunStatus.COMPLETED:
        print_failure(run, target.command("show", run.run_id, apps=()), target.command("retry", run.run_id))


async def _watch(target: Target, wanted: str) -> Seen:
    async with reading(target) as (engine, store):
        run = await find_run(engine, wanted, target)
        outline = await engine.outline(run.run_id)
        single = Single(run.workflow_id, lambda: outline)
        with shown(SystemClock(), single) as progress:
            interrupts = Interrupts(lambda _number: None, progress.stop)
            with interrupts.handled():
                async with (
                    kept_up(engine, progress.ledger, single),
                    _told_when_alone(target, store, progress, run.run_id),
                ):
                    await interrupts.unless_received(_follow(engine, progress.ledger, run))
        return Seen(await engine.get_run(run.run_id), interrupts.received, await rest_of(store, run.run_id))


@asynccontextmanager
async def _told_when_alone(
    target: Target, store: StoreReads, progress: Progress, run_id: str
) -> AsyncGenerator[None, None]:
    """Meanwhile it is said when nobody drives the run any more: there will be no news until somebody does."""
    task = asyncio.create_task(_tell_when_alone(target, store, progress, run_id))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait([task])


async def _tell_when_alone(target: Target, store: StoreReads, progress: Progress, run_id: str) -> None:
    """Each time that it begins to be so. What the store has against it concerns the watch itself, not this."""
    was_alone = False
    with suppress(GorkflowError):
        while True:
            row = await store.get_run(run_id)
            is_alone = row is not None and bool(await left_alone(store, [row]))
            if is_alone and not was_alone:
                command = target.command("resume", run_id, apps=target.apps or ("MODULE",))
                progress.say(f"{NOBODY}; go on with it: {command}", "yellow")
            was_alone = is_alone
            await SystemClock().sleep(_LOOK_SECONDS)


async def _follow(engine: Engine, ledger: Ledger, run: WorkflowRun) -> None:
    """Until the run is over or suspended."""
    run_id = run.run_id
    is_other = True
    while is_other:
        line = ledger.expect(run_id)
        line.is_reading = True
        await _read_on(engine, ledger, run_id)
        line.is_reading = False
        if (await engine.get_run(run_id)).status is RunStatus.SUSPENDED:
            await _read_on(engine, ledger, run_id)
            return
        is_other = await _until_settled(engine, ledger, run_id)


async def _read_on(engine: Engine, ledger: Ledger, run_id: str) -> None:
    """What has happened by now."""
    async for event in engine.events(run_id, ledger.expect(run_id).last_seq):
        ledger.on_event(event)


async def _until_settled(engine: Engine, ledger: Ledger, run_id: str) -> bool:
    """What happens from now on; whether the run has another definition, and all of it is to be read once more."""
    async for event in engine.events(run_id, ledger.expect(run_id).last_seq, follow=True):
        ledger.on_event(event)
        if event.type is EventType.RUN_SUSPENDED and is_settled(await engine.get_run(run_id)):
            return False
        if event.type is EventType.RUN_MIGRATED and ledger.has_outline:
            ledger.begin_anew(run_id, await engine.outline(run_id))
            return True
    return False


def events(target: Target, wanted: str, *, after: int, follow: bool, as_json: bool) -> ExitCode:
    """Print the run's events, one line each, as they are read; a reader who goes away ends it without a word.

    Raises:
        UsageError, RunNotFoundError: no one run is meant.
        StoreError: the store cannot be read.
    """
    write = _as_json if as_json else _as_text
    try:
        asyncio.run(_print_events(target, wanted, after, follow, write))
        sys.stdout.flush()
    except BrokenPipeError:  # as of `head`, which has seen enough
        _write_nowhere()
    return ExitCode.OK


async def _print_events(target: Target, wanted: str, after: int, follow: bool, write: Callable[[Event], str]) -> None:
    async with reading(target) as (engine, _):
        run = await find_run(engine, wanted, target)
        async for event in engine.events(run.run_id, after, follow=follow):
            sys.stdout.write(write(event) + "\n")
            if follow:
                sys.stdout.flush()


def _as_json(event: Event) -> str:
    return json_line(event.model_dump(mode="json"), ascii_only=not is_utf8(sys.stdout))


def _as_text(event: Event) -> str:
    return f"{event.seq:>6} {sentence(event, exact_time(event.at), names_run=False)}"


def _write_nowhere() -> None:
    """What is left in the buffer cannot be written, and Python would say so as it ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
