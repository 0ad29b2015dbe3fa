"""Annotations as types: strings and forward references are looked up where the annotated thing was written."""

from __future__ import annotations

import builtins
import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import FrameType
from typing import Final, ForwardRef, get_args, get_type_hints

from pydantic import BaseModel
from pydantic.errors import PydanticSchemaGenerationError, PydanticUndefinedAnnotation, PydanticUserError
from typing_extensions import TypeIs

from gorkflow.core.forms import field_forms
from gorkflow.core.narrowing import is_class
from gorkflow.core.storable import UndefinedNameError

UNDEFINED: Final = object()
_OWN_PACKAGE = __name__.rpartition(".")[0]


class AnnotationError(Exception):
    """The text of an annotation is no type; the message says why."""


class Scope:
    """Where the names of a body's annotations are looked up.

    First in the functions and classes that enclose the body (local classes), then in its module, and where that
    fails in the locals of the function that makes the step. The frames are held, not their contents, so that a name
    that is defined later is found later.
    """

    __slots__ = ("_caller", "_closure", "_enclosing", "_globals")

    def __init__(self, handler: Callable[..., object]) -> None:
        function = _function_of(handler)
        self._globals: dict[str, object] = getattr(function, "__globals__", {})
        self._closure = _closure_of(function)
        self._caller = _caller()
        self._enclosing = list(_enclosing_frames(self._caller, getattr(function, "__qualname__", "")))

    def evaluate(self, annotation: object) -> object:
        """The type that an annotation stands for.

        Raises:
            UndefinedNameError: a name in it is not defined yet.
            AnnotationError: it is no type.
        """
        try:
            return self._evaluate(annotation, self._locals())
        except UndefinedNameError:
            if self._caller is None:
                raise
            return self._evaluate(annotation, {**self._caller.f_locals, **self._locals()})

    def find(self, name: str) -> object:
        """What a name stands for without a look at the caller; `UNDEFINED` where it stands for nothing."""
        for place in (self._locals(), self._globals, vars(builtins)):
            if name in place:
                return place[name]
        return UNDEFINED

    def names_in(self, annotations: Iterable[object]) -> dict[str, object] | None:
        """The names in those annotations that are text, each with what `find` gives; None where one is not found.

        None as well with text inside of a type (`list["Order"]`), and with text that has more than names in it, such
        as literals and attributes.
        """
        found: dict[str, object] = {}
        for annotation in annotations:
            if not has_text(annotation):
                continue
            if not isinstance(annotation, str) or "." in annotation:
                return None
            code = compile(annotation, "<annotation>", "eval")
            if any(constant is not None for constant in code.co_consts):
                return None
            found |= {name: self.find(name) for name in code.co_names}
        return None if UNDEFINED in found.values() else found

    def complete(self, form: object) -> None:
        """Resolve the names in the fields of local models, dataclasses, TypedDicts and NamedTuples of the form.

        Python leaves these annotations as text, and pydantic looks them up in the module only.
        """
        todo, seen = [form], set[int]()
        while todo:
            current = todo.pop()
            if id(current) in seen:
                continue
            seen.add(id(current))
            todo.extend(get_args(current))
            todo.extend(self._fields_of(current))

    def _fields_of(self, form: object) -> Iterable[object]:
        """The type forms of a class's fields, resolved where that is possible; nothing for other forms."""
        if not is_class(form):
            return ()
        if _is_model(form):
            self._complete_model(form)
        else:
            self._complete_class(form)
        return field_forms(form).values()

    def _complete_model(self, form: type[BaseModel]) -> None:
        if form.__pydantic_complete__ or form is BaseModel:  # which names no fields and is refused for that
            return
        try:
            form.model_rebuild(_types_namespace=self._names())
        except PydanticUndefinedAnnotation as error:
            raise UndefinedNameError(error.name or form.__name__) from error
        except (PydanticUserError, PydanticSchemaGenerationError):
            return  # making the codec fails for the same reason, and the refusal is worded there

    def _complete_class(self, form: type[object]) -> None:
        if "<locals>" not in form.__qualname__ or not any(map(_is_text, field_forms(form).values())):
            return
        names = self._names()
        for name, annotation in list(inspect.get_annotations(form).items()):
            resolved = self._evaluate(annotation, names)
            form.__annotations__[name] = resolved
            fields = getattr(form, "__dataclass_fields__", {})
            if name in fields:
                fields[name].type = resolved

    def _names(self) -> dict[str, object]:
        caller = {} if self._caller is None else self._caller.f_locals
        return {**caller, **self._globals, **self._locals()}

    def _locals(self) -> dict[str, object]:
        found = dict(self._closure)
        for frame in reversed(self._enclosing):
            found.update(frame.f_locals)
        return found

    def _evaluate(self, annotation: object, names: Mapping[str, object]) -> object:
        # a callable that has nothing but the one annotation: get_type_hints would otherwise evaluate all or none
        holder = _Annotated({"it": annotation})
        try:
            return get_type_hints(holder, self._globals, dict(names), include_extras=True)["it"]
        except NameError as error:
            raise UndefinedNameError(error.name or str(error)) from error
        except AttributeError as error:
            raise UndefinedNameError(str(error.name or error)) from error
        except (TypeError, SyntaxError) as error:
            raise AnnotationError(str(error)) from error


class _Annotated:
    def __init__(self, annotations: dict[str, object]) -> None:
        self.__annotations__ = annotations


def has_text(annotation: object) -> bool:
    """Whether the annotation holds a string or forward reference that is to be looked up."""
    todo = [annotation]
    while todo:
        current = todo.pop()
        if _is_text(current):
            return True
        todo.extend(get_args(current))
    return False


def _is_model(form: object) -> TypeIs[type[BaseModel]]:
    return isinstance(form, type) and issubclass(form, BaseModel)


def _is_text(annotation: object) -> bool:
    return isinstance(annotation, str | ForwardRef)


def _function_of(handler: Callable[..., object]) -> object:
    current: object = handler
    while True:
        inner = getattr(current, "__wrapped__", None) or getattr(current, "func", None)
        inner = inner or getattr(current, "__func__", None)
        if inner is None:
            break
        current = inner
    return current if hasattr(current, "__globals__") else type(current).__call__


def _closure_of(function: object) -> dict[str, object]:
    code, cells = getattr(function, "__code__", None), getattr(function, "__closure__", None)
    found: dict[str, object] = {}
    for name, cell in zip(getattr(code, "co_freevars", ()), cells or (), strict=False):
        try:
            found[name] = cell.cell_contents
        except ValueError:  # not assigned yet
            continue
    return found


def _caller() -> FrameType | None:
    """The innermost frame outside the definition side of gorkflow: where the user makes the step."""
    frame = inspect.currentframe()
    while frame is not None and str(frame.f_globals.get("__name__", "")).startswith(_OWN_PACKAGE):
        frame = frame.f_back
    return frame


def _enclosing_frames(frame: FrameType | None, qualname: str) -> Iterator[FrameType]:
    """Frames of the functions and classes in which the body is written, innermost first."""
    depth = qualname.replace(".<locals>", "").count(".")
    while frame is not None and depth > 0:
        if qualname.startswith(frame.f_code.co_qualname + "."):
            depth -= 1
            yield frame
        frame = frame.f_back
