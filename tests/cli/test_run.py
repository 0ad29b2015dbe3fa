"""`gorkflow run`."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from gorkflow import RunStatus, WorkflowRun
from gorkflow.cli.schemas import RunDocument
from gorkflow.cli.wording import sentence
from gorkflow.core.events import Event, EventType
from tests.cli.conftest import SHOP, STORE, Folder


def test_the_output_is_json_on_stdout_and_all_else_on_stderr(folder: Folder) -> None:
    """Also what a body prints."""
    done = folder.gorkflow("run", "shop:checkout", "--input", '{"no": 1}', "--store", STORE)
    assert (done.code, done.out) == (0, '"receipt 9.50"\n')
    assert "loading 1" in done.err


def test_without_a_terminal_there_is_a_line_per_event(folder: Folder) -> None:
    """After a line that names the run; times are left out here."""
    done = folder.gorkflow("run", "shop:greeting", "--store", STORE)
    first, *lines = done.err.splitlines()
    assert first.startswith("run 0")
    assert first.endswith(" of workflow greeting")
    assert [line.split(" ", 1)[1].partition(" after")[0] for line in lines] == [
        "run started",
        "hello started",
        "hello completed",
        "run completed",
    ]


CHOOSING = """
from gorkflow import step, workflow


@step
async def text(value: int) -> str:
    return str(value)


@step
async def shout(value: int) -> str:
    return f"{value}!"


