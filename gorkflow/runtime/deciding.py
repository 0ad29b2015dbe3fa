"""Conditions, keys and tests: asked once; the answers are recorded and never asked for again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from gorkflow.core.choices import WrongAnswerError
from gorkflow.core.error_text import text_of, type_name
from gorkflow.core.live import LiveRun
from gorkflow.core.outcomes import Decided, Failed, Skipped
from gorkflow.core.plan_nodes import PlanDecision, PlanNode, PlanStep
from gorkflow.core.values import ValueRefusedError
from gorkflow.errors import ConditionError, CorruptRecordError, SchemaMismatchError, StepError
from gorkflow.runtime.binding import unfit
from gorkflow.runtime.failures import error_info

T = TypeVar("T")


def decide(live: LiveRun, node: PlanStep, now: float) -> Skipped | Failed | None:
    """None where the body is to run; a condition that raises or gives no bool fails the run."""
    condition = node.condition
    if condition is None or live.attempts[node.index]:  # decided before
        return None
    answer = _asked(live, node, lambda value: _as_bool(condition(value)), now)
    if isinstance(answer, Failed):
        return answer
    return None if answer else Skipped(node.index, now)


def choose(live: LiveRun, decision: PlanDecision, now: float) -> Decided | Failed:
    """Which arm is taken; a function that raises, or gives what no arm stands for, fails the run."""
    arm = _asked(live, decision, decision.chooser.arm_of, now)
    return arm if isinstance(arm, Failed) else Decided(decision.index, arm, now)


def _as_bool(answer: object) -> bool:
    if answer is not True and answer is not False:
        raise WrongAnswerError(f"its condition gave {type_name(type(answer))} instead of a bool")
    return answer


def _asked(live: LiveRun, node: PlanNode, ask: Callable[[object], T], now: float) -> T | Failed:
    where = f"step {node.path!r} of run {live.run_id}"
    error: StepError | CorruptRecordError | SchemaMismatchError
    try:
        return ask(live.bind(node.binding))
    except ValueRefusedError as refused:
        error = unfit(refused, f"{where}: a stored value", live.run_id)
    except WrongAnswerError as wrong:
        error = ConditionError(f"{where}: {wrong}; mend it and retry the run")
    except BaseException as raised:  # noqa: BLE001  # it is the user's code: whatever it raises fails the run
        what = f"{type_name(type(raised))}: {text_of(raised)}"
        error = ConditionError(f"{where}: its condition raised {what}; mend it and retry the run")
        error.__cause__ = raised
    return Failed(node.index, error_info(error, path=node.path), False, now, now, None)
