"""A body in a worker process: found by its name, called, and its outcome put into words for the engine."""

from __future__ import annotations

import importlib
import inspect
import time
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, Protocol, TypeVar

from typing_extensions import TypeIs

from gorkflow.core.context import StepContext
from gorkflow.core.current import BODY
from gorkflow.core.error_text import encodable, text_of
from gorkflow.core.roundtrip import Refusal
from gorkflow.core.signature import Signature
from gorkflow.core.step import AnyStep, Step
from gorkflow.core.values import DEFAULT_ARM, Codec, Encoded, ValueRefusedError, codec_for, default_codec
from gorkflow.errors import ContextError, ResourceNotFoundError, StepNotFoundError
from gorkflow.runners.failure import class_name, failed
from gorkflow.runners.main_module import MainModule, load_main
from gorkflow.runners.messages import Answer, Asked, Call, Failed, Frame, Gave, Message, Progressed, Refused, Started

T = TypeVar("T")
PROGRESS_SECONDS = 0.05


class Engine(Protocol):
    """The engine's process, as a body's call sees it."""

    @property
    def max_payload_bytes(self) -> int:
        """How large an output may be."""
        ...

    def tell(self, message: Message, parts: Sequence[bytes] = ()) -> None:
        """Send it."""
        ...

    def ask(self, question: Asked) -> Frame:
        """Send it and wait for the answer."""
        ...


class Body(NamedTuple):
    """A body and how its values and its output are read and written."""

    handler: Callable[..., object]
    takes_context: bool
    parameters: tuple[Codec, ...]
    output: Codec


class Reply(NamedTuple):
    """How a call ended, with its bytes."""

    message: Gave | Failed | Refused
    parts: tuple[bytes, ...] = ()


def perform(call: Call, parts: tuple[bytes, ...], engine: Engine, main: MainModule) -> Reply:
    """Call the body that a message asks for. Nothing that it does is raised from here."""
    try:
        body = find(call.module, call.qualname, main)
    except BaseException as error:  # noqa: BLE001 - a module may raise anything, sys.exit() too, when it is imported
        where = f"{call.module}:{call.qualname} cannot be imported in a worker process"
        why = f"{class_name(type(error)).removeprefix('builtins.')}: {text_of(error)}"
        return Reply(Refused(what="definition", reason=f"{where}: {why}"))
    try:
        values = _values(body, call, parts)
    except ValueRefusedError as refused:
        return Reply(Refused(what="input", reason=encodable(refused.reason)))
    except BaseException as error:  # noqa: BLE001 - a validator of the user's may raise anything
        return Reply(failed(error, 0.0))
    state = dict(zip(call.keys, parts[len(call.arms) :], strict=True))
    context = WorkerContext(call, state, engine)
    engine.tell(Started())
    BODY.set((call.run_id, call.step_id))
    arguments = [context, *values] if body.takes_context else values
    return _call(body, arguments, context, engine.max_payload_bytes)


@lru_cache(maxsize=256)
def find(module: str, qualname: str, main: MainModule) -> Body:
    """The body of that name, with what its annotations say.

    Raises:
        BaseException: whatever the import raises.
    """
    if module == "__main__":
        load_main(main)
    found: object = importlib.import_module(module)
    for name in qualname.split("."):
        found = getattr(found, name)
    if _is_step(found):
        handler, signature = found.handler, found.signature
    elif callable(found):
        handler, signature = found, Signature(found, f"step {qualname!r}")
    else:
        raise TypeError(f"it is a {type(found).__name__}, not a function or step")
    return Body(
        handler, signature.takes_context, tuple(map(codec_for, signature.parameters)), codec_for(signature.output)
    )


def _is_step(found: object) -> TypeIs[AnyStep]:
    return isinstance(found, Step)