choosing = workflow("choosing", int).branch(lambda value: value > 9, then=shout, otherwise=text).build()
"""


def test_a_decision_is_told_with_the_arm_that_it_took(folder: Folder) -> None:
    """Among the steps; it does not count as one of them."""
    folder.write("chooser.py", CHOOSING)
    done = folder.gorkflow("run", "chooser:choosing", "--input", "12", "--store", STORE)
    assert (done.code, done.out) == (0, '"12!"\n')
    _, *lines = done.err.splitlines()
    assert [line.split(" ", 1)[1].partition(" after")[0] for line in lines] == [
        "run started",
        "@branch-1 decided: then",
        "text skipped",
        "shout started",
        "shout completed",
        "run completed",
    ]


@pytest.mark.parametrize("kind", list(EventType))
def test_there_are_words_for_every_event(kind: EventType) -> None:
    event = Event(run_id="r", seq=1, at=datetime(2026, 1, 1, tzinfo=UTC), type=kind, step_id="a")
    assert "a " in sentence(event, "now", names_run=True)


def test_a_failed_attempt_is_told_with_its_reason(folder: Folder) -> None:
    """On one line, whatever the body wrote into its error."""
    done = folder.gorkflow("run", "shop:failing", "--input", "7", "--store", STORE)
    assert done.code == 1
    assert done.out == ""
    retried = next(line for line in done.err.splitlines() if "; again in" in line)
    assert r"[execution] ValueError: no 7\x1b[31m\nrun 0 completed" in retried


def test_a_failed_run_shows_the_frames_of_its_user(folder: Folder) -> None:
    """And none of the engine; then how to look at the run, and how to retry it."""
    done = folder.gorkflow("run", "shop:failing", "--input", "7", "--store", STORE)
    assert f'File "{folder.path}/shop.py"' in done.err
    assert "runtime/attempt.py" not in done.err
    *_, look, retry = done.err.splitlines()
    assert look.startswith("look at it: gorkflow --store sqlite:///runs.db show 0")
    assert retry.startswith(
        "go on from there, once that is mended: gorkflow --app shop:failing --store sqlite:///runs.db retry 0"
    )


def test_the_json_of_a_run_is_its_record(folder: Folder) -> None:
    """One object, the whole WorkflowRun."""
    done = folder.gorkflow("run", "shop:checkout", "--input", '{"no": 1}', "--store", STORE, "--json")
    run = WorkflowRun.model_validate(done.document)
    assert (run.status, run.output, run.input) == (RunStatus.COMPLETED, "receipt 9.50", {"number": 1, "cents": 950})
    assert set(done.document) == set(RunDocument.model_fields)


def test_the_json_of_a_failed_run_has_its_error(folder: Folder) -> None:
    """And the exit code is 1 all the same."""
    done = folder.gorkflow("run", "shop:failing", "--input", "7", "--store", STORE, "--json")
    assert done.code == 1
    error = done.document["error"]
    assert (error["code"], error["type"], error["step_id"], error["attempt"]) == (
        "execution",
        "ValueError",
        "explode",
        2,
    )


@pytest.mark.parametrize("value", ['{"no": 1}', '{"number": 1}', '{"no": 1, "cents": 950}'])
def test_the_input_may_use_aliases_and_names(folder: Folder, value: str) -> None:
    """What pydantic calls the field and what the code calls it."""
    done = folder.gorkflow("run", "shop:checkout", "--input", value, "--store", STORE)
    assert done.out == '"receipt 9.50"\n'


def test_the_input_may_be_a_file_or_stdin(folder: Folder) -> None:
    """A byte order mark before it does not matter."""
    folder.write("order.json", '\ufeff{"no": 1, "cents": 100}')
    from_file = folder.gorkflow("run", "shop:checkout", "--input", "@order.json", "--store", STORE)
    from_stdin = folder.gorkflow(
        "run", "shop:checkout", "--input", "-", "--store", STORE, stdin='{"no": 1, "cents": 200}'
    )
    assert (from_file.out, from_stdin.out) == ('"receipt 1.00"\n', '"receipt 2.00"\n')


def test_control_characters_of_an_output_are_escaped(folder: Folder) -> None:
    """The JSON means the same; letters stay letters."""
    done = folder.gorkflow("run", "shop:greeting", "--store", STORE)
    assert done.out == '"héllo \\u009b31m"\n'
    assert json.loads(done.out) == "héllo \x9b31m"


@pytest.mark.parametrize("target", ["shop:greeting", "shop.py:greeting", "./shop.py:greeting"])
def test_a_workflow_is_named_by_module_or_path(folder: Folder, target: str) -> None:
    """The current folder is importable."""
    assert folder.gorkflow("run", target, "--store", STORE).code == 0


def test_a_module_in_a_package_is_found_by_its_path(folder: Folder) -> None:
    """Its relative imports work; the one workflow of a module needs no name."""
    folder.write("work/bodies/__init__.py", "")
    folder.write("work/bodies/texts.py", "TEXT = 'from a package'\n")
    source = (
        "from gorkflow import step, workflow\nfrom .texts import TEXT\n\n@step\ndef give() -> str:\n    return TEXT\n"
    )
    folder.write("work/bodies/flows.py", f"{source}\ngiving = workflow('giving').then(give).build()\n")
    assert folder.gorkflow("run", "work/bodies/flows.py", "--store", STORE).out == '"from a package"\n'


def test_tags_are_kept_with_the_run(folder: Folder) -> None:
    """A value may have an equals sign."""
    done = folder.gorkflow("run", "shop:greeting", "--tag", "a=b", "--tag", "c=d=e", "--store", STORE, "--json")
    assert done.document["tags"] == {"a": "b", "c": "d=e"}


def test_the_same_key_gives_the_same_run(folder: Folder) -> None:
    """With its output, and without running anything again."""
    first = folder.gorkflow("run", "shop:checkout", "--input", '{"no": 1}', "--key", "k", "--store", STORE, "--json")
    second = folder.gorkflow("run", "shop:checkout", "--input", '{"no": 1}', "--key", "k", "--store", STORE, "--json")
    assert second.document == first.document
    assert "loading" not in second.err
    assert "was started before" in second.err


def test_a_key_with_another_input_is_refused(folder: Folder) -> None:
    """Before anything runs."""
    folder.gorkflow("run", "shop:checkout", "--input", '{"no": 1}', "--key", "k", "--store", STORE)
    done = folder.gorkflow("run", "shop:checkout", "--input", '{"no": 2}', "--key", "k", "--store", STORE)
    assert (done.code, done.complains("'k' belongs to run", "another input")) == (2, True)


def test_a_run_timeout_fails_the_run(folder: Folder) -> None:
    """The body here would wait for ever."""
    done = folder.gorkflow("run", "shop:posting", "--input", "1", "--run-timeout", "0.1", "--store", STORE, "--json")
    (folder.path / "go").touch()  # lets the thread of the body end
    assert (done.code, done.document["status"], done.document["error"]["code"]) == (1, "FAILED", "run_timeout")


def test_the_store_is_where_the_flag_says_before_or_after_the_command(folder: Folder) -> None:
    """The later one wins."""
    assert folder.gorkflow("--store", "sqlite:///a.db", "run", "shop:greeting").code == 0
    assert folder.gorkflow("--store", "sqlite:///b.db", "run", "shop:greeting", "--store", "sqlite:///c.db").code == 0
    assert sorted(path.name for path in folder.path.glob("*.db")) == ["a.db", "c.db"]


def test_the_store_comes_from_the_environment_or_a_file_or_has_a_default(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In this order."""
    folder.gorkflow("run", "shop:greeting")
    folder.write("gorkflow.toml", 'store = "sqlite:///file.db"\n')
    folder.gorkflow("run", "shop:greeting")
    monkeypatch.setenv("GORKFLOW_STORE", "sqlite:///environment.db")
    folder.gorkflow("run", "shop:greeting")
    assert sorted(path.name for path in folder.path.glob("*.db")) == ["environment.db", "file.db", "gorkflow.db"]


