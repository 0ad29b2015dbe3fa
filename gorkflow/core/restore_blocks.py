"""The items of maps and the turns of loops from their rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from gorkflow.core.blocks import Block, Loop, Map, give_back, next_item, take_block, take_item
from gorkflow.core.compatibility import is_done
from gorkflow.core.containers import go_on_with_map, items_in, keep_result, result_of, results_of
from gorkflow.core.held import Held, HeldItem, Passed
from gorkflow.core.live import LiveRun
from gorkflow.core.plan_nodes import PlanGraph, PlanLoop, PlanMap
from gorkflow.core.records import StepRow
from gorkflow.core.restore_steps import damaged_row, restore_step, verify
from gorkflow.core.run import StepStatus
from gorkflow.core.values import ValueRefusedError
from gorkflow.errors import CorruptRecordError

Rows = list[tuple[str, StepRow]]
"""With their paths within the graph that they are looked up in."""
Groups = Mapping[int, Mapping[int, Rows]]
"""By the place of the map or loop, then by item or turn."""


def restore_rows(live: LiveRun, rows: Iterable[StepRow], now: float) -> list[int]:
    """Take all rows over; the slots of the steps that were running.

    Raises:
        CorruptRecordError: a row is damaged, or no step of the definition has written it.
    """
    return _restore(live, live.plan, 0, [(row.step_id, row) for row in rows], now)


class _LateItem(HeldItem):
    """An item of a map that is over: hardly ever asked for, so its list is not read before."""

    __slots__ = ("_load",)

    def __init__(self, load: Callable[[], object]) -> None:
        self._load = load

    def take(self) -> object:
        """See `Held`."""
        return self._load()

    def fresh(self) -> object:
        """See `Held`."""
        return self._load()


def _restore(live: LiveRun, graph: PlanGraph, base: int, rows: Rows, now: float) -> list[int]:
    """The rows of one graph: the plan's own, or that of an item or a turn."""
    interrupted: list[int] = []
    groups: dict[int, dict[int, Rows]] = {}
    for path, row in rows:
        index = graph.by_path.get(path)
        if index is not None:
            if restore_step(live, base + index, row):
                interrupted.append(base + index)
            continue
        place = graph.place_of(path)
        if place is not None:
            groups.setdefault(place.container, {}).setdefault(place.key, []).append((place.path, row))
        elif live.is_migrated:  # history
            live.next_position += row.position is not None
        else:
            raise damaged_row(row)
    for index in sorted(graph.containers.values()):
        interrupted += _reopen(live, base + index, groups.get(index, {}), now)
    return interrupted


def _reopen(live: LiveRun, index: int, groups: Mapping[int, Rows], now: float) -> list[int]:
    node = live.nodes[index]
    if live.statuses[index] is StepStatus.SKIPPED or not (groups or live.statuses[index] is StepStatus.COMPLETED):
        return []
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
    interrupted: list[int] = []
    for key, rows in sorted(groups.items()):
        if key >= len(values):
            raise damaged_row(rows[0][1])
        if not _restore_at_once(live, node, state, key, rows):
            interrupted += _restore_item(live, node, state, key, rows, now)
    if is_over:
        _finish_map(live, node, state)
    elif live.statuses[node.index] is StepStatus.PENDING:
        go_on_with_map(live, node.index, state, now)
    return interrupted


def _restore_item(live: LiveRun, node: PlanMap, state: Map, key: int, rows: Rows, now: float) -> list[int]:
    block = take_item(live, node, state, key)
    if live.statuses[node.index] is StepStatus.COMPLETED:
        block.item = _LateItem(partial(_item_at, live, node, key))
    interrupted = _restore(live, node.body, block.base, rows, now)
    if _is_done(live, block):
        keep_result(state, key, *result_of(live, block))
        give_back(live, block)
    return interrupted


def _item_at(live: LiveRun, node: PlanMap, key: int) -> object:
    return items_in(live.bind(node.binding))[key]


def _restore_at_once(live: LiveRun, node: PlanMap, state: Map, key: int, rows: Rows) -> bool:
    """An item of one step that has given its output needs no block."""
    _, row = rows[0]
    if node.body.definition.kind != "step" or row.output is None or not is_done(row):
        return False
    verify(row.output, row.checksum, row.run_id, f"the output of step {row.step_id!r}")
    held = Held(node.body.nodes[0].codec(row.arm), row.output, row.arm)
    keep_result(state, key, held, f'"{row.step_id}"')
    live.next_position += 1
    return True


def _finish_map(live: LiveRun, node: PlanMap, state: Map) -> None:
    if state.done < len(state.values):
        missing = next_item(state)
        msg = f"run {live.run_id}: {node.path} is over, and its item {missing} is not; the records are left as they are"
        raise CorruptRecordError(msg)
    live.outputs[node.index] = results_of(state)
    del live.opened[node.index]


def _reopen_loop(live: LiveRun, node: PlanLoop, groups: Mapping[int, Rows], now: float) -> list[int]:
    index, last = node.index, max(groups, default=0)
    if not last:  # without any turn it gives what it takes
        live.outputs[index] = Passed(node.binding, live.input_reference(node))
        return []
    for turn, rows in groups.items():
        if turn < last - 1 or (turn < last and live.statuses[index] is StepStatus.COMPLETED):
            live.next_position += sum(row.position is not None for _, row in rows)
    state = live.opened[index] = Loop(live.held(node.binding), live.input_reference(node), now)
    state.turn = last
    if live.statuses[index] is StepStatus.COMPLETED:
        _restore_turn(live, node, state, last, groups[last], now)
        live.outputs[index] = state.value
        del live.opened[index]
        return []
    if last > 1:
        _restore_turn(live, node, state, last - 1, groups.get(last - 1, []), now)
    return _restore_turn(live, node, state, last, groups[last], now)


def _restore_turn(live: LiveRun, node: PlanLoop, state: Loop, turn: int, rows: Rows, now: float) -> list[int]:
    """A turn; if it is over the loop has what it gave."""
    block = take_block(live, node, turn, state.value, state.reference, state)
    interrupted = _restore(live, node.body, block.base, rows, now)
    if _is_done(live, block):
        state.value, state.reference = result_of(live, block)
        give_back(live, block)
    elif turn < state.turn or live.statuses[node.index] is StepStatus.COMPLETED:
        msg = f"run {live.run_id}: turn {turn} of {node.path} is over, and not all of it is there"
        raise CorruptRecordError(msg)
    else:
        state.at_work = block
    return interrupted


def _is_done(live: LiveRun, block: Block) -> bool:
    block.to_do = sum(live.outputs[slot] is None for slot in block.slots)
    return not block.to_do
