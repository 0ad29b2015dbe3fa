"""The step cache: outputs that were given before for the same input, looked up before a body is called.

What is to be kept goes into the commit that records it (`gorkflow.core.transitions`). Two runs that need the same
output at the same time both call the body: nobody waits for the other, and what is written last is kept.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from gorkflow.core.error_text import type_name
from gorkflow.core.values import Encoded, ValueRefusedError, checksum
from gorkflow.errors import EngineError, StoreCorruptError
from gorkflow.runtime.journal import answered

if TYPE_CHECKING:
    from gorkflow.core.caching import Caching
    from gorkflow.core.live import LiveRun
    from gorkflow.core.plan_nodes import PlanStep
    from gorkflow.core.records import CacheRow
    from gorkflow.runtime.kit import Kit

_LARGE_BYTES = 16 * 1024  # of an input that takes Python's time, which the loop would have to wait for

_log = logging.getLogger("gorkflow")


class Found(NamedTuple):
    """An output, and the run whose body gave it."""

    output: Encoded
    run_id: str


async def recall(kit: Kit, live: LiveRun, node: PlanStep, values: Sequence[object]) -> tuple[str | None, Found | None]:
    """The key of a call, and its output where one is kept.

    A store in trouble is waited for, as with every read of a run under way. What is kept and cannot be read is as
    good as nothing; what cannot be told from other input has no key, and is not kept.
    """
    where = f"step {node.path!r} of run {live.run_id}"
    key = None if node.caching is None else await _key(node.caching, values, where)
    if key is None:
        return None, None
    row = await answered(kit, lambda: _read(kit, key, where))
    return key, None if row is None else _intact(kit, node, row, where)


async def _key(caching: Caching, values: Sequence[object], where: str) -> str | None:
    try:
        encoded = caching.encode(values)
        if caching.is_ordered or sum(len(one.data) for one in encoded) <= _LARGE_BYTES:
            return caching.key(values, encoded)
        return await asyncio.to_thread(caching.key, values, encoded)
    except Exception as error:  # noqa: BLE001  # a type of the user's may raise anything; the body takes the value all the same
        reason = error.reason if isinstance(error, ValueRefusedError) else f"it raised {type_name(type(error))}"
        _log.warning("%s: its input cannot be told from others, so that nothing is cached: %s", where, reason)
        return None


async def _read(kit: Kit, key: str, where: str) -> CacheRow | None:
    try:
        return await kit.store.get_cached(key, now=kit.clock.now())
    except (StoreCorruptError, EngineError) as error:  # it would not go away by waiting
        _log.warning("%s: the cache cannot be read, and the body runs: %s", where, error)
        return None


def _intact(kit: Kit, node: PlanStep, row: CacheRow, where: str) -> Found | None:
    if len(row.output) > kit.max_payload_bytes:  # written by an engine that allows more
        return None
    problem = "does not match its checksum"
    if checksum(row.output) == row.checksum:
        try:
            copy = node.output.decode(row.output, row.arm)
        except ValueRefusedError as refused:
            problem = f"does not fit its type: {refused.reason}"
        else:
            return Found(Encoded(row.output, row.arm, copy), row.run_id)
    _log.warning("%s: the output that run %s has left in the cache %s, and the body runs", where, row.run_id, problem)
    return None
