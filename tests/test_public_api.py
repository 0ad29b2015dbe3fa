"""The calls that programs elsewhere are written against: names, parameters, defaults, and the front door."""

from __future__ import annotations

import asyncio
import inspect
import re
import traceback
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import BaseModel

from gorkflow import (
    Engine,
    RetryPolicy,
    RunFailedError,
    RunHandle,
    RunStatus,
    SettingError,
    Step,
    StepContext,
    StoreFormatError,
    StoreUrlError,
    Workflow,
    WorkflowBuilder,
    connect,
    run,
    step,
    workflow,
)
from gorkflow.stores.memory import MemoryStore


class Order(BaseModel):
    id: int
    cents: int


class Priced(BaseModel):
    total: float


class Risk(BaseModel):
    score: float


@step
async def load(order_id: int) -> Order:
    return Order(id=order_id, cents=950)


@step(retry=RetryPolicy(3), timeout=5)
async def price(order: Order) -> Priced:
    return Priced(total=order.cents / 100)


@step
def risk(order: Order) -> Risk:
    return Risk(score=0.1)


@step
async def charge(priced: Priced, risk: Risk) -> str:
    return f"rcpt_{priced.total:g}_{risk.score:g}"


checkout = workflow("checkout").then(load).parallel(price, risk).then(charge).build()

START: dict[str, object] = {
    "idempotency_key": None,
    "tags": {},
    "resource_id": None,
    "run_timeout": None,
    "on_failure": "drain",
}
POSITIONAL = inspect.Parameter.empty


def keywords(function: Callable[..., object]) -> dict[str, object]:
    """Keyword-only parameters with their defaults."""
    parameters = inspect.signature(function).parameters.values()
    found = {one.name: one.default for one in parameters if one.kind is inspect.Parameter.KEYWORD_ONLY}
    return {name: dict(value) if isinstance(value, Mapping) else value for name, value in found.items()}


@pytest.mark.parametrize("function", [Engine.run, Engine.start])
def test_options_of_a_start(function: Callable[..., object]) -> None:
    """The same for both, and for the workflow's own calls."""
    assert keywords(function) == START


@pytest.mark.parametrize("function", [Workflow.run, Workflow.start])
def test_a_workflow_starts_itself(function: Callable[..., object]) -> None:
    """On an engine that is named."""
    found = keywords(function)
    assert found.pop("on") is POSITIONAL
    assert found == START


def test_options_of_connect() -> None:
    """With their defaults."""
    assert keywords(connect) == {
        "workflows": (),
        "observers": (),
        "resources": (),
        "max_concurrent_runs": 1000,
        "max_concurrent_steps": 100,
        "thread_workers": None,
        "process_workers": None,
        "max_abandoned": None,
        "max_recoveries": 5,
        "lease_ttl": 30.0,
        "grace": 10.0,
        "durability": "power",
        "retry": None,
        "timeout": None,
        "max_payload_bytes": 2 * 1024 * 1024,
        "warn_payload_bytes": 256 * 1024,
        "recover": True,
        "read_only": False,
        "clock": None,
    }


@pytest.mark.parametrize(
    ("owner", "names"),
    [
        (
            Engine,
            "register run start handle get_run list_runs count_runs list_step_executions load_step_output events "
            "cancel recover idle health",
        ),
        (RunHandle, "run_id result output_of cancel run events"),
        (Workflow, "id fingerprint graph run start named to_mermaid to_dot to_svg input_schema output_schema"),
        (WorkflowBuilder, "then sequence parallel parallel_all join tap then_if build"),
        (Step, "id named or_none or_else output_type"),
        (StepContext, "run_id step_id attempt idempotency_key cancelled state progress resource output_of"),
    ],
)
def test_names_of_a_class(owner: type, names: str) -> None:
    """Nothing of the contract is missing."""
    assert [name for name in names.split() if not hasattr(owner, name)] == []


async def test_the_first_program(tmp_path: Path) -> None:
    """As the README has it, on a file and in memory."""
    for url in (f"sqlite:///{tmp_path / 'runs.db'}", "memory://"):
        async with connect(url) as engine:
            assert await checkout.run(42, on=engine) == "rcpt_9.5_0.1"


