"""References (`gorkflow.core.records`) and the JSON that they stand for."""

from __future__ import annotations

import json
from collections.abc import Callable

from pydantic import JsonValue
from pydantic_core import from_json, to_json

from gorkflow.core.narrowing import is_list, is_mapping

Lists = dict[str, JsonValue]
"""Lists that items were taken from, by the reference to them: each is read once, however many items are asked for."""


def assemble(reference: object, lookup: Callable[[str], bytes | None], lists: Lists | None = None) -> bytes | None:
    """The JSON that a reference stands for; None where a part of it is not there.

    Args:
        reference: a decoded reference (`gorkflow.core.records`): a path, "@input", an item, or a list of references.
        lookup: JSON of a path or of "@input".
        lists: those that are known already; more are put there.
    """
    known: Lists = {} if lists is None else lists
    if isinstance(reference, str):
        return lookup(reference)
    found = item_in(reference)
    if found is not None:
        item = item_of(found, lookup, known)
        return None if item is None else to_json(item[0], inf_nan_mode="constants")
    if not is_list(reference):
        return None
    parts: list[bytes] = []
    for member in reference:
        part = assemble(member, lookup, known)
        if part is None:
            return None
        parts.append(part)
    return b"[" + b",".join(parts) + b"]"


def item_of(found: tuple[object, int], lookup: Callable[[str], bytes | None], lists: Lists) -> tuple[JsonValue] | None:
    """An item of a list, alone in a tuple as it may be None; None where there is none.

    Args:
        found: as of `item_in`.
        lookup, lists: as of `assemble`.
    """
    reference, key = found
    name = json.dumps(reference)
    if name not in lists:
        data = assemble(reference, lookup, lists)
        lists[name] = None if data is None else from_json(data)
    items = lists[name]
    return (items[key],) if isinstance(items, list) and 0 <= key < len(items) else None


def paths_of(reference: object) -> list[str]:
    """The paths that a decoded reference names."""
    found: list[str] = []
    open_references: list[object] = [reference]
    while open_references:
        current = open_references.pop()
        if isinstance(current, str):
            found.append(current)
        elif is_list(current):
            open_references.extend(reversed(current))
        elif (item := item_in(current)) is not None:
            open_references.append(item[0])
    return found


def item_in(reference: object) -> tuple[object, int] | None:
    """What the list is held under that an item belongs to, and which item; None of another reference."""
    if not is_mapping(reference):
        return None
    key = reference.get("item")
    return (reference.get("of"), key) if isinstance(key, int) else None
