"""What users give to `connect(resources=...)`, opened and closed with the engine."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from typing import Any

from typing_extensions import TypeIs

from gorkflow.errors import SettingError


async def open_resources(resources: Sequence[object], stack: AsyncExitStack) -> dict[type, object]:
    """Instances as they are, factories entered; by the class of what bodies get.

    Raises:
        SettingError: two resources of one class, or a factory that makes no async context manager.
    """
    opened: dict[type, object] = {}
    for resource in resources:
        instance: object = resource
        if inspect.isroutine(resource) or isinstance(resource, functools.partial):
            instance = await _entered(resource, stack)
        elif isinstance(resource, type):
            msg = f"resource {resource.__qualname__} is a class; give an instance or an @asynccontextmanager function"
            raise SettingError(msg)
        if type(instance) in opened:
            msg = f"two resources are of type {type(instance).__qualname__}; wrap one of them in a class of its own"
            raise SettingError(msg)
        opened[type(instance)] = instance
    return opened


async def _entered(factory: Any, stack: AsyncExitStack) -> object:
    manager: object = factory()
    if not _is_async_context(manager):
        msg = f"resource {factory!r} is a function that makes no async context manager; use @asynccontextmanager"
        raise SettingError(msg)
    return await stack.enter_async_context(manager)


def _is_async_context(value: object) -> TypeIs[AbstractAsyncContextManager[object]]:
    return isinstance(value, AbstractAsyncContextManager)
