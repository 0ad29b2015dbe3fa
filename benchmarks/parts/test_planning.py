"""Definitions: built, given a fingerprint, compiled to a plan."""

from __future__ import annotations

from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks import workloads
from benchmarks.speed.programs import stand
from gorkflow.core.compilation import compile_plan
from gorkflow.core.settings import Settings

NODES = 500


def test_build_chain(benchmark: BenchmarkFixture) -> None:
    """A hundred `then`, and everything that `build` checks."""
    assert len(benchmark(workloads.chain, 100).steps) == 100


def test_build_fan(benchmark: BenchmarkFixture) -> None:
    """300 steps side by side."""
    assert len(benchmark(workloads.fan, 300).steps) == 302


def test_build_layers(benchmark: BenchmarkFixture) -> None:
    """Joins of three."""
    assert len(benchmark(workloads.layered, NODES).steps) == len(stand.layers(NODES))


def test_compile_layers(benchmark: BenchmarkFixture) -> None:
    """Once per engine and workflow: from the definition to the arrays that runs are driven by."""
    built = workloads.layered(NODES)
    plan = benchmark(compile_plan, built, engine=Settings())
    assert plan.total == len(stand.layers(NODES))


def test_fingerprint(benchmark: BenchmarkFixture) -> None:
    """Of structure and schemas; each build makes one."""
    built = benchmark.pedantic(  # type: ignore[no-untyped-call]  # pytest-benchmark has no types for it
        lambda workflow: workflow.fingerprint, setup=lambda: ((workloads.chain(100),), {}), rounds=20
    )
    assert built == workloads.chain(100).fingerprint
