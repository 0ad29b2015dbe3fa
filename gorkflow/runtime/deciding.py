"""The condition of a then_if, asked once; its answer is recorded and never asked for again."""

from __future__ import annotations

from gorkflow.core.error_text import text_of, type_name
from gorkflow.core.live import LiveRun
from gorkflow.core.plan import PlanNode
from gorkflow.core.transitions import Failed, Skipped
from gorkflow.core.values import ValueRefusedError
from gorkflow.errors import ConditionError, CorruptRecordError, SchemaMismatchError, StepError
from gorkflow.runtime.binding import unfit
from gorkflow.runtime.failures import error_info


def decide(live: LiveRun, node: PlanNode, now: float) -> Skipped | Failed | None:
    """None where the body is to run; a condition that raises or gives no bool fails the run."""
    condition = node.condition
    if condition is None or live.attempts[node.index]:  # decided before
        return None
    where = f"step {node.path!r} of run {live.run_id}"
    error: StepError | CorruptRecordError | SchemaMismatchError
    try:
        answer = condition(live.bind(node.binding))
    except ValueRefusedError as refused:
        error = unfit(refused, f"{where}: a stored value", live.run_id)
    except BaseException as raised:  # noqa: BLE001  # a condition is the user's code: whatever it raises fails the run
        what = f"{type_name(type(raised))}: {text_of(raised)}"
        error = ConditionError(f"{where}: its condition raised {what}; mend it and retry the run")
        error.__cause__ = raised
    else:
        if answer is True:
            return None
        if answer is False:
            return Skipped(node.index, now)
        given = type_name(type(answer))
        error = ConditionError(f"{where}: its condition gave {given} instead of a bool; mend it and retry the run")
    return Failed(node.index, error_info(error, path=node.path), False, now, now, None)
