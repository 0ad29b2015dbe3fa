"""`gorkflow bench --tune` and `gorkflow bench verify`."""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from gorkflow.bench.advice import Advice, InForce, Setting
from gorkflow.bench.benching import Conditions, machine
from gorkflow.bench.corpus import Corpus, read_corpus, wanted_steps
from gorkflow.bench.gathering import History, gather
from gorkflow.bench.history import DEFAULT_MAX_ERROR, advise
from gorkflow.bench.samples import Sample
from gorkflow.bench.settings_file import Edit, check_tomlkit
from gorkflow.bench.sweep import Bound, Objective
from gorkflow.bench.sweeping import (
    Measurer,
    batch_advice,
    concurrency_advice,
    items_of,
    sweep_at_once,
    sweep_per_call,
    takes_a_list,
    why_no_sweep,
)
from gorkflow.bench.tuning import edit_for, evidence_of, file_of, overridden, settings_in_force
from gorkflow.bench.tuning_report import (
    SweepReport,
    TunedStepReport,
    TuneReport,
    VerifyReport,
    advice_report,
    prediction_report,
    sweep_report,
)
from gorkflow.bench.verification import verify as verified
from gorkflow.bench.wire import StepFacts
from gorkflow.bench.workers import Place, WorkerProcess, today
from gorkflow.cli.benching import terminated_as_interrupted
from gorkflow.cli.exits import ExitCode, UsageError
from gorkflow.cli.inputs import parse_instant
from gorkflow.cli.locating import find_all, find_beside, find_place, find_workflow, module_name
from gorkflow.cli.lookup import reading
from gorkflow.cli.reports import say
from gorkflow.cli.schemas import print_document
from gorkflow.cli.session import MEMORY
from gorkflow.cli.streams import output_kept_clean
from gorkflow.cli.tuning_lines import print_tuned, print_verified
from gorkflow.errors import StepNotFoundError
from gorkflow.runtime.clock import SystemClock

if TYPE_CHECKING:
    from gorkflow.cli.benching import Tuning, Wanted
    from gorkflow.cli.options import Target
    from gorkflow.core.workflow import Workflow

ALL: Final = "all"
_SLO = re.compile(r"p(?P<percent>\d{1,2}(\.\d+)?)\s*[=<]\s*(?P<number>\d+(\.\d+)?)\s*(?P<unit>ms|s|m)")
_SHARE = re.compile(r"(?P<number>\d+(\.\d+)?)\s*(?P<percent>%?)")
_UNITS: Final = {"ms": 0.001, "s": 1.0, "m": 60.0}


@dataclass(frozen=True, slots=True)
class _Subject:
    """What is tuned or verified."""

    name: str
    target: Target
    workflow: Workflow[Any, Any]
    others: Sequence[Workflow[Any, Any]]
    in_force: dict[str, InForce]

    @property
    def now(self) -> datetime:
        return datetime.fromtimestamp(SystemClock().now(), UTC)


