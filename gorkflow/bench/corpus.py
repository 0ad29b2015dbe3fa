"""The corpus: recorded inputs of a workflow's steps, those that still fit today's types and those that do not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from gorkflow.bench.inputs import UnfitInputError, arguments_of
from gorkflow.bench.recorded import Recorded
from gorkflow.bench.samples import Sample, stratify
from gorkflow.core.compilation import compile_plan
from gorkflow.core.ids import unmarked
from gorkflow.core.plan_nodes import UNDO
from gorkflow.core.records import RunRow, Snapshot
from gorkflow.core.run import RunFilter, StepStatus
from gorkflow.core.settings import Settings
from gorkflow.errors import CorruptRecordError, StepNotFoundError

if TYPE_CHECKING:
    from gorkflow.core.plan import Plan
    from gorkflow.core.step import AnyStep
    from gorkflow.core.workflow import Workflow
    from gorkflow.ports import StoreReads

DEFAULT_SAMPLE = 40
MOST_RUNS = 1000
_PAGE = 100
_FINISHED = frozenset({StepStatus.COMPLETED, StepStatus.COMPENSATED})


class UnfitInput(NamedTuple):
    """A recorded input that its step does not take any more.

    Attributes:
        path: of the step in the run.
        reason: one line; never the value.
    """

    run_id: str
    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class StepCorpus:
    """What was recorded of one step.

    Attributes:
        step: its path without the marks of items and turns.
        found: inputs that were looked at.
        samples: those that are to be measured.
        unfit: those that do not fit the step's types any more.
    """

    step: str
    found: int = 0
    samples: Sequence[Sample] = ()
    unfit: Sequence[UnfitInput] = ()


@dataclass(frozen=True, slots=True)
class Corpus:
    """What was recorded of a workflow.

    Attributes:
        runs: that were read.
        left_out: there were more runs, older than those.
        steps: by path, those that were asked for, in order of definition; also those of which nothing was recorded.
    """

    runs: int = 0
    left_out: bool = False
    steps: Mapping[str, StepCorpus] = field(default_factory=dict[str, StepCorpus])


class _Candidate(NamedTuple):
    """A recorded input that fits; its values are read again if it is chosen."""

    run_id: str
    path: str
    size_bytes: int
    seconds: float


async def read_corpus(
    store: StoreReads,
    workflow: Workflow[Any, Any],
    *,
    steps: Collection[str] = (),
    sample: int = DEFAULT_SAMPLE,
    since: datetime | None = None,
    most_runs: int = MOST_RUNS,
    seed: int = 0,
) -> Corpus:
    """Read what a store has recorded of a workflow's steps, of all its versions, from the newest run on.

    Every input found is validated against the types that the code declares now. The same store gives the same corpus.

    Args:
        store: is only read.
        workflow: as the code has it now.
        steps: paths as in `Workflow.steps`; empty for all.
        sample: at most so many inputs of each step, stratified by size and duration, the slowest among them.
        since: only of runs created since then.
        most_runs: at most so many runs are read.
        seed: of the choice.

    Raises:
        StepNotFoundError: the workflow has no such step.
        StoreError: the store cannot be read.
    """
    wanted = wanted_steps(workflow, steps)
    plan = compile_plan(workflow, engine=Settings())
    sieve = _Sieve(wanted)
    runs = 0
    async for row in _runs_of(store, workflow.id, since):
        if runs == most_runs:
            runs += 1
            break
        snapshot = await store.load(row.run_id)
        if snapshot is not None:  # it was not deleted meanwhile
            runs += 1
            sieve.sift(snapshot, Recorded(snapshot, plan))
    chosen = {name: stratify(found, sample, seed=seed) for name, found in sieve.fit.items()}
    samples = await _samples(store, plan, wanted, chosen)
    return Corpus(
        min(runs, most_runs),
        runs > most_runs,
        {name: StepCorpus(name, sieve.found(name), samples[name], sieve.unfit[name]) for name in wanted},
    )


def wanted_steps(workflow: Workflow[Any, Any], steps: Collection[str]) -> dict[str, AnyStep]:
    """The steps of these paths, in order of definition; all for none.

    Raises:
        StepNotFoundError: the workflow has no such step.
    """
    for name in steps:
        if name not in workflow.steps:
            known = ", ".join(workflow.steps)
            raise StepNotFoundError(f"workflow {workflow.id!r} has no step {name!r}; its steps are {known}")
    return {name: step for name, step in workflow.steps.items() if not steps or name in steps}


async def _runs_of(store: StoreReads, workflow_id: str, since: datetime | None) -> AsyncIterator[RunRow]:
    cursor: str | None = None
    while True:
        filter = RunFilter(workflow_id=workflow_id, created_after=since, limit=_PAGE, cursor=cursor)
        page = await store.list_runs(filter)
        for row in page.items:
            yield row
        cursor = page.next_cursor
        if cursor is None:
            return


class _Sieve:
    """Every recorded input of the steps that are wanted, by whether it fits."""

    def __init__(self, wanted: Mapping[str, AnyStep]) -> None:
        self._wanted = wanted
        self.fit: dict[str, list[_Candidate]] = {name: [] for name in wanted}
        self.unfit: dict[str, list[UnfitInput]] = {name: [] for name in wanted}

    def found(self, name: str) -> int:
        """How many there are of a step."""
        return len(self.fit[name]) + len(self.unfit[name])

    def sift(self, snapshot: Snapshot, recorded: Recorded) -> None:
        """Note those of one run."""
        for row in snapshot.executions:
            name = unmarked(row.step_id)
            if name not in self._wanted or row.status not in _FINISHED or row.step_id.endswith(UNDO):
                continue
            try:
                sample = recorded.sample(row, name, self._wanted[name])
                arguments_of(self._wanted[name], sample.values, sample.members)
            except (UnfitInputError, CorruptRecordError) as error:
                self.unfit[name].append(UnfitInput(row.run_id, row.step_id, str(error)))
            else:
                self.fit[name].append(_Candidate(row.run_id, row.step_id, sample.size_bytes, sample.seconds))


async def _samples(
    store: StoreReads, plan: Plan, wanted: Mapping[str, AnyStep], chosen: Mapping[str, Sequence[_Candidate]]
) -> Mapping[str, list[Sample]]:
    """Those that were chosen, read again."""
    samples: dict[str, list[Sample]] = {name: [] for name in wanted}
    for run_id, found in _by_run(chosen).items():
        snapshot = await store.load(run_id)
        if snapshot is None:
            continue
        recorded = Recorded(snapshot, plan)
        rows = {one.step_id: one for one in snapshot.executions}
        for name, path in found:
            samples[name].append(recorded.sample(rows[path], name, wanted[name]))
    return samples


def _by_run(chosen: Mapping[str, Sequence[_Candidate]]) -> Mapping[str, list[tuple[str, str]]]:
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for name, candidates in chosen.items():
        for one in candidates:
            found[one.run_id].append((name, one.path))
    return found
