"""The items of maps and the turns of loops from their rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from gorkflow.core.blocks import Block, Loop, Map, give_back, take_block, take_item
from gorkflow.core.compatibility import is_done
from gorkflow.core.compensation import note_undo
from gorkflow.core.containers import go_on_with_map, items_in, keep_result, references_of, result_of, results_of
from gorkflow.core.held import Held, HeldItem, HeldParts, Kept, Passed
from gorkflow.core.live import LiveRun
from gorkflow.core.plan_nodes import CHOICE, ITEM, NODE, UNDO, Binding, PlanBody, PlanGraph, PlanLoop, PlanMap
from gorkflow.core.records import StepRow
from gorkflow.core.restore_steps import damaged_row, restore_step, verify
from gorkflow.core.run import StepStatus
from gorkflow.core.values import Codec, ValueRefusedError
from gorkflow.errors import CorruptRecordError, DefinitionMismatchError

Rows = list[tuple[str, StepRow]]
"""With their paths within the graph that they are looked up in."""


def restore_rows(live: LiveRun, rows: Iterable[StepRow], now: float) -> list[int]:
    """Take all rows over; the slots of the steps that were running.

    Raises:
        CorruptRecordError: a row is damaged, or no step of the definition has written it.
    """
    own: Rows = []
    for row in rows:
        if row.step_id.endswith(UNDO):
            live.next_position += row.position is not None
        else:
            own.append((row.step_id, row))
    interrupted = _restore(live, live.plan, 0, own, now)
    live.undos.sort(key=lambda undo: undo.row.position or 0)
    return interrupted


class _LateList:
    """The list of a map that is over: hardly ever asked for, so it is not read before."""

    __slots__ = ("_held", "_values")

    def __init__(self, held: Kept) -> None:
        self._held = held
        self._values: list[object] | None = None

    def item(self, key: int) -> object:
        """One of its values, once."""
        if self._values is None:
            self._values = list(items_in(self._held.fresh()))
        value, self._values[key] = self._values[key], None
        return value


class _LateItem(HeldItem):
    """An item of such a map."""

    __slots__ = ("_key", "_list")

    def __init__(self, codec: Codec, list_: _LateList, key: int) -> None:
        HeldItem.__init__(self, codec, None)
        self._key = key
        self._list: _LateList | None = list_

    def take(self) -> object:
        """See `Held`."""
        self._read()
        return HeldItem.take(self)

    def fresh(self) -> object:
        """See `Held`."""
        self._read()
        return HeldItem.fresh(self)

    def _read(self) -> None:
        if self._list is not None:
            self._value = self._list.item(self._key)
            self._list = None


_NOT_THERE = HeldParts([], is_list=False)
"""What went into an item or turn, long ago, that is gone under the definition of today."""


def _restore(live: LiveRun, graph: PlanGraph, base: int, rows: Rows, now: float) -> list[int]:
    """The rows of one graph: the plan's own, or that of an item or a turn."""
    found: dict[int, StepRow] = {}
    groups: dict[int, dict[int, Rows]] = {}
    for path, row in rows:
        index = graph.by_path.get(path)
        if index is not None:
            found[index] = row
        elif (place := graph.place_of(path)) is not None:
            groups.setdefault(place.container, {}).setdefault(place.key, []).append((place.path, row))
        elif live.is_migrated:  # history
            live.next_position += row.position is not None
        else:
            raise damaged_row(row)
    interrupted = [base + index for index, row in found.items() if restore_step(live, base + index, row)]
    for index in sorted(graph.containers.values()):
        interrupted += _reopen(live, base + index, groups.get(index, {}), now)
        if live.statuses[base + index] is StepStatus.COMPLETED:
            _finish(live, base + index, found[index].output_ref)
    _note_undos(live, graph, base, found)
    return interrupted


def _note_undos(live: LiveRun, graph: PlanGraph, base: int, found: Mapping[int, StepRow]) -> None:
    for index, row in found.items():
        node = live.nodes[base + index]
        if graph.nodes[index].undo is None or row.status != StepStatus.COMPLETED:
            continue
        if _is_there(live, node.binding):
            note_undo(live, node, row)
        else:  # under another definition what it took may be gone
            live.not_undone.append(row.step_id)


def _reopen(live: LiveRun, index: int, groups: Mapping[int, Rows], now: float) -> list[int]:
    node, status = live.nodes[index], live.statuses[index]
    if status is StepStatus.SKIPPED or not (groups or status is StepStatus.COMPLETED):
        return []
    if status is not StepStatus.COMPLETED and not _is_there(live, node.binding):
        raise _incomplete(live, f"{node.path} has begun before what it takes was there")
    if isinstance(node, PlanMap):
        return _reopen_map(live, node, groups, now)
    return _reopen_loop(live, node, groups, now) if isinstance(node, PlanLoop) else []


