"""Which steps of a run start now, and whether that has to be durable first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gorkflow.core import transitions, waits
from gorkflow.core.blocks import open_more
from gorkflow.core.live import MAX_UNWRITTEN
from gorkflow.core.plan_nodes import PlanStep
from gorkflow.runtime.deciding import decide, passed

if TYPE_CHECKING:
    from gorkflow.core.live import LiveRun
    from gorkflow.runtime.kit import Kit
    from gorkflow.runtime.places import Places

Starts = list[tuple[PlanStep, int]]  # with the number of the attempt


def plan_starts(kit: Kit, live: LiveRun, places: Places, now: float) -> Starts:
    """Take every step that may start and has a place, in order; the rest stays ready.

    While the engine closes nothing starts, and a run that has nothing in flight is released. A run of which nothing is
    left but sleeps and waits is laid to rest.
    """
    if kit.is_closing:
        places.withdraw()
        waits.rest(live, now)
        if live.may_start and not live.in_flight and live.has_more:
            transitions.release(live, now)
        return []
    places.unpark_offered(live)
    starts = _take_ready(live, places, now)
    if live.ready or live.parked:
        places.return_unused()
    else:
        places.withdraw()
        if live.pauses.waiting:
            waits.rest(live, now)
    return starts


def _take_ready(live: LiveRun, places: Places, now: float) -> Starts:
    """Items of maps begin when nothing else is ready."""
    starts: Starts = []
    while live.ready or (live.openable and open_more(live, now)):
        index = live.next_ready()
        if index is None:
            break
        node = live.nodes[index]
        if not isinstance(node, PlanStep):  # takes no place
            transitions.apply(live, passed(live, node, now), now, 0.5)
        elif places.take(live, node):
            _begin(live, node, places, starts, now)
        elif places.is_engine_full:
            break
    return starts


def _begin(live: LiveRun, node: PlanStep, places: Places, starts: Starts, now: float) -> None:
    """A step that has a place starts, unless its condition is false: it is asked once, and its answer not kept."""
    decision = None if node.condition is None else decide(live, node, now)
    if decision is None:
        starts.append((node, transitions.start(live, node.index, now)))
    else:
        places.give_back(node.index)
        transitions.apply(live, decision, now, 0.5)


def must_write(kit: Kit, live: LiveRun, starts: Starts, bodies: int) -> bool:
    """Whether what has changed must be durable before anything goes on; only pure steps need not wait for pure ones."""
    changes = live.changes
    if live.owner is None:  # it was let go of
        return True
    if not (changes.events or changes.consumed):
        return bool(starts) and kit.outage.fault is not None  # a write finds out whether the store answers
    if changes.is_binding or len(changes.executions) >= MAX_UNWRITTEN or not starts or bodies:
        return True
    if kit.outage.fault is not None:
        return True
    return not live.stored_seq or _has_impure(starts)


def _has_impure(starts: Starts) -> bool:
    if len(starts) == 1:  # the usual case, without a generator
        return not starts[0][0].pure
    return not all(node.pure for node, _ in starts)
