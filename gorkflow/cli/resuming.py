"""`gorkflow resume`: go on with the runs that no living process drives."""

from __future__ import annotations

import asyncio
import signal
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gorkflow.cli.definitions import Definitions, by_version, definition_name, definition_of, unregistered
from gorkflow.cli.documents import run_fields
from gorkflow.cli.exits import ExitCode, UsageError
from gorkflow.cli.ledger import Ledger
from gorkflow.cli.locating import find_all
from gorkflow.cli.lookup import every_run, find_run, reading
from gorkflow.cli.one_run import OneRun, RunsOnly
from gorkflow.cli.reports import print_failure, print_line, say, say_suspended, say_waits, status_code
from gorkflow.cli.resting import Rest, rest_of
from gorkflow.cli.schemas import LeftRun, ReportDocument, ResumedRun, print_document
from gorkflow.cli.session import Session, is_settled, opened
from gorkflow.cli.streams import output_kept_clean
from gorkflow.composition import store_of
from gorkflow.core.ids import unmarked
from gorkflow.core.run import OPEN_RUN_STATUSES, RunFilter, RunStatus, StepExecution, WorkflowRun
from gorkflow.runtime.clock import SystemClock

if TYPE_CHECKING:
    from gorkflow.cli.options import Target
    from gorkflow.composition import Engine
    from gorkflow.ports import StoreReads

_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Resumed:
    """A run that this command had a hand in.

    Attributes:
        kept: steps whose results are from before, in order of completion.
        ran: steps that something happened to, in order of start.
        rest: what it waits for; None of a run that is not at rest.
    """

    run: WorkflowRun
    kept: tuple[StepExecution, ...] = ()
    ran: tuple[StepExecution, ...] = ()
    rest: Rest | None = None

    @property
    def needs_input(self) -> bool:
        """Whether somebody must give it a signal."""
        return self.rest is not None and self.rest.needs_input(SystemClock().now())


@dataclass(frozen=True, slots=True)
class Left:
    """An open run that this command did not touch, and why.

    Attributes:
        look: the command that tells more; empty where there is no more.
    """

    run: WorkflowRun
    reason: str
    look: str = ""

    def __str__(self) -> str:
        """Why, with the command that tells more."""
        return f"{self.reason}: {self.look}" if self.look else self.reason


@dataclass(slots=True)
class Report:
    """All that a resume comes to."""

    runs: list[Resumed] = field(default_factory=list[Resumed])
    left: list[Left] = field(default_factory=list[Left])
    signal: signal.Signals | None = None


def resume(target: Target, wanted: str | None, *, as_json: bool) -> ExitCode:
    """Take over what nobody alive owns, all of it or the wanted run, and wait for its end; the exit code.

    Raises:
        UsageError: the wanted run's workflow is in none of the apps, or its id is not exact enough.
        RunNotFoundError: there is no such run.
    """
    with output_kept_clean():
        workflows = find_all(target.apps)
        target.config.check_steps(workflows)
        known = by_version(workflows)
        report = asyncio.run(_resume(target, wanted, known))
    return print_report(target, report, known, as_json=as_json)


async def _resume(target: Target, wanted: str | None, known: Definitions) -> Report:
    async with reading(target) as (reader, _):
        if wanted is not None:
            candidates = [await find_run(reader, wanted, target)]
        else:
            candidates = [run async for run in every_run(reader, RunFilter(status=OPEN_RUN_STATUSES))]
        runs = [run for run in candidates if not run.status.is_final and definition_of(run, known) is not None]
    only = candidates[0] if wanted is not None else None
    if only is not None and not runs and not only.status.is_final:
        why = unregistered(only, known, target)
        raise UsageError(f"run {only.run_id} of {definition_name(only)} cannot go on: {why}")
    report = await _drive(target, runs, known, is_only=only is not None)
    async with reading(target) as (reader, store):
        await _look_around(reader, store, report, known, target, only)
    return report


