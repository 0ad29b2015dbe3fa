"""`gorkflow bench`: steps measured on their recorded inputs."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

from gorkflow.bench.benching import Bench, Conditions, machine, open_bench
from gorkflow.bench.corpus import Corpus, StepCorpus, read_corpus, wanted_steps
from gorkflow.bench.exporting import read_corpus_file, write_corpus
from gorkflow.bench.figures import distribution_of
from gorkflow.bench.picture import Distributions, check_path, draw
from gorkflow.bench.report import BenchReport, StepReport
from gorkflow.bench.saving import beside, check_comparable, load_saved, save, saved_path
from gorkflow.bench.tables import HEAD, markdown_of, notes_of, rows_of
from gorkflow.bench.workers import Place
from gorkflow.cli.columns import in_columns
from gorkflow.cli.escaping import printable
from gorkflow.cli.exits import ExitCode, UsageError
from gorkflow.cli.inputs import parse_instant
from gorkflow.cli.locating import find_place, find_workflow, module_name
from gorkflow.cli.lookup import reading
from gorkflow.cli.reports import console, counted, print_line, say
from gorkflow.cli.schemas import print_document
from gorkflow.cli.session import MEMORY
from gorkflow.cli.streams import output_kept_clean
from gorkflow.runtime.clock import SystemClock

if TYPE_CHECKING:
    from gorkflow.cli.options import Target
    from gorkflow.core.workflow import Workflow

_STYLES = {"slower": "red", "faster": "green"}
_TO_THE_RIGHT = frozenset(range(1, len(HEAD)))
_SAVED = "saved:"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be measured, on what, and what becomes of it: the options as they were given."""

    steps: str | None
    sample: int
    since: str | None
    corpus: str | None
    against: str | None
    with_fakes: str | None
    allow_effects: bool
    rounds: int | None
    seconds: float
    timeout: float
    save: str | None
    export: str | None
    redact: bool
    markdown: bool
    picture: str | None

    @property
    def step_names(self) -> list[str]:
        """Of `--steps`; none for all."""
        return [] if self.steps is None else [name.strip() for name in self.steps.split(",") if name.strip()]

    @property
    def saved(self) -> str | None:
        """The name of the kept result to compare with; None for none."""
        return None if self.against is None or not self.against.startswith(_SAVED) else self.against[len(_SAVED) :]

    @property
    def revision(self) -> str | None:
        """The git revision to compare with; None for none."""
        return None if self.saved is not None else self.against

    def conditions(self) -> Conditions:
        """How it is measured.

        Raises:
            UsageError: a number is out of its range.
        """
        if self.sample < 1:
            raise UsageError(f"--sample {self.sample} is too few; at least 1")
        if self.rounds is not None and self.rounds < 1:
            raise UsageError(f"--rounds {self.rounds} is too few; at least 1")
        for name, value in (("--seconds", self.seconds), ("--timeout", self.timeout)):
            if not 0.0 < value < 1e6:
                raise UsageError(f"{name} {value} is out of range; give seconds above 0")
        return Conditions(self.seconds, self.rounds, self.timeout, self.allow_effects)

    def check(self, workflow: Workflow[Any, Any]) -> None:
        """Find out now what would only be found out when all is measured.

        Raises:
            UsageError: two options do not go together.
            BenchError, SettingError: a name or a kept result will not do.
        """
        if self.redact and self.export is None:
            raise UsageError("--redact goes with --export FILE")
        if self.corpus is not None and self.since is not None:
            raise UsageError("--since is of runs in a store; leave it out with --corpus")
        if self.picture is not None:
            check_path(Path(self.picture))
        if self.save is not None:
            saved_path(self.save)
        if self.saved is not None:
            check_comparable(load_saved(self.saved), self.saved, workflow.id, machine())


@dataclass(frozen=True, slots=True)
class Tuning:
    """What settings are looked for: the options as they were given."""

    step: str | None
    objective: str
    slo: str | None
    max_error: str | None
    apply: bool


def bench(target: Target, words: Sequence[str], wanted: Wanted, tuning: Tuning, *, as_json: bool) -> ExitCode:
    """Measure, tune or verify; print what came of it.

    Raises:
        UsageError, DefinitionError, SettingError: it cannot be done as it was asked for.
        BenchError: it cannot be measured.
        StoreError: the store cannot be read.
    """
    name = _workflow_of(words)
    if len(words) > 1 or tuning.step is not None or tuning.apply:
        from gorkflow.cli import tuning as tuner

        if len(words) > 1:
            return tuner.verify(target, name, as_json=as_json)
        return tuner.tune(target, name, wanted, tuning, as_json=as_json)
    conditions = wanted.conditions()
    with output_kept_clean():
        workflow = find_workflow(name)
        place = Place(*find_place(name))
        fakes = None if wanted.with_fakes is None else module_name(wanted.with_fakes)
    wanted.check(workflow)
    corpus, source = corpus_of(target, workflow, wanted)
    if wanted.export is not None:
        return _export(Path(wanted.export), corpus, workflow, redact=wanted.redact)
    with (
        terminated_as_interrupted(),
        open_bench(place, against=wanted.revision, fakes=fakes, conditions=conditions) as open_,
    ):
        steps, distributions = measured(open_, corpus)
    report = BenchReport(
        workflow_id=workflow.id,
        workflow_version=workflow.version,
        source=source,
        runs=corpus.runs,
        left_out=corpus.left_out,
        against=open_.against,
        machine=machine(),
        steps=steps,
    )
    return _told(report, distributions, wanted, as_json=as_json)


