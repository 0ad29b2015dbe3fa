"""The same inputs given to several worker processes in turns, and what each call took."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from gorkflow.bench.samples import Sample
from gorkflow.bench.wire import Timed
from gorkflow.bench.workers import Trouble, WorkerProcess

FEWEST_ROUNDS: Final = 3
MOST_ROUNDS: Final = 15
DEFAULT_SECONDS: Final = 30.0
_MOST_KILLED = 3


class SampleTrouble(NamedTuple):
    """An input that a variant could not be measured with.

    Attributes:
        variant: the name of it.
    """

    sample: Sample
    variant: str
    trouble: Trouble


@dataclass(slots=True)
class Measured:
    """What was measured of one step.

    Attributes:
        samples: those that every variant could be measured with.
        rounds: how often each was.
        variants: for each worker the name of its variant.
        times: for each worker and each of the samples, the calls in order of the rounds.
        troubles: the other samples, each with the first that was wrong.
        is_given_up: so many processes died or were killed that the rest was left.
    """

    samples: list[Sample] = field(default_factory=list[Sample])
    rounds: int = 0
    variants: list[str] = field(default_factory=list[str])
    times: list[list[list[Timed]]] = field(default_factory=list[list[list[Timed]]])
    troubles: list[SampleTrouble] = field(default_factory=list[SampleTrouble])
    is_given_up: bool = False


def measure(
    workers: Sequence[WorkerProcess],
    samples: Sequence[Sample],
    *,
    seconds: float = DEFAULT_SECONDS,
    rounds: int | None = None,
    on_round: Callable[[int, int], None] = lambda done, all: None,
) -> Measured:
    """Measure a step in several workers: every input in all of them, one right after the other, in changing order.

    The first round warms up and is dropped; what raises, hangs or dies in it is not measured.

    Args:
        workers: of the variants; two of the same variant tell how much noise there is.
        samples: recorded inputs of the step.
        seconds: about how long it may take: by it, and by the first round, the number of rounds is chosen.
        rounds: the number of rounds, if it is not to be chosen.
        on_round: is told how many rounds are done, of how many.

    Raises:
        BenchError: a worker cannot be started.
    """
    found = Measured(variants=[worker.variant.name for worker in workers])
    took = _warm_up(workers, samples, found)
    if rounds is None:
        rounds = MOST_ROUNDS if took <= 0.0 else int(seconds / took)
        rounds = min(MOST_ROUNDS, max(FEWEST_ROUNDS, rounds))
    calls: dict[int, list[list[Timed]]] = {id(sample): [[] for _ in workers] for sample in found.samples}
    for number in range(rounds):
        on_round(number, rounds)
        for place, sample in enumerate(list(found.samples)):
            times = _in_turns(workers, sample, number + place)
            if isinstance(times, SampleTrouble):
                found.samples.remove(sample)
                found.troubles.append(times)
                continue
            for worker, timed in times.items():
                calls[id(sample)][worker].append(timed)
        found.rounds = number + 1
    found.times = [[calls[id(sample)][worker] for sample in found.samples] for worker in range(len(workers))]
    return found


def _warm_up(workers: Sequence[WorkerProcess], samples: Sequence[Sample], found: Measured) -> float:
    """Every input once; how long the calls took in all."""
    took = 0.0
    killed = 0
    for place, sample in enumerate(samples):
        if killed >= _MOST_KILLED:
            found.is_given_up = True
            break
        times = _in_turns(workers, sample, place)
        if isinstance(times, SampleTrouble):
            found.troubles.append(times)
            killed += times.trouble.what in {"timed out", "died"}
            continue
        found.samples.append(sample)
        took += sum(one.decode_seconds + one.body_seconds + one.encode_seconds for one in times.values())
    return took


def _in_turns(workers: Sequence[WorkerProcess], sample: Sample, turn: int) -> Mapping[int, Timed] | SampleTrouble:
    """One call in each worker. Each of them comes first as often as any, and before another as often as behind it."""
    order = list(range(len(workers)))
    shift = turn // 2 % len(order)
    order = order[shift:] + order[:shift]
    if turn % 2:
        order.reverse()
    times: dict[int, Timed] = {}
    for place in order:
        answer = workers[place].call(sample)
        if isinstance(answer, Trouble):
            return SampleTrouble(sample, workers[place].variant.name, answer)
        times[place] = answer
    return times
