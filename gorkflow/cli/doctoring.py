"""`gorkflow doctor`: what is wrong with a store, and what is worth a look."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from gorkflow.cli.definitions import by_version
from gorkflow.cli.exits import ExitCode, UsageError
from gorkflow.cli.locating import find_all
from gorkflow.cli.reports import counted, print_line, say
from gorkflow.cli.schemas import DoctorDocument, DriverlessDocument, FindingDocument, print_document
from gorkflow.cli.streams import output_kept_clean
from gorkflow.cli.wording import full_time
from gorkflow.core.findings import Finding, FindingKind
from gorkflow.core.instants import instant_at
from gorkflow.errors import GorkflowError
from gorkflow.upkeep import Report, examine

if TYPE_CHECKING:
    from gorkflow.cli.options import Target
    from gorkflow.core.driverless import Driverless


def doctor(target: Target, *, as_json: bool) -> ExitCode:
    """Print what is wrong with the store, and what is worth a look; code 1 where something is wrong.

    Raises:
        StoreError: there is no store, or none of this gorkflow.
    """
    report = examine(target.store, _known(target))
    notices = [*_of_engines(report, target), *_of_runs(report.driverless, target), *report.notices]
    if as_json:
        print_document(_document(report, notices))
    else:
        for finding in report.findings:
            _print(finding, f"{finding.kind}")
        for notice in notices:
            _print(notice, f"notice ({notice.kind})")
        say(_summary(report, notices))
    return ExitCode.FAILED if report.findings else ExitCode.OK


def _known(target: Target) -> Collection[tuple[str, str]] | None:
    """What the apps have; an app that cannot be imported does not keep the store from being looked at."""
    if not target.apps:
        return None
    try:
        with output_kept_clean():
            return by_version(find_all(target.apps)).keys()
    except (UsageError, GorkflowError) as error:
        say(f"the apps are left out: {str(error).partition(chr(10))[0]}", "yellow")
        return None


def _of_engines(report: Report, target: Target) -> Iterator[Finding]:
    for engine in report.engines:
        if not engine.is_alive:
            where = f"process {engine.pid} on {engine.host!r}, started {full_time(engine.started_at)}"
            problem = f"engine {engine.engine_id!r} ({where}) is dead and owns {counted(engine.open_runs, 'open run')}"
            remedy = f"take them up: {_resume(target)}" if engine.open_runs else "none: the next engine clears it away"
            yield Finding(FindingKind.ENGINE, problem, remedy)


def _of_runs(driverless: Sequence[Driverless], target: Target) -> Iterator[Finding]:
    for one in driverless:
        be, them = ("is", "it") if one.runs == 1 else ("are", "them")
        problem = (
            f"{counted(one.runs, 'open run')} of workflow {one.workflow_id!r} version {one.workflow_version!r} {be} "
            f"driven by nobody, the first, {one.oldest_run_id}, since {full_time(one.since)}"
        )
        remedy = f"take {them} up: {_resume(target)}"
        if one.has_code is False:
            problem += f"; of the apps ({', '.join(target.apps)}) none has that version of it"
            remedy = f"name the module that has: {_resume(target, 'MODULE')}"
        yield Finding(FindingKind.RUNS, problem, remedy)


def _resume(target: Target, *more: str) -> str:
    return target.command("resume", apps=[*target.apps, *more] or ["MODULE"])


def _print(finding: Finding, head: str) -> None:
    print_line(f"{head}: {_place(finding)}{finding.problem}")
    print_line(f"  remedy: {finding.remedy}")


def _place(finding: Finding) -> str:
    parts = [("run", finding.run_id), ("step", finding.step_id), ("column", finding.column)]
    named = [f"{name} {value}" for name, value in parts if value is not None]
    return f"{', '.join(named)}: " if named else ""


def _summary(report: Report, notices: Sequence[Finding]) -> str:
    found = counted(len(report.findings), "finding") if report.findings else "nothing is wrong"
    also = f", {counted(len(notices), 'notice')}" if notices else ""
    return f"{report.url}: {counted(report.runs, 'run')} examined, {found}{also}"


def _document(report: Report, notices: Sequence[Finding]) -> DoctorDocument:
    return DoctorDocument(
        store=report.url,
        runs=report.runs,
        findings=[FindingDocument(**asdict(one)) for one in report.findings],
        notices=[FindingDocument(**asdict(one)) for one in notices],
        engines=report.engines,
        driverless=[
            DriverlessDocument.model_validate(one._asdict() | {"since": instant_at(one.since)})
            for one in report.driverless
        ],
    )
