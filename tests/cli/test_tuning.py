"""`gorkflow bench --tune` and `gorkflow bench verify`."""

from __future__ import annotations

import asyncio
import importlib
import json
import sys
import tomllib
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from gorkflow import connect
from gorkflow.bench.tuning_report import TuneReport, VerifyReport
from gorkflow.testing import FakeClock
from tests.cli.conftest import STORE, Done, Folder

MILL = """
import asyncio
import os
from pathlib import Path

from gorkflow import RetryPolicy, step, workflow


@step(pure=True)
async def grind(grain: int) -> int:
    if Path("broken").exists():
        raise ValueError("the mill is broken")
    if Path("deadly").exists():
        os._exit(3)
    return grain * 2


@step(retry=RetryPolicy(3, delay=0))
async def sift(flour: int) -> int:
    if flour % 7 == 0:
        raise ValueError("lumps")
    return flour


@step(pure=True)
def weigh(flours: list[int]) -> int:
    return sum(flours)


@step(timeout=0.05)
async def hang(number: int) -> int:
    if number % 2:
        await asyncio.Event().wait()
    return number


milling = workflow("milling", list[int]).map(grind).then(weigh).build()
sifting = workflow("sifting", list[int]).map(sift.or_else(0)).then(weigh).build()
hanging = workflow("hanging", list[int]).map(hang.or_else(0)).then(weigh).build()
"""
QUICK = ("--seconds", "0.05", "--store", STORE)


