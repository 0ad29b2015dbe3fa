"""Sending a signal to a run: of this engine, of another one, or at rest."""

from __future__ import annotations

import contextlib
import os
import uuid
from collections.abc import Mapping
from typing import TYPE_CHECKING

from gorkflow.core.error_text import shown
from gorkflow.core.fingerprint import digest_of
from gorkflow.core.forms import describe
from gorkflow.core.records import InboxRow, RunRow
from gorkflow.core.run import RunStatus, stored_status
from gorkflow.core.shape import Payload, awaited_by, read_shape
from gorkflow.core.signals import SIGNAL_KIND, AnySignal, is_signal, signal_body
from gorkflow.core.values import Encoded, ValueRefusedError
from gorkflow.errors import InputError, RunFinishedError, StoreError, UnknownSignalError

if TYPE_CHECKING:
    from gorkflow.runtime.definitions import Definitions
    from gorkflow.runtime.kit import Kit
    from gorkflow.runtime.queries import Queries
    from gorkflow.runtime.recovery import Recovery
    from gorkflow.runtime.runs import Runs

MAX_ID_LENGTH = 500
MAX_KNOWN = 256  # definitions


class Signalling:
    """What `Engine.signal` does. A signal that is refused leaves nothing behind."""

    def __init__(self, kit: Kit, runs: Runs, queries: Queries, definitions: Definitions, recovery: Recovery) -> None:
        self._kit = kit
        self._runs = runs
        self._queries = queries
        self._definitions = definitions
        self._recovery = recovery
        self._known: dict[str, Mapping[str, Payload]] = {}  # what runs wait for, by fingerprint; oldest first

    async def send(self, run_id: str, signal: object, payload: object, signal_id: object) -> None:
        """Leave it in the run's inbox, and see to it that somebody reads it.

        Raises:
            RunNotFoundError, RunFinishedError: there is no open run of that id.
            UnknownSignalError: no wait of its definition is for such a signal.
            InputError: the payload does not fit the signal's type, or the id is none.
        """
        found = _checked(signal)
        message_id = _message_id(signal_id)
        row = await self._queries.row(run_id)
        encoded = _encoded(found, payload, self._kit.max_payload_bytes)
        _check_open(row.run_id, stored_status(row.status, run_id))
        await self._check_awaited(row, found)
        message = InboxRow(message_id, run_id, SIGNAL_KIND, signal_body(found.name, encoded), self._kit.clock.now())
        status = await self._kit.store.post(message)
        _check_open(run_id, status)
        if self._runs.find(run_id) is not None:
            await self._recovery.read_inbox()
        elif status is RunStatus.WAITING and self._definitions.plan_for(row) is not None:
            await self._kit.chores.see_through(self._wake(row))

    async def _wake(self, row: RunRow) -> None:
        with contextlib.suppress(StoreError):  # then it wakes at the next look, here or elsewhere
            await self._recovery.take(row, self._runs.adopt)

    async def _check_awaited(self, row: RunRow, signal: AnySignal) -> None:
        awaited = await self._awaited(row.fingerprint)
        where = f"run {row.run_id} of workflow {row.workflow_id!r} version {row.workflow_version!r}"
        payload = awaited.get(signal.name)
        if payload is None:
            has = f"it waits for {', '.join(map(repr, awaited))}" if awaited else "it waits for none"
            msg = f"{where} has no wait for signal {signal.name!r}; {has}"
            raise UnknownSignalError(msg, run_id=row.run_id)
        if payload.digest != digest_of(signal.codec.type_form, "serialization"):
            msg = (
                f"{where} waits for signal {signal.name!r} with {payload.name}, not with "
                f"{describe(signal.codec.type_form)}; send it with the definition's own Signal"
            )
            raise UnknownSignalError(msg, run_id=row.run_id)

    async def _awaited(self, fingerprint: str) -> Mapping[str, Payload]:
        """The payloads of the signals that runs of a definition wait for, by name."""
        known = self._known.get(fingerprint)
        if known is not None:
            return known
        definition = await self._kit.store.get_definition(fingerprint)
        if definition is None:
            return {}
        known = self._known[fingerprint] = awaited_by(read_shape(definition.shape))
        if len(self._known) > MAX_KNOWN:
            del self._known[next(iter(self._known))]
        return known


def _checked(signal: object) -> AnySignal:
    if not is_signal(signal):
        msg = f"signal() takes a Signal, not {shown(signal)}; make one with Signal(name, type)"
        raise InputError(msg)
    return signal


def _message_id(signal_id: object) -> str:
    if signal_id is None:
        return str(uuid.UUID(bytes=os.urandom(16)))
    if not isinstance(signal_id, str) or not 1 <= len(signal_id) <= MAX_ID_LENGTH or not signal_id.isprintable():
        msg = f"signal_id must be a text of 1 to {MAX_ID_LENGTH} printable characters, not {shown(signal_id)}"
        raise InputError(msg)
    return signal_id


def _encoded(signal: AnySignal, payload: object, max_bytes: int) -> Encoded:
    try:
        return signal.codec.encode(payload, max_bytes)
    except ValueRefusedError as refused:
        msg = (
            f"signal {signal.name!r} has {describe(signal.codec.type_form)}, and the payload does not fit: "
            f"{refused.reason}; nothing was sent"
        )
        raise InputError(msg) from refused


def _check_open(run_id: str, status: RunStatus) -> None:
    if status.is_final:
        msg = f"run {run_id} is {status} and takes no signals any more; start another run, or retry it first"
        raise RunFinishedError(msg, run_id=run_id)
