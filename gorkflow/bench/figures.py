"""From measured calls to what is reported of them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from gorkflow.bench.measurement import Measured, SampleTrouble
from gorkflow.bench.report import Bounds, ComparisonReport, Figures, TroubleReport
from gorkflow.bench.statistics import Comparison, Interval, compare, judge, noise_floor, quantile
from gorkflow.bench.wire import Timed

Calls = Sequence[Sequence[Timed]]
"""Of one worker: for each input its calls, in order of the rounds."""

_LEAST_SECONDS = 1e-9


def seconds_of(timed: Timed) -> float:
    """Wall clock of a call, less what its process waited for a core: that is the machine's doing, not the step's."""
    return max(_LEAST_SECONDS, _wall(timed) - timed.waited_seconds)


def figures_of(calls: Sequence[Timed]) -> Figures | None:
    """Of all calls of a variant; None of none."""
    if not calls:
        return None
    seconds = [seconds_of(one) for one in calls]
    wall, spent = sum(map(_wall, calls)), sum(seconds)
    peaks = [one.peak_bytes for one in calls if one.peak_bytes is not None]
    return Figures(
        p50_seconds=quantile(seconds, 0.5),
        p90_seconds=quantile(seconds, 0.9),
        p99_seconds=quantile(seconds, 0.99),
        cpu_share=sum(one.cpu_seconds for one in calls) / spent,
        waited_share=sum(one.waited_seconds for one in calls) / max(wall, _LEAST_SECONDS),
        peak_bytes=max(peaks, default=None),
        output_bytes=max(one.output_bytes for one in calls),
        validation_share=min(1.0, sum(one.decode_seconds for one in calls) / spent),
        serialisation_share=min(1.0, sum(one.encode_seconds for one in calls) / spent),
    )


def flat(times: Sequence[Calls]) -> list[Timed]:
    """All calls of several workers."""
    return list(chain.from_iterable(chain.from_iterable(times)))


def distribution_of(measured: Measured) -> dict[str, list[float]]:
    """The seconds of all calls, by the names of the variants."""
    found: dict[str, list[float]] = {}
    for name, calls in zip(measured.variants, measured.times, strict=True):
        found.setdefault(name, []).extend(seconds_of(one) for one in flat([calls]))
    return found


def noise_of(measured: Measured) -> Comparison | None:
    """The first two workers, which have the same code, one against the other; None of too few calls."""
    first, second = (_seconds(one) for one in measured.times[:2])
    return compare(first, second)


def comparison_of(measured: Measured, name: str, floor: float) -> ComparisonReport:
    """The first two workers against the others, which have the other variant."""
    mine, others = measured.times[:2], measured.times[2:]
    found = compare(*_paired(mine, others))
    return ComparisonReport(
        against=name,
        verdict=judge(found, floor),
        ratio=None if found is None else bounds(found.ratio),
        difference_seconds=None if found is None else found.seconds,
        pairs=0 if found is None else found.pairs,
        figures=figures_of(flat(others)),
        differing_outputs=_differing([mine[0], others[0]]),
    )


def unstable_outputs(measured: Measured) -> int:
    """Of how many inputs the same code gave more than one output."""
    return _differing(measured.times[:2])


def floor_of(found: Comparison | None) -> float | None:
    """See `noise_floor`; None where it is not known."""
    return None if found is None else noise_floor(found)


def bounds(interval: Interval) -> Bounds:
    """As it is reported."""
    return Bounds(low=interval.low, middle=interval.middle, high=interval.high)


def trouble_report(one: SampleTrouble) -> TroubleReport:
    """As it is reported."""
    return TroubleReport(
        run_id=one.sample.run_id,
        path=one.sample.path,
        variant=one.variant,
        what=one.trouble.what,
        reason=one.trouble.reason,
    )


def _wall(timed: Timed) -> float:
    return timed.decode_seconds + timed.body_seconds + timed.encode_seconds


def _seconds(calls: Calls) -> list[list[float]]:
    return [[seconds_of(one) for one in of_input] for of_input in calls]


def _paired(mine: Sequence[Calls], others: Sequence[Calls]) -> tuple[list[list[float]], list[list[float]]]:
    """Every call of one's own, and beside it one of the others in the same round, input by input."""
    first = [_seconds(one) for one in mine]
    second = [_seconds(one) for one in others]
    return [_joined(of_input) for of_input in zip(*first, strict=True)], [
        _joined(of_input) for of_input in zip(*second, strict=True)
    ]


def _joined(times: Sequence[Sequence[float]]) -> list[float]:
    return list(chain.from_iterable(times))


def _differing(times: Sequence[Calls]) -> int:
    by_input = zip(*times, strict=True)
    return sum(len({one.checksum for calls in of_input for one in calls}) > 1 for of_input in by_input)