@pytest.fixture
def mill(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """With the module `mill`."""
    monkeypatch.syspath_prepend(folder.path)
    folder.write("mill.py", MILL)
    return folder


def record(mill: Folder, name: str, items: int) -> None:
    """One run of a workflow of it, with so many items."""
    done = mill.gorkflow("run", f"mill:{name}", "--input", json.dumps(list(range(items))), "--store", STORE)
    assert done.code in {0, 1}, done.err


def record_at_once(items: int, *, later: timedelta = timedelta()) -> None:
    """One run of milling in which no attempt takes any time, on whatever machine: its clock stands still."""

    async def run() -> None:
        milling: Any = importlib.import_module("mill").milling
        async with connect(STORE, clock=FakeClock(datetime.now(UTC) + later)) as engine:
            await milling.run(list(range(items)), on=engine)

    asyncio.run(run())


def tuned(mill: Folder, *arguments: str) -> dict[str, Any]:
    """What `bench --tune` prints with --json."""
    done = mill.gorkflow("bench", *arguments, *QUICK, "--json")
    assert done.code == 0, done.err
    TuneReport.model_validate_json(done.out)
    return done.document


def advice_on(document: dict[str, Any], setting: str) -> dict[str, Any]:
    """On a setting of the first step."""
    found: dict[str, Any] = next(one for one in document["steps"][0]["advice"] if one["setting"] == setting)
    return found


def verified(mill: Folder, name: str) -> Done:
    """What `bench verify` prints with --json."""
    done = mill.gorkflow("bench", "verify", f"mill:{name}", "--store", STORE, "--json")
    VerifyReport.model_validate_json(done.out)
    return done


def test_records_alone_are_enough_for_advice_and_a_change(mill: Folder) -> None:
    """Of all steps; the change is shown as a diff, and nothing is written."""
    record_at_once(250)
    done = mill.gorkflow("bench", "mill:milling", "--tune", "all", "--store", STORE)
    assert done.code == 0
    assert "grind: 250 attempts in 1 run\n  timeout     change  none -> 0.1 (low confidence)" in done.out
    assert "weigh: 1 attempt in 1 run\n  timeout     refused 1 attempt gave an output" in done.out
    assert "--- gorkflow.toml\n+++ gorkflow.toml\n@@ -0,0 +1,13 @@\n+[steps.grind]\n+timeout = 0.1\n" in done.out
    assert done.err == "nothing is written yet; --apply does it\n"
    assert not (mill.path / "gorkflow.toml").exists()


def test_a_change_that_is_applied_is_in_force_and_verified(mill: Folder) -> None:
    """First there is too little to say; with what has happened since, it holds. The file is written once."""
    mill.write("gorkflow.toml", "# ours\napp = 'mill'\n")
    record_at_once(250)
    assert tuned(mill, "mill:milling", "--tune", "grind", "--apply")["applied"]
    text = (mill.path / "gorkflow.toml").read_text()
    assert text.startswith("# ours\napp = 'mill'\n")
    assert tomllib.loads(text)["steps"]["grind"]["timeout"] == 0.1
    assert mill.gorkflow("check", "mill:sifting", "--store", STORE).code == 0
    again = tuned(mill, "mill:milling", "--tune", "all", "--apply")
    assert (again["applied"], again["diff"], advice_on(again, "timeout")["verdict"]) == (False, "", "keep")
    done = verified(mill, "milling")
    assert (done.code, done.document["predictions"][0]["holding"]) == (0, "too few")
    record_at_once(250, later=timedelta(hours=1))
    timeout = next(one for one in verified(mill, "milling").document["predictions"] if one["setting"] == "timeout")
    assert (timeout["holding"], timeout["cases"], timeout["predicted"]) == ("held", 250, 0.0)
    shown = mill.gorkflow("bench", "verify", "mill:milling", "--store", STORE)
    assert shown.out.startswith("grind timeout: held: 0.00% of 250 timed out")


EVIDENCE = """
[steps.{step}]
{setting}
[steps.{step}.evidence]
workflow = "{workflow}"
[steps.{step}.evidence.{name}]
value = {value}
samples = 300
confidence = "high"
measured_at = 2026-01-01T00:00:00Z
machine = "elsewhere"
prediction = {{{prediction}}}
"""


def evidence(step: str, workflow: str, setting: str, **told: object) -> str:
    """As a file has it."""
    return EVIDENCE.format(step=step, workflow=workflow, setting=setting, **told)


def test_a_prediction_that_does_not_hold_is_exit_code_3(mill: Folder) -> None:
    """Half of the attempts time out, and one in a thousand was foretold."""
    told = evidence(
        "hang", "hanging", "timeout = 0.05", name="timeout", value=0.05,
        prediction="timed_out = 0.001, timed_out_high = 0.01",
    )  # fmt: skip
    mill.write("gorkflow.toml", told)
    record(mill, "hanging", 120)
    done = verified(mill, "hanging")
    [found] = done.document["predictions"]
    assert (done.code, found["holding"], found["cases"]) == (3, "not held", 120)
    assert found["observed"]["middle"] >= 0.5
    shown = mill.gorkflow("bench", "verify", "mill:hanging", "--store", STORE)
    assert (shown.code, shown.out.startswith("hang timeout: not held: ")) == (3, True)


def test_what_the_environment_overrides_is_said(mill: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is written all the same: other machines have another environment."""
    record_at_once(250)
    monkeypatch.setenv("GORKFLOW_TIMEOUT", "9")
    document = tuned(mill, "mill:milling", "--tune", "all", "--apply")
    assert document["notes"] == ["GORKFLOW_TIMEOUT is set: here it holds, and not the time-out of the file"]
    assert advice_on(document, "timeout")["current"] == 9
    found = next(one for one in verified(mill, "milling").document["predictions"] if one["setting"] == "timeout")
    assert (found["holding"], found["reason"]) == ("not in force", "9 is in force, not the 0.1 that it is about")


def test_the_file_may_be_elsewhere(mill: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where GORKFLOW_CONFIG says."""
    mill.write("conf/other.toml", "app = 'mill'\n")
    monkeypatch.setenv("GORKFLOW_CONFIG", "conf/other.toml")
    record_at_once(250)
    assert tuned(mill, "mill:milling", "--tune", "all", "--apply")["file"] == "conf/other.toml"
    assert "timeout = 0.1" in (mill.path / "conf/other.toml").read_text()
    assert not (mill.path / "gorkflow.toml").exists()


def test_a_file_that_may_not_be_written_stays(mill: Folder) -> None:
    """With its change to be applied by hand."""
    mill.write("gorkflow.toml", "app = 'mill'\n")
    (mill.path / "gorkflow.toml").chmod(0o444)
    record_at_once(250)
    done = mill.gorkflow("bench", "mill:milling", "--tune", "all", "--apply", "--store", STORE)
    assert (done.code, done.complains("gorkflow.toml is read-only", "by hand")) == (2, True)
    assert (mill.path / "gorkflow.toml").read_text() == "app = 'mill'\n"


def test_a_step_that_another_workflow_has_as_well_is_tuned_for_its_own(mill: Folder) -> None:
    """A table for every workflow would be about both."""
    mill.write("mill.py", MILL + '\nother = workflow("other", list[int]).map(grind).build()\n')
    record_at_once(250)
    diff = tuned(mill, "mill:milling", "--tune", "all")["diff"]
    assert "+[workflows.milling.steps.grind]\n+timeout = 0.1\n" in diff


def test_retries_that_gain_nothing_are_named_with_their_error(mill: Folder) -> None:
    """What the file can say is changed in it, what it cannot in the code."""
    record(mill, "sifting", 300)
    document = tuned(mill, "mill:sifting", "--tune", "all")
    told = [(one["verdict"], one["current"], one["value"]) for one in document["steps"][0]["advice"][1:3]]
    assert told == [("change", 3, 1), ("edit", 3, None)]
    assert "give_up_on=(ValueError,)" in document["steps"][0]["advice"][2]["reason"]
    assert '+retry = "none"' in document["diff"]


def test_a_pure_step_is_swept_on_its_recorded_inputs(mill: Folder) -> None:
    """In another process. What is best depends on the machine; that it was measured, and from 1 up, does not."""
    record(mill, "milling", 20)
    document = tuned(mill, "mill:milling", "--tune", "grind")
    [sweep] = document["steps"][0]["sweeps"]
    sizes = [one["size"] for one in sweep["levels"]]
    assert sizes == [1 << place for place in range(len(sizes))]
    assert len(sizes) >= 2
    assert sweep["best"] in sizes
    assert all(one["calls"] >= one["size"] for one in sweep["levels"])
    assert sweep["errors"] == []
    assert advice_on(document, "concurrency")["verdict"] in {"change", "keep"}
    shown = mill.gorkflow("bench", "mill:milling", "--tune", "grind", *QUICK)
    assert ["at", "once", "calls", "per", "second", "p50", "p95", "failed"] in map(str.split, shown.out.splitlines())


def test_a_step_that_takes_a_list_is_swept_by_items_per_call(mill: Folder) -> None:
    """In a thread here. What comes of it is for the code."""
    record(mill, "milling", 20)
    document = tuned(mill, "mill:milling", "--tune", "weigh")
    assert [one["setting"] for one in document["steps"][0]["sweeps"]] == ["concurrency", "batch"]
    assert advice_on(document, "batch")["verdict"] == "edit"
    assert max(one["size"] for one in document["steps"][0]["sweeps"][1]["levels"]) <= 16


def test_a_step_with_effects_is_not_called(mill: Folder) -> None:
    """Unless it is allowed to act, or fakes cover it."""
    record(mill, "sifting", 20)
    document = tuned(mill, "mill:sifting", "--tune", "sift")
    assert document["steps"][0]["sweeps"] == []
    assert "--with-fakes MODULE" in document["steps"][0]["no_sweep"]
    assert tuned(mill, "mill:sifting", "--tune", "sift", "--allow-effects")["steps"][0]["no_sweep"] is None
    mill.write(
        "fakes.py",
        "from mill import sift\n\nasync def smooth(flour: int) -> int:\n    return flour\n\nbodies = {sift: smooth}\n",
    )
    faked = tuned(mill, "mill:sifting", "--tune", "sift", "--with-fakes", "fakes")
    assert faked["steps"][0]["sweeps"][0]["errors"] == []


@pytest.mark.parametrize(
    ("file", "error"), [("broken", "ValueError: the mill is broken"), ("deadly", "its process ended with code 3")]
)
def test_calls_that_fail_or_kill_their_process_are_no_level(mill: Folder, file: str, error: str) -> None:
    """They are told, and nothing is changed."""
    record(mill, "milling", 5)
    mill.write(file, "")
    document = tuned(mill, "mill:milling", "--tune", "grind")
    [sweep] = document["steps"][0]["sweeps"]
    assert (sweep["best"], sweep["errors"]) == (None, [error])
    assert advice_on(document, "concurrency")["verdict"] == "refused"


def test_of_a_store_without_runs_nothing_is_said(mill: Folder) -> None:
    """Exit code 4: there is nothing to learn from. So is a file without evidence."""
    record(mill, "sifting", 3)
    done = mill.gorkflow("bench", "mill:milling", "--tune", "all", "--store", STORE)
    assert (done.code, "grind: 0 attempts in 0 runs" in done.out) == (4, True)
    done = mill.gorkflow("bench", "verify", "mill:milling", "--store", STORE)
    assert (done.code, done.out) == (4, "")
    assert "gorkflow.toml has no evidence for a step of workflow 'milling'" in done.err


def test_evidence_for_a_step_that_was_renamed_is_told(mill: Folder) -> None:
    """Its table is about no step any more."""
    record(mill, "milling", 3)
    prediction = {"name": "timeout", "value": 3, "prediction": ""}
    mill.write("gorkflow.toml", evidence("crush", "milling", "timeout = 3", **prediction))
    done = mill.gorkflow("bench", "verify", "mill:milling", "--store", STORE)
    assert (done.code, done.complains("steps.crush: no workflow known here has such a step", "has grind, weigh")) == (
        2,
        True,
    )


def test_evidence_that_cannot_be_read_is_named(mill: Folder) -> None:
    """With its key."""
    record(mill, "milling", 3)
    mill.write("gorkflow.toml", "[steps.grind]\ntimeout = 3\n[steps.grind.evidence]\ntimeout = 3\n")
    done = mill.gorkflow("bench", "verify", "mill:milling", "--store", STORE)
    assert (done.code, done.complains("gorkflow.toml: steps.grind.evidence.timeout", "tune the step again")) == (
        2,
        True,
    )


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["--apply"], "name a step: --tune grind"),
        (["--tune", "gind"], "has no step 'gind'"),
        (["--tune", "gind"], "or all of them, from records alone: --tune all"),
        (["--tune", "grind", "--slo", "soon"], "--slo 'soon' is no bound"),
        (["--tune", "grind", "--slo", "p95=0s"], "no bound of a latency"),
        (["--tune", "grind", "--max-error", "1 %%"], "is no share of calls"),
        (["--tune", "grind", "--max-error", "100%"], "write for example 1% or 0.01"),
        (["--tune", "grind", "--against", "main"], "--against does not go with --tune"),
        (["--tune", "grind", "--store", "memory://"], "memory:// keeps nothing"),
    ],
)
def test_an_option_that_will_not_do_is_told(mill: Folder, arguments: list[str], part: str) -> None:
    """On one line, before anything is measured."""
    done = mill.gorkflow("bench", "mill:milling", *arguments)
    assert (done.code in {2, 4}, part in done.err, len(done.err.splitlines())) == (True, True, 1), done.err


def test_a_run_that_failed_counts_as_well(mill: Folder) -> None:
    """Its attempts ended, too."""
    mill.write("mill.py", MILL.replace("sift.or_else(0)", "sift"))
    record(mill, "sifting", 8)
    document = tuned(mill, "mill:sifting", "--tune", "all")
    assert document["steps"][0]["recorded"] >= 1


def test_without_tomlkit_the_extra_is_named(mill: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before anything is measured."""
    monkeypatch.setitem(sys.modules, "tomlkit", None)
    done = mill.gorkflow("bench", "mill:milling", "--tune", "grind", "--store", STORE)
    assert (done.code, done.complains("needs tomlkit: pip install 'gorkflow[bench]'")) == (2, True)
