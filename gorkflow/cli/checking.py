"""`gorkflow check`: a definition, and whether the open runs of a store could go on under it."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gorkflow.cli.definitions import by_version
from gorkflow.cli.exits import ExitCode, UsageError
from gorkflow.cli.locating import find_all, find_workflow
from gorkflow.cli.lookup import reading
from gorkflow.cli.options import DEFAULT_STORE
from gorkflow.cli.recorded_inputs import print_recorded, recorded_inputs
from gorkflow.cli.reports import counted, print_line, say
from gorkflow.cli.schemas import CheckDocument, OpenRunsDocument, print_document
from gorkflow.cli.session import MEMORY
from gorkflow.cli.streams import output_kept_clean
from gorkflow.core.compatibility import listed
from gorkflow.core.compilation import compile_plan
from gorkflow.core.settings import Settings
from gorkflow.runtime.fitting import OpenRuns, open_runs_under

if TYPE_CHECKING:
    from gorkflow.bench.report import InputsReport
    from gorkflow.cli.options import Target
    from gorkflow.core.workflow import Workflow

_FINGERPRINT_SHOWN = 12


def check(target: Target, wanted: str, *, inputs: bool = False, since: str | None = None, as_json: bool) -> ExitCode:
    """Build the workflow, compare it with its open runs, and print what differs; code 3 where some do not fit.

    Args:
        target: where the runs are.
        wanted: the workflow.
        inputs: look also whether the recorded inputs of its steps fit their types.
        since: of these, only those of runs created since then.
        as_json: print a document.

    Raises:
        UsageError, DefinitionError, SettingError: it cannot be built as it is.
        StoreError: the store cannot be read.
    """
    with output_kept_clean():
        workflow = find_workflow(wanted)
        others = find_all(target.apps)
        target.config.check_steps([workflow, *others])
        compile_plan(workflow, engine=Settings(), overrides=target.config.overrides)
    if since is not None and not inputs:
        raise UsageError("--since goes with --inputs")
    known = by_version(others)
    found = recorded = None
    if _has_store(target):
        found = asyncio.run(_compare(target, workflow, known))
        recorded = recorded_inputs(target, workflow, since) if inputs else None
    if as_json:
        print_document(_document(target, workflow, found, recorded))
    else:
        _print(target, wanted, workflow, found)
        if recorded is not None:
            print_recorded(recorded)
    fits = all(_fits(one) or not one.has_code for one in found or ()) and (recorded is None or recorded.fits)
    return ExitCode.OK if fits else ExitCode.INCOMPATIBLE


def _has_store(target: Target) -> bool:
    """Whether there is one: one that was named is to be there, the default one need not be."""
    path = DEFAULT_STORE.removeprefix("sqlite:///")
    return target.store != MEMORY and (target.store != DEFAULT_STORE or Path(path).exists())


async def _compare(target: Target, workflow: Workflow[Any, Any], known: Collection[tuple[str, str]]) -> list[OpenRuns]:
    async with reading(target) as (_, store):
        return await open_runs_under(store, workflow, known)


def _fits(one: OpenRuns) -> bool:
    return one.has_code and not one.differences


def _document(
    target: Target,
    workflow: Workflow[Any, Any],
    found: Sequence[OpenRuns] | None,
    recorded: InputsReport | None,
) -> CheckDocument:
    return CheckDocument(
        workflow_id=workflow.id,
        workflow_version=workflow.version,
        fingerprint=workflow.fingerprint,
        steps=len(workflow.steps),
        store=None if found is None else target.shown_store,
        fits=all(_fits(one) or not one.has_code for one in found or ()),
        open_runs=[OpenRunsDocument(**one._asdict(), fits=_fits(one)) for one in found or ()],
        inputs=recorded,
    )


def _print(target: Target, wanted: str, workflow: Workflow[Any, Any], found: Sequence[OpenRuns] | None) -> None:
    name = f"workflow {workflow.id!r} version {workflow.version!r}"
    print_line(f"{name}: {counted(len(workflow.steps), 'step')}, fingerprint {_short(workflow.fingerprint)}")
    if found is None:
        say(f"there is no store at {target.shown_store}: the definition alone was checked")
    elif not found:
        print_line(f"no open runs in {target.shown_store}")
    for one in found or ():
        runs = counted(one.runs, "open run")
        of = "this definition"
        if one.fingerprint != workflow.fingerprint:
            of = f"another definition ({_short(one.fingerprint)})"
        if not one.has_code:
            print_line(f"{runs} of version {one.workflow_version!r}: no code for that, the oldest {one.oldest_run_id}")
            print_line(f"  remedy: name the module that has it: --app MODULE; or {_take_over(target, wanted, one)}")
        elif one.differences:
            print_line(f"{runs} of {of} cannot go on, the oldest {one.oldest_run_id}")
            for line in listed(one.differences):
                print_line(line)
            remedy = "bring the code back, give the changed one a version of its own"
            print_line(f"  remedy: {remedy}, or {_take_over(target, wanted, one)}")
        else:
            print_line(f"{runs} of {of} {'goes' if one.runs == 1 else 'go'} on")


def _take_over(target: Target, wanted: str, one: OpenRuns) -> str:
    each = "it" if one.runs == 1 else "each"
    return f"take {each} over as it is: {target.command('migrate', one.oldest_run_id, apps=[wanted])}"


def _short(fingerprint: str) -> str:
    return fingerprint[:_FINGERPRINT_SHOWN]
