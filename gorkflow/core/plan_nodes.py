"""The nodes of a compiled workflow, and where their inputs come from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from gorkflow.core.policy import RetryPolicy
from gorkflow.core.values import DEFAULT_ARM, Codec, Encoded

if TYPE_CHECKING:
    from gorkflow.core.choices import Chooser
    from gorkflow.core.step import Step

SKIP_ARM = -2  # the output is the default of a then_if

# kinds of a binding
NOTHING, INPUT, NODE, TUPLE, LIST, GIVEN, CHOICE = range(7)


class Binding(NamedTuple):
    """Where a value comes from, in indices."""

    kind: int
    node: int = -1  # its place in the plan; of GIVEN, the step that takes it; of CHOICE, the decision
    members: tuple[Any, ...] = ()  # of Binding; a NamedTuple cannot name itself


@dataclass(slots=True, frozen=True, eq=False, kw_only=True)
class PlanNode:
    """One node, ready to be executed: a PlanStep or a PlanDecision.

    Attributes:
        input_ref: where its input is held, in the form of `gorkflow.core.records`; None where it has none, or where
            that depends on the arm that a decision takes.
        pure: it needs no record of its start.
        counts: it is a step of the user's: one of those that progress is measured by.
        tolerated: what consumers get instead of an output that never came.
    """

    index: int
    path: str
    binding: Binding
    input_ref: str | None
    output: Codec
    runs_on: str  # "loop", "inline", "thread", "process"
    code: str  # hash of the body's code, in each attempt's first event
    pure: bool
    counts: bool
    retry: RetryPolicy
    tolerated: Encoded | None = None
    tolerated_codec: Codec | None = None

    @property
    def late_code(self) -> dict[str, str]:
        """The hash of the code for an attempt's later events, where none of its start has it."""
        return {"code": self.code} if self.pure else {}

    def codec(self, arm: int) -> Codec:
        """The codec that decodes an output of that arm."""
        if arm == DEFAULT_ARM and self.tolerated_codec is not None:
            return self.tolerated_codec
        return self.output


@dataclass(slots=True, frozen=True, eq=False, kw_only=True)
class PlanDecision(PlanNode):
    """A decision. Its output is the label of the arm that it takes.

    Attributes:
        arms: for each arm all nodes that stand in it, also those in arms of decisions in it.
    """

    chooser: Chooser
    arms: tuple[tuple[int, ...], ...]


@dataclass(slots=True, frozen=True, eq=False, kw_only=True)
class PlanStep(PlanNode):
    """One step.

    Attributes:
        input_codecs: empty where the value's type is the consumer's own.
        skipped: what consumers get when the condition is false.
    """

    step: Step[Any, Any]
    handler: Callable[..., Any]
    is_async: bool
    takes_context: bool
    takes_value: bool
    spread: bool
    input_codecs: tuple[Codec, ...]
    condition: Callable[[Any], object] | None
    skipped: Encoded | None
    skipped_codec: Codec | None
    timeout_seconds: float | None
    concurrency: int | None

    def codec(self, arm: int) -> Codec:
        """See `PlanNode`."""
        if arm == SKIP_ARM and self.skipped_codec is not None:
            return self.skipped_codec
        return PlanNode.codec(self, arm)


AnyPlanNode = PlanStep | PlanDecision
