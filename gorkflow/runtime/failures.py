"""An exception as a bounded, storable record, and the typed error that stands for it."""

from __future__ import annotations

import logging

from gorkflow.core.calls import ProcessDiedError, RemoteError
from gorkflow.core.error_text import frames_of, text_of, type_name
from gorkflow.core.plan import Plan
from gorkflow.core.plan_nodes import PlanLoop, PlanMap, PlanStep
from gorkflow.core.run import ErrorInfo
from gorkflow.core.values import ValueRefusedError
from gorkflow.errors import (
    GorkflowError,
    OutputSerializationError,
    OutputTypeError,
    PayloadTooLargeError,
    StepAbortedError,
    StepError,
    StepExecutionError,
    StepNotFoundError,
    StepTimeoutError,
)

_log = logging.getLogger("gorkflow")


def error_info(error: BaseException, *, path: str | None = None, attempt: int | None = None) -> ErrorInfo:
    """The record of an error: of a StepExecutionError the type, text and frames of what the body raised."""
    shown = error
    if isinstance(error, StepExecutionError | StepAbortedError) and error.__cause__ is not None:
        shown = error.__cause__
    code = error.code if isinstance(error, GorkflowError) else StepExecutionError.code
    if isinstance(shown, RemoteError):
        return ErrorInfo(
            code=code,
            type=shown.type_name,
            message=text_of(shown),
            traceback=shown.traceback_text,
            step_id=path,
            attempt=attempt,
        )
    has_frames = shown is not error and not isinstance(shown, ProcessDiedError)
    return ErrorInfo(
        code=shown.code if isinstance(shown, GorkflowError) else code,
        type=type_name(type(shown)),
        message=text_of(error if shown is error else shown),
        traceback=frames_of(shown) if has_frames else None,
        step_id=path,
        attempt=attempt,
    )


def body_error(node: PlanStep, run_id: str, error: BaseException) -> StepError:
    """What the engine makes of an exception that a body raised."""
    raised = error.type_name if isinstance(error, RemoteError) else type_name(type(error))
    text = f"step {node.path!r} of run {run_id}: the body raised {raised}: {text_of(error)}"
    is_abort = error.is_abort if isinstance(error, RemoteError) else not isinstance(error, Exception)
    failure: StepError = StepAbortedError(text) if is_abort else StepExecutionError(text)
    failure.__cause__ = error
    return failure


def refused_output(node: PlanStep, run_id: str, refused: ValueRefusedError) -> StepError:
    """The output was refused."""
    where = f"step {node.path!r} of run {run_id}"
    if refused.kind == "size":
        return PayloadTooLargeError(
            f"{where}: its output is too large: {refused.reason}; store it elsewhere and return a reference, "
            "or raise max_payload_bytes"
        )
    if refused.kind == "serialization":
        return OutputSerializationError(f"{where}: its output cannot be stored: {refused.reason}")
    declared = getattr(node.output.type_form, "__name__", None) or str(node.output.type_form)
    return OutputTypeError(
        f"{where}: its output is not the declared {declared}: {refused.reason}; mend the body or its annotation"
    )


def timeout_error(node: PlanStep, run_id: str, attempt: int) -> StepTimeoutError:
    """The attempt took too long."""
    return StepTimeoutError(
        f"step {node.path!r} of run {run_id}: attempt {attempt} took longer than its timeout of "
        f"{node.timeout_seconds:g} s; raise it, or give the step a RetryPolicy"
    )


def warn_of_size(node: PlanStep, run_id: str, size_bytes: int) -> None:
    """The output is large, though not too large: it is loaded again by every step that takes it."""
    _log.warning(
        "step %r of run %s: its output has %s bytes; store it elsewhere and return a reference", node.path, run_id,
        f"{size_bytes:,}",
    )  # fmt: skip


def was_not_taken(step_id: str, run_id: str) -> StepNotFoundError:
    """For who asks for the output of a step in an arm that was not taken."""
    msg = f"step {step_id!r} of run {run_id} was skipped: its decision took another arm, so it has no output"
    return StepNotFoundError(msg, run_id=run_id)


def no_such_output(plan: Plan, run_id: str, step_id: str) -> StepNotFoundError:
    """For who asks for the output of what is no step of the workflow, or has one in each item or turn."""
    found = within_container(plan, step_id)
    if found is None:
        msg = f"workflow {plan.workflow.id!r} has no step {step_id!r}; it has {', '.join(plan.workflow.steps)}"
        return StepNotFoundError(msg, run_id=run_id)
    path, container = found
    msg = (
        f"step {path!r} of run {run_id} {_runs_in(container)} and has an output in each; load_step_output() gives one "
        f"by its path, as {plan.first_of(path)!r}, and under {container.path!r} what all came to"
    )
    return StepNotFoundError(msg, run_id=run_id)


def not_before(plan: Plan, run_id: str, path: str, step_id: str) -> StepNotFoundError:
    """For a body that asks for the output of what is no ancestor of its step."""
    asked = f"step {path!r} asked for the output of {step_id!r}, which"
    found = within_container(plan, step_id)
    own = plan.owner_of(path)
    if found is None or own is None or not plan.is_ancestor(found[1].index, own):
        msg = (
            f"{asked} does not come before it in workflow {plan.workflow.id!r}; wire it before, or take its output as "
            "a parameter"
        )
    else:
        msg = f"{asked} {_runs_in(found[1])} and has an output in each; take what that gives as a parameter"
    return StepNotFoundError(msg, run_id=run_id)


def within_container(plan: Plan, step_id: str) -> tuple[str, PlanMap | PlanLoop] | None:
    """The path of a step in the definition, by its path or id, and the map or loop around it; None without one."""
    for path in plan.workflow.steps:
        index = plan.owner_of(path) if path == step_id or path.endswith(f"/{step_id}") else None
        node = None if index is None else plan.nodes[index]
        if isinstance(node, PlanMap | PlanLoop):
            return path, node
    return None


def _runs_in(container: PlanMap | PlanLoop) -> str:
    what = "for each item of" if isinstance(container, PlanMap) else "in each turn of"
    return f"runs {what} {container.path!r}"
