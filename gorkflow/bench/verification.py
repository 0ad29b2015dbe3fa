"""Whether what was predicted of a value has come true since. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, NamedTuple

from gorkflow.bench.advice import InForce, Setting
from gorkflow.bench.attempts import StepHistory
from gorkflow.bench.evidence import Evidence
from gorkflow.bench.history import lost_to_timeout
from gorkflow.bench.shares import Share, exceeds, share_of
from gorkflow.bench.statistics import quantile_interval
from gorkflow.bench.tables import seconds_text

FEWEST_SINCE: Final = 100
"""From fewer cases since then it is not said that a prediction holds: few of them would not show that it does not."""

_LATER: Final = 1.05  # a body that is cut off ends a little after its time
_SLOWER: Final = 1.25  # calls of an engine are not alone on the machine ...
_MOVED: Final = 1.5  # a tail that was at half of the time-out
_LONGER: Final = 0.01  # ... and it does something for each


class Holding(StrEnum):
    """What has become of a prediction.

    NOT_IN_FORCE: another value holds by now. UNKNOWN: nothing recorded tells.
    """

    HELD = "held"
    NOT_HELD = "not held"
    TOO_FEW = "too few"
    NOT_IN_FORCE = "not in force"
    UNKNOWN = "unknown"


class Verification(NamedTuple):
    """A prediction beside what happened since.

    Attributes:
        what: which of the predicted figures is compared.
        predicted: it, and the most that it may be; None where nothing is compared.
        observed: with its bounds; None where nothing is compared.
        cases: how many were observed.
        reason: a sentence for people.
    """

    step: str
    setting: Setting
    holding: Holding
    reason: str
    what: str | None = None
    predicted: tuple[float, float] | None = None
    observed: tuple[float, float, float] | None = None
    cases: int = 0


def verify(step: str, evidence: Mapping[Setting, Evidence], history: StepHistory, now: InForce) -> list[Verification]:
    """Every prediction for one step.

    Args:
        evidence: by what it is about.
        history: of runs that began after it was made; what is older is passed over.
        now: what is in force.
    """
    found: list[Verification] = []
    for setting, one in evidence.items():
        newer = _since(history, one.measured_at.timestamp())
        in_force = _in_force(setting, now)
        if in_force != one.value:
            reason = f"{_shown(in_force)} is in force, not the {one.value:g} that it is about"
            found.append(Verification(step, setting, Holding.NOT_IN_FORCE, reason))
        else:
            found.append(_CHECKS.get(setting, _unknown)(step, setting, one, newer))
    return found


def _timeout(step: str, setting: Setting, evidence: Evidence, history: StepHistory) -> Verification:
    late = sum(one.is_completed and one.seconds > evidence.value * _LATER + 0.1 for one in history.attempts)
    if late:
        reason = f"{late} attempts took longer and were not cut off: engines that were started before do not know it"
        return Verification(step, setting, Holding.NOT_IN_FORCE, reason, cases=len(history.attempts))
    observed = lost_to_timeout(history.attempts, evidence.value)
    found = _of_shares(step, setting, "timed_out", evidence, observed)
    return _moved_tail(found, evidence, history) if found.holding is Holding.HELD else found


def _moved_tail(found: Verification, evidence: Evidence, history: StepHistory) -> Verification:
    """That the tail has come so close to the time-out that little is left of the room above it."""
    share, most = evidence.prediction.get("quantile"), evidence.prediction.get("high_seconds")
    if share is None or most is None:
        return found
    taken = [one.seconds for one in history.attempts if one.is_completed or one.is_timed_out]
    bounds = quantile_interval(taken, share)
    allowed = max(most * _MOVED, most + _LONGER)
    if bounds is None or bounds[0] <= allowed:
        return found
    low, high = seconds_text(bounds[0]), seconds_text(bounds[1])
    reason = f"{share:.1%} of {len(taken)} attempts took at most {low} to {high}, predicted {seconds_text(most)}"
    return found._replace(
        holding=Holding.NOT_HELD,
        reason=f"{reason}: the time-out of {seconds_text(evidence.value)} is near",
        what="high_seconds",
        predicted=(most, allowed),
        observed=(bounds[0], (bounds[0] + bounds[1]) / 2, bounds[1]),
    )


def _retry(step: str, setting: Setting, evidence: Evidence, history: StepHistory) -> Verification:
    over = [series for series in history.series if series.is_over]
    observed = share_of(sum(not series.is_completed for series in over), len(over))
    return _of_shares(step, setting, "failed", evidence, observed)


def _concurrency(step: str, setting: Setting, evidence: Evidence, history: StepHistory) -> Verification:
    """By how long calls take: how many come is not the setting's doing."""
    predicted = evidence.prediction.get("p95_seconds")
    if predicted is None:
        return _unknown(step, setting, evidence, history)
    taken = [one.seconds for one in history.attempts if one.is_completed]
    bounds = quantile_interval(taken, 0.95) if len(taken) >= FEWEST_SINCE else None
    if bounds is None:
        return Verification(step, setting, Holding.TOO_FEW, _few(len(taken)), "p95_seconds", cases=len(taken))
    most = max(predicted * _SLOWER, predicted + _LONGER)
    low, high = seconds_text(bounds[0]), seconds_text(bounds[1])
    reason = f"95 % of {len(taken)} attempts took at most {low} to {high}, predicted {seconds_text(predicted)}"
    holding = Holding.NOT_HELD if bounds[0] > most else Holding.HELD
    middle = (bounds[0] + bounds[1]) / 2
    return Verification(
        step, setting, holding, reason, "p95_seconds", (predicted, most), (bounds[0], middle, bounds[1]), len(taken)
    )


