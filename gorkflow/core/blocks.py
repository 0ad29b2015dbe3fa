"""Slots for the items of maps and the turns of loops.

While an item or a turn is under way it has a block of slots in the lists of its run, one for each node of the body;
then others have it. So a run holds what is in flight, however many items there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heappush
from typing import TYPE_CHECKING

from gorkflow.core.held import HeldItem, Kept
from gorkflow.core.plan_nodes import AnyPlanNode, PlanBody, PlanLoop, PlanMap, located
from gorkflow.core.run import StepStatus

if TYPE_CHECKING:
    from gorkflow.core.compensation import Undoing
    from gorkflow.core.live import LiveRun

MAX_PARKED = 16  # items of a map that wait for a place, before no more are begun
MAX_COPIES = 1000  # items of a map whose outputs are kept as values, and not as JSON alone
LARGE_BYTES = 65_536  # of an item's output that is not


class Block:
    """The slots of one item or turn.

    Attributes:
        base: the first.
        container: slot of the map or loop; its own of an undo step.
        key: the item's index, or the number of the turn.
        body: what its nodes are copies of.
        path: "price[3]", "ship#2": what the paths of its nodes begin with.
        item: the value that it takes.
        item_ref: where that is held; None where nothing is taken.
        to_do: nodes that are not done.
        owner: the map or loop as far as it is, or what is undone.
    """

    __slots__ = ("base", "body", "container", "item", "item_ref", "key", "owner", "path", "to_do")

    def __init__(
        self,
        base: int,
        container: int,
        key: int,
        body: PlanBody,
        *,
        owner: Map | Loop | Undoing,
        path: str,
        item: Kept,
        item_ref: str | None,
    ) -> None:
        self.base = base
        self.container = container
        self.key = key
        self.body = body
        self.owner = owner
        self.path = path
        self.item = item
        self.item_ref = item_ref
        self.to_do = len(body.nodes)

    @property
    def slots(self) -> range:
        """All of them."""
        return range(self.base, self.base + len(self.body.nodes))


class Map:
    """A map that has begun.

    Attributes:
        values: of its items; None where one has been given away.
        results: what its items have given; None where one has not yet.
        references: where these are held.
        next: the first item that may not have begun.
        at_work: blocks by item.
        done: items that are over.
        parked: nodes of its items that want for a place.
        opened_at: when it began.
    """

    __slots__ = ("at_work", "done", "next", "opened_at", "parked", "references", "results", "values")

    def __init__(self, values: Sequence[object], now: float) -> None:
        self.values: list[object] = list(values)
        self.results: list[Kept | None] = [None] * len(self.values)
        self.references: list[str] = [""] * len(self.values)
        self.next = 0
        self.at_work: dict[int, Block] = {}
        self.done = self.parked = 0
        self.opened_at = now

    def may_open(self, node: PlanMap) -> bool:
        """Whether another item may begin."""
        is_full = node.concurrency is not None and len(self.at_work) >= node.concurrency
        return self.next < len(self.values) and not is_full and self.parked < MAX_PARKED


class Loop:
    """A loop that has begun.

    Attributes:
        turn: the last that has begun; 0 before the first.
        at_work: its block; None between turns.
        value: what the next turn takes.
        reference: where that is held; None where nothing is taken.
        parked: see Map.
        opened_at: when it began.
    """

    __slots__ = ("at_work", "opened_at", "parked", "reference", "turn", "value")

    def __init__(self, value: Kept, reference: str | None, now: float) -> None:
        self.turn = self.parked = 0
        self.at_work: Block | None = None
        self.value = value
        self.reference = reference
        self.opened_at = now


def take_block(
    live: LiveRun, container: PlanMap | PlanLoop, key: int, item: Kept, item_ref: str | None, owner: Map | Loop
) -> Block:
    """A block for an item or a turn, none of whose nodes is ready yet."""
    body = container.body
    definition, size = body.definition, len(body.nodes)
    mark = f"[{key}]" if isinstance(container, PlanMap) else f"#{key}"
    path = definition.below(container.path, "", mark).removesuffix("/")
    base = take_slots(live, size)
    block = Block(base, container.index, key, body, owner=owner, path=path, item=item, item_ref=item_ref)
    put_nodes(live, block)
    return block


def take_slots(live: LiveRun, size: int) -> int:
    """The first of so many slots in a row."""
    spare = live.spare.get(size)
    return spare.pop() if spare else _extend(live, size)


def put_nodes(live: LiveRun, block: Block) -> None:
    """Copies of the body's nodes into the slots of a block; none of them is ready yet."""
    base, body, path = block.base, block.body, block.path
    nodes, successors = live.nodes, live.successors
    assert isinstance(nodes, list)  # noqa: S101  narrows the types: there is at least one block
    assert isinstance(successors, list)  # noqa: S101  as above
    for place, node in enumerate(body.nodes):
        slot = base + place
        nodes[slot] = located(node, base, f"{path}/{node.path}" if node.path else path)
        successors[slot] = tuple(base + one for one in body.successors[place])
        live.remaining[slot] = body.in_degree[place]
        live.statuses[slot] = StepStatus.PENDING
        live.attempts[slot] = live.ordinals[slot] = live.failures[slot] = 0
        live.outputs[slot] = None
        live.blocks[slot] = block


