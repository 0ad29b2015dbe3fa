"""Workflows by the names that a user types: MODULE, MODULE:NAME, shop.py, shop.py:checkout."""

from __future__ import annotations

import importlib
import sys
import traceback
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

from typing_extensions import TypeIs

from gorkflow.cli.exits import UsageError
from gorkflow.core.workflow import Workflow
from gorkflow.errors import GorkflowError


def find_workflow(target: str) -> Workflow[Any, Any]:
    """The one that MODULE:WORKFLOW names; without a name, the only one of the module.

    Raises:
        UsageError: there is no such module or workflow, or the module cannot be imported.
        DefinitionError: a definition in the module is wrong.
    """
    found = find_workflows(target)
    if len(found) == 1:
        return found[0]
    names = ", ".join(workflow.id for workflow in found)
    raise UsageError(f"{target!r} has {len(found)} workflows ({names}); say which: {target}:NAME")


def find_workflows(target: str) -> list[Workflow[Any, Any]]:
    """All module-level workflows of MODULE, in order of definition, or the one that MODULE:NAME names.

    Raises:
        UsageError, DefinitionError: as `find_workflow`; also a module without any workflow.
    """
    place, name = _split(target)
    module = _import(place)
    known = {key: value for key, value in vars(module).items() if _is_workflow(value)}
    if name is not None:
        return [_named(module, name, place, list(known))]
    if not known:
        raise UsageError(f"module {place!r} has no workflow; build one at its top level: workflow(...)...build()")
    return list({id(workflow): workflow for workflow in known.values()}.values())


def find_all(targets: Iterable[str]) -> list[Workflow[Any, Any]]:
    """The workflows of several targets, each once.

    Raises:
        UsageError, DefinitionError: as `find_workflows`.
    """
    found = {id(workflow): workflow for target in targets for workflow in find_workflows(target)}
    return list(found.values())


def _split(target: str) -> tuple[str, str | None]:
    place, colon, name = target.rpartition(":")
    if not colon:
        return target, None
    if not place or not all(part.isidentifier() for part in name.split(".")):
        raise UsageError(f"{target!r} is not MODULE:NAME; write for example shop:checkout or shop.py:checkout")
    return place, name


def _named(module: ModuleType, name: str, place: str, known: list[str]) -> Workflow[Any, Any]:
    value: object = module
    for part in name.split("."):
        value = getattr(value, part, None)
    if _is_workflow(value):
        return value
    has = f"it has {', '.join(known)}" if known else "it has no workflow at all"
    if value is None:
        raise UsageError(f"module {place!r} has no workflow {name!r}; {has}")
    end = "; call .build() on it" if hasattr(value, "build") else ""
    raise UsageError(f"{place}:{name} is no Workflow but of type {type(value).__name__}{end or f'; {has}'}")


def _is_workflow(value: object) -> TypeIs[Workflow[Any, Any]]:
    return isinstance(value, Workflow)


def _import(place: str) -> ModuleType:
    _make_importable(Path.cwd())
    file = Path(place) if place.endswith(".py") or "/" in place else None
    name = place if file is None else _name_of(file)
    if not all(part.isidentifier() for part in name.split(".")):
        raise UsageError(f"{place!r} is no name of a module; write for example shop, shop.orders or shop.py")
    module = _import_quietly(name, place)
    if file is not None and Path(getattr(module, "__file__", None) or "").resolve() != file.resolve():
        raise UsageError(f"{place!r} cannot be imported: there is another module {name!r}; rename the file")
    return module


def _import_quietly(name: str, place: str) -> ModuleType:
    """Import with what goes wrong in the user's code as one line that names the place."""
    try:
        return importlib.import_module(name)
    except GorkflowError:
        raise
    except ModuleNotFoundError as error:
        if error.name is not None and (name == error.name or name.startswith(f"{error.name}.")):
            message = f"there is no module {error.name!r}, neither in this folder nor installed; check name and folder"
            raise UsageError(message) from error
        raise _unimportable(place, error) from error
    except (Exception, SystemExit) as error:  # the module is the user's: it may raise anything
        raise _unimportable(place, error) from error


def _unimportable(place: str, error: BaseException) -> UsageError:
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if not _is_machinery(frame.filename)]
    if isinstance(error, SyntaxError) and error.filename is not None:
        where = f" ({error.filename}:{error.lineno})"
    else:
        where = f" ({frames[-1].filename}:{frames[-1].lineno})" if frames else ""
    return UsageError(f"module {place!r} cannot be imported: {type(error).__name__}: {error}{where}")


def _is_machinery(filename: str) -> bool:
    return filename.startswith("<frozen") or filename in {__file__, importlib.__file__}


def _name_of(file: Path) -> str:
    """The dotted name of a file, with the folder from which it can be imported made importable."""
    if not file.is_file():
        raise UsageError(f"there is no file {str(file)!r}; give the path of a Python file or the name of a module")
    folder = file.resolve().parent
    parts = [file.stem]
    while (folder / "__init__.py").exists() and folder != folder.parent:
        parts.insert(0, folder.name)
        folder = folder.parent
    _make_importable(folder)
    return ".".join(parts)


def _make_importable(folder: Path) -> None:
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))
