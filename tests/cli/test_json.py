"""`--json`: every command prints one object, as its schema says, and the page about them is that of the models."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pydantic import BaseModel

from gorkflow.cli.schemas import DOCUMENTS, json_schema
from tests.cli.conftest import STORE, Folder
from tests.cli.yard import AT_YARD, YARD, waiting_run
from tests.project import json_page

RUN = "{run}"
EVIDENCE = """
[steps.price]
timeout = 60
[steps.price.evidence]
workflow = "pricing"
[steps.price.evidence.timeout]
value = 60
samples = 300
confidence = "low"
measured_at = 2026-01-01T00:00:00Z
machine = "elsewhere"
prediction = {timed_out = 0.0, timed_out_high = 0.01}
"""


@pytest.fixture
def runs(folder: Folder) -> dict[str, str]:
    """Runs by what became of them."""
    folder.write("gorkflow.toml", EVIDENCE)
    waiting = waiting_run(folder)
    failed = folder.run_id("yard:pricing", "--input", "100", "--tag", "office=n\u00f6rd\u202e")
    return {"waiting": waiting, "failed": failed, "done": folder.run_id("yard:pricing", "--input", "4")}


CASES: dict[str, list[tuple[str, ...]]] = {
    "run": [
        ("run", "yard:pricing", "--input", "3"),
        ("run", "yard:breaking", "--input", "3"),
        ("run", "yard:asking", "--input", "3"),
    ],
    "runs": [("runs",), ("runs", "--limit", "2"), ("runs", "--workflow", "none")],
    "show": [("show", "waiting"), ("show", "failed"), ("show", "done", "--items")],
    "show --step": [("show", "failed", "--step", "price[99]"), ("show", "waiting", "--step", "@wait-1")],
    "resume": [("resume",), ("resume", "waiting"), ("resume", "failed")],
    "retry": [("retry", "failed")],
    "fork": [("fork", "done", "--from", "total"), ("fork", "waiting", "--from", "die")],
    "migrate": [("migrate", "waiting")],
    "cancel": [("cancel", "waiting"), ("cancel", "done")],
    "watch": [("watch", "done"), ("watch", "failed")],
    "events": [("events", "done"), ("events", "failed", "--after", "3"), ("events", "waiting")],
    "signal": [
        ("signal", "waiting", "approval", '{"by": "Ada"}'),
        ("signal", "waiting", "approval", "{}", "--id", "1"),
    ],
    "prune": [("prune", "--older-than", "1d"), ("prune", "--older-than", "0s", "--status", "failed")],
    "backup": [("backup", "copy.db")],
    "graph": [("graph", "yard:asking", "--run", "waiting"), ("graph", "yard:asking", "-o", "asking.png")],
    "check": [("check", "yard:asking"), ("check", "yard:pricing"), ("check", "yard:pricing", "--inputs")],
    "bench": [
        ("bench", "yard:pricing", "--steps", "total"),
        ("bench", "yard:pricing", "--steps", "total", "--allow-effects", "--rounds", "1"),
    ],
    "bench --tune": [("bench", "yard:pricing", "--tune", "all"), ("bench", "yard:pricing", "--tune", "price")],
    "bench verify": [("bench", "verify", "yard:pricing")],
    "doctor": [("doctor",)],
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_a_command_prints_is_what_its_schema_says(folder: Folder, runs: dict[str, str], name: str) -> None:
    """One object on one line of stdout and nothing else, with the keys of its model, no more and no fewer."""
    for arguments in CASES[name]:
        done = folder.gorkflow(*AT_YARD, *(runs.get(word, word) for word in arguments), "--json")
        if done.code == 2:  # the payload that does not fit
            assert done.out == ""
            continue
        assert done.out.count("\n") == 1 or name == "events"
        model: type[BaseModel] = DOCUMENTS[name]
        for line in done.out.splitlines():
            document = json.loads(line)
            assert model.model_validate_json(line, strict=True).model_dump(mode="json") == document
            assert set(document) == set(json_schema(name)["properties"])
        assert not any(character in done.out for character in "\x1b\x9b\u202e")


def test_every_command_with_json_is_tried() -> None:
    """One that is added has its cases."""
    assert set(CASES) == set(DOCUMENTS)


@pytest.mark.parametrize(
    "arguments", [("show", "ffffffff"), ("runs", "--status", "x"), ("signal", "ffffffff", "a", "1")]
)
def test_where_it_comes_to_nothing_nothing_is_printed(folder: Folder, arguments: tuple[str, ...]) -> None:
    """One line on stderr says why."""
    folder.write("yard.py", YARD)
    folder.run_id("yard:dying", "--input", "1")
    done = folder.gorkflow(*arguments, "--store", STORE, "--json")
    assert (done.out, done.complains()) == ("", True)
    assert done.code in (2, 4)


def test_the_page_is_that_of_the_models() -> None:
    """Made anew by `python -m tests.project.json_page`; each key says what it means."""
    assert json_page.PAGE.read_text(encoding="utf-8") == json_page.text()
    for model in DOCUMENTS.values():
        assert set(model.model_fields) <= set(json_page.meanings_of(model)), model.__name__


def test_the_index_of_commands_names_the_page() -> None:
    """Who writes a script comes from there."""
    page = Path(json_page.PAGE)
    assert f"({page.name})" in (page.parent / "cli.md").read_text(encoding="utf-8")
