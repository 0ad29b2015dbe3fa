"""Codes tell errors apart, and the reference lists them all."""

from __future__ import annotations

import re
from collections import Counter

from gorkflow import errors
from tests.project.blocks import ROOT

ROW = re.compile(r"^\| `(?P<code>\w+)` \| `(?P<name>\w+)` \| (?P<when>.+?) \| (?P<remedy>.+?) \|$", re.M)
CLASSES = [
    value for value in vars(errors).values() if isinstance(value, type) and issubclass(value, errors.GorkflowError)
]


def test_every_error_has_a_code_of_its_own() -> None:
    """Inherited codes would make two kinds one."""
    codes = Counter(cls.code for cls in CLASSES)
    assert {code: count for code, count in codes.items() if count > 1} == {}


def test_the_reference_lists_every_error_with_its_code() -> None:
    """The table and the module have the same rows."""
    text = (ROOT / "docs" / "reference" / "errors.md").read_text(encoding="utf-8")
    documented = {match["name"]: match["code"] for match in ROW.finditer(text)}
    assert documented == {cls.__name__: cls.code for cls in CLASSES}


def test_the_tree_in_the_docstring_is_the_tree() -> None:
    """Name and depth of each class in the drawing are those of the classes."""
    assert errors.__doc__ is not None
    lines = [
        line for line in errors.__doc__.splitlines() if re.search(r"\b\w+Error\b", line) and line.startswith("    ")
    ]
    drawn = {}
    for line in lines:
        name = re.search(r"\b(\w+Error)\b", line)
        assert name is not None
        drawn[name[1]] = (name.start() - 4) // 4
    depth = {cls.__name__: sum(issubclass(base, errors.GorkflowError) for base in cls.__mro__) - 1 for cls in CLASSES}
    assert drawn == depth


def test_every_error_is_public() -> None:
    """What a user may catch, a user may import from gorkflow."""
    import gorkflow

    assert [cls.__name__ for cls in CLASSES if getattr(gorkflow, cls.__name__, None) is not cls] == []
