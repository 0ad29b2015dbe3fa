"""Steps that kill their process every time: they fail, and nobody else does (P10)."""

from __future__ import annotations

import json

import pytest

from tests.faults.conftest import MakeArena
from tests.faults.evidence import judge


@pytest.mark.long
@pytest.mark.parametrize(("flow", "body"), [("diamond-loop", (0.0, 0.02)), ("chain-mixed", (0.3, 0.6))])
def test_only_the_poisoned_fail(make_arena: MakeArena, flow: str, body: tuple[float, float]) -> None:
    """Two of them beside ten innocent runs: FAILED(PoisonStepError) after five deaths each; the others end well."""
    arena = make_arena(*body)
    child = arena.spawn(flow=flow, runs=10, poison=2)
    lives = 1
    while child.wait() == -9:
        arena.observe()
        assert lives <= 12
        lives += 1
        child = arena.spawn()
    assert child.wait() == 0
    poisoned = [run for run in arena.runs().values() if run.flow == "poison"]
    assert [run.status for run in poisoned] == ["FAILED", "FAILED"]
    errors = [json.loads(run.error or "{}") for run in poisoned]
    assert {(error["code"], error["type"], error["step_id"]) for error in errors} == {
        ("poison", "PoisonStepError", "k")
    }
    figures = judge(arena)
    assert figures.faults() == {}, figures.details
    assert figures.runs == 12
    killers = [note.words[0] for note in arena.notes() if note.what == "begin" and note.words[1] == "k"]
    assert max(killers.count(run_id) for run_id in killers) == 5
