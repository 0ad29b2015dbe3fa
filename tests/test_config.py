"""Settings from outside the code: environment > gorkflow.toml > step > workflow > engine."""

from __future__ import annotations

import asyncio
import math
import os
from pathlib import Path

import pytest

from gorkflow import NO_RETRY, NO_TIMEOUT, RetryPolicy, RunFailedError, SettingError, connect, step, workflow
from gorkflow.config import Config, read_config, read_step_config
from gorkflow.core.settings import Settings

FILE = """
app = ["shop", "billing:refund"]
store = "sqlite:///file.db"

[workflows.checkout]
timeout = 30
retry = {max_attempts = 4, delay = 0.5, backoff = "linear", factor = 3, max_delay = 9, jitter = 0}

[workflows.checkout.steps."ship/pack"]
timeout = "none"
concurrency = 2
retry = "none"

[workflows.checkout.steps.charge]
retry = {max_attempts = 7}
"""
POLICY = RetryPolicy(4, delay=0.5, backoff="linear", factor=3, max_delay=9, jitter=0)


def config(folder: Path, text: str, **environ: str) -> Config:
    """Read with that gorkflow.toml and that environment."""
    (folder / "gorkflow.toml").write_text(text, encoding="utf-8")
    return read_config(environ, folder)


def settings(config: Config, workflow_id: str, path: str) -> Settings:
    """What is said of a step."""
    assert config.overrides is not None
    return config.overrides(workflow_id, path)


def test_nothing_is_set_where_nobody_says_anything(tmp_path: Path) -> None:
    """Not even a callable is left for the engine to ask."""
    found = read_config({}, tmp_path)
    assert found == Config()
    assert found.overrides is None


def test_a_file_sets_store_apps_and_steps(tmp_path: Path) -> None:
    """A step's own table wins over its workflow's; another workflow is not touched."""
    found = config(tmp_path, FILE)
    assert (found.store, found.apps, found.path) == (
        "sqlite:///file.db",
        ("shop", "billing:refund"),
        tmp_path / "gorkflow.toml",
    )
    assert settings(found, "checkout", "load") == Settings(POLICY, 30.0, None)
    assert settings(found, "checkout", "ship/pack") == Settings(NO_RETRY, math.inf, 2)
    assert settings(found, "refund", "load") == Settings()


def test_a_number_of_attempts_alone_keeps_the_waits_of_the_next_table(tmp_path: Path) -> None:
    """So that it can be raised without saying all the rest again."""
    waits = RetryPolicy(7, delay=0.5, backoff="linear", factor=3, max_delay=9, jitter=0)
    assert settings(config(tmp_path, FILE), "checkout", "charge").retry == waits


EVERYWHERE = """
[steps.price]
timeout = 2.6
concurrency = 8

[steps."ship/pack"]
timeout = 4

[steps.pack]
timeout = 3
concurrency = 5
retry = {max_attempts = 6}

[workflows.checkout]
timeout = 30
concurrency = 20
retry = {max_attempts = 4, delay = 0.5, backoff = "linear", factor = 3, max_delay = 9, jitter = 0}

[workflows.checkout.steps.price]
timeout = 1
"""


def test_a_step_of_every_workflow_has_a_table(tmp_path: Path) -> None:
    """By its id whatever the path, and nearer by its path; below what is said of it in one workflow."""
    found = config(tmp_path, EVERYWHERE)
    waits = RetryPolicy(6, delay=0.5, backoff="linear", factor=3, max_delay=9, jitter=0)
    assert settings(found, "refund", "price") == Settings(None, 2.6, 8)
    assert settings(found, "refund", "inner/price") == Settings(None, 2.6, 8)
    assert settings(found, "refund", "load") == Settings()
    assert settings(found, "checkout", "price") == Settings(POLICY, 1.0, 8)
    assert settings(found, "checkout", "load") == Settings(POLICY, 30.0, 20)
    assert settings(found, "checkout", "ship/pack") == Settings(waits, 4.0, 5)
    assert settings(found, "checkout", "store/pack") == Settings(waits, 3.0, 5)


def test_the_environment_wins_over_a_step_of_every_workflow(tmp_path: Path) -> None:
    """As over all of the file."""
    found = config(tmp_path, EVERYWHERE, GORKFLOW_TIMEOUT="7")
    assert settings(found, "refund", "price") == Settings(None, 7.0, 8)


