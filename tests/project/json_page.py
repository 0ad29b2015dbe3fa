"""`python -m tests.project.json_page`: docs/reference/json.md anew, from the models of what the commands print."""

from __future__ import annotations

import inspect
import re
import types
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from enum import Enum
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, JsonValue

from gorkflow.cli.schemas import DOCUMENTS
from gorkflow.core.events import EventType
from gorkflow.core.run import RunStatus, StepStatus
from tests.project.blocks import ROOT

PAGE = ROOT / "docs" / "reference" / "json.md"
HEAD = """# What `--json` prints

<!-- Made by `python -m tests.project.json_page` from gorkflow/cli/schemas.py. A test compares the two. -->

With `--json` a command prints one JSON object, on one line of stdout, and `events` one on each line; progress, reasons
and errors go to stderr. Where it comes to nothing (wrong use, an unreachable store, no such run) stdout stays empty,
and the exit code says why. Keys stay; new ones may be added. Times are ISO 8601 in UTC, durations seconds. Statuses are
in the [reference of statuses](statuses.md), types and data of events in the [reference of events](events.md).

The JSON Schema of an object: `json_schema("runs")` of the module `gorkflow.cli.schemas`.

| Command | Prints |
|---|---|
"""
NAMES = {datetime: "time", str: "text", int: "whole number", float: "number", bool: "true or false", type(None): "null"}
PAGES: Mapping[type[Enum], str] = {
    RunStatus: "statuses.md",
    StepStatus: "statuses.md",
    EventType: "events.md",
}  # that tell of their members


def text() -> str:
    """The page as it is to be."""
    rows = "".join(
        f"| `{name}` | [{model.__name__}](#{model.__name__.lower()}) |\n" for name, model in DOCUMENTS.items()
    )
    return HEAD + rows + "".join(_section(model) for model in _models())


def _models() -> Iterator[type[BaseModel]]:
    """Every object: those that commands print, then those that stand in them or are extended by them."""
    seen: dict[type[BaseModel], None] = {}
    pending = list(dict.fromkeys(DOCUMENTS.values()))
    while pending:
        model = pending.pop(0)
        if model not in seen:
            seen[model] = None
            before = _extended(model)
            pending += [] if before is None else [before]
            pending += [inner for field in model.model_fields.values() for inner in _inside(field.annotation)]
    yield from seen


def _inside(form: object) -> Iterator[type[BaseModel]]:
    if isinstance(form, type) and issubclass(form, BaseModel):
        yield form
    for part in get_args(form):
        yield from _inside(part)


def _section(model: type[BaseModel]) -> str:
    """Of a model that extends another one, what it adds."""
    before = _extended(model)
    known = {} if before is None else before.model_fields
    meanings = meanings_of(model)
    rows = [
        f"| `{name}` | {_kind(field.annotation)} | {meanings.get(name, '')} |"
        for name, field in model.model_fields.items()
        if name not in known
    ]
    text = inspect.cleandoc(model.__doc__ or "").partition("\n")[0]
    if before is not None:
        text += f" As [{before.__name__}](#{before.__name__.lower()}), and:"
    return "\n".join([f"\n## {model.__name__}\n", f"{text}\n", "| Key | Value | Meaning |", "|---|---|---|", *rows, ""])


def _extended(model: type[BaseModel]) -> type[BaseModel] | None:
    """The model with keys of its own that it extends."""
    [base] = [one for one in model.__bases__ if issubclass(one, BaseModel)]
    return base if base.model_fields else None


def meanings_of(model: type[BaseModel]) -> Mapping[str, str]:
    """What the docstrings of a model and of those that it extends say of their attributes."""
    found: dict[str, str] = {}
    for base in reversed(model.__mro__):
        if not issubclass(base, BaseModel) or base is BaseModel:
            continue
        _, _, attributes = inspect.cleandoc(base.__dict__.get("__doc__") or "").partition("Attributes:\n")
        for match in re.finditer(r"^    (\w+): (.*(?:\n {8}.*)*)", attributes, re.M):
            found[match[1]] = " ".join(match[2].split()).replace("None", "null").replace("|", "\\|")
    return found


def _kind(form: Any) -> str:  # an annotation
    origin = get_origin(form)
    if form is JsonValue or origin is JsonValue:
        return "any JSON"
    if form in NAMES:
        return NAMES[form]
    if origin in (Union, types.UnionType):
        return " or ".join(_kind(member) for member in get_args(form))
    if origin is Literal:
        return _one_of(get_args(form))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return "object of texts"
    if isinstance(origin, type) and issubclass(origin, Sequence):
        return f"list of {_kind(get_args(form)[0])}"
    if isinstance(form, type) and issubclass(form, Enum):
        page = PAGES.get(form)
        return _one_of(form) if page is None else f"[{form.__name__}]({page})"
    return f"[{form.__name__}](#{form.__name__.lower()})"


def _one_of(values: Iterable[object]) -> str:
    return "one of " + ", ".join(f'"{value}"' for value in values)


if __name__ == "__main__":
    PAGE.write_text(text(), encoding="utf-8")
