"""Damaged records: what of them can still be read, and how it is said what cannot."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from gorkflow.core.run import ErrorInfo
from gorkflow.core.values import checksum
from gorkflow.errors import CorruptRecordError

S = TypeVar("S")
T = TypeVar("T")

_UNREADABLE = (ValueError, TypeError, OverflowError, OSError, RecursionError)  # OSError: of an instant far away


class Columns:
    """The columns of one record, of a run or of one of its steps.

    Args:
        is_listed: one of many: a damaged column is noted, and the others are read. Else it raises CorruptRecordError.

    Attributes:
        damage: what was noted first.
    """

    def __init__(self, run_id: str, step_id: str | None = None, *, is_listed: bool = False) -> None:
        self._run_id = run_id
        self._step_id = step_id
        self._is_listed = is_listed
        self.damage: ErrorInfo | None = None

    def read(self, column: str, parse: Callable[[S], T], stored: S, instead: T) -> T:
        """The column's value; `instead` where it is damaged and that is only noted."""
        try:
            return parsed(parse, stored, self._run_id, self._step_id, column)
        except CorruptRecordError as error:
            if not self._is_listed:
                raise
            self._note(error)
            return instead

    def _note(self, error: CorruptRecordError) -> None:
        if self.damage is None:
            self.damage = ErrorInfo(
                code=error.code, type=CorruptRecordError.__name__, message=str(error), step_id=self._step_id
            )


def parsed(parse: Callable[[S], T], stored: S, run_id: str, step_id: str | None, column: str) -> T:
    """What `parse` makes of a column.

    Raises:
        CorruptRecordError: it can make nothing of it; the text names run, step and column, and never the value.
    """
    try:
        return parse(stored)
    except _UNREADABLE as error:
        raise damaged(run_id, step_id, column, "cannot be read") from error


def damaged(run_id: str, step_id: str | None, column: str, what: str) -> CorruptRecordError:
    """The error that says what is wrong with a column."""
    where = f"the run's {column}" if step_id is None else f"the {column} of step {step_id!r}"
    return CorruptRecordError(f"run {run_id}: {where} {what}; it is left as it is")


def intact(data: bytes, stored: int | None, run_id: str, step_id: str | None, column: str) -> bytes:
    """The value itself, where it matches its checksum.

    Raises:
        CorruptRecordError: it does not.
    """
    if stored is not None and checksum(data) != stored:
        raise damaged(run_id, step_id, column, "does not match its checksum")
    return data
