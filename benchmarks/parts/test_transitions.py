"""The pure part of a run: started, step by step, to its end; what would be written is made and thrown away."""

from __future__ import annotations

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks import workloads
from gorkflow.core import transitions
from gorkflow.core.compilation import compile_plan
from gorkflow.core.creation import StartOptions, new_run, take_creation
from gorkflow.core.live import LiveRun
from gorkflow.core.outcomes import Completed
from gorkflow.core.plan import Plan
from gorkflow.core.run import RunStatus
from gorkflow.core.settings import Settings
from gorkflow.core.values import Encoded, codec_for

NOW = 1_700_000_000.0
SHAPES = {"chain": workloads.chain(100), "fan": workloads.fan(100), "layers": workloads.layered(300)}


def created(plan: Plan, input_: Encoded) -> LiveRun:
    """A run that has its place."""
    live = new_run(plan, "run-1", input_, StartOptions(), owner="engine-1", now=NOW)
    take_creation(live, StartOptions())
    transitions.begin(live, NOW)
    return live


def drive(plan: Plan, input_: Encoded, output: Encoded) -> LiveRun:
    """Everything that may start is started and completed at once, and written together."""
    live = created(plan, input_)
    while not transitions.settle(live, NOW):
        started: list[int] = []
        while (index := live.next_ready()) is not None:
            transitions.start(live, index, NOW)
            started.append(index)
        for index in started:
            transitions.apply(live, Completed(index, output, {}, NOW, NOW, None), NOW, 0.5)
        live.take_commit()
    return live


@pytest.mark.parametrize("shape", SHAPES)
def test_transitions_of_a_run(benchmark: BenchmarkFixture, shape: str) -> None:
    """Ready, started, completed, successors released, rows and events made."""
    plan = compile_plan(SHAPES[shape], engine=Settings())
    value = codec_for(workloads.Msg).encode(workloads.message())
    live = benchmark(drive, plan, value, value)
    assert (live.status, live.done) == (RunStatus.COMPLETED, plan.total)


def test_creation_of_a_run(benchmark: BenchmarkFixture) -> None:
    """What `start()` makes before it writes."""
    plan = compile_plan(SHAPES["chain"], engine=Settings())
    value = codec_for(workloads.Msg).encode(workloads.message())
    assert benchmark(created, plan, value).status is RunStatus.RUNNING
