"""`gorkflow.testing`: its public names, each loaded when it is first used."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from gorkflow import testing

SOURCE = ast.parse(Path(testing.__file__).read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", testing.__all__)
def test_every_name_is_there(name: str) -> None:
    """And no module hides it."""
    assert callable(getattr(testing, name))
    assert name in dir(testing)


def test_type_checkers_see_the_same_names() -> None:
    """The imports under TYPE_CHECKING are the lazy ones, from the same modules."""
    seen = {
        alias.name: node.module for node in ast.walk(SOURCE) if isinstance(node, ast.ImportFrom) for alias in node.names
    }
    del seen["annotations"], seen["TYPE_CHECKING"]
    assert seen == testing._HOME_OF
    assert sorted(seen) == testing.__all__


def test_an_unknown_name_is_an_attribute_error() -> None:
    """With the name."""
    with pytest.raises(AttributeError, match=r"module 'gorkflow\.testing' has no attribute 'mockstep'"):
        _ = testing.mockstep  # type: ignore[attr-defined]  # that is what is tested
