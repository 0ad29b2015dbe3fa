"""Conditions, keys, tests and instants: asked once; the answers are recorded and never asked for again."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from gorkflow.core.choices import WrongAnswerError
from gorkflow.core.containers import items_in, loop_of
from gorkflow.core.error_text import text_of, type_name
from gorkflow.core.live import LiveRun
from gorkflow.core.outcomes import Decided, Failed, Opened, Outcome, Paused, Skipped, Tested
from gorkflow.core.plan_nodes import PlanDecision, PlanLoop, PlanMap, PlanNode, PlanSleep, PlanStep, PlanWait
from gorkflow.core.values import ValueRefusedError
from gorkflow.errors import ConditionError, CorruptRecordError, LoopLimitError, SchemaMismatchError, StepError
from gorkflow.runtime.binding import unfit
from gorkflow.runtime.failures import error_info

S = TypeVar("S")
T = TypeVar("T")


def decide(live: LiveRun, node: PlanStep, now: float) -> Skipped | Failed | None:
    """None where the body is to run; a condition that raises or gives no bool fails the run."""
    condition = node.condition
    if condition is None or live.attempts[node.index]:  # decided before
        return None
    answer = _asked(live, node, lambda binding: _as_bool(condition(live.bind(binding))), node.binding, now)
    if isinstance(answer, Failed):
        return answer
    return None if answer else Skipped(node.index, now)


def passed(live: LiveRun, node: PlanDecision | PlanMap | PlanLoop | PlanSleep | PlanWait, now: float) -> Outcome:
    """What comes of a node without a body of its own, when what is before it is done."""
    if isinstance(node, PlanDecision):
        return _choose(live, node, now)
    if isinstance(node, PlanSleep | PlanWait):
        return _pause(live, node, now)
    return _open(live, node, now) if isinstance(node, PlanMap) else _test(live, node, now)


def _open(live: LiveRun, node: PlanMap, now: float) -> Opened | Failed:
    """The items of a map."""
    values = _asked(live, node, live.bind, node.binding, now)
    return values if isinstance(values, Failed) else Opened(node.index, items_in(values))


def _test(live: LiveRun, loop: PlanLoop, now: float) -> Tested | Failed:
    """Whether a loop goes round once more; one whose condition holds at its bound fails the run."""
    state = loop_of(live, loop.index, now)
    is_at_limit = state.turn >= loop.limit
    condition = loop.condition
    if condition is None:
        return Tested(loop.index, not is_at_limit)
    answer = _asked(live, loop, lambda kept: _as_bool(condition(kept.take())), state.value, now)
    if isinstance(answer, Failed):
        return answer
    if answer and is_at_limit:
        error = LoopLimitError(
            f"{loop.path} of run {live.run_id}: its condition still holds after {state.turn} turns; raise "
            "max_iterations, or mend what should have ended it, and retry the run"
        )
        return Failed(loop.index, error_info(error, path=loop.path), False, now, now, None)
    return Tested(loop.index, answer)


def _choose(live: LiveRun, decision: PlanDecision, now: float) -> Decided | Failed:
    """Which arm is taken; a function that raises, or gives what no arm stands for, fails the run."""
    arm = _asked(live, decision, lambda binding: decision.chooser.arm_of(live.bind(binding)), decision.binding, now)
    return arm if isinstance(arm, Failed) else Decided(decision.index, arm, now)


def _pause(live: LiveRun, node: PlanSleep | PlanWait, now: float) -> Paused | Failed:
    """Until when it sleeps or waits; a function that raises, or gives no instant, fails the run."""
    if isinstance(node, PlanWait):
        return Paused(node.index, math.inf if node.timeout_seconds is None else now + node.timeout_seconds)
    until = node.until
    if until is None:
        return Paused(node.index, now + (node.delay_seconds or 0.0))
    at = _asked(live, node, lambda binding: _as_instant(until(live.bind(binding))), node.binding, now)
    return at if isinstance(at, Failed) else Paused(node.index, at)


def _as_instant(answer: object) -> float:
    if not isinstance(answer, datetime):
        raise WrongAnswerError(f"its function gave {type_name(type(answer))} instead of a datetime")
    if answer.utcoffset() is None:
        raise WrongAnswerError("its function gave a datetime without a time zone; give it one, as tzinfo=UTC")
    return answer.timestamp()


def _as_bool(answer: object) -> bool:
    if answer is not True and answer is not False:
        raise WrongAnswerError(f"its condition gave {type_name(type(answer))} instead of a bool")
    return answer


def _asked(live: LiveRun, node: PlanNode, ask: Callable[[S], T], of: S, now: float) -> T | Failed:
    where = f"step {node.path!r} of run {live.run_id}"
    error: StepError | CorruptRecordError | SchemaMismatchError
    try:
        return ask(of)
    except ValueRefusedError as refused:
        error = unfit(refused, f"{where}: a stored value", live.run_id)
    except WrongAnswerError as wrong:
        error = ConditionError(f"{where}: {wrong}; mend it and retry the run")
    except BaseException as raised:  # noqa: BLE001  # it is the user's code: whatever it raises fails the run
        what = f"{type_name(type(raised))}: {text_of(raised)}"
        function = "function" if isinstance(node, PlanSleep) else "condition"
        error = ConditionError(f"{where}: its {function} raised {what}; mend it and retry the run")
        error.__cause__ = raised
    return Failed(node.index, error_info(error, path=node.path), False, now, now, None)