def corpus_of(target: Target, workflow: Workflow[Any, Any], wanted: Wanted) -> tuple[Corpus, str]:
    """What was recorded, and where that was read.

    Raises:
        UsageError: nothing can be recorded there.
        StepNotFoundError: the workflow has no such step.
        BenchError, StoreError: it cannot be read.
    """
    names = wanted.step_names
    wanted_steps(workflow, names)  # before anything is read
    if wanted.corpus is not None:
        path = Path(wanted.corpus)
        return read_corpus_file(path, workflow, steps=names, sample=wanted.sample), str(path)
    if target.store == MEMORY:
        raise UsageError("memory:// keeps nothing that could be replayed; name the store of the runs: --store URL")
    now = datetime.fromtimestamp(SystemClock().now(), UTC)
    since = None if wanted.since is None else parse_instant(wanted.since, "--since", now)
    return asyncio.run(_read(target, workflow, wanted, since)), target.shown_store


async def _read(target: Target, workflow: Workflow[Any, Any], wanted: Wanted, since: datetime | None) -> Corpus:
    async with reading(target) as (_, store):
        return await read_corpus(store, workflow, steps=wanted.step_names, sample=wanted.sample, since=since)


def measured(bench: Bench, corpus: Corpus) -> tuple[list[StepReport], Distributions]:
    """Every step of the corpus, one after the other."""
    reports: list[StepReport] = []
    distributions: dict[str, dict[str, list[float]]] = {}
    for step in corpus.steps.values():
        report, found = bench.measured(step, partial(_tell, step))
        reports.append(report)
        if report.figures is not None:
            distributions[step.step] = distribution_of(found)
    return reports, distributions


def _tell(step: StepCorpus, done: int, rounds: int) -> None:
    """Who waits at a terminal is told what is at work."""
    if done == 0 and sys.stderr.isatty():
        say(f"{step.step}: up to {len(step.samples)} inputs, {rounds} rounds", "dim")


@contextmanager
def terminated_as_interrupted() -> Generator[None, None, None]:
    """A SIGTERM or SIGHUP is to end the command as Ctrl-C does: workers are killed, a checkout is removed."""

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = {number: signal.signal(number, interrupt) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _workflow_of(words: Sequence[str]) -> str:
    if len(words) == 1:
        return words[0]
    if len(words) == 2 and words[0] == "verify":
        return words[1]
    raise UsageError(f"unexpected {words[1]!r}; write gorkflow bench WORKFLOW, or gorkflow bench verify WORKFLOW")


def _export(path: Path, corpus: Corpus, workflow: Workflow[Any, Any], *, redact: bool) -> ExitCode:
    done = write_corpus(path, corpus, workflow, redact=redact)
    say(f"{counted(done.inputs, 'input')} in {path}")
    for step in corpus.steps.values():
        if step.unfit:
            one = step.unfit[0]
            say(f"{step.step}: {len(step.unfit)} that do not fit any more were left out, the first: {one.reason}")
    for one in done.left_out:
        say(f"left out, as it does not fit its type without its texts: {one.path} of run {one.run_id}: {one.reason}")
    for name in done.without_context:
        say(f"{name}: without the run's state and the outputs before it, which nothing tells the types of")
    return ExitCode.OK if done.inputs else ExitCode.NOT_FOUND


def _told(report: BenchReport, distributions: Distributions, wanted: Wanted, *, as_json: bool) -> ExitCode:
    code = _code_of(report)
    if code in {ExitCode.USAGE, ExitCode.NOT_FOUND}:
        _say_notes(report)
        return code
    if wanted.saved is not None:
        report = beside(report, load_saved(wanted.saved), wanted.saved)
    if as_json:
        print_document(report)
    elif wanted.markdown:
        for line in markdown_of(report).splitlines():
            print_line(line)
    else:
        _print(report)
    if wanted.save is not None:
        say(f"kept in {save(report, wanted.save)}")
    if wanted.picture is not None:
        draw(Path(wanted.picture), distributions, f"{report.workflow_id}, version {report.workflow_version}")
    return code


def _code_of(report: BenchReport) -> ExitCode:
    if report.regressions:
        return ExitCode.REGRESSION
    if any(step.figures is not None for step in report.steps):
        return ExitCode.OK
    if any(step.troubles for step in report.steps):
        return ExitCode.FAILED
    return ExitCode.USAGE if any(step.recorded for step in report.steps) else ExitCode.NOT_FOUND


def _print(report: BenchReport) -> None:
    rows = rows_of(report)
    if len(rows) > 1:
        cells = [[printable(cell) for cell in row] for row in rows]
        styles = [["bold"] * len(cells[0]), *([""] * (len(row) - 1) + [_STYLES.get(row[-1], "")] for row in cells[1:])]
        out = console()
        for line in in_columns(cells, styles, _TO_THE_RIGHT):
            out.print(line, soft_wrap=True)
        sys.stdout.flush()  # before what is said after it on stderr
    _say_notes(report)


def _say_notes(report: BenchReport) -> None:
    for note in notes_of(report):
        say(note)
    if not any(step.recorded for step in report.steps):
        say(f"nothing of workflow {report.workflow_id!r} is recorded in {report.source}")
