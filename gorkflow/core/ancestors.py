"""Which output a body means that asks for the one of a step before it."""

from __future__ import annotations

from gorkflow.core.compensation import Undoing
from gorkflow.core.live import LiveRun
from gorkflow.core.plan_nodes import PlanGraph


def ancestor_of(live: LiveRun, path: str, step_id: str) -> int | None:
    """The slot of the step of that id before the one at the path; None without one.

    Inside a child workflow, an item or a turn its own steps are looked for first. Before an undo step are the step that
    it undoes and all before that; of one in an item or turn those before the map or loop.
    """
    slot = _slot_of(live, path)
    undone = _undone_by(live, slot)
    if undone is not None:
        slot = live.plan.owner_of(undone)
        if slot is not None and step_id in {undone, undone.rpartition("/")[2]} and live.nodes[slot].path == undone:
            return slot
    while slot is not None:
        graph, base, container = _around(live, slot)
        place = slot - base
        scope, _, _ = graph.nodes[place].path.rpartition("/")
        found = graph.by_path.get(f"{scope}/{step_id}" if scope else step_id, graph.by_path.get(step_id))
        if found is not None and graph.is_ancestor(found, place):
            return base + found
        slot = container
    return None


def _slot_of(live: LiveRun, path: str) -> int | None:
    static = live.plan.by_path.get(path)
    return static if static is not None else next((slot for slot in live.blocks if live.nodes[slot].path == path), None)


def _undone_by(live: LiveRun, slot: int | None) -> str | None:
    """The path of what an undo step undoes; None of any other step."""
    block = None if slot is None else live.blocks.get(slot)
    return block.owner.undo.row.step_id if block is not None and isinstance(block.owner, Undoing) else None


def _around(live: LiveRun, slot: int) -> tuple[PlanGraph, int, int | None]:
    """The graph that a node stands in, the first slot of that, and the slot of the map or loop around it."""
    if slot < live.size:
        return live.plan, 0, None
    block = live.blocks[slot]
    return block.body, block.base, block.container
