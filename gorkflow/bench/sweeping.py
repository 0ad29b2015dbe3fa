"""A sweep of one step over its recorded inputs, in a worker process."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final, get_origin

from pydantic_core import from_json, to_json

from gorkflow.bench.advice import Advice, InForce, Setting, Value, Verdict, confidence_of
from gorkflow.bench.samples import Sample, stratify
from gorkflow.bench.sweep import MOST_AT_ONCE, Bound, Level, Round, Sweep, Sweeper
from gorkflow.bench.wire import Keep as KeepMessage, Kept, Level as LevelMessage, Levelled, Refused
from gorkflow.bench.workers import Trouble, WorkerProcess, call_of
from gorkflow.core.narrowing import is_list
from gorkflow.core.step import AnyStep

MOST_PER_CALL: Final = 1024
_MOST_ITEMS: Final = 20_000  # that batches are made of
_MOST_BATCHES: Final = 64  # of each size
_ROUNDS: Final = 48  # about so many of a sweep to 128: by it the shortest time of each is chosen
_ALONE: Final = 12  # about so many times the work of one round alone is what a whole sweep takes
_FEWEST_INPUTS: Final = 4
_CALLS_PER_PLACE: Final = 2  # at least: with one alone the end of a round would be most of it
_PATIENCE: Final = 10  # times as long as was recorded a round may take before its worker is given up
_KEEP_SECONDS: Final = 60.0


class Measurer:
    """Measures levels in one worker.

    Attributes:
        errors: what calls raised, or what became of the worker; each once.
    """

    def __init__(self, worker: WorkerProcess, seconds: float) -> None:
        """Start nothing yet.

        Args:
            worker: is started when it is first asked.
            seconds: about so long for a whole sweep.
        """
        self._worker = worker
        self._seconds = seconds
        self._kept: set[int] = set()
        self.errors: dict[str, None] = {}

    def at_once(self, samples: Sequence[Sample], size: int, *, items: int = 1, group: int = 0) -> Round:
        """One round of that level.

        Args:
            samples: are called in turns.
            size: how many at once.
            items: that each has.
            group: the same for the same samples.
        """
        if not self._keep(samples, group):
            return Round(1.0, (), failed=1)
        least = self._seconds / _ROUNDS
        message = LevelMessage(group=group, at_once=size, calls=_CALLS_PER_PLACE * size, seconds=least)
        work = _PATIENCE * sum(sample.seconds for sample in samples)
        answer = self._worker.ask(message, (), least + work + _CALLS_PER_PLACE * self._worker.timeout_seconds)
        if isinstance(answer, Trouble):
            self._kept.clear()
            self.errors[answer.reason] = None
            return Round(1.0, (), failed=1)
        found = answer.message
        if not isinstance(found, Levelled):
            return Round(1.0, (), failed=1)
        if found.error:
            self.errors[found.error] = None
        return Round(found.seconds, found.taken, found.failed, items)

    def chosen(self, samples: Sequence[Sample]) -> Sequence[Sample]:
        """As many of them as the time allows, spread over sizes and durations, the slowest among them."""
        mean = sum(sample.seconds for sample in samples) / max(1, len(samples))
        count = self._seconds / (_ALONE * mean) if mean > 0 else len(samples)
        return stratify(samples, max(_FEWEST_INPUTS, int(min(count, len(samples)))))

    def _keep(self, samples: Sequence[Sample], group: int) -> bool:
        """Whether the worker has the samples of that group."""
        if group in self._kept:
            return True
        self._worker.facts()
        for sample in samples:
            call, parts = call_of(sample)
            answer = self._worker.ask(KeepMessage(group=group, call=call), parts, _KEEP_SECONDS)
            if isinstance(answer, Trouble) or not isinstance(answer.message, Kept):
                reason = answer.reason if isinstance(answer, Trouble) else _refused(answer.message)
                self.errors[reason] = None
                self._kept.clear()
                return False
        first = self._worker.call(samples[0])  # what is only done for the first call is no part of a round
        if isinstance(first, Trouble) and first.what in {"died", "timed out"}:
            self.errors[first.reason] = None
            self._kept.clear()
            return False
        self._kept.add(group)
        return True


def sweep_at_once(
    measurer: Measurer,
    samples: Sequence[Sample],
    bound: Bound,
    *,
    current: int | None = None,
    most: int = MOST_AT_ONCE,
    on_level: Callable[[int], None] = lambda size: None,
) -> Sweep:
    """How many calls at once."""
    chosen = measurer.chosen(samples)
    sweeper = Sweeper(lambda size: measurer.at_once(chosen, size), bound, most=most, on_level=on_level)
    return sweeper.run(current)


def sweep_per_call(
    measurer: Measurer,
    samples: Sequence[Sample],
    bound: Bound,
    *,
    on_level: Callable[[int], None] = lambda size: None,
) -> Sweep:
    """How many items in one call of a step that takes a list; one call at a time."""
    items = items_of(samples)

    def measure(size: int) -> Round:
        return measurer.at_once(batches[size], 1, items=size, group=size)

    batches = {
        1 << power: batches_of(samples[0], items, 1 << power)
        for power in range(min(MOST_PER_CALL, len(items)).bit_length())
    }
    return Sweeper(measure, bound, most=max(batches, default=1), on_level=on_level).run()


def why_no_sweep(step: AnyStep) -> str | None:
    """Why nothing is to be found out about a step by calls at once; None where it is."""
    if step.runs_on == "process":
        return "its bodies run in processes, of which connect(process_workers=) allows so many"
    if step.runs_on == "inline":
        return "its body holds the loop: there is never more than one"
    return None


def takes_a_list(step: AnyStep) -> bool:
    """Whether its one parameter is a list, so that it may be called with more or fewer items."""
    parameters = step.signature.parameters
    return len(parameters) == 1 and (get_origin(parameters[0]) or parameters[0]) is list


def items_of(samples: Sequence[Sample]) -> list[object]:
    """The items of the lists that were recorded, as many as are of use."""
    found: list[object] = []
    for sample in samples:
        value: object = from_json(sample.values[0])
        found += value if is_list(value) else []
    return found[:_MOST_ITEMS]


def batches_of(sample: Sample, items: Sequence[object], size: int) -> list[Sample]:
    """The items in lists of so many, as inputs of the step; those that are left over are left out."""
    starts = range(0, len(items) - size + 1, size)[:_MOST_BATCHES]
    return [
        replace(sample, values=(to_json(list(items[start : start + size]), inf_nan_mode="constants"),), members=(None,))
        for start in starts
    ]


def concurrency_advice(step: str, sweep: Sweep, now: InForce) -> Advice:
    """What a sweep of calls at once says.

    Where there is no limit, and more at once would neither gain nor break a bound, there need be none.
    """
    known = _known(step, Setting.CONCURRENCY, sweep, now.concurrency)
    best = sweep.best
    if best is None:
        return known
    reason = f"{_speed(best)} at {best.size} at once, {_speed(sweep.levels[0])} alone; {sweep.reason}"
    if best.size == now.concurrency:
        return replace(known, verdict=Verdict.KEEP, reason=reason)
    if now.concurrency is None and not sweep.is_bounded and best.size in (1, sweep.levels[-1].size):
        return replace(known, verdict=Verdict.KEEP, reason=f"{reason}; no limit is needed")
    return replace(
        known,
        verdict=Verdict.CHANGE,
        value=best.size,
        reason=reason,
        samples=best.calls,
        prediction=_prediction(best),
        confidence=confidence_of(best.calls, 2 * best.noise),
    )


def batch_advice(step: str, sweep: Sweep) -> Advice:
    """What a sweep of items per call says: that is for the code."""
    known = _known(step, Setting.BATCH, sweep, None)
    best = sweep.best
    if best is None:
        return known
    reason = (
        f"{_speed(best)} with {best.size} items in a call, {_speed(sweep.levels[0])} with one; {sweep.reason}; in the "
        "code: give it lists of so many, if what it does with an item does not depend on the others"
    )
    return replace(known, verdict=Verdict.EDIT, reason=reason, prediction=_prediction(best))


def _known(step: str, setting: Setting, sweep: Sweep, current: Value | None) -> Advice:
    calls = sum(level.calls for level in sweep.levels)
    return Advice(
        step=step, setting=setting, verdict=Verdict.REFUSED, reason=sweep.reason, current=current, samples=calls
    )


def _speed(level: Level) -> str:
    return f"{level.per_second:,.0f} per second" if level.per_second >= 100 else f"{level.per_second:.3g} per second"


def _prediction(level: Level) -> dict[str, float]:
    return {
        "per_second": level.per_second,
        "p50_seconds": level.latency(0.5),
        "p95_seconds": level.latency(0.95),
        "failed": level.failed,
    }


def _refused(message: object) -> str:
    return message.reason if isinstance(message, Refused) else "its process did not take an input"