async def _drive(target: Target, runs: Sequence[WorkflowRun], known: Definitions, *, is_only: bool) -> Report:
    """Open the store for writing and wait for what it takes over; the runs are not read yet."""
    report = Report()
    if not runs:
        return report
    store = store_of(target.store)
    one = definition_of(runs[0], known) if len(runs) == 1 else None
    wrapped = OneRun(store, runs[0].run_id) if is_only else RunsOnly(store)
    async with opened(wrapped, list(known.values()), only=one, notes_ran=True) as session:
        await _wait(session, runs[0].run_id if is_only else None)
    report.signal = session.interrupts.received
    await look_back(report, session.progress.ledger, target)
    return report


async def look_back(report: Report, ledger: Ledger, target: Target, only: str | None = None) -> None:
    """What became of the runs that something happened to, or of the only one that matters."""
    async with reading(target) as (reader, store):
        for run_id, line in ledger.runs.items():
            if line.last_seq and only in (None, run_id):
                executions = await reader.list_step_executions(run_id)
                done = [one for one in executions if one.index is not None and one.step_id not in line.ran]
                ran = tuple(one for one in executions if one.step_id in line.ran)
                done.sort(key=lambda execution: execution.index or 0)
                rest = await rest_of(store, run_id)
                report.runs.append(Resumed(await reader.get_run(run_id), tuple(done), ran, rest))
        if only is not None and not report.runs:
            report.runs.append(Resumed(await reader.get_run(only), rest=await rest_of(store, only)))


async def _wait(session: Session, run_id: str | None) -> None:
    if run_id is not None:
        await session.until_settled(run_id)
    else:
        await session.until_idle()


async def _look_around(
    reader: Engine,
    store: StoreReads,
    report: Report,
    known: Definitions,
    target: Target,
    only: WorkflowRun | None,
) -> None:
    """What is open and was not touched; of a single run, what it is where it was over from the start."""
    touched = {resumed.run.run_id for resumed in report.runs}
    if only is not None:
        if only.run_id not in touched:
            report.runs.append(Resumed(await reader.get_run(only.run_id), rest=await rest_of(store, only.run_id)))
        return
    async for run in every_run(reader, RunFilter(status=OPEN_RUN_STATUSES)):
        if run.run_id not in touched:
            report.left.append(_left(run, known, target))


def _left(run: WorkflowRun, known: Definitions, target: Target) -> Left:
    if definition_of(run, known) is None:
        return Left(run, unregistered(run, known, target))
    look = target.command("show", run.run_id, apps=())
    if run.status is RunStatus.WAITING:  # of very many none is asked for what it waits for
        return Left(run, "at rest until a time or a signal comes; which one", look)
    if run.status is RunStatus.SUSPENDED:
        return Left(run, "SUSPENDED, as this code differs from what it has executed; how, and what to do", look)
    return Left(run, "another process drives it")


def print_report(target: Target, report: Report, known: Definitions, *, as_json: bool) -> ExitCode:
    """What became of the runs: results on stdout, reasons on stderr; the exit code."""
    if as_json:
        print_document(_document(report))
    else:
        for resumed in report.runs:
            _print_run(resumed)
    for resumed in report.runs:
        _explain(target, resumed, known, is_interrupted=report.signal is not None)
    _print_left(report.left)
    if not (report.runs or report.left):
        say(f"nothing to resume in {target.shown_store}")
    return _code(target, report)


def _explain(target: Target, resumed: Resumed, known: Definitions, *, is_interrupted: bool) -> None:
    """Why a run is not COMPLETED."""
    run = resumed.run
    if run.status is RunStatus.SUSPENDED:
        say_suspended(run)
    elif run.status in (RunStatus.FAILED, RunStatus.CANCELLED):
        print_failure(run, target.command("show", run.run_id, apps=()), target.command("retry", run.run_id))
    elif resumed.rest is not None and (resumed.needs_input or not is_interrupted):
        say_waits(target, run, resumed.rest, definition_of(run, known))
    elif is_interrupted and not is_settled(run):
        say(f"run {run.run_id} is not over; it goes on with: {target.command('resume', run.run_id)}")