def test_run_is_synchronous(tmp_path: Path) -> None:
    """One call, from code that is not async; failures come as they are."""
    url = f"sqlite:///{tmp_path / 'runs.db'}"
    assert run(checkout, 42) == "rcpt_9.5_0.1"
    assert run(checkout, 42, store=url) == "rcpt_9.5_0.1"

    @step
    async def fails(value: int) -> int:
        raise ValueError("no")

    with pytest.raises(RunFailedError, match="ValueError: no") as caught:
        run(workflow("fails").then(fails).build(), 1)
    assert "no running event loop" not in "".join(traceback.format_exception(caught.value))


async def test_run_works_inside_a_running_loop() -> None:
    """As in a notebook."""
    assert run(checkout, 42) == "rcpt_9.5_0.1"
    await asyncio.sleep(0)


def test_a_decorated_function_stays_one() -> None:
    """Where it takes no context."""
    assert risk(Order(id=1, cents=1)) == Risk(score=0.1)
    assert asyncio.run(price(Order(id=1, cents=100))) == Priced(total=1.0)


@pytest.mark.parametrize(
    "url",
    [
        "", "runs.db", "memory:/", "memory://x", "sqlite:runs.db", "sqlite://runs.db", "sqlite:///", "sqlite:////",
        "sqlite:///folder/", "sqlite:///:memory:", "sqlite:///runs.db?mode=ro", "sqlite:///a%00b", "postgres://host/db",
        "file:///runs.db", 5, None,
    ],
)  # fmt: skip
def test_a_url_that_names_no_store(url: object) -> None:
    """Is refused before anything is opened, with those that there are."""
    with pytest.raises(StoreUrlError) as caught:
        connect(url)  # type: ignore[arg-type]  # that is what is tested
    assert "sqlite:///" in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgres://user:hunter2@host/db?authToken=hunter2", "'postgres://host/db'"),
        ("postgres://user:hun@ter2/hunter2@host/db", "'postgres://host/db'"),
        ("postgres:user:hunter2@host", "'host'"),
        ("user:hunter2@host?authToken=hunter2", "'host'"),
        ("user:hunter2?@host", "'host'"),
        ("user:hunter2#x@host", "'host'"),
        ("user?x=://hunter2@host", "'user?x=://host'"),
        ("libsql:host?authToken=hunter2", "'libsql:host'"),
        ("postgres://host#hunter2", "'postgres://host'"),
        ("postgres://host#x?hunter2", "'postgres://host'"),
        ("postgres:/host?authToken=hunter2", "'postgres:/host'"),
    ],
)
def test_a_url_never_shows_its_secrets(url: str, shown: str) -> None:
    """In the error's text, however it is misspelt; what is left says which it was."""
    with pytest.raises(StoreUrlError, match=f"store URL {re.escape(shown)} names no store") as caught:
        connect(url)
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    "options",
    [
        {"durability": "none"}, {"max_concurrent_runs": 0}, {"thread_workers": -1}, {"lease_ttl": 0.5},
        {"grace": float("nan")}, {"timeout": 0}, {"retry": 3}, {"recover": 1}, {"read_only": "no"}, {"durability": []},
        {"workflows": checkout}, {"workflows": "checkout"}, {"observers": print}, {"resources": 3},
    ],
)  # fmt: skip
def test_an_option_out_of_its_range(options: dict[str, object]) -> None:
    """Is refused by name."""
    with pytest.raises(SettingError, match=next(iter(options))):
        connect("memory://", **options)  # type: ignore[arg-type]  # that is what is tested


def test_an_option_that_there_is_not() -> None:
    """Is named with those that there are."""
    with pytest.raises(SettingError, match="there is no option 'workers'; the options are workflows, observers,"):
        Engine(MemoryStore(), workers=3)  # type: ignore[call-arg]  # that is what is tested


async def test_a_file_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    """And said to be none of gorkflow's."""
    path = tmp_path / "notes.txt"
    path.write_text("dear diary" * 100)
    with pytest.raises(StoreFormatError, match=r"notes\.txt"):
        async with connect(f"sqlite:///{path}"):
            pass
    assert path.read_text() == "dear diary" * 100


async def test_durations_are_seconds_or_timedeltas() -> None:
    """Everywhere."""
    async with connect("memory://", grace=timedelta(seconds=1), lease_ttl=timedelta(minutes=1), timeout=5) as engine:
        handle = await engine.start(checkout, 1, run_timeout=timedelta(minutes=1))
        assert await handle.result(timeout=timedelta(seconds=30)) == "rcpt_9.5_0.1"
        assert (await handle.run()).status is RunStatus.COMPLETED
