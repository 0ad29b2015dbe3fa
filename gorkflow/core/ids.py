"""Ids of steps and workflows: what they may be made of."""

from __future__ import annotations

import re
from typing import NamedTuple

from gorkflow.core.error_text import shown
from gorkflow.errors import StepNotFoundError

MAX_ID_LENGTH = 200
MAX_VERSION_LENGTH = 100

_UUID7 = re.compile(r"([0-9a-f]{8})-([0-9a-f]{4})-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")
_ID = re.compile(r"[A-Za-z0-9_.-]+")
_NUMBER = re.compile(r"(\[)[0-9]+(\])|(#)[0-9]+")
_OWN = re.compile(r"@(?=[a-z]+-[0-9]+\Z)")
_MARK = re.compile(r"\[[0-9]*\]|#[0-9]*")
_INTO = re.compile(r"(?P<name>[^[#]+)(?:\[(?P<item>[0-9]{1,15})\]|#(?P<turn>[0-9]{1,15}))(?:/(?P<rest>.+))?\Z")


class Into(NamedTuple):
    """Where a path leads: into an item of a map or a turn of a loop.

    Attributes:
        name: what stands before the mark: "ship" for "ship[3]/pack".
        key: index of the item, or number of the turn.
        rest: the path within it; empty for the item or turn itself.
    """

    name: str
    is_item: bool
    key: int
    rest: str


def id_problem(what: str, value: object) -> str | None:
    """One sentence on why `value` is no id of a step, workflow or key; None for a good one.

    Args:
        what: what the id is for, as the sentence starts: "step id".
        value: the id as the caller gave it, of any type.
    """
    if not isinstance(value, str):
        return f"{what} must be a str, not {type(value).__name__}"
    if not value:
        return f"{what} is empty; use letters, digits, '_', '-', '.'"
    if len(value) > MAX_ID_LENGTH:
        return f"{what} {shortened(value)} has {len(value)} characters; at most {MAX_ID_LENGTH} are allowed"
    if not _ID.fullmatch(value):
        return f"{what} {shortened(value)} is invalid; use only letters, digits, '_', '-', '.'"
    return None


def is_step_path(path: str) -> bool:
    """Whether it is the path of a step of the user's, not of a node that gorkflow has named: "@branch-1"."""
    return not path.rpartition("/")[2].startswith("@")


def counts_in_progress(path: str) -> bool:
    """Whether it is one of the things that progress counts: a step, or a whole map or loop."""
    if "[" in path or "#" in path:
        return False
    last = path.rpartition("/")[2]
    return not last.startswith("@") or last.startswith(("@map-", "@repeat-"))


def template_of(path: str) -> str:
    """The path as a definition has it, without the numbers of items and turns: "price[3]" is "price[]"."""
    return _NUMBER.sub(r"\1\2\3", path) if "[" in path or "#" in path else path


def led_into(path: str) -> Into | None:
    """The outermost item or turn that a path leads into; None where it leads into none."""
    found = _INTO.match(path)
    if found is None:
        return None
    name, item, turn, rest = found.groups()
    return Into(name, item is not None, int(item or turn), rest or "")


def path_problem(path: str) -> str | None:
    """As `id_problem`, for the path of a node: ids joined by "/" where workflows contain workflows.

    A node without a step has an id of gorkflow's own at its end: "ship/@branch-1".
    """
    problems = (id_problem("step id", part) for part in _OWN.sub("", path).split("/"))
    return next((problem for problem in problems if problem is not None), None)


def unmarked(path: str) -> str:
    """The path without the marks of items and turns: "ship/pack" for "ship[3]/pack" and for "ship#2/pack".

    All items of a map, and all turns of a loop, have it in common; it is what `Workflow.steps` calls a step.
    """
    return _MARK.sub("", path)


def version_problem(value: object) -> str | None:
    """One sentence on why `value` is no version of a workflow; None for a good one."""
    if not isinstance(value, str):
        return f"version must be a str, not {type(value).__name__}; write version='1'"
    if not 1 <= len(value) <= MAX_VERSION_LENGTH or not value.isprintable():
        return f"version {shortened(value)} is invalid; use 1 to {MAX_VERSION_LENGTH} printable characters"
    return None


def instant_of(run_id: str) -> float | None:
    """When a run of this id was created, in seconds since the epoch, to the millisecond; None where it does not say."""
    match = _UUID7.fullmatch(run_id)
    return None if match is None else int(match[1] + match[2], 16) / 1000


def step_id_of(step: object, run_id: str) -> str:
    """The id of what `output_of` was given: a caller without a type checker may give anything.

    Raises:
        StepNotFoundError: it is no step.
    """
    id_: object = None if isinstance(step, type) else getattr(step, "id", None)
    if not isinstance(id_, str):
        msg = (
            f"run {shown(run_id)}: output_of() takes a step, not {shown(step)}; load_step_output() takes the id of one"
        )
        raise StepNotFoundError(msg, run_id=run_id)
    return id_


def shortened(value: str, limit: int = 60) -> str:
    """The repr of `value`, cut so that a message stays one readable line."""
    return repr(value) if len(value) <= limit else f"{value[:limit]!r}..."