@pytest.mark.parametrize(
    ("arguments", "parts"),
    [
        (["shop:checkout", "--input", "{"], ["--input is not JSON"]),
        (["shop:checkout", "--input", "no"], ["--input is not JSON", "a text needs quotes of its own"]),
        (["shop:checkout", "--input", "{'no': 1}"], ["--input is not JSON", "names and texts stand in double quotes"]),
        (["shop:checkout", "--input", '"text"'], ["workflow 'checkout' takes Order", "does not fit"]),
        (["shop:checkout", "--input", '{"no": "x"}'], ["workflow 'checkout' takes Order", "no"]),
        (["shop:checkout"], ["workflow 'checkout' takes Order", "--input JSON"]),
        (["shop:checkout", "--input", "@none.json"], ["@none.json", "cannot be read"]),
        (["shop:checkout", "--input", "[" * 100_000], ["--input is not JSON"]),
        (["shop:none", "--input", "1"], ["'shop' has no workflow 'none'", "checkout, posting, failing, greeting"]),
        (["shop:load", "--input", "1"], ["shop:load is no Workflow", "the module has checkout, posting"]),
        (["shop:greeting", "1 2", "3"], ["'1 2' '3'", "gorkflow run shop:greeting --input '1 2'"]),
        (["shop.checkout", "--input", "1"], ["no module 'shop.checkout'", "behind a colon: shop:checkout"]),
        (["shops.checkout", "--input", "1"], ["no module 'shops'", "check name and folder"]),
        (
            ["shop", "--input", "1"],
            ["'shop' has 4 workflows", "shop:checkout, shop:posting, shop:failing, shop:greeting"],
        ),
        (["shops:checkout", "--input", "1"], ["no module 'shops'"]),
        (["none.py:checkout", "--input", "1"], ["no file 'none.py'"]),
        (["not-a-module:checkout", "--input", "1"], ["'not-a-module' is no name of a module"]),
        (["shop:greeting", "--tag", "a"], ["--tag 'a' is not NAME=VALUE"]),
        (["shop:greeting", "--tag", "a=1", "--tag", "a=2"], ["--tag 'a=2' comes twice"]),
        (["shop:greeting", "--tag", "a="], ["tag 'a'"]),
        (["shop:greeting", "--key", ""], ["idempotency_key"]),
        (["shop:greeting", "--run-timeout", "-1"], ["run_timeout", "-1"]),
        (["shop:greeting", "--run-timeout", "nan"], ["run_timeout", "nan"]),
        (["shop:greeting", "--store", "mysql://x"], ["'mysql://x' names no store; use memory://"]),
        (["shop:greeting", "--store", "my runs.db"], ["names no store; for that file write 'sqlite:///my runs.db'"]),
        (["shop:greeting", "--store", "sqlite://runs.db"], ["for that file write 'sqlite:///runs.db'"]),
        (["shop:greeting", "--store", "/no/runs.sqlite3"], ["for that file write 'sqlite:////no/runs.sqlite3'"]),
        (["shop:greeting", "--store", "sqlite:////no/such/x.db"], ["/no/such/x.db", "folder does not exist"]),
    ],
)
def test_wrong_use_is_one_line_and_code_2(folder: Folder, arguments: list[str], parts: list[str]) -> None:
    """And no run is there afterwards."""
    done = folder.gorkflow("--store", STORE, "run", *arguments)
    assert (done.code, done.out) == (2, "")
    assert done.complains(*parts), done.err
    if (folder.path / "runs.db").exists():
        assert "nothing to resume" in folder.gorkflow("--store", STORE, "resume").err


@pytest.mark.parametrize(
    ("source", "parts"),
    [
        ("raise NameError('x\\x1b[31m\\nerror: forged')", ["NameError: x\\x1b[31m\\nerror: forged", "bad.py:1"]),
        ("import sys\nsys.exit(3)", ["SystemExit: 3", "bad.py:2"]),
        ("def f(:", ["SyntaxError", "bad.py:1"]),
        ("import no_such_library", ["No module named 'no_such_library'", "bad.py:1"]),
        (
            "from gorkflow import step\n@step\ndef f(a) -> int: return 1",
            ["step 'f'", "parameter 'a' has no annotation"],
        ),
        ("x = 1", ["'bad' has no workflow 'flow'", "no workflow at all"]),
        (
            "from gorkflow import step, workflow\n@step\ndef f() -> int: return 1\nflow = workflow('f').then(f)",
            [".build()"],
        ),
    ],
)
def test_a_module_that_cannot_be_used_is_one_line_that_names_the_place(
    folder: Folder, source: str, parts: list[str]
) -> None:
    """No traceback of gorkflow or of Python."""
    folder.write("bad.py", f"{source}\n")
    done = folder.gorkflow("run", "bad:flow", "--store", STORE)
    assert (done.code, done.out) == (2, "")
    assert done.complains(*parts), done.err


