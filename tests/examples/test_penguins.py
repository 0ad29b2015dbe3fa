"""The survey of penguins: its results, and that a kill costs no finished step."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree as XML  # reads the picture that this test has just made

import pytest

from examples.penguins.__main__ import DATA
from examples.penguins.models import Penguin, Request, Species
from examples.penguins.pipeline import penguins
from gorkflow import RunFilter, RunStatus, StepExecution, WorkflowRun, connect
from tests.project.blocks import ROOT

STEPS = [
    "read-rows",
    "check-rows",
    "describe-adelie",
    "describe-chinstrap",
    "describe-gentoo",
    "compare",
    "draw-picture",
    "write-report",
]


def command(folder: Path) -> list[str]:
    """The program as it is started, with its store and its results in a folder."""
    store = f"sqlite:///{folder / 'penguins.db'}"
    return [sys.executable, "-m", "examples.penguins", "--store", store, "--out", str(folder / "out")]


def survey(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """The program, run to its end."""
    return subprocess.run(
        [*command(folder), *options],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def steps_of(output: str) -> list[str]:
    """The steps that said something, in order: each body prints one line when it is done."""
    return [line.split()[0] for line in output.splitlines() if line.startswith("  ")]


def history(folder: Path) -> tuple[Sequence[WorkflowRun], Sequence[StepExecution]]:
    """All runs in the store, and the steps of the newest."""

    async def read() -> tuple[Sequence[WorkflowRun], Sequence[StepExecution]]:
        async with connect(f"sqlite:///{folder / 'penguins.db'}") as engine:
            runs = (await engine.list_runs(RunFilter())).items
            return runs, await engine.list_step_executions(runs[0].run_id)

    return asyncio.run(read())


def test_the_survey_writes_its_report_and_its_picture(tmp_path: Path) -> None:
    """333 penguins, 11 rows set aside with their reasons, three species that contradict the whole."""
    run = survey(tmp_path)
    assert (run.returncode, run.stderr) == (0, "")
    assert sorted(steps_of(run.stdout)) == sorted(STEPS)
    report = (tmp_path / "out" / "report.md").read_text(encoding="utf-8")
    assert "333 rows are complete and plausible, 11 were set aside" in report
    assert "| Gentoo | 119 | 47.6 ± 3.1 | 15.0 ± 1.0 | 217 ± 7 | 5092 ± 501 | +0.65 |" in report
    assert "- line 10: sex: not measured" in report
    assert "Simpson's paradox" in report
    assert [path.name for path in sorted((tmp_path / "out").iterdir())] == ["penguins.svg", "report.md"]


def test_the_picture_shows_every_penguin(tmp_path: Path) -> None:
    """One point each, in the colour of its species, and four trends."""
    assert survey(tmp_path).returncode == 0
    picture = XML.parse(tmp_path / "out" / "penguins.svg").getroot()  # noqa: S314  # made by this test
    points = picture.findall("{*}circle")
    assert len(points) == 333
    assert len({point.get("fill") for point in points}) == len(Species)
    assert len([line for line in picture.findall("{*}line") if line.get("stroke-width") == "3"]) == 4


@pytest.mark.parametrize("step", STEPS)
def test_a_killed_survey_goes_on_where_it_stopped(step: str, tmp_path: Path) -> None:
    """SIGKILL in the body of each step: finished steps do not run again, the killed one has a second attempt."""
    killed = survey(tmp_path, "--kill-in", step)
    assert killed.returncode == -signal.SIGKILL
    assert step not in steps_of(killed.stdout)
    going_on = survey(tmp_path)
    assert (going_on.returncode, going_on.stderr) == (0, "")
    runs, executions = history(tmp_path)
    assert [run.status for run in runs] == [RunStatus.COMPLETED]
    attempts = {execution.step_id: execution.attempt for execution in executions}
    assert attempts[step] == 2
    again = set(steps_of(killed.stdout)) & set(steps_of(going_on.stdout))
    assert {name for name in again if attempts[name] == 1} == set()  # only a body that was under way ran twice
    assert {name for name in again if not name.startswith("describe-")} == set()
    assert set(steps_of(killed.stdout)) | set(steps_of(going_on.stdout)) == set(STEPS)
    assert (tmp_path / "out" / "report.md").is_file()


def test_a_survey_killed_from_outside_goes_on(tmp_path: Path) -> None:
    """`kill -9` by another process as soon as the rows are checked: reading and checking are not done again."""
    with subprocess.Popen([*command(tmp_path), "--pace", "0.2"], cwd=ROOT, stdout=subprocess.PIPE, text=True) as victim:
        assert victim.stdout is not None
        said = ""
        for line in victim.stdout:
            said += line
            if steps_of(line) == ["check-rows"]:
                time.sleep(0.1)  # so that its result is recorded and the next bodies are under way
                victim.kill()
                break
    assert victim.returncode == -signal.SIGKILL
    going_on = survey(tmp_path)
    assert going_on.returncode == 0
    assert "kept: read-rows, check-rows" in going_on.stdout
    assert sorted(steps_of(said) + steps_of(going_on.stdout)) == sorted(STEPS)


def test_a_survey_after_a_finished_one_is_a_new_run(tmp_path: Path) -> None:
    """Nothing is unfinished, so nothing goes on."""
    first, second = survey(tmp_path), survey(tmp_path)
    assert (first.returncode, second.returncode) == (0, 0)
    assert sorted(steps_of(second.stdout)) == sorted(STEPS)
    runs, _ = history(tmp_path)
    assert [run.status for run in runs] == [RunStatus.COMPLETED, RunStatus.COMPLETED]


async def test_the_survey_runs_in_memory(tmp_path: Path) -> None:
    """The same workflow on the other store."""
    async with connect("memory://") as engine:
        report = await penguins.run(Request(source=DATA, out=tmp_path), on=engine)
    assert (report.penguins, report.rejected) == (333, 11)


def test_an_implausible_row_is_no_penguin() -> None:
    """Out of range is as bad as missing."""
    row = {
        "species": "Adelie",
        "island": "Dream",
        "bill_length_mm": "391",
        "bill_depth_mm": "18.7",
        "flipper_length_mm": "181",
        "body_mass_g": "3750",
        "sex": "male",
        "year": "2007",
    }
    with pytest.raises(ValueError, match="bill_length_mm"):
        Penguin.model_validate(row)
