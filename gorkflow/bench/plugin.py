"""The pytest plugin of the bench: one fixture, by which pytest-benchmark measures a step on recorded inputs.

Every run of pytest imports this in every environment that has gorkflow: so it imports nothing of gorkflow's before the
fixture is used, nor pytest-benchmark.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest

if TYPE_CHECKING:
    from gorkflow.bench.samples import Sample
    from gorkflow.core.step import AnyStep

__all__ = ["StepBench"]


class StepBench(Protocol):
    """What the fixture `step_bench` is."""

    def __call__(
        self,
        step: AnyStep,
        /,
        corpus: Path | str | Sequence[Sample],
        *,
        rounds: int = 10,
        resources: Sequence[object] = (),
    ) -> None:
        """Measure the step's body over all inputs of a corpus: what pytest-benchmark reports is a pass over all.

        The values are made of their JSON between the rounds, afresh for each. The body is called whatever it does: a
        test says so by measuring it.

        Args:
            step: any step, `def` or `async def`.
            corpus: a file that `gorkflow bench --export` has written, of which this step's inputs count; or samples.
            rounds: passes that count, after one that warms up.
            resources: what `ctx.resource(Type)` finds.

        Raises:
            BenchError: the corpus has no input of the step, or cannot be read.
        """
        ...


@pytest.fixture
def step_bench(request: pytest.FixtureRequest) -> StepBench:
    """`step_bench(step, corpus="corpus.jsonl")` measures a step by the fixture `benchmark` of pytest-benchmark.

    For plain `def` tests: an `async def` body gets an event loop of its own.
    """
    if not request.config.pluginmanager.hasplugin("benchmark"):
        raise pytest.UsageError("step_bench measures by pytest-benchmark: install it, and leave its plugin on")

    def bench(
        step: AnyStep,
        /,
        corpus: Path | str | Sequence[Sample],
        *,
        rounds: int = 10,
        resources: Sequence[object] = (),
    ) -> None:
        from gorkflow.bench.passes import Passes, samples_for

        passes = Passes(step, samples_for(step, corpus), resources)
        benchmark = request.getfixturevalue("benchmark")
        benchmark.extra_info["inputs"] = len(passes)
        with passes:
            benchmark.pedantic(passes.run, setup=passes.arguments, rounds=rounds, iterations=1, warmup_rounds=1)

    return bench
