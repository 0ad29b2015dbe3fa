"""`gorkflow bench`: steps measured on their recorded inputs."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Generator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from types import FrameType
from typing import TYPE_CHECKING, Any

from gorkflow.bench.benching import Bench, Conditions, machine, opened
from gorkflow.bench.corpus import Corpus, read_corpus, wanted_steps
from gorkflow.bench.report import BenchReport, StepReport
from gorkflow.bench.revisions import checked_out
from gorkflow.bench.tables import markdown_of, notes_of, rows_of
from gorkflow.bench.workers import Place, today
from gorkflow.cli.columns import in_columns
from gorkflow.cli.escaping import printable
from gorkflow.cli.exits import ExitCode, UsageError
from gorkflow.cli.inputs import parse_instant
from gorkflow.cli.locating import find_place, find_workflow, module_name
from gorkflow.cli.lookup import reading
from gorkflow.cli.reports import console, print_line, say
from gorkflow.cli.schemas import print_document
from gorkflow.cli.session import MEMORY
from gorkflow.cli.streams import output_kept_clean
from gorkflow.runtime.clock import SystemClock

if TYPE_CHECKING:
    from gorkflow.cli.options import Target
    from gorkflow.core.workflow import Workflow

_STYLES = {"slower": "red", "faster": "green"}


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
    corpus, source = corpus_of(target, workflow, wanted)
    with terminated_as_interrupted(), ExitStack() as stack:
        now = today(place, fakes=fakes)
        before = None if wanted.against is None else stack.enter_context(checked_out(wanted.against, now))
        steps = measured(stack.enter_context(opened(now, before, conditions)), corpus)
    report = BenchReport(
        workflow_id=workflow.id,
        workflow_version=workflow.version,
        source=source,
        runs=corpus.runs,
        left_out=corpus.left_out,
        against=None if before is None else before.name,
        machine=machine(),
        steps=steps,
    )
    return _told(report, wanted, as_json=as_json)


def corpus_of(target: Target, workflow: Workflow[Any, Any], wanted: Wanted) -> tuple[Corpus, str]:
    """What was recorded, and where that was read.

    Raises:
        UsageError: nothing is recorded there.
        StoreError: the store cannot be read.
    """
    wanted_steps(workflow, wanted.step_names)  # before anything is read
    if target.store == MEMORY:
        raise UsageError("memory:// keeps nothing that could be replayed; name the store of the runs: --store URL")
    now = datetime.fromtimestamp(SystemClock().now(), UTC)
    since = None if wanted.since is None else parse_instant(wanted.since, "--since", now)
    corpus = asyncio.run(_read(target, workflow, wanted, since))
    return corpus, target.shown_store


async def _read(target: Target, workflow: Workflow[Any, Any], wanted: Wanted, since: datetime | None) -> Corpus:
    async with reading(target) as (_, store):
        return await read_corpus(store, workflow, steps=wanted.step_names, sample=wanted.sample, since=since)


def measured(bench: Bench, corpus: Corpus) -> list[StepReport]:
    """Every step of the corpus, one after the other, with a word on each round for who waits at a terminal."""
    reports: list[StepReport] = []
    for step in corpus.steps.values():

        def tell(done: int, all: int, name: str = step.step) -> None:
            if sys.stderr.isatty():
                say(f"{name}: round {done + 1} of {all}", "dim")

        reports.append(bench.step(step, tell))
    return reports


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


def _told(report: BenchReport, wanted: Wanted, *, as_json: bool) -> ExitCode:
    if as_json:
        print_document(report)
    elif wanted.markdown:
        print_line(markdown_of(report))
    else:
        _print(report)
    if report.regressions:
        return ExitCode.REGRESSION
    if any(step.figures is not None for step in report.steps):
        return ExitCode.OK
    return ExitCode.FAILED if any(step.troubles for step in report.steps) else ExitCode.NOT_FOUND


def _print(report: BenchReport) -> None:
    rows = rows_of(report)
    if len(rows) > 1:
        cells = [[printable(cell) for cell in row] for row in rows]
        styles = [["bold"] * len(cells[0]), *([""] * (len(row) - 1) + [_STYLES.get(row[-1], "")] for row in cells[1:])]
        out = console()
        for line in in_columns(cells, styles, frozenset(range(1, 11))):
            out.print(line, soft_wrap=True)
    for note in notes_of(report):
        say(note)
