"""A bench from its corpus to its report: which steps may be replayed, measured one after the other."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Generator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

import gorkflow
from gorkflow.bench.corpus import StepCorpus
from gorkflow.bench.figures import (
    bounds,
    comparison_of,
    figures_of,
    flat,
    floor_of,
    noise_of,
    trouble_report,
    unstable_outputs,
)
from gorkflow.bench.measurement import DEFAULT_SECONDS, Measured, measure
from gorkflow.bench.report import MachineReport, StepReport, UnfitReport
from gorkflow.bench.revisions import checked_out
from gorkflow.bench.wire import StepFacts
from gorkflow.bench.workers import Place, Variant, WorkerProcess, today

DEFAULT_TIMEOUT = 60.0
_PROCESSES = 2  # of each variant: what one process is by chance faster than another is not the code's


@dataclass(frozen=True, slots=True)
class Conditions:
    """How steps are measured.

    Attributes:
        seconds: about so long for each step.
        rounds: how often every input is measured in every process; None for as often as the time allows.
        timeout_seconds: of one call.
        allows_effects: steps that are neither pure nor covered by fakes are replayed as well.
    """

    seconds: float = DEFAULT_SECONDS
    rounds: int | None = None
    timeout_seconds: float = DEFAULT_TIMEOUT
    allows_effects: bool = False


class Bench:
    """Open workers of one variant or two, which measure any number of steps."""

    def __init__(self, mine: Sequence[WorkerProcess], others: Sequence[WorkerProcess], conditions: Conditions) -> None:
        """Take open workers; `open_bench` makes one."""
        self._mine = mine
        self._others = others
        self._conditions = conditions

    @property
    def against(self) -> str | None:
        """The name of what is compared with; None for nothing."""
        return self._others[0].variant.name if self._others else None

    def step(self, corpus: StepCorpus, on_round: Callable[[int, int], None] = lambda done, all: None) -> StepReport:
        """Measure a step; of one that may not be replayed, why.

        Raises:
            BenchError: a worker cannot be started.
        """
        return self.measured(corpus, on_round)[0]

    def measured(
        self, corpus: StepCorpus, on_round: Callable[[int, int], None] = lambda done, all: None
    ) -> tuple[StepReport, Measured]:
        """As `step`, with every call.

        Raises:
            BenchError: as there.
        """
        skipped = self._why_not(corpus)
        if skipped is not None:
            return _report(corpus, Measured(), skipped, None), Measured()
        workers = [*self._mine, *self._others]
        conditions = self._conditions
        found = measure(
            workers, corpus.samples, seconds=conditions.seconds, rounds=conditions.rounds, on_round=on_round
        )
        return _report(corpus, found, None, self.against), found

    def _why_not(self, corpus: StepCorpus) -> str | None:
        if not corpus.samples:
            return "nothing was recorded of it" if not corpus.found else "no recorded input fits its types any more"
        for worker in (self._mine[0], *self._others[:1]):
            facts = worker.facts().steps.get(corpus.step)
            if facts is None:
                return f"{worker.variant.name} has no such step"
            if not self._conditions.allows_effects and not _is_harmless(facts):
                where = "" if worker is self._mine[0] else f" in {worker.variant.name}"
                return (
                    f"it is not pure{where}: declare it @step(pure=True) if it is, give --with-fakes MODULE that "
                    "covers it, or let it act on the world with --allow-effects"
                )
        return None


@contextmanager
def opened(now: Variant, before: Variant | None, conditions: Conditions) -> Generator[Bench, None, None]:
    """Workers for one bench; they are ended with the block."""
    with ExitStack() as stack:
        mine, others = (
            [
                stack.enter_context(WorkerProcess(variant, timeout_seconds=conditions.timeout_seconds))
                for _ in range(_PROCESSES)
            ]
            if variant is not None
            else []
            for variant in (now, before)
        )
        yield Bench(mine, others, conditions)


@contextmanager
def open_bench(
    place: Place,
    *,
    against: str | None = None,
    fakes: str | None = None,
    conditions: Conditions = Conditions(),
) -> Generator[Bench, None, None]:
    """A bench for the steps of a workflow; its processes end with the block, and a checkout is removed.

    Args:
        place: module and name of the workflow, which the processes import from the same `sys.path`.
        against: a git revision of the current folder's repository to compare with, measured in turns; None for none.
        fakes: a module as of `--with-fakes`; None for none.
        conditions: how steps are measured.

    Raises:
        BenchError: there is no such revision.
    """
    now = today(place, fakes=fakes)
    with ExitStack() as stack:
        before = None if against is None else stack.enter_context(checked_out(against, now))
        yield stack.enter_context(opened(now, before, conditions))


def machine() -> MachineReport:
    """Where this process runs."""
    return MachineReport(
        host=platform.node(),
        system=f"{platform.system()} {platform.machine()}",
        processor=_processor(),
        cores=len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1,
        python=platform.python_version(),
        gorkflow=gorkflow.__version__,
    )


def _is_harmless(facts: StepFacts) -> bool:
    return facts.is_pure or facts.is_covered


def _report(corpus: StepCorpus, found: Measured, skipped: str | None, against: str | None) -> StepReport:
    has_times = bool(found.samples) and bool(found.rounds)
    noise = noise_of(found) if has_times else None
    floor = floor_of(noise)
    return StepReport(
        step=corpus.step,
        recorded=corpus.found,
        inputs=len(found.samples),
        rounds=found.rounds,
        skipped=skipped,
        figures=figures_of(flat(found.times[:_PROCESSES])) if has_times else None,
        noise=None if noise is None else bounds(noise.ratio),
        noise_floor=floor,
        unstable_outputs=unstable_outputs(found) if has_times else 0,
        comparison=comparison_of(found, against, floor or 0.0) if has_times and against is not None else None,
        unfit=[UnfitReport(run_id=one.run_id, path=one.path, reason=one.reason) for one in corpus.unfit],
        troubles=[trouble_report(one) for one in found.troubles],
        is_given_up=found.is_given_up,
    )


def _processor() -> str:
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            names = [line.partition(":")[2].strip() for line in file if line.startswith("model name")]
    except OSError:
        names = []
    return names[0] if names else platform.processor()
