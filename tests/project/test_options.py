"""Every option that a user can set is read somewhere, and documented."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import re
from collections.abc import Callable, Iterator

import pytest

from gorkflow import Engine, RetryPolicy, connect, workflow
from gorkflow.core.options import StepOptions
from tests.project.blocks import ROOT

PACKAGE = ROOT / "gorkflow"
REFERENCE = ROOT / "docs" / "reference" / "options.md"
# Options are checked in one place and kept in seconds; these are the names under which the engine finds them.
KEPT_AS = {"timeout": "timeout_seconds", "run_timeout": "run_timeout_seconds"}


def keywords(function: Callable[..., object]) -> list[str]:
    """Names of the keyword-only parameters, in order."""
    parameters = inspect.signature(function).parameters.values()
    return [parameter.name for parameter in parameters if parameter.kind is inspect.Parameter.KEYWORD_ONLY]


STEP = [field.name for field in dataclasses.fields(StepOptions)]
RETRY = [field.name for field in dataclasses.fields(RetryPolicy)]
WORKFLOW = keywords(workflow)
CONNECT = keywords(connect)
SCHEDULE = keywords(Engine.schedule)


def readers(name: str, *, outside: str) -> Iterator[str]:
    """Modules that read an attribute of that name, without the one that keeps it."""
    for path in sorted(PACKAGE.rglob("*.py")):
        module = str(path.relative_to(PACKAGE))
        if module != outside and name in _attributes_read(path.read_text(encoding="utf-8")):
            yield module


@pytest.mark.parametrize("name", STEP)
def test_an_option_of_a_step_is_read(name: str) -> None:
    """By the engine, the plan or a drawing: not only by the module that checks it."""
    assert list(readers(name, outside="core/options.py")) != []


@pytest.mark.parametrize("name", RETRY)
def test_an_option_of_a_retry_policy_is_read(name: str) -> None:
    """By the policy itself, which computes the waits, or by whoever counts the attempts."""
    assert list(readers(name, outside="")) != []


@pytest.mark.parametrize("name", WORKFLOW)
def test_an_option_of_a_workflow_is_read(name: str) -> None:
    """As an attribute of the workflow, outside the module that defines it."""
    assert list(readers(KEPT_AS.get(name, name), outside="core/workflow.py")) != []


@pytest.mark.parametrize("name", CONNECT)
def test_an_option_of_connect_is_used(name: str) -> None:
    """In the composition root, and where it is kept, by a module that reads it."""
    tree = ast.parse((PACKAGE / "composition.py").read_text(encoding="utf-8"))
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    assert name in used


@pytest.mark.parametrize(
    ("heading", "names"),
    [
        ("## `@step(...)`", ["id", *(re.sub("_seconds$", "", name) for name in STEP)]),
        ("## `RetryPolicy(...)`", [re.sub("_seconds$", "", name) for name in RETRY]),
        ("## `workflow(id, ...)`", WORKFLOW),
        ("## `connect(url, ...)`", CONNECT),
        ("## `engine.schedule(workflow, input, ...)`", SCHEDULE),
    ],
)
def test_the_reference_lists_every_option(heading: str, names: list[str]) -> None:
    """In the table below the heading of what takes it."""
    _, _, rest = REFERENCE.read_text(encoding="utf-8").partition(heading)
    table = rest.partition("\n## ")[0]
    first_cells = re.findall(r"^\| (`[^|]+`) \|", table, re.M)
    documented = {name for cell in first_cells for name in re.findall(r"`(\w+)`", cell)}
    assert documented - {"input"} == set(names) - {"input"}


def _attributes_read(source: str) -> set[str]:
    return {
        node.attr
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load)
    }
