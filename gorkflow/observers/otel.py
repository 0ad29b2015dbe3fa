"""Spans of OpenTelemetry: one trace per run, whatever engines drive it. The extra is imported when it is used."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Final

from gorkflow.core.events import Event
from gorkflow.core.extras import needing

if TYPE_CHECKING:
    from opentelemetry.trace import TracerProvider

    from gorkflow.core.context import StepContext

_NEEDS: Final = "needs opentelemetry-api; install it: pip install 'gorkflow[otel]'"


class OpenTelemetryObserver:
    """Makes a span of every run and of every attempt of a step; spans of one run are one trace, across crashes.

    The ids of trace and spans are derived from run, step and attempt, so that every engine that goes on with the run
    adds to the same trace. For the run's own span to get its id, the provider needs a `RunIdGenerator`:
    `TracerProvider(id_generator=RunIdGenerator())`. Without one it is still one trace; the spans then stand side by
    side below a parent that is never sent.

    A span is made when its attempt ends, with the time at which it began: a process that dies loses the attempts in
    flight alone, which the engine that goes on ends as interrupted, and what its exporter had not sent.

    Args:
        tracer_provider: None for the application's own, `opentelemetry.trace.get_tracer_provider()`.

    Raises:
        SettingError: the extra is not installed.
    """

    def __init__(self, tracer_provider: TracerProvider | None = None) -> None:
        with needing("opentelemetry", f"OpenTelemetryObserver {_NEEDS}"):
            from gorkflow.observers.otel_spans import RunSpans  # the extra is imported when it is used
        self._spans = RunSpans(tracer_provider)

    def on_event(self, event: Event, /) -> None:
        """Make the span that ends with it, if one does."""
        self._spans.take(event)

    def on_lost(self, run_id: str, /) -> None:
        """Another engine has the run by now, and ends its span."""
        self._spans.drop(run_id)


def within_step(ctx: StepContext, tracer_provider: TracerProvider | None = None) -> AbstractContextManager[None]:
    """Let what a body traces hang below the span of its attempt, in whatever thread or process it runs.

        async def price(ctx: StepContext, order: Order) -> Priced:
            with within_step(ctx):
                ...

    Args:
        ctx: the body's context.
        tracer_provider: the one that the observer has.

    Raises:
        SettingError: the extra is not installed.
    """
    with needing("opentelemetry", f"within_step() {_NEEDS}"):
        from gorkflow.observers.otel_spans import attached  # the extra is imported when it is used
    return attached(ctx.run_id, ctx.step_id, ctx.attempt, tracer_provider)
