"""Which types have an `==` that proves two values to be the same all through."""

from __future__ import annotations

import datetime
import sys
import types
from collections import deque
from collections.abc import Iterable
from typing import Final, Literal, get_args, get_origin, get_type_hints

from gorkflow.core.forms import field_forms, normalised
from gorkflow.core.narrowing import is_class

_HIDING: Final = (datetime.time, deque)  # equal with another zone, or with another maxlen
_MAX_PARTS: Final = 2000
_TRUSTED: Final = sys.stdlib_module_names | {"pydantic", "pydantic_core"}


def proves_sameness(form: object) -> bool:
    """Whether `==` of two values of the type tells every difference that matters; False where it cannot be known.

    It does not for classes with an `__eq__` of the user's own and for dataclasses with fields left out of it.
    """
    todo, seen = [form], dict[int, object]()
    while todo:
        part = normalised(todo.pop())
        origin = get_origin(part)
        if origin is Literal or id(part) in seen:
            continue
        seen[id(part)] = part
        todo.extend(get_args(part))
        class_ = part if origin is None else origin
        if isinstance(class_, str) or len(seen) > _MAX_PARTS:
            return False  # a name that is not resolved, or an alias that grows for ever
        if is_class(class_):
            if class_ in _HIDING or not _is_trusted(class_):
                return False
            todo.extend(_fields(class_))
    return True


def _fields(class_: type[object]) -> Iterable[object]:
    if not hasattr(class_, "__dataclass_fields__"):
        return field_forms(class_).values()
    try:
        hints = get_type_hints(class_)
    except (NameError, TypeError, AttributeError):  # written as text, with names of a function
        return field_forms(class_).values()
    return hints.values()


def _is_trusted(class_: type[object]) -> bool:
    fields = getattr(class_, "__dataclass_fields__", {})
    if any(not field.compare for field in fields.values()):
        return False
    equals: object = class_.__eq__
    if not isinstance(equals, types.FunctionType):
        return True  # written in C
    is_generated = equals.__code__.co_filename == "<string>"  # by dataclasses
    return is_generated or equals.__module__.partition(".")[0] in _TRUSTED
