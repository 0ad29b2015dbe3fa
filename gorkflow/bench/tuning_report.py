"""What tuning comes to, and what has become of it: the models of `--json`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from gorkflow.bench.advice import Advice, Confidence, Setting, Value, Verdict
from gorkflow.bench.report import Bounds, MachineReport, Report
from gorkflow.bench.sweep import Level, Sweep
from gorkflow.bench.verification import Holding, Verification
from gorkflow.core.policy import RetryPolicy


class AdviceReport(Report):
    """What is said of one setting of a step.

    Attributes:
        setting: which.
        verdict: "change" a value in gorkflow.toml, "keep" what is in force, "edit" the code, "measure" by a sweep, or
            "refused" where the records do not allow to say anything.
        reason: why.
        current: what is in force, of a retry its attempts; null for nothing.
        value: what it is to be; null where nothing of the file is to be changed.
        samples: recorded or measured calls that it is made of.
        confidence: how far it is to be trusted; null where nothing is to be changed.
        prediction: what is expected of it, by names; empty where nothing is.
    """

    setting: Setting
    verdict: Verdict
    reason: str
    current: int | float | None
    value: int | float | None
    samples: int
    confidence: Confidence | None
    prediction: Mapping[str, float]


class LevelReport(Report):
    """So many calls at once, or so many items in one call.

    Attributes:
        size: how many.
        calls: that were made.
        per_second: items that were done, the median of the rounds.
        p50_seconds: half of the calls took at most so long; null where none gave an output.
        p95_seconds: 95 of 100.
        failed: the share of calls that gave no output.
    """

    size: int
    calls: int
    per_second: float
    p50_seconds: float | None
    p95_seconds: float | None
    failed: float


class SweepReport(Report):
    """A sweep.

    Attributes:
        setting: what was tried: concurrency, or batch.
        levels: in order of their sizes.
        best: the size that was chosen; null where none is within the bounds.
        reason: why it ended there.
        errors: what calls raised, each once.
    """

    setting: Setting
    levels: Sequence[LevelReport]
    best: int | None
    reason: str
    errors: Sequence[str]


class TunedStepReport(Report):
    """What is said of one step.

    Attributes:
        step: its path without the marks of items and turns.
        recorded: attempts that were read.
        advice: on each setting that there is something to say of.
        sweeps: that were made.
        no_sweep: why none was made; null where one was, or none was asked for.
    """

    step: str
    recorded: int
    advice: Sequence[AdviceReport]
    sweeps: Sequence[SweepReport]
    no_sweep: str | None


class TuneReport(Report):
    """What tuning came to.

    Attributes:
        workflow_id: the id of the workflow.
        workflow_version: the version of it.
        source: the store's URL, without secrets.
        runs: that were read.
        left_out: there were more runs, older than those.
        machine: where it was measured.
        steps: what is said of each.
        file: the gorkflow.toml that the change is of.
        diff: the change; empty where nothing is to be changed.
        applied: whether it was written.
        notes: what keeps it from coming into force here.
    """

    workflow_id: str
    workflow_version: str
    source: str
    runs: int
    left_out: bool
    machine: MachineReport
    steps: Sequence[TunedStepReport]
    file: str
    diff: str
    applied: bool
    notes: Sequence[str]


class PredictionReport(Report):
    """A prediction beside what has happened since.

    Attributes:
        step: the step.
        setting: what the prediction is about.
        holding: "held", "not held", "too few" cases to say, "not in force" where another value holds by now, "unknown"
            where nothing recorded tells.
        reason: why.
        measured_at: when it was made.
        what: which of the predicted figures is compared; null for none.
        predicted: that figure; null for none.
        at_most: the most that it may be; null for none.
        observed: the same since then; null where nothing is compared.
        cases: how many were observed.
    """

    step: str
    setting: Setting
    holding: Holding
    reason: str
    measured_at: datetime
    what: str | None
    predicted: float | None
    at_most: float | None
    observed: Bounds | None
    cases: int


class VerifyReport(Report):
    """What has become of predictions.

    Attributes:
        workflow_id: the id of the workflow.
        workflow_version: the version of it.
        source: the store's URL, without secrets.
        file: the gorkflow.toml that they are in.
        runs: that were read.
        predictions: one for each value with evidence. The exit code is 3 where one does not hold.
    """

    workflow_id: str
    workflow_version: str
    source: str
    file: str
    runs: int
    predictions: Sequence[PredictionReport]

    @property
    def failed(self) -> bool:
        """Whether one of them does not hold."""
        return any(one.holding is Holding.NOT_HELD for one in self.predictions)


def advice_report(advice: Advice) -> AdviceReport:
    """As it is printed."""
    return AdviceReport(
        setting=advice.setting,
        verdict=advice.verdict,
        reason=advice.reason,
        current=plain(advice.current),
        value=plain(advice.value),
        samples=advice.samples,
        confidence=advice.confidence,
        prediction=_rounded(advice.prediction),
    )


def sweep_report(setting: Setting, sweep: Sweep, errors: Sequence[str]) -> SweepReport:
    """As it is printed."""
    return SweepReport(
        setting=setting,
        levels=[_level(one) for one in sweep.levels],
        best=None if sweep.best is None else sweep.best.size,
        reason=sweep.reason,
        errors=errors,
    )


def prediction_report(found: Verification, measured_at: datetime) -> PredictionReport:
    """As it is printed."""
    predicted, at_most = (None, None) if found.predicted is None else found.predicted
    observed = None if found.observed is None else dict(zip(("low", "middle", "high"), found.observed, strict=True))
    return PredictionReport(
        step=found.step,
        setting=found.setting,
        holding=found.holding,
        reason=found.reason,
        measured_at=measured_at,
        what=found.what,
        predicted=predicted,
        at_most=at_most,
        observed=None if observed is None else Bounds(**observed),
        cases=found.cases,
    )


def plain(value: Value | None) -> float | int | None:
    """A value as a number: of a retry its attempts."""
    return value.max_attempts if isinstance(value, RetryPolicy) else value


def _rounded(prediction: Mapping[str, float]) -> dict[str, float]:
    return {name: float(f"{value:.4g}") for name, value in prediction.items()}


def _level(level: Level) -> LevelReport:
    has_any = level.failed < 1.0
    return LevelReport(
        size=level.size,
        calls=level.calls,
        per_second=level.per_second,
        p50_seconds=level.latency(0.5) if has_any else None,
        p95_seconds=level.latency(0.95) if has_any else None,
        failed=level.failed,
    )
