"""The values of a call: from JSON to what a body takes, under the types that the code declares now."""

from __future__ import annotations

from collections.abc import Sequence

from gorkflow.core.forms import describe
from gorkflow.core.step import AnyStep
from gorkflow.core.values import ValueRefusedError, codec_for, union_members


class UnfitInputError(Exception):
    """What was recorded is no input of the step any more; the text says why, and never the value."""


def member_name(form: object, arm: int) -> str | None:
    """How the member of a union is called in samples; None where the type is no union or has no such member."""
    members = union_members(form)
    return describe(members[arm], qualified=True) if 0 <= arm < len(members) else None


def decoded(form: object, data: bytes, member: str | None) -> object:
    """A fresh value of that type.

    Args:
        form: the type.
        data: its JSON.
        member: of a union, the name of the one that made it; None where that is not known: pydantic chooses.

    Raises:
        ValueRefusedError: the JSON does not fit.
    """
    for one in union_members(form) if member is not None else ():
        if describe(one, qualified=True) == member:
            try:
                return codec_for(one).decode(data)
            except ValueRefusedError:  # it is another type by now; perhaps a different member takes it
                break
    codec = codec_for(form)
    return codec.parse(data) if union_members(form) else codec.decode(data)


def arguments_of(step: AnyStep, values: Sequence[bytes], members: Sequence[str | None]) -> list[object]:
    """What the body is called with, but for the context.

    Raises:
        UnfitInputError: the values do not fit its parameters.
    """
    forms, names = step.signature.parameters, step.signature.parameter_names
    if len(values) != len(forms):
        raise UnfitInputError(f"{len(values)} values were recorded, and it takes {len(forms)}")
    arguments: list[object] = []
    for name, form, data, member in zip(names, forms, values, members, strict=True):
        try:
            arguments.append(decoded(form, data, member))
        except ValueRefusedError as refused:
            raise UnfitInputError(f"parameter {name!r}: {refused.reason}") from refused
    return arguments
