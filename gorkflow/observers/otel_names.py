"""Ids of traces and spans, derived from what they are of, and how a span is asked to have one of them. Pure."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from hashlib import sha256


@dataclass(slots=True)
class Wanted:
    """Ids for the span that is about to be started; whoever gives out ids takes them from here.

    Attributes:
        trace_id: of a span without parent; the others have their parent's.
    """

    trace_id: int
    span_id: int


WANTED: ContextVar[Wanted | None] = ContextVar("gorkflow_wanted_span", default=None)


@contextmanager
def wanting(trace_id: int, span_id: int) -> Generator[None]:
    """The span that is started in the block is to have these ids."""
    token = WANTED.set(Wanted(trace_id, span_id))
    try:
        yield
    finally:
        WANTED.reset(token)


def trace_id_of(run_id: str) -> int:
    """The trace of a run. Not the id's own 128 bits: samplers decide by the last ones and expect them to be random."""
    return int.from_bytes(sha256(f"trace {run_id}".encode()).digest()[:16]) or 1


def run_span_id_of(run_id: str) -> int:
    """The span of a run."""
    return int.from_bytes(sha256(f"run {run_id}".encode()).digest()[:8]) or 1


def attempt_span_id_of(run_id: str, path: str, attempt: int) -> int:
    """The span of an attempt."""
    return int.from_bytes(sha256(f"step {run_id} {path} {attempt}".encode()).digest()[:8]) or 1


def event_span_id_of(run_id: str, path: str, seq: int) -> int:
    """The span of what has no attempts, by the event that ends it: a wait, a map as a whole, a failed condition."""
    return int.from_bytes(sha256(f"event {run_id} {path} {seq}".encode()).digest()[:8]) or 1
