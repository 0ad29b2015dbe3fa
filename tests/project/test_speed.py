"""The page on speed shows what was measured; the programs, the goals and the benchmarks of parts do not rot."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.engine import on_stores
from benchmarks.speed import tables
from benchmarks.speed.command import PAGE, PICTURE, shown, this_machine, write
from benchmarks.speed.contestants import CONTESTANTS, OURS, PYDANTIC, Contestant, Size, chosen
from benchmarks.speed.goals import POWER, growth, verdicts
from benchmarks.speed.loads import LOADS, Load, loads_named
from benchmarks.speed.programs.stand import Answer, Reading, Request, depth, layers
from benchmarks.speed.results import Entry, Figures, Results, Trial, stored
from benchmarks.speed.rounds import Track, failures
from tests.project.blocks import ROOT

RESULTS = stored()
PARTS = sorted((ROOT / "benchmarks" / "parts").glob("test_*.py"))
US, FLOOR = OURS[2], 4e-6


@pytest.fixture
def track(tmp_path: Path) -> Callable[[Contestant, Request], Trial]:
    """Runs one process of gorkflow's program, or of another that is written beside it."""
    made = Track(tmp_path / "environments", tmp_path, 60.0)
    made.admit(US)
    return made.run


def figures_of(contestant: str, load: str, *ratios: float, size: int = 3) -> Figures:
    """As many processes, each with one step in one reading."""
    return Figures(
        contestant=contestant,
        load=load,
        trials=[Trial(size=size, runs=1, answer=answer_of(ratio)) for ratio in ratios],
    )


def answer_of(ratio: float) -> Answer:
    """One step that costs so many floors, and as many raw commits."""
    reading = Reading(cpu=ratio * FLOOR, wall=ratio * 1e-3, floor=FLOOR, raw=1e-3)
    return Answer(steps=1, readings=[reading], imports=0.03, first=0.2, started=0.6, build=0.5)


def results_of(*figures: Figures) -> Results:
    """Results of this machine."""
    names = list(dict.fromkeys(one.contestant for one in figures))
    entries = [Entry(name=name, version="1", store="SQLite, fsync", checks="all") for name in names]
    return RESULTS.model_copy(update={"entries": entries, "figures": list(figures), "machine": this_machine()})


def test_the_page_shows_the_stored_results() -> None:
    """As `python -m benchmarks --keep` writes them; on a difference, `--show benchmarks/speed/results.json --keep`."""
    assert shown(RESULTS) in PAGE.read_text(encoding="utf-8")


def test_the_picture_has_everybody() -> None:
    """Its text is text; who has no figure is not in it."""
    picture = PICTURE.read_text(encoding="utf-8")
    named = [entry.name for entry in RESULTS.entries if (row := RESULTS.of(entry.name, "W1")) and row.answers]
    assert [name for name in named if f">{name}<" not in picture] == []


def test_the_stored_results_are_of_these_contestants() -> None:
    """Everybody of the catalogue in its order, with its pinned version; whoever is new has to be measured."""
    pins = {one.name: one.requirements[0].partition("==")[2] for one in CONTESTANTS if one.requirements}
    assert [entry.name for entry in RESULTS.entries] == [one.name for one in CONTESTANTS]
    assert {entry.name: entry.version for entry in RESULTS.entries if entry.name in pins} == pins
    assert f"pydantic=={RESULTS.machine.pydantic}" == PYDANTIC


@pytest.mark.parametrize(
    ("shape", "size", "runs", "steps"),
    [("chain", 3, 4, 12), ("fan", 5, 1, 7), ("layers", 150, 1, 204), ("resume", 3, 5, 15), ("timers", 1, 5, 5)],
)
def test_a_program_answers(
    track: Callable[[Contestant, Request], Trial], shape: str, size: int, runs: int, steps: int
) -> None:
    """Each shape, small: so many steps per repetition, and every reading with its floor."""
    cold = shape in {"resume", "timers"}
    asked = {"variant": US.variant, "shape": shape, "size": size, "runs": runs, "at_once": 2, "repetitions": 1}
    trial = track(US, Request.model_validate(asked | {"warms": not cold}))
    assert trial.problem == ""
    assert trial.answer is not None
    assert (trial.answer.steps, len(trial.answer.readings)) == (steps, 1)
    assert all(min(one.cpu, one.wall, one.floor, one.raw) > 0 for one in trial.answer.readings)


def test_a_program_that_fails_is_told(track: Callable[[Contestant, Request], Trial]) -> None:
    """By the last line of its error."""
    trial = track(US, Request(variant="sqlite:", shape="chain", size=0))
    assert trial.answer is None
    assert "Error" in trial.problem
    assert failures([Figures(contestant="a", load="W1", trials=[trial])]) == {"a, W1": trial.problem}


def test_a_program_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    """It has no figure, and the table says so."""
    late = Track(tmp_path / "environments", tmp_path, 0.05)
    late.admit(US)
    trial = late.run(US, Request(variant=US.variant, shape="chain", size=3))
    assert trial.problem == "over 0 s"
    table = tables.cpu(results_of(Figures(contestant="a", load="W1", trials=[trial])))
    assert "| over 0 s |" in table