def test_a_workflow_is_found_by_its_id_where_its_variable_has_another_name(folder: Folder) -> None:
    """Not run, but named: what an id is in this module may be another workflow's name in the next."""
    folder.write("bad.py", "from shop import greeting as flow\n")
    done = folder.gorkflow("run", "bad:greeting", "--store", STORE)
    assert done.complains("'bad' has no workflow 'greeting'", "the one with that id is bad:flow"), done.err
    assert folder.gorkflow("run", "bad", "--store", STORE).code == 0


@pytest.mark.parametrize(("name", "better"), [("my-shop", "my_shop.py"), ("my shop", "my_shop.py"), ("2nd", "shop.py")])
def test_a_file_with_a_name_that_python_cannot_import_is_to_be_renamed(folder: Folder, name: str, better: str) -> None:
    """Scripts have such names; the message says what will do."""
    folder.write(f"{name}.py", "from shop import greeting\n")
    done = folder.gorkflow("run", f"{name}.py:greeting", "--store", STORE)
    assert (done.code, done.complains(f"'{name}.py' is no name of a module", f"for example to {better}")) == (2, True)


def test_a_file_whose_name_is_taken_is_not_mistaken_for_another(folder: Folder) -> None:
    """`json` is imported already, and it is not the user's."""
    folder.write("json.py", "x = 1\n")
    done = folder.gorkflow("run", "json.py:flow", "--store", STORE)
    assert (done.code, done.complains("another module 'json'", "rename the file")) == (2, True)


def test_a_definition_with_several_problems_lists_them_all(folder: Folder) -> None:
    """The first one in the red line, the others below."""
    folder.write("bad.py", "from gorkflow import step\n@step\ndef f(a, b) -> int: return 1\n")
    done = folder.gorkflow("run", "bad:flow", "--store", STORE)
    assert done.code == 2
    assert "parameter 'a'" in done.err.splitlines()[0]
    assert "parameter 'b'" in done.err.splitlines()[1]


def test_settings_of_a_file_reach_the_steps(folder: Folder) -> None:
    """Three attempts where the code says two."""
    folder.write("gorkflow.toml", "[workflows.failing.steps.explode]\nretry = {max_attempts = 3, delay = 0}\n")
    done = folder.gorkflow("run", "shop:failing", "--input", "7", "--store", STORE, "--json")
    assert done.document["error"]["attempt"] == 3


def test_settings_for_a_step_that_is_not_there_are_refused(folder: Folder) -> None:
    """A typo must not pass for a setting."""
    folder.write("gorkflow.toml", "[workflows.failing.steps.explod]\ntimeout = 3\n")
    done = folder.gorkflow("run", "shop:failing", "--input", "7", "--store", STORE)
    assert (done.code, done.complains("gorkflow.toml", "workflows.failing.steps.explod", "it has explode")) == (2, True)


def test_a_step_of_every_workflow_may_be_one_of_the_module_or_of_an_app(folder: Folder) -> None:
    """A file is about more than the workflow that runs; a step that nothing known has is a typo."""
    folder.write("other.py", SHOP.replace("def hello", "def hi").replace("then(hello)", "then(hi)"))
    folder.write("gorkflow.toml", "[steps.weigh]\ntimeout = 3\n")
    assert folder.gorkflow("run", "shop:greeting").code == 0
    folder.write("gorkflow.toml", "[steps.hi]\ntimeout = 3\n")
    done = folder.gorkflow("run", "shop:greeting")
    assert (done.code, done.complains("gorkflow.toml: steps.hi", "'greeting' has hello", "in `app`")) == (2, True)
    assert folder.gorkflow("run", "shop:greeting", "--app", "other").code == 0
    folder.write("hidden.py", "import shop\n\nclass Flows:\n    greeting = shop.greeting\n")
    done = folder.gorkflow("run", "hidden:Flows.greeting")
    assert (done.code, done.complains("gorkflow.toml: steps.hi", "'greeting' has hello")) == (2, True)
