"""Maps and loops: how they begin, what becomes of their items and turns, and how they end."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heappush

from gorkflow.core.advance import emit, release_successors
from gorkflow.core.blocks import LARGE_BYTES, MAX_COPIES, Block, Loop, Map, begin_turn, give_back, next_item
from gorkflow.core.compensation import Undoing, finish_undo
from gorkflow.core.events import EventType
from gorkflow.core.held import Held, HeldParts, Kept
from gorkflow.core.live import LiveRun
from gorkflow.core.narrowing import is_list, is_tuple
from gorkflow.core.outcomes import Opened, Tested
from gorkflow.core.plan_nodes import PlanLoop, PlanMap
from gorkflow.core.rows import ended_row
from gorkflow.core.run import StepStatus


def open_map(live: LiveRun, outcome: Opened, now: float) -> None:
    """A map has its list: its items may begin. Without any it is over."""
    state = live.opened[outcome.node] = Map(outcome.values, now)
    if state.values:
        tell_start(live, outcome.node, state, now)
        may_open_more(live, outcome.node)
    else:
        complete_map(live, outcome.node, state, now)


def tell_start(live: LiveRun, index: int, state: Map, now: float) -> None:
    """The event from which on everybody knows how many items there are; no row says so before the map is over."""
    emit(live, now, EventType.MAP_STARTED.value, live.nodes[index].path, None, f'{{"items": {len(state.values)}}}')


def may_open_more(live: LiveRun, index: int) -> None:
    """Items of a map may begin: those of one inside an item before more of the map around it, which hold its list."""
    if index in live.openable:
        return
    if index < live.size:
        live.openable.append(index)
    else:
        live.openable.insert(0, index)


def items_in(value: object) -> Sequence[object]:
    """The items of a list or tuple."""
    return value if is_list(value) or is_tuple(value) else ()


def go_round(live: LiveRun, outcome: Tested, now: float) -> None:
    """A loop was tested: another turn begins, or it is over with the value that it has."""
    index = outcome.node
    node, state = live.nodes[index], loop_of(live, index, now)
    assert isinstance(node, PlanLoop)  # noqa: S101  narrows the type: only loops are tested
    live.opened[index] = state
    if outcome.holds:
        begin_turn(live, node, state, now)
    else:
        _complete(live, index, state.value, state.reference, (state.opened_at, "turns", state.turn), now)


def loop_of(live: LiveRun, index: int, now: float) -> Loop:
    """The loop as far as it is."""
    state = live.opened.get(index)
    if isinstance(state, Loop):
        return state
    node = live.nodes[index]
    return Loop(live.held(node.binding), live.input_reference(node), now)


def close_blocks(live: LiveRun, now: float) -> None:
    """Items, turns and undo steps that are done are over; that may be the last of a map, inside another."""
    while live.over:
        block = live.over.pop()
        state = block.owner
        if isinstance(state, Undoing):
            finish_undo(live, block, state.undo, now)
            continue
        result, reference = result_of(live, block)
        give_back(live, block)
        if live.statuses[block.container] is not StepStatus.PENDING:  # another item of it has failed
            continue
        if isinstance(state, Map):
            keep_result(state, block.key, result, reference)
            go_on_with_map(live, block.container, state, now)
        else:
            state.value, state.reference, state.at_work = result, reference, None
            heappush(live.ready, block.container)  # to be tested


def result_of(live: LiveRun, block: Block) -> tuple[Kept, str | None]:
    """What an item or a turn has given, and where that is held."""
    output = block.body.output.shifted(block.base)
    return live.held(output), live.holder(output)


def keep_result(state: Map, key: int, result: Kept, reference: str | None) -> None:
    """An item is over."""
    if isinstance(result, Held) and (len(state.values) > MAX_COPIES or len(result.data) > LARGE_BYTES):
        result.forget_copy()
    state.results[key] = result
    state.references[key] = reference or "null"
    state.done += 1
    state.at_work.pop(key, None)


def go_on_with_map(live: LiveRun, index: int, state: Map, now: float) -> None:
    """An item is over: others may begin, or the map is over as well."""
    node = live.nodes[index]
    assert isinstance(node, PlanMap)  # noqa: S101  narrows the type: a map has items
    if state.done == len(state.values):
        complete_map(live, index, state, now)
        return
    state.next = next_item(state)
    if state.may_open(node):
        may_open_more(live, index)


def complete_full_maps(live: LiveRun, now: float) -> None:
    """After a resume: maps of which all items are over are so themselves."""
    for index, state in list(live.opened.items()):
        if live.statuses[index] is not StepStatus.PENDING:
            continue
        if isinstance(state, Map) and state.done == len(state.values):
            complete_map(live, index, state, now)


def complete_map(live: LiveRun, index: int, state: Map, now: float) -> None:
    """All its items are over."""
    told = (state.opened_at, "items", len(state.values))
    _complete(live, index, results_of(state), references_of(state), told, now)


def results_of(state: Map) -> HeldParts:
    """What the items have given, in order."""
    return HeldParts([result for result in state.results if result is not None], is_list=True)


def references_of(state: Map) -> str:
    """Where the results are held."""
    return f"[{','.join(state.references)}]"


def _complete(
    live: LiveRun, index: int, output: Kept, output_ref: str | None, told: tuple[float, str, int], now: float
) -> None:
    opened_at, what, number = told
    node = live.nodes[index]
    live.changes.is_binding = True
    live.opened.pop(index, None)
    live.outputs[index] = output
    live.statuses[index] = StepStatus.COMPLETED
    row = ended_row(live, index, StepStatus.COMPLETED, now)
    live.changes.executions.append(
        row._replace(position=live.next_position, output_ref=output_ref, started_at=opened_at)
    )
    data = f'{{"{what}": {number}, "started_at": {opened_at!r}, "ended_at": {now!r}}}'
    emit(live, now, EventType.STEP_COMPLETED.value, node.path, None, data)
    live.done += node.counts
    release_successors(live, index, now)