def test_a_file_may_say_something_of_steps_of_every_workflow_alone(tmp_path: Path) -> None:
    """The command line reads it as well, beside what the project says."""
    (tmp_path / "pyproject.toml").write_text('[tool.gorkflow]\napp = "project"\n')
    found = config(tmp_path, "[steps.price]\ntimeout = 2\n")
    assert (found.apps, settings(found, "any", "price")) == (("project",), Settings(None, 2.0, None))


def test_evidence_of_a_value_changes_nothing(tmp_path: Path) -> None:
    """An engine passes it over, whatever it has in it; where it is from can be asked for."""
    text = "[steps.price]\ntimeout = 2\n[steps.price.evidence]\nsamples = 300\nx = {y = [1]}\n"
    own = "[workflows.checkout.steps.price.evidence]\nsamples = 5\n"
    found = config(tmp_path, text + own)
    assert settings(found, "checkout", "price") == Settings(None, 2.0, None)
    assert (found.section_of("checkout", "price").evidence or {})["samples"] == 5
    assert (found.section_of("refund", "price").evidence or {})["samples"] == 300
    assert found.section_of("refund", "load").evidence is None


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    """For every step of every workflow."""
    found = config(tmp_path, FILE, GORKFLOW_TIMEOUT="1.5", GORKFLOW_MAX_ATTEMPTS="2")
    waits = RetryPolicy(2, delay=0.5, backoff="linear", factor=3, max_delay=9, jitter=0)
    assert settings(found, "checkout", "load") == Settings(waits, 1.5, None)
    assert settings(found, "checkout", "ship/pack") == Settings(RetryPolicy(2), 1.5, 2)
    assert settings(found, "refund", "load") == Settings(RetryPolicy(2), 1.5, None)


def test_the_environment_can_switch_time_outs_off(tmp_path: Path) -> None:
    """For a debugger, which stops in a body."""
    found = config(tmp_path, FILE, GORKFLOW_TIMEOUT="none")
    assert settings(found, "checkout", "load").timeout_seconds == math.inf


def test_an_empty_variable_says_nothing(tmp_path: Path) -> None:
    """As if it were not there."""
    names = ["GORKFLOW_TIMEOUT", "GORKFLOW_MAX_ATTEMPTS", "GORKFLOW_STORE", "GORKFLOW_APP", "GORKFLOW_CONFIG"]
    assert read_config(dict.fromkeys(names, ""), tmp_path) == Config()


def test_the_file_may_be_anywhere(tmp_path: Path) -> None:
    """GORKFLOW_CONFIG says where; then the one in the folder is not read."""
    (tmp_path / "gorkflow.toml").write_text("not TOML")
    other = tmp_path / "other.toml"
    other.write_text('store = "sqlite:///other.db"')
    assert read_config({"GORKFLOW_CONFIG": str(other)}, tmp_path).store == "sqlite:///other.db"


def test_store_and_app_come_from_environment_then_file_then_project(tmp_path: Path) -> None:
    """The first that says something is the one."""
    (tmp_path / "pyproject.toml").write_text('[tool.gorkflow]\napp = "project"\nstore = "sqlite:///project.db"\n')
    from_project = read_config({}, tmp_path)
    from_file = config(tmp_path, 'app = "file"\n')
    environ = {"GORKFLOW_APP": "one, two:x", "GORKFLOW_STORE": "memory://"}
    from_environment = read_config(environ, tmp_path)
    assert (from_project.apps, from_project.store) == (("project",), "sqlite:///project.db")
    assert (from_file.apps, from_file.store) == (("file",), "sqlite:///project.db")
    assert (from_environment.apps, from_environment.store) == (("one", "two:x"), "memory://")


def test_a_project_without_a_word_about_gorkflow_is_fine(tmp_path: Path) -> None:
    """Other tools' tables are theirs."""
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'x'\n[tool.ruff]\nline-length = 80\n")
    assert read_config({}, tmp_path) == Config()


