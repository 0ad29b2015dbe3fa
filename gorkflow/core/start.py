"""`workflow()`: where a definition begins."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final, overload

from typing_extensions import TypeForm

from gorkflow.core import wiring
from gorkflow.core.builder import A, B, C, D, E, F, G, H, T, WorkflowBuilder, in_sequence, side_by_side
from gorkflow.core.durations import Timeout, timeout_seconds_of
from gorkflow.core.error_text import shown
from gorkflow.core.ids import id_problem, version_problem
from gorkflow.core.options import text_of
from gorkflow.core.policy import RetryPolicy, checked_retry
from gorkflow.core.positions import INPUT, UNDECIDED, Position, Root
from gorkflow.core.runnable import Runnable
from gorkflow.core.storable import UndefinedNameError, parameter_problem
from gorkflow.errors import DefinitionError


class WorkflowStart:
    """A workflow whose input type its first step decides."""

    __slots__ = ("_position",)

    def __init__(self, root: Root, /) -> None:
        """Use `workflow(...)`."""
        self._position: Final = Position(root, INPUT)

    def then(self, runs: Runnable[A, B], /) -> WorkflowBuilder[A, B]:
        """The position behind the first step or workflow."""
        return WorkflowBuilder(wiring.then(self._position, runs))

    @overload
    def sequence(self, a: Runnable[T, A], b: Runnable[A, B], /) -> WorkflowBuilder[T, B]: ...
    @overload
    def sequence(self, a: Runnable[T, A], b: Runnable[A, B], c: Runnable[B, C], /) -> WorkflowBuilder[T, C]: ...
    @overload
    def sequence(
        self,
        a: Runnable[T, A],
        b: Runnable[A, B],
        c: Runnable[B, C],
        d: Runnable[C, D],
        /,
    ) -> WorkflowBuilder[T, D]: ...
    @overload
    def sequence(
        self,
        a: Runnable[T, A],
        b: Runnable[A, B],
        c: Runnable[B, C],
        d: Runnable[C, D],
        e: Runnable[D, E],
        /,
    ) -> WorkflowBuilder[T, E]: ...
    @overload
    def sequence(
        self,
        a: Runnable[T, A],
        b: Runnable[A, B],
        c: Runnable[B, C],
        d: Runnable[C, D],
        e: Runnable[D, E],
        f: Runnable[E, F],
        /,
    ) -> WorkflowBuilder[T, F]: ...
    @overload
    def sequence(
        self,
        a: Runnable[T, A],
        b: Runnable[A, B],
        c: Runnable[B, C],
        d: Runnable[C, D],
        e: Runnable[D, E],
        f: Runnable[E, F],
        g: Runnable[F, G],
        /,
    ) -> WorkflowBuilder[T, G]: ...
    @overload
    def sequence(
        self,
        a: Runnable[T, A],
        b: Runnable[A, B],
        c: Runnable[B, C],
        d: Runnable[C, D],
        e: Runnable[D, E],
        f: Runnable[E, F],
        g: Runnable[F, G],
        h: Runnable[G, H],
        /,
    ) -> WorkflowBuilder[T, H]: ...
    def sequence(self, *runs: Runnable[Any, Any]) -> WorkflowBuilder[Any, Any]:
        """As so many `then` in a row."""
        return WorkflowBuilder(in_sequence(self._position, runs))

    @overload
    def parallel(self, a: Runnable[T, A], b: Runnable[T, B], /) -> WorkflowBuilder[T, tuple[A, B]]: ...
    @overload
    def parallel(
        self,
        a: Runnable[T, A],
        b: Runnable[T, B],
        c: Runnable[T, C],
        /,
    ) -> WorkflowBuilder[T, tuple[A, B, C]]: ...
    @overload
    def parallel(
        self,
        a: Runnable[T, A],
        b: Runnable[T, B],
        c: Runnable[T, C],
        d: Runnable[T, D],
        /,
    ) -> WorkflowBuilder[T, tuple[A, B, C, D]]: ...
    @overload
    def parallel(
        self,
        a: Runnable[T, A],
        b: Runnable[T, B],
        c: Runnable[T, C],
        d: Runnable[T, D],
        e: Runnable[T, E],
        /,
    ) -> WorkflowBuilder[T, tuple[A, B, C, D, E]]: ...
    @overload
    def parallel(
        self,
        a: Runnable[T, A],
        b: Runnable[T, B],
        c: Runnable[T, C],
        d: Runnable[T, D],
        e: Runnable[T, E],
        f: Runnable[T, F],
        /,
    ) -> WorkflowBuilder[T, tuple[A, B, C, D, E, F]]: ...
    @overload
    def parallel(
        self,
        a: Runnable[T, A],
        b: Runnable[T, B],
        c: Runnable[T, C],
        d: Runnable[T, D],
        e: Runnable[T, E],
        f: Runnable[T, F],
        g: Runnable[T, G],
        /,
    ) -> WorkflowBuilder[T, tuple[A, B, C, D, E, F, G]]: ...
    @overload
    def parallel(
        self,
        a: Runnable[T, A],
        b: Runnable[T, B],
        c: Runnable[T, C],
        d: Runnable[T, D],
        e: Runnable[T, E],
        f: Runnable[T, F],
        g: Runnable[T, G],
        h: Runnable[T, H],
        /,
    ) -> WorkflowBuilder[T, tuple[A, B, C, D, E, F, G, H]]: ...
    def parallel(self, *runs: Runnable[Any, Any]) -> WorkflowBuilder[Any, Any]:
        """The position behind several steps that all take the input: a tuple in the order written."""
        return WorkflowBuilder(side_by_side(self._position, runs, "parallel", "tuple"))

    def parallel_all(self, runs: Sequence[Runnable[T, A]], /) -> WorkflowBuilder[T, list[A]]:
        """As `parallel`, for any number of steps that give the same type: a list in the order given."""
        return WorkflowBuilder(side_by_side(self._position, runs, "parallel_all", "list"))

    if not TYPE_CHECKING:  # a type checker says that a workflow without a step has none of these; others are told here

        def __getattr__(self, name):
            if name.startswith("_") or not hasattr(WorkflowBuilder, name):
                msg = f"{type(self).__name__!r} object has no attribute {name!r}"
                raise AttributeError(msg)
            return partial(self._refuse, name)

        def _refuse(self, method, *_, **__):
            id = self._position.root.id
            problem = f"it is empty: give it a step by .then(...) before .{method}()"
            if method != "build":
                problem += f", or say what it takes: workflow({id!r}, TYPE)"
            raise DefinitionError(problem, subject=f"workflow {id!r}")

    def __repr__(self) -> str:
        return f"WorkflowStart({self._position.root.id!r})"


@overload
def workflow(
    id: str,
    /,
    *,
    version: str = "1",
    name: str | None = None,
    description: str | None = None,
    retry: RetryPolicy | None = None,
    timeout: Timeout | None = None,
    run_timeout: Timeout | None = None,
) -> WorkflowStart: ...
@overload
def workflow(
    id: str,
    input: TypeForm[T],
    /,
    *,
    version: str = "1",
    name: str | None = None,
    description: str | None = None,
    retry: RetryPolicy | None = None,
    timeout: Timeout | None = None,
    run_timeout: Timeout | None = None,
) -> WorkflowBuilder[T, T]: ...
def workflow(
    id: str,
    input: object = UNDECIDED,
    /,
    *,
    version: str = "1",
    name: str | None = None,
    description: str | None = None,
    retry: RetryPolicy | None = None,
    timeout: Timeout | None = None,
    run_timeout: Timeout | None = None,
) -> WorkflowStart | WorkflowBuilder[Any, Any]:
    """Begin a definition.

    Args:
        id: letters, digits, `_ - .`, at most 200.
        input: the type of a run's input; left out, the first step decides it.
        version: 1 to 100 printable characters; runs stay on the version they were started with.
        name: what people read instead of the id.
        description: a sentence for people.
        retry: what steps without a policy of their own inherit; None inherits from the engine.
        timeout: of one attempt, as retry; `NO_TIMEOUT` switches off.
        run_timeout: of a whole run, counted from its first start; None for no limit.

    Raises:
        DefinitionError: the id, the version or the input type will not do.
        SettingError: an option is out of its range.
    """
    problems = [problem for problem in (id_problem("workflow id", id), version_problem(version)) if problem is not None]
    if input is not UNDECIDED and not problems:
        problems += _input_problems(input)
    subject = f"workflow {shown(id)}"
    if problems:
        raise DefinitionError(problems, subject=None if id_problem("workflow id", id) else subject)
    root = Root(
        id=id,
        version=version,
        name=text_of(name, f"{subject}: name"),
        description=text_of(description, f"{subject}: description"),
        retry=checked_retry(retry, f"{subject}: retry"),
        timeout_seconds=timeout_seconds_of(timeout, f"{subject}: timeout"),
        run_timeout_seconds=timeout_seconds_of(run_timeout, f"{subject}: run_timeout"),
        input_type=type(None) if input is None else input,
    )
    if input is UNDECIDED:
        return WorkflowStart(root)
    return WorkflowBuilder(Position(root, INPUT))


def _input_problems(input: object) -> list[str]:
    try:
        problem = parameter_problem(input)
    except UndefinedNameError as error:
        problem = f"the name {error.name!r} in it is not defined; define it before"
    return [] if problem is None else [f"its input: {problem}"]
