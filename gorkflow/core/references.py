"""References (`gorkflow.core.records`) and the JSON that they stand for."""

from __future__ import annotations

from collections.abc import Callable

from pydantic_core import from_json, to_json

from gorkflow.core.narrowing import is_list, is_mapping


def assemble(reference: object, lookup: Callable[[str], bytes | None]) -> bytes | None:
    """The JSON that a reference stands for; None where a part of it is not there.

    Args:
        reference: a decoded reference (`gorkflow.core.records`): a path, "@input", an item, or a list of references.
        lookup: JSON of a path or of "@input".
    """
    if isinstance(reference, str):
        return lookup(reference)
    item = item_in(reference)
    if item is not None:
        return _item(assemble(item[0], lookup), item[1])
    if not is_list(reference):
        return None
    parts: list[bytes] = []
    for member in reference:
        part = assemble(member, lookup)
        if part is None:
            return None
        parts.append(part)
    return b"[" + b",".join(parts) + b"]"


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


def _item(data: bytes | None, key: int) -> bytes | None:
    items = None if data is None else from_json(data)
    return to_json(items[key], inf_nan_mode="constants") if is_list(items) and 0 <= key < len(items) else None
