"""What a body takes and gives, read from its annotations."""

from __future__ import annotations

import collections.abc
import functools
import inspect
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import FunctionType
from typing import Final, NamedTuple, get_args, get_origin
from weakref import WeakKeyDictionary

from gorkflow.core.annotations import AnnotationError, Scope, has_text
from gorkflow.core.context import StepContext
from gorkflow.core.storable import UndefinedNameError, output_problem, parameter_problem
from gorkflow.errors import DefinitionError

_POSITIONAL: Final = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
_VALUES: Final = (int, float, complex, str, bytes, list, tuple, dict, set)
_AWAITABLES: Final = (collections.abc.Awaitable, collections.abc.Coroutine)


@dataclass(frozen=True, slots=True)
class _Types:
    """What is known once every name in the annotations is."""

    takes_context: bool
    is_async: bool
    parameters: tuple[object, ...]
    output: object


class _Reading(NamedTuple):
    """What annotations came to, and what their names stood for then: true for as long as they stand for the same."""

    annotations: tuple[object, ...]
    names: Mapping[str, object]
    types: _Types


# Graphs of thousands of nodes are made of few functions. None of those that functions make: their types may hold them.
_readings: WeakKeyDictionary[FunctionType, _Reading] = WeakKeyDictionary()


class Signature:
    """The shape and the types of a body.

    Reading an attribute resolves names that were not defined at the decoration; where they still are not, it raises
    DefinitionError, as `resolve` does.
    """

    __slots__ = ("_annotations", "_handler", "_return", "_scope", "_subject", "_types")

    def __init__(self, handler: Callable[..., object], subject: str) -> None:
        """Read a body.

        Args:
            handler: the body.
            subject: how errors name it: "step 'price'".

        Raises:
            DefinitionError: its shape or its types cannot be those of a step. Not for names that are undefined yet.
        """
        self._handler = handler
        self._subject = subject
        self._types: _Types | None = None
        found = _read(handler, subject)
        self._annotations = {parameter.name: parameter.annotation for parameter in _free_parameters(handler, found)}
        self._return = found.return_annotation
        self._scope: Scope | None = Scope(handler)
        self._try_resolve()

    @property
    def takes_context(self) -> bool:
        """Whether the first parameter is a StepContext."""
        return self._known().takes_context

    @property
    def is_async(self) -> bool:
        """Whether a call gives an awaitable."""
        return self._known().is_async

    @property
    def parameters(self) -> tuple[object, ...]:
        """Type forms of the values, without the context."""
        return self._known().parameters

    @property
    def parameter_names(self) -> tuple[str, ...]:
        """Names of the values, without the context."""
        return tuple(self._annotations)[1 if self.takes_context else 0 :]

    @property
    def value(self) -> object:
        """Type form of the bound value: the one parameter's, or a tuple of several."""
        parameters = self.parameters
        return tuple[parameters] if self.spread else parameters[0]  # type: ignore[valid-type]  # built at run time

    @property
    def output(self) -> object:
        """Type form of the result; NoneType for `-> None`."""
        return self._known().output

    @property
    def spread(self) -> bool:
        """Whether the bound value is a tuple that is spread over two or more parameters."""
        return len(self.parameters) > 1

    @property
    def input(self) -> object:
        """Type form of what the step is bound to: a tuple for several parameters, `object` for none."""
        parameters = self.parameters
        if not parameters:
            return object
        if len(parameters) == 1:
            return parameters[0]
        return tuple[parameters]  # type: ignore[valid-type]  # a type that is made at run time

    @property
    def takes_value(self) -> bool:
        """Whether there is a parameter besides the context; known even while names are not."""
        if self._scope is None:
            return bool(self.parameters)
        first = next(iter(self._annotations.values()), None)
        return self.count > (1 if _is_context(first, self._scope) else 0)

    @property
    def count(self) -> int:
        """Number of parameters, the context included; known even while names are not."""
        return len(self._annotations)

    def pending_name(self) -> str | None:
        """The first name in the annotations that is not defined; None where everything is known."""
        return self._try_resolve()

    def resolve(self) -> None:
        """Look undefined names up again.

        Raises:
            DefinitionError: a name is still undefined, or the type now known is refused.
        """
        name = self._try_resolve()
        if name is not None:
            problem = f"the name {name!r} in its annotations is not defined; define or import it before the step"
            raise DefinitionError(problem, subject=self._subject)

    def _known(self) -> _Types:
        if self._types is None:
            self.resolve()
        assert self._types is not None  # noqa: S101  resolve() raises otherwise; this is for the type checkers
        return self._types

    def _try_resolve(self) -> str | None:
        if self._scope is None:
            return None
        try:
            self._types = self._read_types(self._scope)
        except UndefinedNameError as error:
            return error.name
        self._scope = None  # frees the frames
        return None

    def _read_types(self, scope: Scope) -> _Types:
        handler, annotations = self._handler, (*self._annotations.values(), self._return)
        if not isinstance(handler, FunctionType) or "<locals>" in handler.__qualname__:
            return _types_of(handler, self._annotations, self._return, scope, self._subject)
        known = _readings.get(handler)
        if known is not None and _is_true(known, annotations, scope):
            return known.types
        types = _types_of(handler, self._annotations, self._return, scope, self._subject)
        names = scope.names_in(annotations)
        if names is not None:
            _readings[handler] = _Reading(annotations, names, types)
        return types