class WorkerContext(StepContext):
    """A step's context in a worker process: what it does not know itself it asks of the engine."""

    __slots__ = ("_engine", "_told_at")

    def __init__(self, call: Call, state: dict[str, bytes], engine: Engine) -> None:
        super().__init__(
            call.run_id, call.step_id, call.attempt, state=state, host=_NoHost(), reads_only=call.reads_only,
            is_cached=call.is_cached, max_bytes=engine.max_payload_bytes,
        )  # fmt: skip
        self._engine = engine
        self._told_at = float("-inf")

    def progress(self, done: float, total: float | None = None) -> None:
        """Tell how far the body is; at most every 50 ms, and when it is done."""
        self._guard()
        now = time.monotonic()
        if now - self._told_at >= PROGRESS_SECONDS or done == total:
            self._told_at = now
            self._engine.tell(Progressed(done=done, total=total))

    def output_of(self, step: Step[Any, T], /) -> T:
        """The output of a step before this one in the graph.

        Raises:
            StepNotFoundError: the step is no ancestor of this one.
            ContextError: this step has `cache=`.
        """
        self._guard_output()
        answer, parts = self._engine.ask(Asked(step_id=step.id))
        if not isinstance(answer, Answer) or answer.problem is not None:
            raise StepNotFoundError(getattr(answer, "problem", "no answer"), run_id=self.run_id)
        codec = _codec_of(step, answer.arm)
        output: T = codec.decode(parts[0], max(answer.arm, 0))  # type: ignore[assignment]  # by the step's own type
        return output


class _NoHost:
    """What the engine's process has and a worker has not."""

    def resource(self, type_: type[T], /) -> T:
        msg = (
            f"no resource of type {type_.__qualname__}: resources live in the engine's process, and the body runs in "
            "a worker process; open one in the body, or use executor='thread'"
        )
        raise ResourceNotFoundError(msg)

    def output_of(self, path: str, step_id: str, /) -> object:
        raise ContextError(f"step {path!r} cannot see {step_id!r} from here")

    def progress(self, path: str, done: float, total: float | None, /) -> None:
        """Never called: the context tells the engine itself."""


def _codec_of(step: Step[Any, Any], arm: int) -> Codec:
    own = codec_for(step.signature.output)
    if arm >= 0:
        return own
    if arm == DEFAULT_ARM and step.tolerance is not None:
        return default_codec(own, step.tolerance.default)[0]
    msg = f"the output of step {step.id!r} is a default of another type; take it as a parameter instead"
    raise ContextError(msg)


def _values(body: Body, call: Call, parts: tuple[bytes, ...]) -> list[object]:
    if len(call.arms) != len(body.parameters):
        text = (
            f"{len(call.arms)} values for {call.qualname}, which takes {len(body.parameters)} where the worker finds it"
        )
        raise ValueRefusedError(Refusal("type", text))
    return [codec.decode(part, arm) for codec, part, arm in zip(body.parameters, parts, call.arms, strict=False)]


def _call(body: Body, arguments: list[object], context: StepContext, limit: int) -> Reply:
    started = time.process_time()
    try:
        output = body.handler(*arguments)
        writes = context.end()
        if inspect.iscoroutine(output):
            output.close()  # it would warn that nobody awaited it; encoding refuses it
        encoded = body.output.encode(output, limit)
    except ValueRefusedError as refused:
        return Reply(_refused(refused, time.process_time() - started))
    except BaseException as error:  # noqa: BLE001 - whatever a body raises is its outcome, never the worker's end
        error.__traceback__ = error.__traceback__ and error.__traceback__.tb_next  # let it start in the body
        return Reply(failed(error, time.process_time() - started))
    finally:
        context.end()
    return _gave(encoded, writes, time.process_time() - started)


def _gave(encoded: Encoded, writes: dict[str, bytes | None], seconds: float) -> Reply:
    written = {key: data for key, data in writes.items() if data is not None}
    deleted = tuple(writes.keys() - written)
    gave = Gave(arm=encoded.arm, written=tuple(written), deleted=deleted, cpu_seconds=seconds)
    return Reply(gave, (encoded.data, *written.values()))


def _refused(refused: ValueRefusedError, seconds: float) -> Refused:
    return Refused(what=refused.kind, reason=encodable(refused.reason), cpu_seconds=seconds)
