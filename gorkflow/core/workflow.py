"""Workflow: an immutable definition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Generic, Never, TypeVar

from gorkflow.core.drawing.drawable import Drawable
from gorkflow.core.fingerprint import fingerprint_of, structure_of
from gorkflow.core.forms import describe
from gorkflow.core.graph import steps_in
from gorkflow.core.ids import id_problem
from gorkflow.core.network import network_of
from gorkflow.core.options import NO_TAGS
from gorkflow.core.runnable import Runnable, TOut_co
from gorkflow.core.values import codec_for
from gorkflow.errors import DefinitionError, SettingError

if TYPE_CHECKING:
    import networkx
    from pydantic import JsonValue

    from gorkflow.core.drawing.picture import Picture
    from gorkflow.core.durations import Seconds
    from gorkflow.core.graph import AnyNode, Source
    from gorkflow.core.handle import EngineLike, OnFailure, RunHandle
    from gorkflow.core.positions import Root
    from gorkflow.core.run import StepExecution
    from gorkflow.core.schedules import Missed, Overlap, Schedule
    from gorkflow.core.step import Step

TIn = TypeVar("TIn")
U = TypeVar("U")


class Workflow(Runnable[TIn, TOut_co], Drawable, Generic[TIn, TOut_co]):
    """An immutable definition, made by `workflow(...)...build()`.

    Attributes:
        version: runs stay on the version they were started with.
        name: what people read instead of the id.
        retry: what steps without a policy of their own inherit.
        timeout_seconds: as retry, for one attempt of a step; infinity for `NO_TIMEOUT`.
        run_timeout_seconds: of a whole run; infinity for `NO_TIMEOUT`.
        nodes: in topological order, ties in order of definition.
        output: where the run's output comes from.
        input_type: type form; `object` where no step reads the input.
        output_type: type form.
        steps: the steps by their paths; those inside maps and loops without the marks of items and turns.
        compiled: for the engine, which keeps its execution plan here.
    """

    def __init__(
        self, root: Root, nodes: tuple[AnyNode, ...], output: Source, input_type: object, output_type: object
    ) -> None:
        """Use `workflow(...)`; this takes a graph that is already validated."""
        self._root: Final = root
        self._id = root.id
        self.version: Final = root.version
        self.name: Final = root.name
        self.description: Final = root.description
        self.retry: Final = root.retry
        self.timeout_seconds: Final = root.timeout_seconds
        self.run_timeout_seconds: Final = root.run_timeout_seconds
        self.nodes: Final = nodes
        self.output: Final = output
        self.input_type: Final = input_type
        self.output_type: Final = output_type
        steps = {name: node.step for name, node in steps_in(nodes)}
        self.steps: Final[Mapping[str, Step[Never, object]]] = MappingProxyType(steps)
        self.compiled: object | None = None

    @property
    def id(self) -> str:
        """The id; as part of another workflow it stands before the paths of its steps."""
        return self._id

    @cached_property
    def graph(self) -> networkx.DiGraph[str]:
        """The definition as a networkx graph: nodes are paths with kind, step, input_type and output_type."""
        return network_of(self)

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of the structure and of the types' JSON schemas; not of the source, the settings or the texts."""
        return fingerprint_of(self)

    @cached_property
    def structure(self) -> tuple[str, ...]:
        """What the fingerprint is made of, line by line."""
        return structure_of(self)

    def named(self, id: str, /) -> Workflow[TIn, TOut_co]:
        """A copy under another id, needed to use one workflow twice in a graph.

        Raises:
            DefinitionError: the id is invalid.
        """
        problem = id_problem("workflow id", id)
        if problem is not None:
            raise DefinitionError(problem)
        twin: Workflow[TIn, TOut_co] = Workflow(self._root, self.nodes, self.output, self.input_type, self.output_type)
        twin._id = id
        return twin

    def or_none(self) -> Workflow[TIn, TOut_co | None]:
        """Not supported for a workflow.

        Raises:
            DefinitionError: always.
        """
        raise DefinitionError(_no_tolerance(self._id, "or_none()"))

    def or_else(self, default: U, /) -> Workflow[TIn, TOut_co | U]:
        """Not supported for a workflow.

        Raises:
            DefinitionError: always.
        """
        raise DefinitionError(_no_tolerance(self._id, "or_else()"))

    def input_schema(self) -> dict[str, JsonValue]:
        """JSON Schema of the input."""
        return codec_for(self.input_type).json_schema("validation")

    def output_schema(self) -> dict[str, JsonValue]:
        """JSON Schema of the output."""
        return codec_for(self.output_type).json_schema("serialization")

    def _picture(self, executions: Sequence[StepExecution] | None) -> Picture:
        from gorkflow.core.drawing.sketch import picture_of

        return picture_of(self, executions)

    async def run(
        self,
        input: TIn,
        /,
        *,
        on: EngineLike,
        idempotency_key: str | None = None,
        tags: Mapping[str, str] = NO_TAGS,
        resource_id: str | None = None,
        run_timeout: Seconds | None = None,
        on_failure: OnFailure = "drain",
    ) -> TOut_co:
        """Start a run and wait for its output; see `Engine.run`.

        Raises:
            InputError: the input does not fit the type.
            RunFailedError: the run ended FAILED.
            RunCancelledError: it ended CANCELLED.
        """
        _check_engine(self._id, on)
        return await on.run(
            self,
            input,
            idempotency_key=idempotency_key,
            tags=tags,
            resource_id=resource_id,
            run_timeout=run_timeout,
            on_failure=on_failure,
        )

    async def start(
        self,
        input: TIn,
        /,
        *,
        on: EngineLike,
        idempotency_key: str | None = None,
        tags: Mapping[str, str] = NO_TAGS,
        resource_id: str | None = None,
        run_timeout: Seconds | None = None,
        on_failure: OnFailure = "drain",
    ) -> RunHandle[TOut_co]:
        """Start a run; it is durable before this returns. See `Engine.start`.

        Raises:
            InputError: the input does not fit the type.
        """
        _check_engine(self._id, on)
        return await on.start(
            self,
            input,
            idempotency_key=idempotency_key,
            tags=tags,
            resource_id=resource_id,
            run_timeout=run_timeout,
            on_failure=on_failure,
        )

    async def schedule(
        self,
        input: TIn,
        /,
        *,
        on: EngineLike,
        id: str,
        cron: str | None = None,
        every: Seconds | None = None,
        zone: str = "UTC",
        missed: Missed = "once",
        overlap: Overlap = "skip",
        tags: Mapping[str, str] = NO_TAGS,
        resource_id: str | None = None,
        run_timeout: Seconds | None = None,
        on_failure: OnFailure = "drain",
    ) -> Schedule:
        """Have a run started at every time of a schedule; see `Engine.schedule`.

        Raises:
            InputError: the input does not fit the type.
            SettingError: one of the options will not do.
        """
        _check_engine(self._id, on)
        return await on.schedule(
            self,
            input,
            id=id,
            cron=cron,
            every=every,
            zone=zone,
            missed=missed,
            overlap=overlap,
            tags=tags,
            resource_id=resource_id,
            run_timeout=run_timeout,
            on_failure=on_failure,
        )

    def __repr__(self) -> str:
        count = f"{len(self.steps)} step{'' if len(self.steps) == 1 else 's'}"
        return f"Workflow({self._id!r}, {describe(self.input_type)} -> {describe(self.output_type)}, {count})"


def _check_engine(workflow_id: str, on: object) -> None:
    if isinstance(on, type) or not callable(getattr(on, "start", None)):
        # the value is not shown: a URL may have a password in it
        msg = (
            f"workflow {workflow_id!r} runs on an engine, not on a {type(on).__name__}; write "
            "`async with connect(url) as engine:` and give on=engine"
        )
        raise SettingError(msg)


def _no_tolerance(id: str, method: str) -> str:
    return (
        f"workflow {id!r}: {method} is not supported for a workflow; call it on the steps inside, or wrap what the "
        "workflow does in one step"
    )