@dataclass(frozen=True, slots=True)
class _How:
    """How a sweep is made."""

    bound: Bound
    conditions: Conditions
    fakes: str | None

    def worker(self, subject: _Subject) -> WorkerProcess:
        fakes = None if self.fakes is None else module_name(self.fakes)
        variant = today(Place(*find_place(subject.name)), fakes=fakes)
        return WorkerProcess(variant, timeout_seconds=self.conditions.timeout_seconds)


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found out about a step."""

    advice: Sequence[Advice]
    sweeps: Sequence[SweepReport] = ()
    why_not: str | None = None


def tune(target: Target, workflow: str, wanted: Wanted, tuning: Tuning, *, as_json: bool) -> ExitCode:
    """Look for better settings of a step, print what is to be changed, and write it where that is asked for.

    Raises:
        UsageError: an option will not do.
        BenchError: it cannot be measured.
        SettingError: the file cannot take the change.
        StoreError: the store cannot be read.
    """
    _refuse_others(wanted)
    check_tomlkit()
    how = _How(bound_of(tuning), wanted.conditions(), wanted.with_fakes)
    subject = _subject(target, workflow)
    steps = _steps_of(subject.workflow, tuning)
    since = None if wanted.since is None else parse_instant(wanted.since, "--since", subject.now)
    is_single = tuning.step != ALL or ALL in subject.workflow.steps
    history, corpus = asyncio.run(_read(subject, steps, since, wanted.sample if is_single else 0))
    found: dict[str, _Found] = {}
    for step in steps:
        advice = advise(history.of(step), subject.in_force[step], max_error=how.bound.max_error)
        found[step] = _Found(advice)
        if corpus is not None:
            found[step] = _swept(subject, step, corpus.steps[step].samples, how, advice)
    everything = [one for step in found.values() for one in step.advice]
    edit = edit_for(everything, subject.workflow, target.config, subject.now, others=subject.others)
    if tuning.apply:
        edit.write()
    report = _report(subject, history, found, edit, applied=tuning.apply and bool(edit.diff))
    if as_json:
        print_document(report)
    else:
        print_tuned(report)
    return ExitCode.OK if history.runs else ExitCode.NOT_FOUND


def verify(target: Target, workflow: str, *, as_json: bool) -> ExitCode:
    """Compare what tuning foretold with what has happened since; code 3 where it does not hold.

    Raises:
        UsageError: there is nothing to compare.
        SettingError: the file's evidence cannot be read.
        StoreError: the store cannot be read.
    """
    subject = _subject(target, workflow)
    evidence = evidence_of(subject.workflow, target.config)
    if not evidence:
        file = file_of(target.config)
        say(f"{file} has no evidence for a step of workflow {subject.workflow.id!r}; --tune STEP --apply writes it")
        return ExitCode.NOT_FOUND
    since = min(one.measured_at for found in evidence.values() for one in found.values())
    history, _ = asyncio.run(_read(subject, list(evidence), since, 0))
    report = VerifyReport(
        workflow_id=subject.workflow.id,
        workflow_version=subject.workflow.version,
        source=target.shown_store,
        file=str(file_of(target.config)),
        runs=history.runs,
        predictions=[
            prediction_report(one, found[one.setting].measured_at)
            for step, found in evidence.items()
            for one in verified(step, found, history.of(step), subject.in_force[step])
        ],
    )
    if as_json:
        print_document(report)
    else:
        print_verified(report)
    return ExitCode.REGRESSION if report.failed else ExitCode.OK


def _refuse_others(wanted: Wanted) -> None:
    """Options of measuring that would be passed over."""
    given = {
        "--steps": wanted.steps,
        "--corpus": wanted.corpus,
        "--against": wanted.against,
        "--rounds": wanted.rounds,
        "--save": wanted.save,
        "--export": wanted.export,
        "--markdown": wanted.markdown or None,
        "--picture": wanted.picture,
    }
    found = [name for name, value in given.items() if value is not None]
    if found:
        raise UsageError(f"{found[0]} does not go with --tune; give one of the two")


def bound_of(tuning: Tuning) -> Bound:
    """The objective and its bounds, as they were given.

    Raises:
        UsageError: one of them is none.
    """
    max_error = DEFAULT_MAX_ERROR if tuning.max_error is None else _share(tuning.max_error)
    objective: Objective = "latency" if tuning.objective == "latency" else "throughput"
    if tuning.slo is None:
        return Bound(objective, max_error=max_error)
    match = _SLO.fullmatch(tuning.slo.strip())
    if match is None or float(match["percent"]) <= 0 or float(match["number"]) <= 0:
        raise UsageError(f"--slo {tuning.slo!r} is no bound of a latency; write for example p95=2s or p99=250ms")
    seconds = float(match["number"]) * _UNITS[match["unit"]]
    return Bound(objective, float(match["percent"]) / 100, seconds, max_error)


def _share(text: str) -> float:
    match = _SHARE.fullmatch(text.strip())
    share = -1.0 if match is None else float(match["number"]) / (100 if match["percent"] else 1)
    if not 0.0 <= share < 1.0:
        raise UsageError(f"--max-error {text!r} is no share of calls; write for example 1% or 0.01")
    return share


def _subject(target: Target, name: str) -> _Subject:
    if target.store == MEMORY:
        raise UsageError("memory:// keeps nothing that could be learned from; name the store of the runs: --store URL")
    with output_kept_clean():
        workflow = find_workflow(name)
        others = [*find_beside(name), *find_all(target.apps)]
        target.config.check_steps([workflow, *others])
        in_force = settings_in_force(workflow, target.config)
    return _Subject(name, target, workflow, others, in_force)


def _steps_of(workflow: Workflow[Any, Any], tuning: Tuning) -> list[str]:
    if tuning.step is None:
        raise UsageError(f"--apply writes what --tune has found; name a step: --tune {next(iter(workflow.steps))}")
    if tuning.step == ALL and ALL not in workflow.steps:
        return list(workflow.steps)
    try:
        return list(wanted_steps(workflow, [tuning.step]))
    except StepNotFoundError as error:
        raise StepNotFoundError(f"{error}; or all of them, from records alone: --tune {ALL}") from error


async def _read(
    subject: _Subject, steps: Sequence[str], since: datetime | None, sample: int
) -> tuple[History, Corpus | None]:
    async with reading(subject.target) as (_, store):
        history = await gather(store, subject.workflow.id, steps=steps, since=since)
        if not sample:
            return history, None
        return history, await read_corpus(store, subject.workflow, steps=steps, sample=sample, since=since)


def _swept(subject: _Subject, name: str, samples: Sequence[Sample], how: _How, advice: Sequence[Advice]) -> _Found:
    """With what calls at once, and items per call, say; or why not, where nothing was measured."""
    step, in_force = subject.workflow.steps[name], subject.in_force[name]
    why_not = why_no_sweep(step) or (None if samples else "no recorded input fits its types")
    if why_not is not None:
        return _Found(advice, why_not=why_not)

    def tell(size: int) -> None:
        if sys.stderr.isatty():
            say(f"{name}: {size} at once", "dim")

    with terminated_as_interrupted(), how.worker(subject) as worker:
        if not how.conditions.allows_effects and not _is_harmless(worker.facts().steps.get(name)):
            why_not = "it is not pure: give --with-fakes MODULE that covers it, or --allow-effects"
            return _Found(advice, why_not=why_not)
        measurer = Measurer(worker, how.conditions.seconds / (2 if takes_a_list(step) else 1))
        sweep = sweep_at_once(measurer, samples, how.bound, current=in_force.concurrency, on_level=tell)
        told = [concurrency_advice(name, sweep, in_force)]
        sweeps = [sweep_report(Setting.CONCURRENCY, sweep, list(measurer.errors))]
        if takes_a_list(step) and items_of(samples):
            measurer.errors.clear()
            batches = sweep_per_call(measurer, samples, how.bound)
            told.append(batch_advice(name, batches))
            sweeps.append(sweep_report(Setting.BATCH, batches, list(measurer.errors)))
    return _Found([*(one for one in advice if one.setting is not Setting.CONCURRENCY), *told], sweeps)


def _is_harmless(facts: StepFacts | None) -> bool:
    return facts is not None and (facts.is_pure or facts.is_covered)


def _report(
    subject: _Subject, history: History, found: Mapping[str, _Found], edit: Edit, *, applied: bool
) -> TuneReport:
    steps = [
        TunedStepReport(
            step=step,
            recorded=len(history.of(step).attempts),
            advice=[advice_report(advice) for advice in one.advice],
            sweeps=one.sweeps,
            no_sweep=one.why_not,
        )
        for step, one in found.items()
    ]
    return TuneReport(
        workflow_id=subject.workflow.id,
        workflow_version=subject.workflow.version,
        source=subject.target.shown_store,
        runs=history.runs,
        left_out=history.left_out,
        machine=machine(),
        steps=steps,
        file=str(edit.path),
        diff=edit.diff,
        applied=applied,
        notes=overridden((advice for one in found.values() for advice in one.advice), subject.target.config),
    )
