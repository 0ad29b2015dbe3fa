"""The fixture `step_bench`, in a pytest of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from gorkflow.bench.exporting import write_corpus
from tests.bench import shop
from tests.bench.recording import corpus_of, recorded
from tests.cli.processes import environment

TEST = """
import pytest
from gorkflow import BenchError, step
from tests.bench import shop


@step(pure=True)
def of_nothing(number: int) -> int:
    return number


@pytest.mark.parametrize("step", [shop.price, shop.total, shop.convert], ids=lambda step: step.id)
def test_steps(step_bench, step):
    step_bench(step, corpus="corpus.jsonl", rounds=3)


def test_no_inputs(step_bench):
    with pytest.raises(BenchError, match="no input of step 'of_nothing'"):
        step_bench(of_nothing, corpus="corpus.jsonl")
"""


@pytest.mark.parametrize("is_there", [True, False])
def test_steps_are_measured_by_pytest_benchmark(tmp_path: Path, is_there: bool) -> None:
    """`def`, `async def` and one with a context; its JSON has them. Without that plugin the error says what to do."""
    url = recorded(tmp_path, shop.orders, [12, 21])
    write_corpus(tmp_path / "corpus.jsonl", corpus_of(url, shop.orders), shop.orders)
    (tmp_path / "test_steps.py").write_text(TEST, encoding="utf-8")
    is_installed = bool(entry_points(group="pytest11", name="gorkflow-bench"))  # by the last build, or else named here
    plugins = [] if is_installed else ["-p", "gorkflow.bench.plugin"]
    plugins += [] if is_there else ["-p", "no:benchmark"]
    json_option = ["--benchmark-json", "times.json"] if is_there else []
    outside = {name: value for name, value in environment().items() if not name.startswith("PYTEST_")}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *plugins, *json_option, "test_steps.py"],
        cwd=tmp_path, env=outside, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if not is_there:
        assert (done.returncode, "measures by pytest-benchmark" in done.stdout) == (1, True)
        return
    assert done.returncode == 0, done.stdout
    found = json.loads((tmp_path / "times.json").read_text(encoding="utf-8"))["benchmarks"]
    inputs = {one["name"]: (one["extra_info"]["inputs"], one["stats"]["rounds"]) for one in found}
    assert inputs == {"test_steps[price]": (8, 3), "test_steps[total]": (2, 3), "test_steps[convert]": (2, 3)}