def _unknown(step: str, setting: Setting, evidence: Evidence, history: StepHistory) -> Verification:
    return Verification(step, setting, Holding.UNKNOWN, "its evidence predicts nothing that records tell of")


_CHECKS: Final = {Setting.TIMEOUT: _timeout, Setting.RETRY: _retry, Setting.CONCURRENCY: _concurrency}


def _of_shares(step: str, setting: Setting, what: str, evidence: Evidence, observed: Share) -> Verification:
    predicted, most = evidence.prediction.get(what), evidence.prediction.get(f"{what}_high")
    if predicted is None or most is None:
        return Verification(step, setting, Holding.UNKNOWN, f"its evidence does not predict {what!r}")
    if exceeds(observed, most):
        holding = Holding.NOT_HELD
    else:
        holding = Holding.HELD if observed.cases >= FEWEST_SINCE else Holding.TOO_FEW
    words = what.replace("_", " ")
    reason = (
        f"{observed.value:.2%} of {observed.cases} {words} ({observed.low:.2%} to {observed.high:.2%}), "
        f"predicted {predicted:.2%}, at most {most:.2%}"
    )
    return Verification(
        step,
        setting,
        holding,
        _few(observed.cases) if holding is Holding.TOO_FEW else reason,
        what,
        (predicted, most),
        (observed.low, observed.value, observed.high),
        observed.cases,
    )


def _few(cases: int) -> str:
    return f"{cases} cases since then; of fewer than {FEWEST_SINCE} it cannot be said that it holds"


def _since(history: StepHistory, at: float) -> StepHistory:
    """Of series that began later, as far as that can be told by the time of their first attempt."""
    kept = [one for one in history.series if one.attempts[0].ended_at - one.attempts[0].seconds > at]
    return StepHistory(history.step, kept, history.usages)


def _in_force(setting: Setting, now: InForce) -> float | None:
    if setting is Setting.TIMEOUT:
        return now.timeout_seconds
    return now.retry.max_attempts if setting is Setting.RETRY else now.concurrency


def _shown(value: float | None) -> str:
    return "nothing" if value is None else f"{value:g}"
