"""What is wrong with a decision by type: types without a case, cases without a type, types that look alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gorkflow.core.choices import ByType, classes_of
from gorkflow.core.fingerprint import digest_of
from gorkflow.core.graph import Decision, Source
from gorkflow.core.types import describe
from gorkflow.core.values import union_members


def decision_problems(decision: Decision, form_of: Callable[[Source], object]) -> list[str]:
    """One sentence for each problem; none of a decision by a condition or a key."""
    chooser = decision.chooser
    if not isinstance(chooser, ByType):
        return []
    unclear = _unclear(decision, chooser)
    if unclear:
        return unclear
    given = form_of(decision.source)
    members = union_members(given) or (given,)
    problems = _alike(decision, members)
    taken: set[int] = set()
    for member in members:
        arms = {chooser.arm_of_class(class_) for class_ in classes_of(member)} or {None}
        taken.update(arm for arm in arms if arm is not None)
        if None in arms:
            problems.append(
                f"{decision.path}: {describe(member)} may come, and no case takes it "
                f"({', '.join(chooser.labels)}); add one"
            )
    problems += [
        f"{decision.path}: the case for {label} is never taken, because {describe(given)} comes; remove it"
        for arm, label in enumerate(chooser.labels)
        if arm not in taken
    ]
    return problems


def _alike(decision: Decision, members: Sequence[object]) -> list[str]:
    """Types of the same fields: what comes as JSON, as on the command line, may be of either."""
    first: dict[str, object] = {}
    problems: list[str] = []
    for member in members:
        other = first.setdefault(digest_of(member, "validation"), member)
        if other is not member:
            problems.append(
                f"{decision.path}: {describe(other)} and {describe(member)} have the same fields, so JSON does not "
                "tell which of them it is; give each a field to tell them apart, as kind: Literal['card']"
            )
    return problems


def _unclear(decision: Decision, chooser: ByType) -> list[str]:
    """Cases that a value cannot be given to by its class."""
    problems: list[str] = []
    arm_of: dict[type[object], int] = {}
    for arm, form in enumerate(chooser.forms):
        label, classes = chooser.labels[arm], classes_of(form)
        if not classes or object in classes:
            problems.append(f"{decision.path}: no class tells which values are {label}; let the step take a class")
        others = [other for class_ in classes if (other := arm_of.setdefault(class_, arm)) != arm]
        if others:
            problems.append(
                f"{decision.path}: values of {chooser.labels[others[0]]} and {label} cannot be told apart by their "
                "class; make one case of the two, or give them classes of their own"
            )
    return problems
