"""Which types have an `==` that proves two values to be the same all through."""

from __future__ import annotations

import datetime
import sys
import types
from collections import deque
from collections.abc import Iterable, Mapping, Set
from numbers import Number
from typing import Any, Final, Literal, get_args, get_origin

from pydantic import BaseModel, JsonValue

from gorkflow.core.forms import is_union, normalised, part_forms
from gorkflow.core.narrowing import is_class

_HIDING: Final = (datetime.time, datetime.datetime, deque)  # equal with another zone, fold or maxlen
_NUMBER: Final = "another number"
_JSON_NUMBERS: Final[frozenset[object]] = frozenset({bool, int, float})
# their subclasses are equal to them, and to each other
_BASES: Final[tuple[Any, ...]] = (str, bytes, tuple, Mapping, Set)
_MAX_PARTS: Final = 2000
_TRUSTED: Final = sys.stdlib_module_names | {"pydantic", "pydantic_core"}


def proves_sameness(form: object) -> bool:
    """Whether `==` of two values of the type tells every difference that matters; False where it cannot be known.

    It does not for classes with an `__eq__` of the user's own and for dataclasses with fields left out of it.
    """
    todo, seen = [form], dict[int, object]()
    while todo:
        form = todo.pop()
        part = normalised(form)
        origin: object = get_origin(part)
        if form is JsonValue or origin is Literal or id(part) in seen:
            continue
        seen[id(part)] = part
        if is_union(part) and _are_confusable(get_args(part)):
            return False
        todo.extend(get_args(part))
        class_ = part if origin is None else origin
        if isinstance(class_, str) or len(seen) > _MAX_PARTS:
            return False  # a name that is not resolved, or an alias that grows for ever
        if is_class(class_):
            if class_ in _HIDING or not _is_trusted(class_):
                return False
            todo.extend(part_forms(class_))
    return True


def plain_model(form: object) -> type[BaseModel] | None:
    """The model that the form names, where its instances are equal exactly when their `__dict__` and extras are.

    None for everything else: then `==` has to be asked.
    """
    if not is_class(form) or not issubclass(form, BaseModel):
        return None
    is_plain = form.__eq__ is BaseModel.__eq__ and not form.__private_attributes__
    return form if is_plain else None


def _are_confusable(members: Iterable[object]) -> bool:
    """Whether values of two members may be equal: 1, Decimal(1) and 1+0j, a text and an enum's, [1] and [1.0]."""
    kinds = [kind for member in members for kind in _kinds(normalised(member))]
    exotic = kinds.count(_NUMBER)
    return len(set(kinds)) < len(kinds) or (exotic > 0 and any(kind in _JSON_NUMBERS for kind in kinds))


def _kinds(member: object) -> set[object]:
    """What a member's values may be equal to, in words; bool, int and float are told apart by JSON itself."""
    origin: object = get_origin(member)
    if origin is Literal:
        values: tuple[object, ...] = get_args(member)
        return {_kind(type(value)) for value in values}
    return {_kind(member if origin is None else origin)}


def _kind(class_: object) -> object:
    if not is_class(class_) or class_ in _JSON_NUMBERS:
        return class_
    if issubclass(class_, Number):
        return _NUMBER
    known = [place for place, base in enumerate(_BASES) if issubclass(class_, base)]
    return known[0] if known else class_


def _is_trusted(class_: type[object]) -> bool:
    fields = getattr(class_, "__dataclass_fields__", {})
    if any(not field.compare for field in fields.values()):
        return False
    equals: object = class_.__eq__
    if not isinstance(equals, types.FunctionType):
        return True  # written in C
    is_generated = equals.__code__.co_filename == "<string>"  # by dataclasses
    return is_generated or equals.__module__.partition(".")[0] in _TRUSTED