def _is_true(known: _Reading, annotations: tuple[object, ...], scope: Scope) -> bool:
    return (
        len(annotations) == len(known.annotations)
        and all(map(operator.is_, annotations, known.annotations))
        and all(scope.find(name) is value for name, value in known.names.items())
    )


def _read(handler: object, subject: str) -> inspect.Signature:
    """The shape of a body.

    Raises:
        DefinitionError: not a function, a generator, parameters that are not positional, or no annotations.
    """
    if not callable(handler) or isinstance(handler, type):
        problem = f"the body must be a function, not {_kind(handler)}; write `def body(value: Order) -> Quote`"
        raise DefinitionError(problem, subject=subject)
    plain = inspect.unwrap(handler)
    called = plain if inspect.isroutine(plain) else getattr(plain, "func", type(plain).__call__)
    if inspect.isgeneratorfunction(called) or inspect.isasyncgenfunction(called):
        raise DefinitionError("the body is a generator; return a list instead of using yield", subject=subject)
    try:
        found = inspect.signature(handler)
    except (ValueError, TypeError) as error:
        problem = f"the parameters of {handler!r} cannot be read; wrap it in an annotated function"
        raise DefinitionError(problem, subject=subject) from error
    problems = [problem for one in _free_parameters(handler, found) for problem in _shape_problems(one)]
    if found.return_annotation is inspect.Signature.empty:
        problems.append("the result has no annotation; write `-> SomeType` (`-> None` for a body that gives nothing)")
    if problems:
        if getattr(plain, "__name__", "") == "<lambda>":
            problems = ["a lambda has no annotations; write it as a function `def name(value: Order) -> Quote`"]
        raise DefinitionError(problems, subject=subject)
    return found


def _free_parameters(handler: Callable[..., object], found: inspect.Signature) -> list[inspect.Parameter]:
    """The parameters that the engine fills: not those that functools.partial has bound by keyword."""
    bound: set[str] = set(handler.keywords) if isinstance(handler, functools.partial) else set()
    return [parameter for parameter in found.parameters.values() if parameter.name not in bound]


def _shape_problems(parameter: inspect.Parameter) -> list[str]:
    name, kind = parameter.name, parameter.kind
    if kind in (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD):
        return [f"parameter {str(parameter).partition(':')[0]!r} takes any number of values; name each parameter"]
    if kind not in _POSITIONAL:
        return [f"parameter {name!r} is keyword-only; values are passed by position, so remove the `*` before it"]
    if parameter.default is not inspect.Parameter.empty:
        return [f"parameter {name!r} has a default, but every parameter is filled from the graph; remove the default"]
    if parameter.annotation is not inspect.Parameter.empty:
        return []
    if name in {"self", "cls"}:
        return [f"parameter {name!r} is that of a method; make a step of a function or of a bound method"]
    return [f"parameter {name!r} has no annotation; write `{name}: SomeType`"]


def _types_of(
    handler: Callable[..., object],
    annotations: dict[str, object],
    return_annotation: object,
    scope: Scope,
    subject: str,
) -> _Types:
    problems: list[str] = []
    forms: list[object] = []
    takes_context = False
    for index, (name, annotation) in enumerate(annotations.items()):
        if index == 0 and _is_context(annotation, scope):
            takes_context = True
            continue
        form, problem = _checked(annotation, scope, parameter_problem)
        forms.append(form)
        if problem is not None:
            problems.append(f"parameter {name!r}: {problem}")
    awaited, is_async = _awaited(handler, return_annotation, scope)
    output, problem = _checked(awaited, scope, output_problem)
    if problem is not None:
        problems.append(f"result: {problem}")
    if problems:
        raise DefinitionError(problems, subject=subject)
    return _Types(takes_context, is_async, tuple(forms), output)


def _checked(annotation: object, scope: Scope, problem_of: Callable[[object], str | None]) -> tuple[object, str | None]:
    try:
        form = scope.evaluate(annotation)
        scope.complete(form)
    except AnnotationError as error:
        return None, f"the annotation {annotation!r} is no type: {error}"
    if isinstance(form, _VALUES):
        return None, f"the annotation {annotation!r} is a value and no type"
    return form, problem_of(form)


def _is_context(annotation: object, scope: Scope) -> bool:
    if annotation is StepContext:
        return True
    if not has_text(annotation):
        return False
    try:
        return scope.evaluate(annotation) is StepContext
    except UndefinedNameError:
        # imported under TYPE_CHECKING, where linters like to move it
        return isinstance(annotation, str) and annotation.rpartition(".")[2] == StepContext.__name__
    except AnnotationError:
        return False


def _awaited(handler: Callable[..., object], annotation: object, scope: Scope) -> tuple[object, bool]:
    """The result's annotation and whether a call must be awaited; a `def` that gives an Awaitable[T] gives T so."""
    plain = inspect.unwrap(handler)
    called = plain if inspect.isroutine(plain) else getattr(plain, "func", type(plain).__call__)
    if inspect.iscoroutinefunction(called):
        return annotation, True
    try:
        form = scope.evaluate(annotation)
    except AnnotationError:
        return annotation, False
    if get_origin(form) in _AWAITABLES and get_args(form):
        return get_args(form)[-1], True
    return annotation, False


def _kind(handler: object) -> str:
    if isinstance(handler, type):
        return f"the class {handler.__name__}"
    return f"a {type(handler).__name__}"