def test_an_engine_does_not_read_the_project_file(tmp_path: Path) -> None:
    """It has neither store nor apps to learn from it; only the command line looks there."""
    (tmp_path / "pyproject.toml").write_text("[tool.gorkflow]\nnonsense = 1\n")
    assert read_step_config({}, tmp_path) == Config()


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("x = =", ["gorkflow.toml is not TOML", "line 1"]),
        ("stor = 'x'", ["unknown key 'stor'", "app, steps, store, workflows"]),
        ("store = 3", ["gorkflow.toml: store must be a text", "3"]),
        ("store = ''", ["gorkflow.toml: store must be a text"]),
        ("app = [1]", ["gorkflow.toml: app must be a text", "1"]),
        ("workflows = 3", ["workflows must be a table"]),
        ("[workflows]\ncheckout = 3", ["workflows.checkout must be a table"]),
        ("[workflows.checkout]\ntimout = 3", ["workflows.checkout has the unknown key 'timout'", "timeout"]),
        ("[workflows.checkout]\ntimeout = 0", ["workflows.checkout.timeout must be", "above zero", "write 'none'"]),
        ("[workflows.checkout]\ntimeout = -1", ["workflows.checkout.timeout"]),
        ("[workflows.checkout]\ntimeout = nan", ["workflows.checkout.timeout", "nan"]),
        ("[workflows.checkout]\ntimeout = inf", ["workflows.checkout.timeout", "write 'none'"]),
        ("[workflows.checkout]\ntimeout = '5'", ["workflows.checkout.timeout", "'5'"]),
        ("[workflows.checkout]\ntimeout = true", ["workflows.checkout.timeout", "True"]),
        ("[workflows.checkout]\nconcurrency = 0", ["workflows.checkout.concurrency must be at least 1"]),
        ("[workflows.checkout]\nconcurrency = 1.5", ["workflows.checkout.concurrency must be an int"]),
        ("[workflows.checkout]\nretry = 3", ["workflows.checkout.retry must be a table"]),
        ("[workflows.checkout]\nretry = {max_attempts = 0}", ["workflows.checkout.retry: RetryPolicy: max_attempts"]),
        ("[workflows.checkout]\nretry = {attempts = 3}", ["workflows.checkout.retry has the unknown key 'attempts'"]),
        ("[workflows.checkout]\nretry = {backoff = 'x'}", ["workflows.checkout.retry", "'none', 'linear' or"]),
        ("[workflows.checkout]\nretry = {retry_on = ['x']}", ["unknown key 'retry_on'"]),
        ("[workflows.checkout.steps]\nload = 1", ["workflows.checkout.steps.load must be a table"]),
        ("[workflows.checkout.steps.'a/b']\ntimeout = 0", ['workflows.checkout.steps."a/b".timeout']),
        ("steps = 3", ["gorkflow.toml: steps must be a table"]),
        ("[steps.load]\ntimout = 3", ["steps.load has the unknown key 'timout'", "evidence"]),
        ("[steps.'a/b']\ntimeout = 0", ['gorkflow.toml: steps."a/b".timeout']),
        ("[steps.load]\nevidence = 3", ["steps.load.evidence must be a table"]),
        ("[workflows.checkout.evidence]", ["workflows.checkout has the unknown key 'evidence'"]),
        ("[workflows.checkout.steps.load.steps]", ["steps.load has the unknown key 'steps'"]),
    ],
)
def test_a_setting_that_will_not_do_names_file_key_and_remedy(tmp_path: Path, text: str, parts: list[str]) -> None:
    """And an unknown key is no setting."""
    with pytest.raises(SettingError) as caught:
        config(tmp_path, text)
    assert str(tmp_path / "gorkflow.toml") in str(caught.value)
    assert [part for part in parts if part not in str(caught.value)] == []


@pytest.mark.parametrize(
    ("name", "value", "part"),
    [
        ("GORKFLOW_TIMEOUT", "-1", "GORKFLOW_TIMEOUT must be"),
        ("GORKFLOW_TIMEOUT", "soon", "'soon'; for no time-out write 'none'"),
        ("GORKFLOW_MAX_ATTEMPTS", "0", "GORKFLOW_MAX_ATTEMPTS: RetryPolicy: max_attempts must be at least 1"),
        ("GORKFLOW_MAX_ATTEMPTS", "2.5", "GORKFLOW_MAX_ATTEMPTS: RetryPolicy: max_attempts must be an int"),
        ("GORKFLOW_STORE", "  ", "GORKFLOW_STORE must be a text"),
        ("GORKFLOW_APP", "a,,b", "GORKFLOW_APP must be a text"),
        ("GORKFLOW_CONFIG", "/no/such.toml", "GORKFLOW_CONFIG names '/no/such.toml', which does not exist"),
    ],
)
def test_a_variable_that_will_not_do_is_named(tmp_path: Path, name: str, value: str, part: str) -> None:
    """With what it should be."""
    with pytest.raises(SettingError) as caught:
        read_config({name: value}, tmp_path)
    assert part in str(caught.value)


