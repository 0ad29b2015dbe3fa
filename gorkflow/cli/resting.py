"""What runs at rest wait for: times, and signals, which somebody must give."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from gorkflow.cli.escaping import json_line
from gorkflow.cli.wording import full_time
from gorkflow.core.fingerprint import placed
from gorkflow.core.graph import WaitNode
from gorkflow.core.narrowing import is_list, is_mapping
from gorkflow.core.run import RunStatus
from gorkflow.core.timeline import Timeline

if TYPE_CHECKING:
    from gorkflow.core.records import RunRow
    from gorkflow.core.signals import AnySignal
    from gorkflow.core.workflow import Workflow
    from gorkflow.ports import StoreReads

SOON_SECONDS: Final = 60.0
TAIL: Final = 200
_PAGE: Final = 1000
_SAMPLES: Final[Mapping[object, object]] = {"string": "...", "integer": 0, "number": 0.0, "boolean": True, "array": []}


@dataclass(frozen=True, slots=True)
class Wait:
    """A sleep, or a wait for a signal. Instants are seconds since the Unix epoch.

    Attributes:
        signal: its name; None of a sleep.
        until: when it is over by itself; None for as long as it takes.
    """

    step_id: str
    signal: str | None
    since: float
    until: float | None

    def __str__(self) -> str:
        """As in "it waits ..."."""
        until = "" if self.until is None else f"until {full_time(self.until)}"
        if self.signal is None:
            return until or "for a time"
        return f"for signal {self.signal!r}" + (f", {until}" if until else "")


@dataclass(frozen=True, slots=True)
class Rest:
    """What one run waits for.

    Attributes:
        wakes_at: when it goes on by itself; 0.0 for at once, None for only by a signal.
        last_seq: of its last event.
    """

    waits: tuple[Wait, ...]
    wakes_at: float | None
    last_seq: int

    def __str__(self) -> str:
        """As in "it waits ..."; what is said twice is said once."""
        texts = dict.fromkeys(map(str, self.waits))
        if not texts:
            if self.wakes_at is None:
                return "for a signal"
            return f"until {full_time(self.wakes_at) if self.wakes_at else 'now'}"
        return ", and ".join(texts)

    @property
    def signals(self) -> tuple[str, ...]:
        """The names of those that it waits for."""
        return tuple(dict.fromkeys(wait.signal for wait in self.waits if wait.signal is not None))

    def is_over(self, now: float) -> bool:
        """Whether the run may go on: a time has come, or a signal has."""
        return self.wakes_at is not None and self.wakes_at <= now

    def told(self, now: float) -> str:
        """What is to be said of it, in a list: what it waits for, or that its time has come, or its signal."""
        if self.is_over(now):
            return "may go on, and does so in the next engine that has its workflow: gorkflow resume"
        return f"waits {self}"

    def needs_input(self, now: float) -> bool:
        """Whether nothing is left to do for it but to give a signal: no time that it waits for is over soon."""
        is_soon = self.wakes_at is not None and self.wakes_at - now <= SOON_SECONDS
        return bool(self.signals) and not is_soon


async def rest_of(store: StoreReads, run_id: str, *, tail: int | None = None) -> Rest | None:
    """What a run waits for; None for one that is not at rest.

    Args:
        tail: to look at so many of its last events alone, which tell of all but the oldest waits; None for all.
    """
    row = await store.get_run(run_id)
    if row is None or row.status != RunStatus.WAITING:
        return None
    after = 0 if tail is None else max(0, row.last_seq - tail)
    return rest_in(row, await timeline_of(store, run_id, after=after))


def rest_in(row: RunRow, timeline: Timeline) -> Rest | None:
    """What a run waits for, by its timeline; None for one that is not at rest."""
    if row.status != RunStatus.WAITING:
        return None
    waits = (Wait(path, span.signal, span.started_at, span.until) for path, span in timeline.waits())
    return Rest(tuple(waits), row.wake_at, row.last_seq)


async def timeline_of(store: StoreReads, run_id: str, *, after: int = 0, only: str | None = None) -> Timeline:
    """The run's timeline, from its events above a seq; what cannot be read of them is passed over."""
    timeline = Timeline(only)
    while rows := await store.list_events(run_id, after=after, limit=_PAGE):
        for row in rows:
            with contextlib.suppress(ValueError):  # a damaged record hides no other; `doctor` names it
                timeline.add(row)
        after = rows[-1].seq
        if len(rows) < _PAGE:
            break
    return timeline


def signals_of(workflow: Workflow[Any, Any]) -> dict[str, AnySignal]:
    """The signals that a workflow waits for, by name, in order of definition."""
    return {node.signal.name: node.signal for node, _ in placed(workflow.nodes) if isinstance(node, WaitNode)}


def sample_of(signal: AnySignal | None) -> str:
    """JSON to begin with, for the payload of a signal: its fields with nothing in them."""
    if signal is None:
        return "JSON"
    return json_line(_sample(signal.codec.json_schema()))


def _sample(schema: object) -> object:
    if not is_mapping(schema):
        return "..."
    properties, required, members = schema.get("properties"), schema.get("required"), schema.get("anyOf")
    if is_mapping(properties):
        needed = required if is_list(required) else []
        return {str(name): _sample(kind) for name, kind in properties.items() if name in needed}
    if is_list(members) and members:
        return _sample(members[0])
    if schema.get("type") == "null":
        return None
    return _SAMPLES.get(schema.get("type"), {} if schema.get("type") == "object" else "...")
