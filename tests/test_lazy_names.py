"""The packages whose names are imported when they are first used: `gorkflow`, its observers and its test kit."""

from __future__ import annotations

import ast
import importlib
from pathlib import Path
from types import ModuleType

import pytest

import gorkflow
from gorkflow import observers, testing

PACKAGES = [gorkflow, observers, testing]
OWN = {"annotations", "TYPE_CHECKING", "lazily"}
each_package = pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.__name__)


@pytest.mark.parametrize(
    ("package", "name"), [(package, name) for package in PACKAGES for name in package.__all__], ids=str
)
def test_every_public_name_is_there(package: ModuleType, name: str) -> None:
    """Known to dir(), so to completion in a shell; no module hides it."""
    value = getattr(package, name)
    assert value is not None
    assert not isinstance(value, ModuleType)
    assert name in dir(package)


@each_package
def test_type_checkers_see_the_same_names(package: ModuleType) -> None:
    """The imports under TYPE_CHECKING are the lazy ones, from the same modules."""
    source = ast.parse(Path(str(package.__file__)).read_text(encoding="utf-8"))
    imports = [node for node in ast.walk(source) if isinstance(node, ast.ImportFrom)]
    seen = {alias.name: node.module for node in imports for alias in node.names if alias.name not in OWN}
    assert seen == {name: module for module, names in package._HOMES.items() for name in names}
    assert sorted(seen) == sorted(set(package.__all__) - {"__version__"})


@each_package
def test_an_unknown_name_is_an_attribute_error(package: ModuleType) -> None:
    """With the name."""
    with pytest.raises(AttributeError, match=rf"module '{package.__name__}' has no attribute 'mockstep'"):
        _ = importlib.import_module(package.__name__).mockstep