def _extend(live: LiveRun, size: int) -> int:
    """The first of new slots at the end."""
    base = len(live.nodes)
    nothing: list[AnyPlanNode] = [live.nodes[0]] * size  # until they are taken
    nowhere: list[tuple[int, ...]] = [()] * size
    if isinstance(live.nodes, list) and isinstance(live.successors, list):
        live.nodes += nothing
        live.successors += nowhere
    else:  # they are the plan's, which is every run's
        live.nodes, live.successors = [*live.nodes, *nothing], [*live.successors, *nowhere]
    live.remaining += [0] * size
    live.ready_at += [0.0] * size
    live.statuses += [StepStatus.PENDING] * size
    live.attempts += [0] * size
    live.ordinals += [0] * size
    live.failures += [0] * size
    live.outputs += [None] * size
    return base


def begin_block(live: LiveRun, block: Block, now: float) -> None:
    """Its first nodes may start."""
    for place in block.body.roots:
        live.ready_at[block.base + place] = now
        heappush(live.ready, block.base + place)


def give_back(live: LiveRun, block: Block) -> None:
    """It is over: others may have its slots."""
    for slot in block.slots:
        del live.blocks[slot]
        live.statuses[slot] = StepStatus.COMPLETED
        live.outputs[slot] = None
        live.recoveries.pop(slot, None)
        live.arms.pop(slot, None)
        live.opened.pop(slot, None)
    live.spare.setdefault(len(block.body.nodes), []).append(block.base)


def open_more(live: LiveRun, now: float) -> bool:
    """Begin one more item of a map, if one may have more at work; whether it did."""
    while live.openable and live.may_start:
        index = live.openable[0]
        node, state = live.nodes[index], live.opened.get(index)
        if isinstance(node, PlanMap) and isinstance(state, Map) and state.may_open(node):
            open_item(live, node, state, now)
            return True
        del live.openable[0]
    return False


def open_item(live: LiveRun, node: PlanMap, state: Map, now: float) -> None:
    """Begin the next item of a map that has not begun."""
    block = take_item(live, node, state, state.next)
    state.next = next_item(state)
    begin_block(live, block, now)


def take_item(live: LiveRun, node: PlanMap, state: Map, key: int) -> Block:
    """The block of an item."""
    value, state.values[key] = state.values[key], None
    reference = live.input_reference(node)
    item_ref = None if reference is None else f'{{"item":{key},"of":{reference}}}'
    block = state.at_work[key] = take_block(live, node, key, HeldItem(node.item, value), item_ref, state)
    return block


def begin_turn(live: LiveRun, node: PlanLoop, state: Loop, now: float) -> None:
    """Begin the next turn of a loop."""
    state.turn += 1
    block = state.at_work = take_block(live, node, state.turn, state.value, state.reference, state)
    begin_block(live, block, now)


def next_item(state: Map) -> int:
    """The first item from `next` on that neither has begun nor is over."""
    key, total = state.next, len(state.values)
    while key < total and (state.results[key] is not None or key in state.at_work):
        key += 1
    return key