def _reopen_map(live: LiveRun, node: PlanMap, groups: Mapping[int, Rows], now: float) -> list[int]:
    is_over = live.statuses[node.index] is StepStatus.COMPLETED
    try:
        values = [None] * len(groups) if is_over else items_in(live.bind(node.binding))
    except ValueRefusedError:
        return []  # its turn to start will tell
    state = live.opened[node.index] = Map(values, now)
    late = _LateList(live.held(node.binding)) if is_over and _is_there(live, node.binding) else None
    interrupted: list[int] = []
    for key, rows in sorted(groups.items()):
        if key >= len(values) and live.is_migrated:
            raise _incomplete(live, f"item {key} of {node.path} has begun, which has {len(values)} now")
        if key >= len(values):
            raise damaged_row(rows[0][1])
        if not _restore_at_once(live, node, state, key, rows):
            block = take_item(live, node, state, key)
            if is_over:
                block.item = _NOT_THERE if late is None else _LateItem(node.item, late, key)
            interrupted += _restore_item(live, block, state, rows, now)
    # under another definition all that it has may be done: that is for `complete_full_maps`
    if state.done < len(values) and live.statuses[node.index] is StepStatus.PENDING:
        go_on_with_map(live, node.index, state, now)
    return interrupted


def _restore_item(live: LiveRun, block: Block, state: Map, rows: Rows, now: float) -> list[int]:
    interrupted = _restore(live, block.body, block.base, rows, now)
    if _is_done(live, block):
        keep_result(state, block.key, *result_of(live, block))
        give_back(live, block)
    return interrupted


def _restore_at_once(live: LiveRun, node: PlanMap, state: Map, key: int, rows: Rows) -> bool:
    """An item of one step that has given its output needs no block."""
    _, row = rows[0]
    if not _is_plain(node.body) or row.output is None or not is_done(row):
        return False
    verify(row.output, row.checksum, row.run_id, f"the output of step {row.step_id!r}")
    held = Held(node.body.nodes[0].codec(row.arm), row.output, row.arm)
    keep_result(state, key, held, f'"{row.step_id}"')
    live.next_position += 1
    return True


def _is_plain(body: PlanBody) -> bool:
    """Whether it is one step, of whose turns and items nothing counts but what they give."""
    return body.definition.kind == "step" and body.nodes[0].undo is None


def _finish(live: LiveRun, index: int, held_at: str | None) -> None:
    """A map or loop that is over has its output, put together of that of its items or of its last turn.

    Raises:
        CorruptRecordError: not all of it is there.
        DefinitionMismatchError: there is not all of it under the definition that the run was taken over to.
    """
    node, state = live.nodes[index], live.opened.pop(index, None)
    if isinstance(state, Map) and references_of(state) == held_at:
        live.outputs[index] = results_of(state)
    elif isinstance(state, Loop) and state.reference == held_at:
        live.outputs[index] = state.value
    else:
        raise _incomplete(live, f"{node.path} is over")


def _is_there(live: LiveRun, binding: Binding) -> bool:
    """Whether what a binding names is done; under another definition it may not be."""
    kind, index, members = binding
    if kind == ITEM:
        return live.blocks[index].item is not _NOT_THERE
    if kind == CHOICE:
        return index in live.arms and _is_there(live, members[live.arms[index]])
    if kind == NODE:
        output = live.outputs[index]
        return output is not None and (not isinstance(output, Passed) or _is_there(live, output.binding))
    return all(_is_there(live, member) for member in members)


def _incomplete(live: LiveRun, what: str) -> CorruptRecordError | DefinitionMismatchError:
    text = f"run {live.run_id}: {what}, and not all of it is there"
    if live.is_migrated:
        msg = f"{text} under this definition; leave what runs in it as it was"
        return DefinitionMismatchError(msg, run_id=live.run_id)
    return CorruptRecordError(f"{text}; the records are left as they are")


def _reopen_loop(live: LiveRun, node: PlanLoop, groups: Mapping[int, Rows], now: float) -> list[int]:
    index, last = node.index, max(groups, default=0)
    value = live.held(node.binding) if _is_there(live, node.binding) else _NOT_THERE
    state = live.opened[index] = Loop(value, live.input_reference(node), now)
    state.turn = last
    # the one before gives the last one its value; a workflow may have passed on that of a turn long ago
    first = last - 1 if _is_plain(node.body) else 1
    for turn, rows in groups.items():
        if turn < first:
            live.next_position += sum(row.position is not None for _, row in rows)
    interrupted: list[int] = []
    for turn in range(max(first, 1), last + 1):
        interrupted += _restore_turn(live, node, state, turn, groups.get(turn, []), now)
    return interrupted


def _restore_turn(live: LiveRun, node: PlanLoop, state: Loop, turn: int, rows: Rows, now: float) -> list[int]:
    """A turn; if it is over the loop has what it gave."""
    block = take_block(live, node, turn, state.value, state.reference, state)
    interrupted = _restore(live, node.body, block.base, rows, now)
    if _is_done(live, block):
        state.value, state.reference = result_of(live, block)
        give_back(live, block)
    elif turn < state.turn or live.statuses[node.index] is StepStatus.COMPLETED:
        raise _incomplete(live, f"turn {turn} of {node.path} is over")
    else:
        state.at_work = block
    return interrupted


def _is_done(live: LiveRun, block: Block) -> bool:
    block.to_do = sum(live.outputs[slot] is None for slot in block.slots)
    return not block.to_do
