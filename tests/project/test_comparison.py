"""The comparison with the peers shows what was measured; the rows of gorkflow and of plain functions hold today."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.peers import tables
from benchmarks.peers.catalogue import PEERS, Peer, chosen
from benchmarks.peers.environments import Interpreter
from benchmarks.peers.results import Facts, Kill, Results, Trial, stored
from benchmarks.peers.trials import BODIES, RECEIPT, Checker, kill, run_with
from benchmarks.peers.variants import MISTAKES, Mistake, imports, lines_of_code, variant
from tests.project.blocks import ROOT

PAGE = ROOT / "docs" / "explanation" / "comparison.md"
HERE = Interpreter(Path(sys.executable), ROOT)
RESULTS = stored()
ROWS = {facts.peer: facts for facts in RESULTS.facts}
NAMES = [peer.name for peer in PEERS]
TABLES = [tables.install, tables.kills, tables.wiring, tables.values]


def row_of(name: str) -> tuple[str, Facts]:
    """The peer's program, and what is stored of it."""
    [peer] = chosen(name)
    return peer.source, ROWS[name]


@pytest.mark.parametrize("table", TABLES)
def test_the_page_shows_the_stored_results(table: Callable[[Results], str]) -> None:
    """Row by row as the command printed them; on a difference, copy `python -m benchmarks.peers --show FILE`."""
    assert table(RESULTS) in PAGE.read_text(encoding="utf-8")


def test_the_page_says_when_and_where() -> None:
    """The line above the tables is that of the command."""
    made = tables.all_of(RESULTS).splitlines()[0]
    assert made in PAGE.read_text(encoding="utf-8").replace("\n", " ")


@pytest.mark.parametrize("peer", PEERS, ids=NAMES)
def test_the_stored_results_are_of_this_program(peer: Peer) -> None:
    """Each peer of the catalogue has a row; with another version or program it has to be measured again."""
    facts = ROWS[peer.name]
    pinned = [item.partition("==") for item in peer.requirements if "==" in item]
    installed = set(facts.install.distributions)
    assert facts.lines == lines_of_code(variant(peer.source))
    assert {f"{name.partition('[')[0]}=={version}" for name, _, version in pinned} <= installed


def test_no_row_is_of_somebody_else() -> None:
    """In the order of the catalogue."""
    assert list(ROWS) == NAMES


@pytest.mark.parametrize("peer", PEERS, ids=NAMES)
def test_a_program_with_a_mistake_differs_in_one_line(peer: Peer) -> None:
    """Each of the three, and what is left of the program still parses."""
    right = variant(peer.source).splitlines()
    for mistake in MISTAKES:
        wrong = variant(peer.source, mistake)
        differing = [line for line, other in zip(right, wrong.splitlines(), strict=True) if line != other]
        assert len(differing) == 1
        compile(wrong, peer.program, "exec")


def test_gorkflow_goes_on_in_the_body_that_was_killed(tmp_path: Path) -> None:
    """As its row says: the third body alone runs again, and the result is right."""
    source, facts = row_of("gorkflow")
    assert kill(source, HERE, tmp_path, 1) == Kill(again=[["charge"]], right=1)
    assert facts.kill == Kill(again=[["charge"]] * len(facts.kill.again), right=len(facts.kill.again))


def test_plain_functions_begin_again(tmp_path: Path) -> None:
    """The other end of the scale, by the same means."""
    source, facts = row_of("plain functions")
    assert kill(source, HERE, tmp_path, 1) == Kill(again=[BODIES], right=1)
    assert facts.kill.again == [BODIES] * len(facts.kill.again)


@pytest.mark.parametrize(
    ("mistake", "expected"),
    [
        ("miswired", Trial(found="build", ran=[], error="DefinitionError", result=None)),
        ("wrong-type", Trial(found="run", ran=["load"], error="RunFailedError", result=None)),
        ("wrong-field", Trial(found="run", ran=["load"], error="RunFailedError", result=None)),
    ],
)
def test_gorkflow_finds_a_mistake_where_its_row_says(mistake: Mistake, expected: Trial, tmp_path: Path) -> None:
    """Wiring before anything runs, a value in the step that gave it."""
    source, facts = row_of("gorkflow")
    shown = {"miswired": facts.miswired, "wrong-type": facts.wrong_type, "wrong-field": facts.wrong_field}[mistake]
    for trial in (run_with(mistake, source, HERE, tmp_path), shown):
        assert expected.error in trial.error
        assert trial.model_copy(update={"error": expected.error}) == expected


def test_plain_functions_pass_a_wrong_field_on(tmp_path: Path) -> None:
    """So the trial can tell: nobody looks, and the result is wrong."""
    source, facts = row_of("plain functions")
    wrong = Trial(found="never", ran=BODIES, error="", result=RECEIPT.replace("190", "'95 EUR95 EUR'"))
    assert run_with("wrong-field", source, HERE, tmp_path) == wrong == facts.wrong_field


@pytest.mark.long
def test_checkers_report_the_wiring_where_the_rows_say(tmp_path: Path) -> None:
    """mypy and pyright are run again on gorkflow's program: right as it is, one report with the mistake."""
    source, facts = row_of("gorkflow")
    checker = Checker(Path(sys.executable), source, HERE, tmp_path)
    assert (checker.mypy(), checker.pyright()) == (facts.mypy, facts.pyright)
    assert (facts.mypy.right, len(facts.mypy.miswired)) == (0, 1)
    assert (facts.pyright.right, len(facts.pyright.miswired)) == (0, 1)


def test_an_unknown_peer_is_refused() -> None:
    """With the names that there are."""
    with pytest.raises(ValueError, match="no peer is called airflow; there are plain functions, gorkflow"):
        chosen("gorkflow, airflow")


def test_lines_of_code_are_counted_without_words() -> None:
    """Docstrings of any length, comments and blank lines are none; a call over two lines is two."""
    source = '"""Two\nlines."""\n\n# a comment\ndef f() -> None:\n    """One."""\n    print(  # why\n        1)\n'
    assert lines_of_code(source) == 3


def test_imports_are_those_of_the_program_alone() -> None:
    """Without what every program shares."""
    source = "from __future__ import annotations\nimport asyncio\nfrom dbos import DBOS\nfrom stage import enter\n"
    assert imports(source) == "import asyncio; from dbos import DBOS"
    assert imports("from stage import enter") == "pass"
