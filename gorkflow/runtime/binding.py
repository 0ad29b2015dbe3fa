"""A body's arguments: the stored values that it is bound to, under its own types."""

from __future__ import annotations

from gorkflow.core.live import LiveRun
from gorkflow.core.narrowing import is_list, is_tuple
from gorkflow.core.plan_nodes import PlanStep
from gorkflow.core.values import NotJsonError, ValueRefusedError
from gorkflow.errors import CorruptRecordError, SchemaMismatchError, StepInputError


def arguments_of(live: LiveRun, node: PlanStep) -> tuple[object, ...]:
    """The values for one call, which no other call sees; without the context.

    Raises:
        CorruptRecordError: a stored value is no JSON.
        SchemaMismatchError: a stored value does not fit the type that the code declares for it now; also the
            consumer's, in a run that goes on under another definition.
        StepInputError: a value does not fit the consumer's type, where that is another than the producer's.
    """
    if not node.takes_value:
        return ()
    try:
        value = live.bind(node.binding)
    except ValueRefusedError as refused:
        raise unfit(refused, f"{_where(live, node)}: a stored value that it takes", live.run_id) from refused
    if node.input_codecs:
        return _checked(live, node, value)
    return value if node.spread and is_tuple(value) else (value,)


def unfit(refused: ValueRefusedError, what: str, run_id: str) -> CorruptRecordError | SchemaMismatchError:
    """The error of a stored value that its type refuses: it is damaged, or the type is another now."""
    if isinstance(refused, NotJsonError):
        return CorruptRecordError(f"{what} is no JSON: {refused.reason}; it is left as it is, look at it with the CLI")
    text = f"{what} does not fit its type any more: {refused.reason}; make the type accept it, then retry the run"
    return SchemaMismatchError(text, run_id=run_id)


def _checked(live: LiveRun, node: PlanStep, value: object) -> tuple[object, ...]:
    values = value if node.spread and (is_tuple(value) or is_list(value)) else (value,)
    if len(values) != len(node.input_codecs):
        wanted = f"{len(node.input_codecs)} values, not {len(values)}"
        raise StepInputError(f"{_where(live, node)} takes {wanted}; mend its signature")
    checked: list[object] = []
    for codec, part in zip(node.input_codecs, values, strict=True):
        try:
            checked.append(codec.check(part))
        except ValueRefusedError as refused:
            text = f"{_where(live, node)} does not take its input: {refused.reason}"
            if live.is_migrated:
                text = f"{text}; it was made under another definition: make the type accept it, then retry the run"
                raise SchemaMismatchError(text, run_id=live.run_id) from refused
            raise StepInputError(f"{text}; mend its annotation or the step before it") from refused
    return tuple(checked)


def _where(live: LiveRun, node: PlanStep) -> str:
    return f"step {node.path!r} of run {live.run_id}"
