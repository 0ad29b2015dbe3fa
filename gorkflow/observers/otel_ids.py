"""An IdGenerator for the SDK of OpenTelemetry."""

from __future__ import annotations

from gorkflow.core.extras import needing
from gorkflow.observers.otel_names import WANTED

with needing(
    "opentelemetry", "RunIdGenerator is for the SDK of OpenTelemetry; install it: pip install opentelemetry-sdk"
):
    from opentelemetry.sdk.trace.id_generator import IdGenerator, RandomIdGenerator


class RunIdGenerator(IdGenerator):
    """Gives the spans of runs and attempts the ids that are theirs, so that every engine finds the same ones.

    For `opentelemetry.sdk.trace.TracerProvider(id_generator=RunIdGenerator())`.

    Args:
        fallback: gives the ids of all other spans; None for random ones.
    """

    def __init__(self, fallback: IdGenerator | None = None) -> None:
        self._fallback = RandomIdGenerator() if fallback is None else fallback

    def generate_trace_id(self) -> int:
        """That of the run, for a span of a run."""
        wanted = WANTED.get()
        return self._fallback.generate_trace_id() if wanted is None else wanted.trace_id

    def generate_span_id(self) -> int:
        """That of the run or attempt, for one of these spans."""
        wanted = WANTED.get()
        return self._fallback.generate_span_id() if wanted is None else wanted.span_id

    def is_trace_id_random(self) -> bool:
        """Whether the last bits are random; those of a run's trace are those of a hash."""
        return WANTED.get() is not None or self._fallback.is_trace_id_random()
