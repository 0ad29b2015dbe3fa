"""Inputs given to several workers in turns; what is made of the times."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from gorkflow.bench.benching import Conditions, opened
from gorkflow.bench.corpus import StepCorpus
from gorkflow.bench.measurement import FEWEST_ROUNDS, MOST_ROUNDS, measure
from gorkflow.bench.samples import Sample
from gorkflow.bench.wire import Timed
from gorkflow.bench.workers import Place, Trouble, Variant, WorkerProcess

Variants = Callable[..., Variant]
Samples = Callable[..., Sample]
VARIANT = Variant("the code", Place("steps", "flow"), (), "")


def timed(seconds: float = 0.01, checksum: int = 1) -> Timed:
    """A call that took so long."""
    return Timed(
        decode_seconds=seconds / 10, body_seconds=seconds * 0.7, encode_seconds=seconds / 5, cpu_seconds=seconds / 2,
        waited_seconds=0.0, peak_bytes=7, output_bytes=3, checksum=checksum,
    )  # fmt: skip


class Scripted(WorkerProcess):
    """A worker without a process, that notes who is called when."""

    def __init__(self, name: str, calls: list[tuple[str, str]], answer: Callable[[Sample], Timed | Trouble]) -> None:
        super().__init__(Variant(name, VARIANT.place, (), ""), timeout_seconds=1.0)
        self._name = name
        self._calls = calls
        self._answer = answer

    def call(self, sample: Sample) -> Timed | Trouble:
        """As it was told to."""
        self._calls.append((self._name, sample.path))
        return self._answer(sample)


def scripted(
    count: int, answer: Callable[[Sample], Timed | Trouble] = lambda sample: timed()
) -> tuple[list[Scripted], list[tuple[str, str]]]:
    """So many workers, and the list of their calls."""
    calls: list[tuple[str, str]] = []
    return [Scripted(str(number), calls, answer) for number in range(count)], calls


def test_every_input_goes_to_all_workers_in_a_row(sample: Samples) -> None:
    """In an order that changes, so that each worker is first as often as any other."""
    workers, calls = scripted(3)
    measured = measure(workers, [sample("double", path=f"double[{number}]") for number in range(6)], rounds=5)
    assert (measured.rounds, len(measured.samples), [len(one) for one in measured.times]) == (5, 6, [6, 6, 6])
    assert all(len(of_input) == 5 for times in measured.times for of_input in times)
    groups = [calls[start : start + 3] for start in range(0, len(calls), 3)]
    assert len(groups) == 6 * (1 + 5)  # the first round warms up
    assert all({name for name, _ in group} == {"0", "1", "2"} for group in groups)
    assert all(len({path for _, path in group}) == 1 for group in groups)
    assert set(Counter(group[0][0] for group in groups).values()) == {12}
    before = Counter(names.index("0") < names.index("1") for names in ([name for name, _ in one] for one in groups))
    assert abs(before[True] - before[False]) <= 6


@pytest.mark.parametrize(("seconds", "rounds"), [(0.001, FEWEST_ROUNDS), (1.0, 5), (1000.0, MOST_ROUNDS)])
def test_the_rounds_are_as_many_as_the_time_allows(sample: Samples, seconds: float, rounds: int) -> None:
    """By what the first round took: 0.2 s."""
    workers, _ = scripted(2)
    assert measure(workers, [sample("double") for _ in range(10)], seconds=seconds).rounds == rounds


def test_an_input_that_is_trouble_is_left_out_for_all(sample: Samples) -> None:
    """The others are measured."""
    workers, _ = scripted(2, lambda one: Trouble("raised", "no") if one.path == "bad" else timed())
    measured = measure(workers, [sample("double", path=path) for path in ("a", "bad", "b")], rounds=2)
    assert [one.path for one in measured.samples] == ["a", "b"]
    assert [(one.sample.path, one.variant, one.trouble.what) for one in measured.troubles] == [("bad", "1", "raised")]


def test_trouble_in_a_later_round_takes_the_input_out(sample: Samples) -> None:
    """What was measured of it before does not count."""
    seen: Counter[str] = Counter()

    def answer(one: Sample) -> Timed | Trouble:
        seen[one.path] += 1
        return Trouble("died", "no") if one.path == "a" and seen["a"] == 4 else timed()

    workers, _ = scripted(1, answer)
    measured = measure(workers, [sample("double", path=path) for path in ("a", "b")], rounds=4)
    assert [one.path for one in measured.samples] == ["b"]
    assert [len(of_input) for of_input in measured.times[0]] == [4]


def test_process_after_process_that_dies_is_given_up(sample: Samples) -> None:
    """A step that always hangs does not take its time-out for each of its inputs."""
    workers, calls = scripted(1, lambda one: Trouble("timed out", "no"))
    measured = measure(workers, [sample("double") for _ in range(40)], rounds=4)
    assert (measured.is_given_up, len(calls), measured.samples) == (True, 3, [])


def test_a_step_is_measured_in_real_processes(variant: Variants, sample: Samples) -> None:
    """From its corpus to its report, with another variant."""
    corpus = StepCorpus("double", 2, [sample("double", 3), sample("double", 4)])
    with opened(variant(), variant(), Conditions(rounds=3)) as bench:
        report = bench.step(corpus)
    figures, comparison = report.figures, report.comparison
    assert figures is not None
    assert comparison is not None
    assert (report.inputs, report.rounds, report.skipped, report.troubles) == (2, 3, None, [])
    assert 0.0 < figures.p50_seconds <= figures.p90_seconds <= figures.p99_seconds
    assert 0.0 <= figures.waited_share < 1.0
    assert comparison.difference_seconds is not None
    assert abs(comparison.difference_seconds) < 1.0
    assert 0.0 < figures.validation_share + figures.serialisation_share < 1.0
    assert comparison.pairs == 2 * 3 * 2  # of few inputs each pair of calls counts
    assert comparison.verdict == "no difference"  # of microseconds
    assert (comparison.differing_outputs, report.unstable_outputs) == (0, 0)


@pytest.mark.parametrize(
    ("step", "allows", "reason"),
    [("charge", False, "it is not pure"), ("notify", False, "it is not pure"), ("gone", True, "has no such step")],
)
def test_what_may_not_be_replayed_is_not_called(
    variant: Variants, sample: Samples, step: str, allows: bool, reason: str
) -> None:
    """A body with effects is called for nobody who has not allowed them."""
    with opened(variant(), None, Conditions(rounds=1, allows_effects=allows)) as bench:
        report = bench.step(StepCorpus(step, 1, [sample(step)]))
    assert report.skipped is not None
    assert reason in report.skipped
    assert (report.figures, report.inputs) == (None, 0)


def test_effects_that_are_allowed_happen(variant: Variants, sample: Samples) -> None:
    """By their name alone."""
    code = variant()
    with opened(code, None, Conditions(rounds=1, allows_effects=True)) as bench:
        assert bench.step(StepCorpus("notify", 1, [sample("notify")])).figures is not None


@pytest.mark.parametrize(("found", "reason"), [(0, "nothing was recorded"), (3, "no recorded input fits")])
def test_a_step_without_samples_is_told(variant: Variants, found: int, reason: str) -> None:
    """No process is started for it."""
    with opened(variant(), None, Conditions()) as bench:
        skipped = bench.step(StepCorpus("double", found)).skipped
    assert skipped is not None
    assert skipped.startswith(reason)
