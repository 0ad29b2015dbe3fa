"""Which types a step may take and give: their values must come back from JSON as what they were."""

from __future__ import annotations

import collections
import collections.abc
from collections.abc import Iterator
from types import NoneType
from typing import Any, Final, Literal, ParamSpec, TypeVar, TypeVarTuple, get_args, get_origin

from pydantic import BaseModel, Secret, SecretBytes, SecretStr
from pydantic.errors import PydanticUndefinedAnnotation, PydanticUserError

from gorkflow.core.error_text import shown
from gorkflow.core.forms import describe, field_forms, normalised
from gorkflow.core.narrowing import is_class, is_tuple
from gorkflow.core.values import UnsupportedTypeError, codec_for

_SECRETS: Final = (SecretStr, SecretBytes, Secret)
_VARIABLES: Final = (TypeVar, TypeVarTuple, ParamSpec)
_BARE: Final[dict[object, str]] = {
    list: "list[int]",
    set: "set[int]",
    frozenset: "frozenset[int]",
    tuple: "tuple[int, str]",
    dict: "dict[str, int]",
    collections.deque: "deque[int]",
    collections.defaultdict: "defaultdict[str, int]",
    collections.OrderedDict: "OrderedDict[str, int]",
    collections.Counter: "Counter[str]",
}
_BEHAVIOUR: Final[tuple[object, ...]] = (type, get_origin(collections.abc.Callable[..., object]))
_CONCRETE: Final[dict[object, str]] = {
    collections.abc.Mapping: "dict",
    collections.abc.MutableMapping: "dict",
    collections.abc.Set: "set or frozenset",
    collections.abc.MutableSet: "set",
}
_ONE_SHOT: Final = (
    collections.abc.Iterator,
    collections.abc.Generator,
    collections.abc.AsyncIterator,
    collections.abc.AsyncIterable,
    collections.abc.Awaitable,
)


class UndefinedNameError(Exception):
    """A type refers to a name that is not defined yet; it may be later."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def parameter_problem(form: object) -> str | None:
    """Why no step may take a value of this type, with the remedy; None for a good type.

    Raises:
        UndefinedNameError: a model in it refers to a name that is not defined yet.
    """
    return _first_problem(form, is_output=False)


def output_problem(form: object) -> str | None:
    """As `parameter_problem`, for what a step gives; it must also be concrete."""
    return _first_problem(form, is_output=True)


def value_problem(form: object) -> str | None:
    """Why what stands for a type is plainly a value, of which Python's own words are of no help; None for others."""
    if isinstance(form, str | bytes) or (get_origin(form) is None and not _is_hashable(form)):
        return f"{shown(form)} is a value and no type; give the type itself, such as int or list[int]"
    return None


def _is_hashable(form: object) -> bool:
    try:
        hash(form)
    except Exception:  # noqa: BLE001  # a user's __hash__ may raise anything
        return False
    return True


def _first_problem(form: object, *, is_output: bool) -> str | None:
    plain = value_problem(form)
    if plain is not None:
        return plain
    for part in _parts(form):
        problem = _vague(part) or _abstract(part, is_output=is_output)
        if problem is not None:
            whole = "" if part is form else f", as part of {describe(form)}"
            return f"{problem}{whole}"
    return _secret(form) or _not_json(form)


def _parts(form: object) -> Iterator[object]:
    """The form and the forms it is written with, outside in; not the fields of classes."""
    todo, seen = [form], set[int]()
    while todo:
        part = normalised(todo.pop())
        if id(part) in seen:
            continue
        seen.add(id(part))
        yield part
        if get_origin(part) is not Literal:
            todo.extend(reversed([arg for arg in get_args(part) if arg is not Ellipsis and not isinstance(arg, list)]))


def _vague(part: object) -> str | None:
    plain = None if isinstance(part, str) else value_problem(part)  # JsonValue names itself in a text
    if plain is not None:
        return plain
    if part is Any or part is object or part is BaseModel:
        return f"{describe(part)} says nothing about the value; name its type (pydantic.JsonValue for any JSON)"
    if isinstance(part, _VARIABLES):
        return f"the type variable {part.__name__} is not bound; name a type"
    bare = get_origin(part) or part
    if bare in _BEHAVIOUR:
        return f"{describe(part)} cannot be stored as JSON and come back; pass data, such as a name to choose by"
    if not get_args(part) and bare in _BARE and part != tuple[()]:
        return f"{describe(bare)} does not say what it holds; write for example {_BARE[bare]}"
    parameters = _open_parameters(part)
    if parameters:
        names = ", ".join(str(getattr(parameter, "__name__", parameter)) for parameter in parameters)
        return f"{describe(part)} has the unbound type variable {names}; write for example {describe(part)}[int]"
    return None


def _open_parameters(part: object) -> tuple[object, ...]:
    if not is_class(part):
        return ()
    if issubclass(part, BaseModel):
        return tuple(part.__pydantic_generic_metadata__["parameters"])
    parameters: object = getattr(part, "__parameters__", ())
    return parameters if is_tuple(parameters) else ()


def _abstract(part: object, *, is_output: bool) -> str | None:
    origin = get_origin(part) or part
    if not is_class(origin) or origin.__module__ != "collections.abc":
        return None
    is_one_shot = _is_one_shot(origin)
    if not is_output and not is_one_shot:
        return None
    concrete = _CONCRETE.get(origin, "list" if is_one_shot else "list or tuple")
    why = "can be read only once" if is_one_shot else "does not say which class comes back from the store"
    return f"{describe(part)} is abstract and {why}; use {concrete}"


def _is_one_shot(origin: type[object]) -> bool:
    return origin is collections.abc.Iterable or issubclass(origin, _ONE_SHOT)


def _secret(form: object) -> str | None:
    todo, seen = [("", form)], set[int]()
    while todo:
        where, current = todo.pop()
        for part in _parts(current):
            if id(part) in seen:
                continue
            seen.add(id(part))
            origin = get_origin(part) or part
            if not is_class(origin) or origin is NoneType:
                continue
            if issubclass(origin, _SECRETS):
                place = f" in {where}" if where else ""
                return f"{describe(part)}{place} would be stored as stars; pass a reference and let the body look it up"
            prefix = where or origin.__name__
            todo.extend((f"{prefix}.{name}", field) for name, field in field_forms(origin).items())
    return None


def _not_json(form: object) -> str | None:
    try:
        codec_for(form)
    except UnsupportedTypeError as error:
        cause = error.__cause__
        if isinstance(cause, PydanticUndefinedAnnotation):
            raise UndefinedNameError(cause.name or describe(form)) from error
        if isinstance(cause, PydanticUserError) and cause.code == "class-not-fully-defined":
            raise UndefinedNameError(describe(form)) from error
        return f"{describe(form)} cannot be stored as JSON and come back ({error.reason}); use a pydantic model"
    return None
