"""Observers that are shipped: log lines, metrics, spans, and several in one. Each name is imported when it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gorkflow.lazy_names import lazily

if TYPE_CHECKING:
    from gorkflow.observers.composite import CompositeObserver as CompositeObserver
    from gorkflow.observers.logging import LoggingObserver as LoggingObserver
    from gorkflow.observers.metrics import MetricsObserver as MetricsObserver
    from gorkflow.observers.otel import (
        OpenTelemetryObserver as OpenTelemetryObserver,
        within_step as within_step,
    )
    from gorkflow.observers.otel_ids import RunIdGenerator as RunIdGenerator
    from gorkflow.observers.series import HistogramValue as HistogramValue, MetricsSnapshot as MetricsSnapshot

_HOMES = {
    "gorkflow.observers.composite": ("CompositeObserver",),
    "gorkflow.observers.logging": ("LoggingObserver",),
    "gorkflow.observers.metrics": ("MetricsObserver",),
    "gorkflow.observers.otel": ("OpenTelemetryObserver", "within_step"),
    "gorkflow.observers.otel_ids": ("RunIdGenerator",),
    "gorkflow.observers.series": ("HistogramValue", "MetricsSnapshot"),
}

__all__ = [
    "CompositeObserver",
    "HistogramValue",
    "LoggingObserver",
    "MetricsObserver",
    "MetricsSnapshot",
    "OpenTelemetryObserver",
    "RunIdGenerator",
    "within_step",
]

if not TYPE_CHECKING:  # a type checker that saw it would take every misspelt name for an object
    __getattr__, __dir__ = lazily(globals(), _HOMES)
