"""Workflows by the names that a user types: MODULE, MODULE:NAME, shop.py, shop.py:checkout."""

from __future__ import annotations

import importlib
import re
import sys
import traceback
from collections.abc import Iterable, Mapping
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
    found = _named_workflows(target)
    if len({id(workflow) for workflow in found.values()}) == 1:
        return next(iter(found.values()))
    raise UsageError(f"{target!r} has {len(found)} workflows; say which: {_choices(target, found)}")


def find_workflows(target: str) -> list[Workflow[Any, Any]]:
    """All module-level workflows of MODULE, in order of definition, or the one that MODULE:NAME names.

    Raises:
        UsageError, DefinitionError: as `find_workflow`; also a module without any workflow.
    """
    return list({id(workflow): workflow for workflow in _named_workflows(target).values()}.values())


def find_place(target: str) -> tuple[str, str]:
    """The module of the workflow that `find_workflow` finds, as it is imported, and the workflow's name in it.

    Raises:
        UsageError, DefinitionError: as `find_workflow`.
    """
    workflow = find_workflow(target)
    place, name = _split(target)
    module = _import(place)
    return module.__name__, name or next(key for key, value in vars(module).items() if value is workflow)


def module_name(place: str) -> str:
    """MODULE or a path such as fakes.py as the name to import it by; its folder is made importable.

    Raises:
        UsageError: there is no such file, or it has no name of a module.
    """
    file = _file_of(place)
    name = place if file is None else _name_of(file)
    if not all(part.isidentifier() for part in name.split(".")):
        raise UsageError(f"{place!r} is no name of a module; {_better_name(file)}")
    return name


def _named_workflows(target: str) -> dict[str, Workflow[Any, Any]]:
    """As `find_workflows`, by the names that the module has for them."""
    place, name = _split(target)
    module = _import(place)
    known = {key: value for key, value in vars(module).items() if _is_workflow(value)}
    if name is not None:
        return {name: _named(module, name, place, known)}
    if not known:
        raise UsageError(f"module {place!r} has no workflow; build one at its top level: workflow(...)...build()")
    return known


def _choices(place: str, known: Iterable[str]) -> str:
    """What to type for each of them."""
    return ", ".join(f"{place}:{name}" for name in known)


def find_beside(target: str) -> list[Workflow[Any, Any]]:
    """All module-level workflows of the module that MODULE or MODULE:NAME is about; there may be none.

    Raises:
        UsageError, DefinitionError: as `find_workflow`, of the module.
    """
    place, _ = _split(target)
    found = [value for value in vars(_import(place)).values() if _is_workflow(value)]
    return list({id(workflow): workflow for workflow in found}.values())


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


def _named(module: ModuleType, name: str, place: str, known: Mapping[str, Workflow[Any, Any]]) -> Workflow[Any, Any]:
    value: object = module
    for part in name.split("."):
        value = getattr(value, part, None)
    if _is_workflow(value):
        return value
    has = f"it has {', '.join(known)}" if known else "it has no workflow at all"
    if value is None:
        by_id = [key for key, workflow in known.items() if workflow.id == name]
        told = f"the one with that id is {_choices(place, by_id)}" if by_id else has
        raise UsageError(f"module {place!r} has no workflow {name!r}; {told}")
    end = "call .build() on it" if hasattr(value, "build") else has.replace("it has", "the module has")
    raise UsageError(f"{place}:{name} is no Workflow but of type {type(value).__name__}; {end}")


def _is_workflow(value: object) -> TypeIs[Workflow[Any, Any]]:
    return isinstance(value, Workflow)


def _import(place: str) -> ModuleType:
    _make_importable(Path.cwd())
    file = _file_of(place)
    name = module_name(place)
    module = _import_quietly(name, place)
    if file is not None and Path(getattr(module, "__file__", None) or "").resolve() != file.resolve():
        raise UsageError(f"{place!r} cannot be imported: there is another module {name!r}; rename the file")
    return module


def _file_of(place: str) -> Path | None:
    return Path(place) if place.endswith(".py") or "/" in place else None


def _better_name(file: Path | None) -> str:
    if file is None:
        return "write for example shop, shop.orders or shop.py"
    better = re.sub(r"\W", "_", file.stem)
    if better.isidentifier() and file.stem.isprintable():
        return (
            f"Python imports none whose name is not letters, digits and _: rename the file, for example to {better}.py"
        )
    return "rename the file, for example to shop.py"


def _import_quietly(name: str, place: str) -> ModuleType:
    """Import with what goes wrong in the user's code as one line that names the place."""
    try:
        return importlib.import_module(name)
    except GorkflowError:
        raise
    except ModuleNotFoundError as error:
        if error.name is not None and (name == error.name or name.startswith(f"{error.name}.")):
            message = f"there is no module {error.name!r}, neither in this folder nor installed; "
            raise UsageError(message + _likely(error.name, name)) from error
        raise _unimportable(place, error) from error
    except (Exception, SystemExit) as error:  # the module is the user's: it may raise anything
        raise _unimportable(place, error) from error


def _likely(missing: str, wanted: str) -> str:
    """What may have been meant. No module is imported to find out."""
    place, dot, name = wanted.rpartition(".")
    if dot and missing == wanted and sys.modules.get(place) is not None:
        return f"the name of a workflow stands behind a colon: {place}:{name}"
    return "check name and folder"


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