@pytest.mark.parametrize("nodes", [100, 150, 1000])
def test_every_node_of_the_layers_has_three_parents_before_it(nodes: int) -> None:
    """But the first hundred; all of them lead to the last."""
    parents = layers(nodes)
    assert all(len(set(above)) == 3 and max(above) < number for number, above in enumerate(parents) if number >= 100)
    reached = {len(parents) - 1}
    for number in range(len(parents) - 1, -1, -1):
        reached |= set(parents[number]) if number in reached else set()
    assert len(reached) == len(parents)
    assert depth(nodes) == nodes // 100 + (nodes % 100 > 0) + 5


def test_medians_are_of_all_readings() -> None:
    """Over the rounds, whatever a single one says."""
    row = figures_of("a", "W1", 5.0, 100.0, 7.0)
    assert row.ratio == pytest.approx(7.0)
    assert row.wall_over_raw == pytest.approx(7.0)
    assert row.floor_us == pytest.approx(4.0)
    assert Figures(contestant="a", load="W1", trials=[]).ratio is None


def test_a_goal_is_met_or_missed() -> None:
    """By the median; by how much where it is missed; what was not measured is neither."""
    found = {(one.store, one.load, one.what): one.text for one in verdicts(results_of(figures_of(POWER, "W1", 45.0)))}
    assert found[POWER, "W1", "CPU / floor"] == "missed: 1.5 times"
    assert found[POWER, "W2", "CPU / floor"] == "not measured"
    met = verdicts(results_of(figures_of(POWER, "W1", 1.5)))
    assert [one.text for one in met if one.found is not None] == ["met", "met"]


def test_growth_is_the_dearest_over_the_cheapest() -> None:
    """Of three sizes; with one missing there is none."""
    sizes = [figures_of(POWER, "W4 1k", 5.0), figures_of(POWER, "W4 10k", 4.0), figures_of(POWER, "W4 50k", 6.0)]
    assert growth(results_of(*sizes), POWER) == pytest.approx(1.5)
    assert growth(results_of(*sizes[:2]), POWER) is None


def test_who_does_less_is_told() -> None:
    """In the table of times."""
    rows = figures_of("a", "W1", 1.0, size=100), figures_of("b", "W1", 1.0, size=50)
    assert tables.wall(results_of(*rows)).splitlines()[-1].endswith("| W1: 50 of 100 steps |")


def test_everything_is_written(tmp_path: Path) -> None:
    """Table, picture and figures, which can be read again."""
    results = results_of(figures_of(POWER, "W1", 45.0), figures_of("Luigi", "W1", 500.0))
    write(results, tmp_path)
    assert Results.model_validate_json((tmp_path / "results.json").read_text(encoding="utf-8")) == results
    assert "| **gorkflow, SQLite, power** |" in (tmp_path / "results.md").read_text(encoding="utf-8")
    assert ">Luigi<" in (tmp_path / "results.svg").read_text(encoding="utf-8")


def test_unknown_names_are_refused() -> None:
    """With those that there are."""
    with pytest.raises(ValueError, match="nobody is called airflow; there are gorkflow, memory; "):
        chosen("gorkflow, airflow")
    with pytest.raises(ValueError, match="no load is called W9; there are W1, W2, "):
        loads_named("W1,W9")
    with pytest.raises(ValueError, match="there is no store redis; there are memory, "):
        on_stores("redis")


def test_names_are_taken_by_their_beginnings() -> None:
    """In the order of the catalogue."""
    assert [one.name for one in chosen("luigi,dask")] == ["Dask, threads", "Dask, cluster", "Luigi"]
    assert [load.name for load in loads_named("W4,W1")] == ["W1", "W4 1k", "W4 10k", "W4 50k", "W4 memory"]
    assert [one.variant for one in on_stores("memory, http://localhost:1")] == ["memory", "http://localhost:1"]
    assert (chosen(None), loads_named(None)) == (list(CONTESTANTS), list(LOADS))


def test_a_load_is_as_large_as_its_contestant_can_bear() -> None:
    """None where it takes no part."""
    small = US._replace(name="Luigi", sizes={"W1": Size(runs=2), "W2": None})
    asked = Load("W1", "chain", 100, runs=10, for_all=True).request(small)
    assert asked is not None
    assert (asked.size, asked.runs) == (100, 2)
    assert Load("W2", "fan", 100, for_all=True).request(small) is None
    assert Load("W6", "resume", 3).request(small) is None


@pytest.mark.parametrize("path", PARTS, ids=[path.stem for path in PARTS])
def test_the_benchmarks_of_parts_run(path: Path) -> None:
    """Once each, unmeasured, by the command of the documentation but for its last word."""
    command = [sys.executable, "-m", "pytest", str(path), "-q", "--benchmark-disable", "-p", "no:cacheprovider"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, " passed" in done.stdout) == (0, True), done.stdout


def test_the_benchmarks_of_parts_are_measured(tmp_path: Path) -> None:
    """And kept, and compared with what was kept: the plugin is not switched off by how the suite is handed out."""
    command = [sys.executable, "-m", "pytest", str(PARTS[-1]), "-q", "--benchmark-only", "-p", "no:cacheprovider"]
    command += ["-k", "encode_number", "--benchmark-storage", str(tmp_path), "--benchmark-max-time=0.01"]
    alone = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}  # no worker of ours
    for option in ("--benchmark-autosave", "--benchmark-compare"):
        done = subprocess.run([*command, option], cwd=ROOT, env=alone, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
    assert "test_encode_number (0001_" in done.stdout
    assert "test_encode_number (NOW)" in done.stdout
