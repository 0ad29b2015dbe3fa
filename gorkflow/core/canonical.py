"""One text for each value: the same for equal values, in whatever order their sets and dicts were filled."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Iterable, Mapping, Set
from itertools import repeat
from typing import Any, Final, Literal, get_args, get_origin

from pydantic import BaseModel, RootModel
from pydantic_core import from_json
from typing_extensions import TypeIs

from gorkflow.core.forms import is_union, normalised, part_forms
from gorkflow.core.narrowing import is_class, is_list, is_mapping

_SERIES: Final = (list, tuple, deque)
_MAX_PARTS: Final = 2000


def canonical(value: object, data: bytes) -> bytes:
    """The value's text.

    What serialisers of the user's own make of a part is taken as it is: a list keeps its order there.

    Args:
        value: as its type has it.
        data: its JSON, as the codec of its type has just made it: by it sets are in their own order of this moment.

    Raises:
        ValueError: it is nested too deep.
    """
    try:
        return _text(value, from_json(data)).encode()
    except RecursionError as error:
        raise ValueError("it is nested too deep") from error


def is_ordered(form: object) -> bool:
    """Whether JSON of the type is such a text already: it has no sets, no dicts, and nothing that may hold any."""
    todo, seen = [form], dict[int, object]()
    while todo:
        part = normalised(todo.pop())
        origin: object = get_origin(part)
        if id(part) in seen or origin is Literal or part is Ellipsis:
            continue
        seen[id(part)] = part
        todo.extend(get_args(part))
        if is_union(part):
            continue
        class_ = part if origin is None else origin
        if not is_class(class_) or len(seen) > _MAX_PARTS or _may_hold_any(class_, is_generic=origin is not None):
            return False
        todo.extend(part_forms(class_))
    return True


def _may_hold_any(class_: type[object], *, is_generic: bool) -> bool:
    """Whether a value of the class may have parts without an order, besides its fields and type arguments."""
    if class_ in (object, Any) or issubclass(class_, Mapping | Set):
        return True
    if issubclass(class_, BaseModel):
        return class_.model_config.get("extra") == "allow"
    return is_generic and class_ not in _SERIES and not hasattr(class_, "__dataclass_fields__")


def _text(value: object, plain: object) -> str:
    """As Python writes the JSON, with marks of its own where the order is that of a set, or counts in a dict."""
    while _is_root(value):
        value = value.root
    if is_list(plain):
        texts = [_text(part, item) for part, item in zip(_items(value, len(plain)), plain, strict=True)]
        return f"<{','.join(sorted(texts))}>" if isinstance(value, Set) else f"[{','.join(texts)}]"
    if is_mapping(plain):
        parts = zip(_parts(value, plain), plain.items(), strict=True)
        texts = [f"{key!r}:{_text(part, item)}" for part, (key, item) in parts]
        return f"({','.join(texts)})" if isinstance(value, OrderedDict) else f"{{{','.join(sorted(texts))}}}"
    return repr(plain)


def _items(value: object, number: int) -> Iterable[object]:
    """The items that stand in an array, in its order; None for each where they cannot be told."""
    return value if _is_series(value) and len(value) == number else repeat(None, number)


def _parts(value: object, plain: Mapping[object, object]) -> Iterable[object]:
    """The same of what stands in an object."""
    if is_mapping(value) and len(value) == len(plain):
        return value.values()
    if isinstance(value, BaseModel):
        fields = {**vars(value), **(value.__pydantic_extra__ or {})}
        return [fields.get(str(key)) for key in plain]
    declared: Mapping[object, object] = getattr(value, "__dataclass_fields__", {})
    return [getattr(value, str(key), None) if key in declared else None for key in plain]


def _is_root(value: object) -> TypeIs[RootModel[object]]:
    return isinstance(value, RootModel)


def _is_series(value: object) -> TypeIs[list[object] | tuple[object, ...] | deque[object] | Set[object]]:
    return isinstance(value, list | tuple | deque | Set)
