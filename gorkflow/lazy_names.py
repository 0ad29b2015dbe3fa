"""Names that a package offers and imports from their modules when they are first used."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

__all__ = ["lazily"]


def lazily(
    namespace: dict[str, Any], homes: Mapping[str, Sequence[str]]
) -> tuple[Callable[[str], object], Callable[[], list[str]]]:
    """The functions `__getattr__` and `__dir__` of a package.

    Args:
        namespace: the package's `globals()`, of any names and values; what is imported goes there.
        homes: the names by the module that has them.
    """
    home_of = {name: module for module, names in homes.items() for name in names}

    def get(name: str) -> object:
        module = home_of.get(name)
        if module is None:
            message = f"module {namespace['__name__']!r} has no attribute {name!r}"
            raise AttributeError(message)
        value: object = getattr(importlib.import_module(module), name)
        namespace[name] = value  # the next look-up does not come here
        return value

    return get, lambda: sorted({*namespace, *home_of})
