"""Modules, functions and classes stay small enough to be read at one sitting."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.project.blocks import ROOT

MODULE_LINES = 400
FUNCTION_LINES = 40
CLASS_METHODS = 15
FACADES = {"Engine", "WorkflowBuilder"}  # they delegate and hold no logic
MODULES = [*sorted((ROOT / "gorkflow").rglob("*.py")), *sorted((ROOT / "examples").rglob("*.py"))]
IDS = [str(path.relative_to(ROOT)) for path in MODULES]

Function = ast.FunctionDef | ast.AsyncFunctionDef


@pytest.mark.parametrize("path", MODULES, ids=IDS)
def test_a_module_has_at_most_400_lines(path: Path) -> None:
    """Overloads do not count: they are signatures, not code."""
    source = path.read_text(encoding="utf-8")
    overloads = [node for node in _functions(ast.parse(source)) if _is_overload(node)]
    signatures = sum(_length(node) + len(node.decorator_list) for node in overloads)
    assert len(source.splitlines()) - signatures <= MODULE_LINES


@pytest.mark.parametrize("path", MODULES, ids=IDS)
def test_a_function_has_at_most_40_lines(path: Path) -> None:
    """Its docstring does not count, nor does a function of one statement: it passes on what it got."""
    functions = _functions(ast.parse(path.read_text(encoding="utf-8")))
    sizes = {
        f"{node.name}, line {node.lineno}": _length(node) - _docstring_lines(node)
        for node in functions
        if not _is_overload(node) and not _is_delegation(node)
    }
    assert {name: size for name, size in sizes.items() if size > FUNCTION_LINES} == {}


@pytest.mark.parametrize("path", MODULES, ids=IDS)
def test_a_class_has_at_most_15_methods(path: Path) -> None:
    """Overloads and properties do not count, nor what a port asks of every store: it counts in the port."""
    asked = _port_methods() if path.parent.name == "stores" else set()
    sizes = {
        node.name: len([method for method in _methods(node) if method.name not in asked])
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef) and node.name not in FACADES
    }
    assert {name: size for name, size in sizes.items() if size > CLASS_METHODS} == {}


def _port_methods() -> set[str]:
    tree = ast.parse((ROOT / "gorkflow" / "ports.py").read_text(encoding="utf-8"))
    stores = [node for node in tree.body if isinstance(node, ast.ClassDef) and node.name in {"Store", "StoreReads"}]
    return {method.name for store in stores for method in _methods(store)}


def _functions(tree: ast.AST) -> Iterator[Function]:
    for node in ast.walk(tree):
        if isinstance(node, Function):
            yield node


def _methods(node: ast.ClassDef) -> Iterator[Function]:
    for child in node.body:
        if isinstance(child, Function) and not _decorators(child) & {"overload", "property"}:
            yield child


def _decorators(node: Function) -> set[str]:
    return {ast.unparse(decorator).rpartition(".")[2] for decorator in node.decorator_list}


def _is_overload(node: Function) -> bool:
    return "overload" in _decorators(node)


def _is_delegation(node: Function) -> bool:
    return len(node.body) - (ast.get_docstring(node) is not None) == 1 and isinstance(node.body[-1], ast.Return)


def _length(node: Function) -> int:
    assert node.end_lineno is not None
    return node.end_lineno - node.lineno + 1


def _docstring_lines(node: Function) -> int:
    first = node.body[0]
    if ast.get_docstring(node) is None or first.end_lineno is None:
        return 0
    return first.end_lineno - first.lineno + 1
