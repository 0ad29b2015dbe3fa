"""Type forms at run time: how a message names one, and whether a value of one may go where another is expected.

A type form is what stands in an annotation: a class, `list[int]`, `Order | None`, `Annotated[...]`, `None`.
"""

from __future__ import annotations

import types
from collections.abc import Iterable
from dataclasses import Field
from functools import reduce
from typing import (
    Annotated,
    Any,
    Final,
    ForwardRef,
    Literal,
    NewType,
    NotRequired,
    Required,
    TypeVar,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

from pydantic.fields import FieldInfo
from typing_extensions import ReadOnly, TypeAliasType, get_annotations, is_typeddict

from gorkflow.core.error_text import shown

UNION_ORIGINS: Final = (Union, types.UnionType)
QUALIFIERS: Final = (Required, NotRequired, ReadOnly)

_MAX_DEPTH: Final = 6
_TRANSPARENT: Final = (Annotated, *QUALIFIERS)
_ALIAS_TYPES: Final = (TypeAliasType, getattr(types, "TypeAliasType", TypeAliasType))


def normalised(form: object) -> object:
    """The form without what does not change the type: Annotated, qualifiers, and names of aliases. None is NoneType."""
    while True:
        if form is None:
            return types.NoneType
        origin = get_origin(form)
        if origin in _TRANSPARENT:
            form = get_args(form)[0]
        elif is_alias(form):
            form = getattr(form, "__value__", None)
        elif origin is not None and is_alias(origin):
            form = origin.__value__[get_args(form)]
        else:
            return form


def is_alias(form: object) -> bool:
    """Whether the form is a `type X = ...` statement's X, from typing or typing_extensions."""
    return isinstance(form, _ALIAS_TYPES)


def is_union(form: object) -> bool:
    """Whether the form is `A | B` or `Union[A, B]`."""
    return get_origin(form) in UNION_ORIGINS


def union_of(*forms: object) -> object:
    """The union of the forms, without repeats; a single one is itself."""
    distinct: list[object] = []
    for form in forms:
        for member in get_args(form) if is_union(form) else (form,):
            plain = types.NoneType if member is None else member
            if plain not in distinct:
                distinct.append(plain)
    if len(distinct) == 1:
        return distinct[0]
    return reduce(_either, distinct)


def _either(one: Any, other: Any) -> object:
    return one | other


def describe(form: object, *, depth: int = 0, qualified: bool = False) -> str:
    """How a message writes the form: `Order`, `list[Quote]`, `Quote | None`; deeply nested parts as `...`.

    Args:
        depth: how deep the form is nested already.
        qualified: whether classes are written with their modules, to tell two of the same name apart.
    """
    if depth > _MAX_DEPTH:
        return "..."
    origin = get_origin(form)
    if origin is None:
        return _describe_plain(form, qualified)

    def inner(arg: object) -> str:
        return describe(arg, depth=depth + 1, qualified=qualified)

    if origin in UNION_ORIGINS:
        return " | ".join(inner(arg) for arg in get_args(form))
    if origin in _TRANSPARENT:
        return describe(get_args(form)[0], depth=depth, qualified=qualified)
    if origin is Literal:
        return f"Literal[{', '.join(repr(arg) for arg in get_args(form))}]"
    name = describe(origin, depth=depth, qualified=qualified)
    return f"{name}[{', '.join(inner(arg) for arg in get_args(form)) or '()'}]"


def describe_two(first: object, second: object) -> tuple[str, str]:
    """Both forms as a message writes them, with modules where their short names are the same."""
    short = describe(first), describe(second)
    if short[0] != short[1]:
        return short
    return describe(first, qualified=True), describe(second, qualified=True)


def _describe_plain(form: object, qualified: bool) -> str:
    if form is None or form is types.NoneType:
        return "None"
    if form is Ellipsis:
        return "..."
    if isinstance(form, type):
        known = form.__module__ in {"builtins", "typing", "collections.abc"}
        return f"{form.__module__}.{form.__qualname__}" if qualified and not known else form.__name__
    if isinstance(form, TypeVar | NewType) or is_alias(form):
        return str(getattr(form, "__name__", form))
    if isinstance(form, ForwardRef):
        return form.__forward_arg__
    name = getattr(form, "_name", None) or getattr(form, "__name__", None)
    return name if isinstance(name, str) else shown(form)


def field_forms(form: type) -> dict[str, object]:
    """Names and type forms of the fields of a model, dataclass, TypedDict or NamedTuple; empty for other classes.

    A field whose annotation is not resolved yet has a str or ForwardRef as its form.
    """
    model_fields: dict[str, FieldInfo] | None = form.__dict__.get("__pydantic_fields__")
    if model_fields is not None:
        return {name: _field_form(field) for name, field in model_fields.items()}
    dataclass_fields: dict[str, Field[object]] | None = getattr(form, "__dataclass_fields__", None)
    if dataclass_fields is not None:
        return {name: field.type for name, field in dataclass_fields.items()}
    if is_typeddict(form) or is_named_tuple(form):
        return _hints(form)
    return {}


def part_forms(form: type) -> Iterable[object]:
    """The type forms of its fields, resolved where the annotations of a dataclass are text that can be resolved."""
    if not hasattr(form, "__dataclass_fields__"):
        return field_forms(form).values()
    try:
        hints = get_type_hints(form)
    except (NameError, TypeError, AttributeError):  # with names of a function
        return field_forms(form).values()
    return hints.values()


def required_keys(form: type) -> frozenset[str]:
    """The keys that a value of a TypedDict must have.

    Python's own `__required_keys__` misses NotRequired and Required where annotations are text.
    """
    declared: frozenset[str] = getattr(form, "__required_keys__", frozenset())
    origins = {name: get_origin(hint) for name, hint in _hints(form).items()}
    optional = {name for name, origin in origins.items() if origin is NotRequired}
    return frozenset({name for name, origin in origins.items() if origin is Required} | declared) - optional


def is_named_tuple(form: type) -> bool:
    """Whether the class is a NamedTuple."""
    return hasattr(form, "_fields") and tuple in form.__mro__


def _field_form(field: FieldInfo) -> object:
    return Annotated[(field.annotation, *field.metadata)] if field.metadata else field.annotation


def _hints(form: type) -> dict[str, object]:
    """The annotations of a class and its bases, as they are written where a name in them is unknown."""
    try:
        return get_type_hints(form, include_extras=True)
    except (NameError, AttributeError, TypeError):
        return {name: hint for base in reversed(form.__mro__) for name, hint in get_annotations(base).items()}