def _print_left(left: Sequence[Left]) -> None:
    groups: dict[tuple[str, str], list[Left]] = {}
    for one in left:
        groups.setdefault((definition_name(one.run), one.reason), []).append(one)
    for (definition, _), members in groups.items():
        why = str(members[-1])
        oldest = members[-1].run.run_id
        count = f"open run {oldest}" if len(members) == 1 else f"{len(members)} open runs, the oldest {oldest},"
        say(f"{count} of {definition} {'was' if len(members) == 1 else 'were'} left as before: {why}")


def _print_run(resumed: Resumed) -> None:
    run = resumed.run
    was_over = run.status.is_final and not (resumed.kept or resumed.ran)
    print_line(f"run {run.run_id} of workflow {run.workflow_id} is {run.status}{' already' if was_over else ''}")
    for word, executions in (("kept", resumed.kept), ("ran", resumed.ran)):
        if executions:
            names = _names(executions, word)
            more = len(names) - _SHOWN
            print_line(f"  {word}: {', '.join(names[:_SHOWN])}{f' and {more:,} more' if more > 0 else ''}")


def _names(executions: Sequence[StepExecution], word: str) -> list[str]:
    """The steps one by one; where they are many, items of a map and turns of a loop together as `price x 2,000`."""
    if len(executions) <= _SHOWN:
        return [_name(execution, word) for execution in executions]
    groups: dict[str, list[StepExecution]] = {}
    for execution in executions:
        groups.setdefault(unmarked(execution.step_id), []).append(execution)
    return [
        _name(members[0], word) if len(members) == 1 else f"{path} x {len(members):,}{_remarks(members, word)}"
        for path, members in groups.items()
    ]


def _remarks(members: Sequence[StepExecution], word: str) -> str:
    """How many of them are not as usual, and why."""
    counts = Counter(str(one.status) for one in members if one.status != "COMPLETED")
    again = sum(one.attempt > 1 for one in members) if word == "ran" else 0
    told = [f"{count:,} {status}" for status, count in counts.items()]
    told += [f"{again:,} again"] if again else []
    return f" ({', '.join(told)})" if told else ""


def _name(execution: StepExecution, word: str) -> str:
    """The step, with what is not as usual about it."""
    status = "" if execution.status == "COMPLETED" else f" {execution.status}"
    attempt = f" (attempt {execution.attempt})" if execution.attempt > 1 and word == "ran" else ""
    return f"{execution.step_id}{status}{attempt}"


def _document(report: Report) -> ReportDocument:
    runs = [
        ResumedRun(
            **run_fields(resumed.run, resumed.rest),
            kept=[one.step_id for one in resumed.kept],
            ran=[one.step_id for one in resumed.ran],
        )
        for resumed in report.runs
    ]
    left = [
        LeftRun(
            run_id=one.run.run_id,
            workflow_id=one.run.workflow_id,
            workflow_version=one.run.workflow_version,
            status=one.run.status,
            reason=str(one),
        )
        for one in report.left
    ]
    return ReportDocument(runs=runs, left=left)


def _code(target: Target, report: Report) -> ExitCode:
    codes = {status_code(resumed.run.status) for resumed in report.runs}
    codes |= {status_code(one.run.status) for one in report.left if one.look}
    if report.signal is signal.SIGINT:
        return ExitCode.INTERRUPTED
    if ExitCode.FAILED in codes:
        return ExitCode.FAILED
    if ExitCode.INCOMPATIBLE in codes:
        return ExitCode.INCOMPATIBLE
    if any(resumed.needs_input for resumed in report.runs):
        return ExitCode.WAITS_FOR_INPUT
    return ExitCode.USAGE if report.left and not target.apps else ExitCode.OK
