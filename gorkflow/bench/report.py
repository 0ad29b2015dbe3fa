"""What a bench comes to: the models of `--json`, and the same as a Markdown table for a pull request."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict

Verdict = Literal["slower", "faster", "no difference", "not judged"]


class Report(BaseModel):
    """A part of what a bench comes to."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Bounds(Report):
    """An estimate, and between what it lies with 95 % confidence.

    Attributes:
        low: the lower bound.
        middle: the estimate.
        high: the upper bound.
    """

    low: float
    middle: float
    high: float


class Figures(Report):
    """What calls took, validation and serialisation with the body.

    Attributes:
        p50_seconds: half of the calls took at most so long. Wall clock, less what the process waited for a core.
        p90_seconds: nine of ten.
        p99_seconds: 99 of 100; of fewer calls close to the longest.
        cpu_share: CPU time in wall-clock time; above 1 where a body has threads of its own.
        waited_share: how much of the wall clock the process waited for a core, on top of those times.
        peak_bytes: the most by which a call made the process's memory grow; null where the system does not tell.
        output_bytes: of the largest output's JSON.
        validation_share: of the time, what making and validating the input took.
        serialisation_share: of the time, what validating the output and making its JSON took.
    """

    p50_seconds: float
    p90_seconds: float
    p99_seconds: float
    cpu_share: float
    waited_share: float
    peak_bytes: int | None
    output_bytes: int
    validation_share: float
    serialisation_share: float


class ComparisonReport(Report):
    """The code as it is against another variant.

    Attributes:
        against: which.
        verdict: "slower" or "faster" only where the whole interval of the ratio is on that side of 1, the ratio is
            further from 1 than 5 % and than the noise floor, and the difference is above a millisecond; "not judged"
            where there are too few pairs, or where they were not measured in turns.
        ratio: of the times, the code as it is to the other: the median over the inputs; null of too few.
        difference_seconds: the median of the differences; null of too few.
        pairs: how many ratios there were.
        figures: of the other variant; null where none of its calls could be measured.
        differing_outputs: of how many inputs the two gave different outputs.
    """

    against: str
    verdict: Verdict
    ratio: Bounds | None
    difference_seconds: float | None
    pairs: int
    figures: Figures | None
    differing_outputs: int


class UnfitReport(Report):
    """A recorded input that does not fit its step's types any more.

    Attributes:
        run_id: the run.
        path: of the step in it.
        reason: why; never the value.
    """

    run_id: str
    path: str
    reason: str


class InputsReport(Report):
    """Whether what finished steps took still fits the steps' types.

    Attributes:
        runs: that were read, of all versions of the workflow.
        left_out: there were more runs, older than those.
        found: inputs that were looked at.
        fits: whether all of them fit; the exit code is 3 where not.
        unfit: those that do not.
    """

    runs: int
    left_out: bool
    found: int
    fits: bool
    unfit: Sequence[UnfitReport]


class TroubleReport(Report):
    """An input that could not be measured.

    Attributes:
        run_id: the run.
        path: of the step in it.
        variant: the code that it was given to.
        what: what came of it.
        reason: one line.
    """

    run_id: str
    path: str
    variant: str
    what: str
    reason: str


class StepReport(Report):
    """One step.

    Attributes:
        step: its path without the marks of items and turns.
        recorded: inputs that were found.
        inputs: that were measured.
        rounds: how often each was, in every process.
        skipped: why it was not measured; null where it was.
        figures: of the code as it is; null where nothing was measured.
        noise: of the times of two processes of the code as it is, the one to the other; null of too few.
        noise_floor: how far that reaches from 1, as a share; null of too few.
        unstable_outputs: of how many inputs the code as it is gave different outputs: such a step is not pure.
        comparison: with another variant; null where there is none.
        unfit: recorded inputs that do not fit any more.
        troubles: inputs that could not be measured.
        is_given_up: so many processes died or were killed that the rest was left.
    """

    step: str
    recorded: int
    inputs: int
    rounds: int
    skipped: str | None
    figures: Figures | None
    noise: Bounds | None
    noise_floor: float | None
    unstable_outputs: int
    comparison: ComparisonReport | None
    unfit: Sequence[UnfitReport]
    troubles: Sequence[TroubleReport]
    is_given_up: bool


class MachineReport(Report):
    """Where it was measured.

    Attributes:
        host: its name.
        system: operating system and architecture.
        processor: as the system calls it.
        cores: that this process may use.
        python: version.
        gorkflow: version.
    """

    host: str
    system: str
    processor: str
    cores: int
    python: str
    gorkflow: str

    def differences(self, other: MachineReport) -> str:
        """What is not the same there, in words."""
        mine, theirs = dict(self), dict(other)
        return ", ".join(f"{name} {mine[name]} and not {theirs[name]}" for name in mine if mine[name] != theirs[name])


class BenchReport(Report):
    """What a bench of a workflow's steps came to.

    Attributes:
        workflow_id: the id of the workflow.
        workflow_version: the version of it.
        source: where the inputs are from: a store's URL without secrets, or a file.
        runs: that were read.
        left_out: there were more runs, older than those.
        against: what it was compared with; null for nothing.
        machine: where it was measured.
        steps: in order of definition. The exit code is 3 where one is slower.
    """

    workflow_id: str
    workflow_version: str
    source: str
    runs: int
    left_out: bool
    against: str | None
    machine: MachineReport
    steps: Sequence[StepReport]

    @property
    def regressions(self) -> list[str]:
        """The steps that are slower."""
        return [one.step for one in self.steps if one.comparison is not None and one.comparison.verdict == "slower"]
