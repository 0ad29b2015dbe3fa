"""The documentation as a site: it builds without a warning, and its reference has every public name."""

from __future__ import annotations

import importlib
import inspect
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from gorkflow import Store
from tests.project.blocks import ROOT

PAGES = ROOT / "docs" / "reference" / "api"
PUBLIC = ("gorkflow", "gorkflow.bench", "gorkflow.testing")


def public_names() -> list[str]:
    """Everything in an `__all__` that users import from, with its module."""
    names = [(module, name) for module in PUBLIC for name in importlib.import_module(module).__all__]
    return [f"{module}.{name}" for module, name in names if not name.startswith("__")]


def listed() -> Counter[str]:
    """What the pages of the reference have made from docstrings."""
    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES.glob("*.md"))
    return Counter(re.findall(r"^::: (\S+)$", text, re.M))


def build(project: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "zensical", "build", "--config-file", ".zensical.toml", "--strict", "--clean"]
    environment = os.environ | {"NO_COLOR": "1"}
    return subprocess.run(
        command, cwd=project, env=environment, capture_output=True, text=True, timeout=300, check=False
    )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of what the site is made of."""
    for folder in ("docs", "gorkflow"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / ".zensical.toml", tmp_path)
    return tmp_path


def test_every_public_name_is_in_the_reference_once() -> None:
    """And of the packages' own `__all__`, nothing else but what lies in a module of its own, with that module."""
    names = public_names()
    assert {name: listed()[name] for name in names} == dict.fromkeys(names, 1)
    for name in listed().keys() - set(names):
        module, _, last = name.rpartition(".")
        assert last in importlib.import_module(module).__all__


@pytest.mark.parametrize("name", sorted(listed()))
def test_a_public_name_says_what_it_is(name: str) -> None:
    """Functions and classes have a docstring, and so has each public method and property, if only in its Protocol."""
    module, _, last = name.rpartition(".")
    value = getattr(importlib.import_module(module), last)
    if not (inspect.isclass(value) or inspect.isfunction(value)):
        return  # a constant: its docstring stands below it, and griffe shows it
    silent = [] if value.__doc__ else [name]
    for member, found in inspect.getmembers(value) if inspect.isclass(value) else ():
        home = getattr(found, "__module__", None) or getattr(getattr(found, "fget", None), "__module__", "")
        is_code = inspect.isfunction(found) or inspect.ismethod(found) or isinstance(found, property)
        if (
            is_code
            and not member.startswith("_")
            and str(home).startswith("gorkflow")
            and not (found.__doc__ or _is_of_the_port(member))
        ):
            silent.append(f"{name}.{member}")
    assert silent == []


def _is_of_the_port(member: str) -> bool:
    return bool(getattr(getattr(Store, member, None), "__doc__", None))


@pytest.mark.long
def test_the_site_builds_without_a_warning(project: Path) -> None:
    """No broken link, no anchor that is not there, no docstring that names what its function does not have."""
    built = build(project)
    assert (built.returncode, built.stderr) == (0, "No issues found\n")
    assert (project / "site" / "reference" / "api" / "engine" / "index.html").stat().st_size > 10_000
    assert "```" not in "".join(page.read_text() for page in project.glob("site/*/*/index.html"))  # blocks are blocks


@pytest.mark.long
@pytest.mark.parametrize(
    ("mistake", "complaint"),
    [
        ("[gone](gone.md)", "page does not exist"),
        ("[gone](changelog.md#gone)", "anchor does not exist"),
        ("[gone][gorkflow.gone]", "unresolved autoref"),
        ("::: gorkflow.gone", "gorkflow.gone could not be found"),
    ],
)
def test_a_broken_link_stops_the_build(project: Path, mistake: str, complaint: str) -> None:
    """The test above can fail."""
    with (project / "docs" / "index.md").open("a") as page:
        page.write(f"\n\n{mistake}\n")
    built = build(project)
    assert (built.returncode, complaint in built.stderr) == (1, True)
