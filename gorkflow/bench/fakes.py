"""The module of `--with-fakes`: what stands in the place of services while steps are replayed.

It is imported in every worker process, behind the workflow's own module and before any body is called, so that it can
replace what it likes. Three names in it count, each of which may be left out:

    resources = [FakeBank()]           # what ctx.resource(Type) finds, by class
    bodies = {charge: charge_offline}  # other bodies, in the place of the steps' own
    covers = [notify]                  # steps whose effects are replaced: by a resource, or by what the module patches

Steps with another body are covered by that. A step that is neither pure nor covered is not replayed.
"""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Callable
from typing import NamedTuple

from typing_extensions import TypeIs

from gorkflow.core.error_text import shown
from gorkflow.core.narrowing import is_list, is_mapping, is_tuple
from gorkflow.core.step import AnyStep, Step
from gorkflow.errors import SettingError


class Body(NamedTuple):
    """What is called for a step."""

    function: Callable[..., object]
    takes_context: bool
    is_async: bool


class Fakes(NamedTuple):
    """What a module of fakes has."""

    resources: tuple[object, ...] = ()
    bodies: tuple[tuple[AnyStep, Body], ...] = ()
    covered: tuple[AnyStep, ...] = ()

    def covers(self, step: AnyStep) -> bool:
        """Whether nothing that the step does reaches the world outside."""
        named = any(_is_same(one, step) for one in self.covered)
        return named or any(_is_same(one, step) for one, _ in self.bodies)

    def body_of(self, step: AnyStep) -> Body:
        """The step's own body, or the one in its place."""
        own = Body(step.handler, step.signature.takes_context, step.signature.is_async)
        return next((body for one, body in self.bodies if _is_same(one, step)), own)


def load_fakes(module: str) -> Fakes:
    """Import a module of fakes.

    Raises:
        SettingError: one of its names will not do.
        BaseException: whatever the module raises.
    """
    found = importlib.import_module(module)
    covered = _listed(found, module, "covers")
    given: object = getattr(found, "bodies", {})
    if not is_mapping(given):
        raise SettingError(f"bodies of {module} is to be a dict of steps and functions, not {shown(given)}")
    bodies = [(_step(one, module), _body(_step(one, module), function, module)) for one, function in given.items()]
    steps = tuple(_step(one, module) for one in covered)
    return Fakes(_listed(found, module, "resources"), tuple(bodies), steps)


def _listed(found: object, module: str, name: str) -> tuple[object, ...]:
    value: object = getattr(found, name, ())
    if is_list(value) or is_tuple(value):
        return tuple(value)
    raise SettingError(f"{name} of {module} is to be a list, not {shown(value)}")


def _step(value: object, module: str) -> AnyStep:
    if not _is_step(value):
        raise SettingError(f"covers and bodies of {module} are to name steps, and {shown(value)} is none")
    return value


def _body(step: AnyStep, function: object, module: str) -> Body:
    if not callable(function):
        raise SettingError(f"bodies of {module} has {shown(function)} for step {step.id!r}; give a function")
    values = step.signature.parameters
    for context in ((), (None,)):
        try:
            inspect.signature(function).bind(*context, *values)
        except TypeError:
            continue
        return Body(function, bool(context), inspect.iscoroutinefunction(function))
    names = ", ".join(step.signature.parameter_names) or "nothing"
    wanted = f"is to take {names}, after a StepContext if it wants one"
    raise SettingError(f"the body that {module} has for step {step.id!r} {wanted}")


def _is_same(one: AnyStep, other: AnyStep) -> bool:
    """Whether both are the same step or copies of it; a `named` copy is itself alone."""
    return one.signature is other.signature and (one.id == other.id or not one.is_renamed)


def _is_step(value: object) -> TypeIs[AnyStep]:
    return isinstance(value, Step)