def test_a_project_file_with_an_unknown_key_is_refused(tmp_path: Path) -> None:
    """Settings of steps have no place there."""
    (tmp_path / "pyproject.toml").write_text("[tool.gorkflow]\ntimeout = 3\n")
    with pytest.raises(SettingError, match=r"pyproject\.toml: tool\.gorkflow has the unknown key 'timeout'"):
        read_config({}, tmp_path)


def test_a_file_that_is_no_file_or_no_text_is_refused(tmp_path: Path) -> None:
    """By name."""
    (tmp_path / "gorkflow.toml").mkdir()
    with pytest.raises(SettingError, match=r"gorkflow\.toml cannot be read"):
        read_config({}, tmp_path)
    (tmp_path / "latin.toml").write_bytes(b"store = '\xe9'")
    with pytest.raises(SettingError, match=r"latin\.toml is not TOML"):
        read_config({"GORKFLOW_CONFIG": str(tmp_path / "latin.toml")}, tmp_path)


@step(timeout=NO_TIMEOUT, retry=RetryPolicy(2, delay=0))
async def unwilling(number: int) -> int:
    """Fails at every attempt."""
    raise ValueError(number)


failing = workflow("failing").then(unwilling).build()


def test_steps_that_do_not_exist_are_found(tmp_path: Path) -> None:
    """Of workflows that are known; a file may be about others too."""
    found = config(
        tmp_path, "[workflows.failing.steps.unwiling]\ntimeout = 1\n[workflows.other.steps.x]\ntimeout = 1\n"
    )
    with pytest.raises(SettingError, match=r"workflows\.failing\.steps\.unwiling: .* it has unwilling"):
        found.check_steps([failing])


def test_steps_that_no_workflow_has_are_found(tmp_path: Path) -> None:
    """With those that exist. By id or path, in any of the workflows that are known."""
    nested = workflow("nested").then(failing).build()
    good = config(tmp_path, "[steps.unwilling]\ntimeout = 1\n[steps.'failing/unwilling']\ntimeout = 1\n")
    good.check_steps([failing, nested])
    with pytest.raises(SettingError, match=r'steps."failing/unwilling": no workflow known here'):
        good.check_steps([failing])
    found = config(tmp_path, "[steps.unwiling]\ntimeout = 1\n")
    with pytest.raises(SettingError, match=r"gorkflow\.toml: steps\.unwiling: .*name its module in `app`"):
        found.check_steps([failing])
    found.check_steps([])  # nothing is known


def test_a_step_that_was_tuned_in_another_workflow_is_not_missed(tmp_path: Path) -> None:
    """Its evidence says in which, so that running one workflow does not trip over the tuning of another."""
    found = config(tmp_path, "[steps.price]\ntimeout = 1\n[steps.price.evidence]\nworkflow = 'checkout'\n")
    found.check_steps([failing])
    (tmp_path / "gorkflow.toml").write_text(
        "[steps.price]\ntimeout = 1\n[steps.price.evidence]\nworkflow = 'failing'\n"
    )
    with pytest.raises(SettingError, match=r"steps\.price: no workflow known here"):
        read_config({}, tmp_path).check_steps([failing])


async def attempts_of_a_run() -> int | None:
    """How often the body was called, in an engine that reads the settings of this process."""
    async with connect() as engine:
        with pytest.raises(RunFailedError) as caught:
            await failing.run(1, on=engine)
        run = await engine.get_run(str(caught.value.run_id))
        return None if run.error is None else run.error.attempt


async def test_every_engine_obeys_the_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From the current folder and the environment, read when the engine is made."""
    for name in [name for name in os.environ if name.startswith("GORKFLOW_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    assert await attempts_of_a_run() == 2
    (tmp_path / "gorkflow.toml").write_text("[workflows.failing]\nretry = {max_attempts = 3, delay = 0}\n")
    assert await attempts_of_a_run() == 3
    monkeypatch.setenv("GORKFLOW_MAX_ATTEMPTS", "1")
    assert await attempts_of_a_run() == 1


async def test_a_time_out_of_the_file_holds_where_the_step_has_switched_its_own_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The operator has the last word."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "gorkflow.toml").write_text("[workflows.waiting]\ntimeout = 0.01\n")

    @step(timeout=NO_TIMEOUT)
    async def wait() -> int:
        await asyncio.Event().wait()
        return 1

    waiting = workflow("waiting").then(wait).build()
    async with connect() as engine:
        with pytest.raises(RunFailedError) as caught:
            await waiting.run(None, on=engine)
    assert caught.value.error_code == "timeout"
