"""Whether a run may go on under another definition. Pure.

Everything that it has executed must be unchanged, and what it has begun must still be there: a body that was in flight
may have had its effects.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from gorkflow.core.choices import label_bytes
from gorkflow.core.error_text import printable
from gorkflow.core.ids import template_of
from gorkflow.core.plan import Plan
from gorkflow.core.records import RunRow, Snapshot, StepRow
from gorkflow.core.run import ErrorInfo, StepStatus
from gorkflow.core.shape import NodeShape, Shape, TypeShape, read_shape, shape_of
from gorkflow.errors import DefinitionMismatchError

if TYPE_CHECKING:
    from gorkflow.core.workflow import Workflow

_IS_DONE = (StepStatus.COMPLETED, StepStatus.SKIPPED, StepStatus.COMPENSATED)
_WORDS = {"@input": "the run's input", "@item": "its item"}
_UNDESCRIBED = ("what it was started with is not described in the store",)
_SHOWN = 20
_KEPT = 1000  # answers: runs of many parallel steps differ much


def is_done(row: StepRow) -> bool:
    """Whether a step has given what it ever will: its consumers have its output, or its default."""
    return row.status in _IS_DONE or (row.status == StepStatus.FAILED and row.output is not None)


def is_not_taken(row: StepRow) -> bool:
    """Whether a step stood in an arm that its decision did not take."""
    return row.status == StepStatus.SKIPPED and row.output is None and row.output_ref is None


def not_taken_by(plan: Plan, snapshot: Snapshot, index: int) -> str | None:
    """The path of the decision that took another arm than the one that a node stands in; None without one."""
    outputs = {row.step_id: row.output for row in snapshot.executions}
    for guard in plan.workflow.nodes[index].guards():
        taken = outputs.get(guard.decision.path)
        if taken is not None and taken != label_bytes(guard.decision.chooser, guard.arm):
            return guard.decision.path
    return None


def mismatch(plan: Plan, snapshot: Snapshot, former: str | None, only: Collection[str] | None = None) -> str | None:
    """Why the run cannot go on under the plan's definition, with all differences; None where it can.

    Args:
        former: the stored shape of the run's definition; None where there is none.
        only: paths of the steps whose results count; None for all that have executed.
    """
    run = snapshot.run
    if run.fingerprint == plan.workflow.fingerprint:
        return None
    rows = [row for row in snapshot.executions if only is None or row.step_id in only]
    found = Comparison(former, plan.workflow).of(rows)
    return refusal(run, found) if found else None


class Comparison:
    """The definition that runs have, and another: what keeps the runs from going on under that.

    Args:
        former: the stored shape of theirs; None where there is none.
        workflow: the other.
    """

    def __init__(self, former: str | None, workflow: Workflow[Any, Any]) -> None:
        self._before = _read(former)
        self._after = shape_of(workflow)
        self._told: dict[tuple[frozenset[str], frozenset[str]], Sequence[str]] = {}  # by how far runs are

    @property
    def fits_all(self) -> bool:
        """Whether every run of that definition goes on, however far it is, but for those with an earlier one."""
        before = self._before
        return before is not None and not self._differences(before, before.nodes, frozenset(before.nodes))

    def of(self, rows: Sequence[StepRow]) -> Sequence[str]:
        """One line for each difference that keeps a run with these steps from going on; none where it may."""
        if self._before is None:
            return _UNDESCRIBED
        begun = dict.fromkeys(template_of(row.step_id) for row in rows if _has_begun(row))
        return self._differences(self._before, begun, frozenset(_executed(rows, self._before)))

    def _differences(self, before: Shape, begun: Iterable[str], executed: frozenset[str]) -> Sequence[str]:
        key = (frozenset(begun), executed)
        if key not in self._told:
            if len(self._told) >= _KEPT:
                self._told.clear()
            self._told[key] = differences(before, self._after, begun, executed)
        return self._told[key]


def _read(former: str | None) -> Shape | None:
    try:
        return None if former is None else read_shape(former)
    except ValueError:
        return None


def refusal(run: RunRow, found: Sequence[str]) -> str:
    """The message of a DefinitionMismatchError: what, which run, the remedy; then a line for each difference."""
    head = (
        f"run {run.run_id}: workflow {run.workflow_id!r} version {run.workflow_version!r} is not the one that the run "
        f"has executed; bring the code back, give the changed one a version of its own, or take the run over as it is: "
        f"gorkflow migrate {run.run_id}"
    )
    return "\n".join([head, *listed(found)])


def listed(found: Sequence[str]) -> list[str]:
    """Differences as lines of a message, the first of them where they are many."""
    more = [f"  - and {len(found) - _SHOWN} more"] if len(found) > _SHOWN else []
    return [*(f"  - {printable(line)}" for line in found[:_SHOWN]), *more]


def mismatch_info(text: str) -> ErrorInfo:
    """As the error of a SUSPENDED run."""
    return ErrorInfo(code=DefinitionMismatchError.code, type=DefinitionMismatchError.__name__, message=text)


def differences(before: Shape, after: Shape, begun: Iterable[str], executed: Collection[str]) -> list[str]:
    """One line for each difference that keeps a run from going on; none where it may.

    Args:
        begun: paths of steps that have started, in order: they must still be there.
        executed: those of them that are done or decided: they must be unchanged.
    """
    found: list[str] = []
    if before.input != after.input:
        found.append(f"the workflow's input: {_change(before, before.input, after, after.input)}")
    for path in begun:
        was, now = before.nodes.get(path), after.nodes.get(path)
        if now is None and was is None:
            continue  # history from before
        if now is None:
            found.append(f"step {path!r} is gone{_renamed(path, before, after)}")
        elif was is None:
            found.append(f"step {path!r} is back: it was executed under an earlier definition")
        elif path in executed:
            found.extend(f"step {path!r}: {line}" for line in _node_differences(was, before, now, after))
    return found


def _has_begun(row: StepRow) -> bool:
    return bool(is_done(row) or row.attempt or row.status == StepStatus.WAITING)


def _executed(rows: Iterable[StepRow], before: Shape) -> set[str]:
    """Steps that are done, those whose condition was decided, and waits that have begun."""
    return {
        template_of(row.step_id)
        for row in rows
        if is_done(row)
        or row.status == StepStatus.WAITING
        or (row.attempt and (node := before.nodes.get(template_of(row.step_id))) and node.kind == "then_if")
    }


def _node_differences(was: NodeShape, before: Shape, now: NodeShape, after: Shape) -> Iterator[str]:
    if (was.kind, was.is_tap) != (now.kind, now.is_tap):
        yield f"was a {_kind(was)}, is a {_kind(now)}"
    if was.source != now.source:
        yield f"takes {_source(now.source)} instead of {_source(was.source)}"
    elif was.after != now.after:
        yield f"follows {_names(now.after)} instead of {_names(was.after)}"
    yield from _type_differences(was, before, now, after)
    if tuple(was.inner) != tuple(now.inner):  # one was read from JSON
        yield f"gives what comes from {_source(now.inner)} instead of {_source(was.inner)} in it"
    if "wait_for" in {was.kind, now.kind}:
        yield from _wait_differences(was, now)
        return
    yield from _setting_differences(was, now)


def _setting_differences(was: NodeShape, now: NodeShape) -> Iterator[str]:
    if tuple(was.labels) != tuple(now.labels):
        yield f"has the arms {_names(now.labels)} instead of {_names(was.labels)}"
    yield from _promise_differences(was, now)


def _promise_differences(was: NodeShape, now: NodeShape) -> Iterator[str]:
    """Of what is to happen when it fails, or is skipped."""
    if was.has_default != now.has_default:
        yield f"has {'a' if now.has_default else 'no'} default for a false condition"
    if was.is_tolerant != now.is_tolerant:
        yield "its failure is tolerated now" if now.is_tolerant else "its failure is no longer tolerated"
    if was.has_undo and not now.has_undo:
        yield "what it did can no longer be undone"


def _wait_differences(was: NodeShape, now: NodeShape) -> Iterator[str]:
    if tuple(was.labels) != tuple(now.labels):
        yield f"waits for {_names(now.labels)} instead of {_names(was.labels)}"
    if was.has_default != now.has_default:
        yield f"has {'a' if now.has_default else 'no'} time-out"


def _type_differences(was: NodeShape, before: Shape, now: NodeShape, after: Shape) -> Iterator[str]:
    if len(was.parameters) != len(now.parameters):
        yield f"has {len(now.parameters)} parameters instead of {len(was.parameters)}"
    else:
        for one, other in zip(was.parameters, now.parameters, strict=True):
            if one != other:
                yield f"input type {_change(before, one, after, other)}"
    if was.output != now.output:
        yield f"output type {_change(before, was.output, after, now.output)}"


def _kind(node: NodeShape) -> str:
    return "tap with a condition" if node.is_tap and node.kind == "then_if" else node.kind


def _change(before: Shape, one: str, after: Shape, other: str) -> str:
    was = before.types.get(one, TypeShape("a type unknown", {}))
    now = after.types.get(other, TypeShape("a type unknown", {}))
    fields = ", ".join(_field_changes(was, now))
    if was.name != now.name:
        return f"{was.name} -> {now.name}"
    return f"{was.name} has changed{f': {fields}' if fields else ' inside'}"


def _field_changes(was: TypeShape, now: TypeShape) -> Iterator[str]:
    for name, kind in was.fields.items():
        if name not in now.fields:
            yield f"field {name!r} is gone"
        elif now.fields[name] != kind:
            yield f"field {name!r} {kind} -> {now.fields[name]}"
    for name, kind in now.fields.items():
        if name not in was.fields:
            yield f"field {name!r} ({kind}) is new"


def _renamed(path: str, before: Shape, after: Shape) -> str:
    """A guess at the step's new name: one of the same types that was not there before."""
    was = before.nodes.get(path)
    if was is None:
        return ""
    alike = [
        node.path
        for node in after.nodes.values()
        if node.path not in before.nodes and (node.parameters, node.output) == (was.parameters, was.output)
    ]
    guess = get_close_matches(path, alike, 1, 0.0)
    return f"; is it {guess[0]!r} now?" if guess else ""


def _source(words: Sequence[str] | None) -> str:
    if words is None:
        return "nothing"
    text = ""
    for word in words:
        opens = word.startswith("@") and word.endswith("(")
        text += "" if word == ")" or not text or text.endswith("(") else ", "
        text += "(" if opens else _WORDS.get(word, word)
    return text


def _names(paths: Sequence[str]) -> str:
    return " and ".join(paths) or "the run's input"
