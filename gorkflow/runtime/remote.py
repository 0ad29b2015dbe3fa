"""A step's body in a worker process: its values, its state and what it asks for, in the form that travels."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from gorkflow.core.calls import CallEvents, ProcessCall, Raised, Returned
from gorkflow.core.values import Encoded, ValueRefusedError, codec_for
from gorkflow.errors import StepInputError

if TYPE_CHECKING:
    from gorkflow.core.context import StepContext
    from gorkflow.core.live import LiveRun
    from gorkflow.core.plan_nodes import PlanStep
    from gorkflow.ports import ProcessRunner
    from gorkflow.runtime.kit import BodyHost


class RemoteBody(NamedTuple):
    """One call of a body that is to run elsewhere."""

    node: PlanStep
    arguments: tuple[object, ...]  # with the context first where the body takes one
    live: LiveRun
    number: int
    context: StepContext | None
    host: BodyHost
    on_started: Callable[[], None]


async def call_remotely(runner: ProcessRunner, body: RemoteBody) -> Returned[Encoded] | Raised:
    """Run the body in a worker process; its output, encoded and proven, or what it raised.

    Raises:
        StepInputError: a value cannot be given to another process.
    """
    node, live, context = body.node, body.live, body.context
    call = ProcessCall(
        module=node.handler.__module__,
        qualname=node.handler.__qualname__,
        values=_values(body),
        run_id=live.run_id,
        step_id=node.path,
        attempt=body.number,
        state=live.state,
        reads_only=not node.may_write,
        is_cached=node.caching is not None,
    )

    def progressed(done: float, total: float | None) -> None:
        body.host.progress(node.path, done, total)

    def output_of(step_id: str) -> tuple[bytes, int]:
        return body.host.stored_output_of(node.path, step_id)

    result = await runner.run(call, CallEvents(started=body.on_started, progressed=progressed, output_of=output_of))
    if isinstance(result, Raised):
        return result
    output = result.value
    if context is not None:
        context.state.writes.update(output.writes)
    copy = node.output.decode(output.data, output.arm)
    return Returned(Encoded(output.data, output.arm, copy), result.cpu_seconds)


def _values(body: RemoteBody) -> tuple[tuple[bytes, int], ...]:
    node = body.node
    values = body.arguments[1:] if node.takes_context else body.arguments
    encoded: list[tuple[bytes, int]] = []
    for value, parameter in zip(values, node.step.signature.parameters, strict=True):
        try:
            data, arm, _ = codec_for(parameter).encode(value)
        except ValueRefusedError as refused:
            msg = f"step {node.path!r} of run {body.live.run_id} does not take its input: {refused.reason}"
            raise StepInputError(msg) from refused
        encoded.append((data, arm))
    return tuple(encoded)
