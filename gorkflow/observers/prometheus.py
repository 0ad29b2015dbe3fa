"""The figures of a MetricsObserver in a registry of prometheus-client."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import isinf

from prometheus_client import REGISTRY, CollectorRegistry
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

from gorkflow.errors import SettingError
from gorkflow.observers.series import Family, MetricsSnapshot


def show_in(
    registry: CollectorRegistry | None, families: Sequence[Family], read: Callable[[], MetricsSnapshot]
) -> Callable[[], None]:
    """Register what `read` gives at every scrape; what takes it out again.

    Raises:
        SettingError: metrics of these names are there already.
    """
    chosen = REGISTRY if registry is None else registry
    collector = _Collector(families, read)
    try:
        chosen.register(collector)
    except ValueError as error:
        msg = (
            "the registry shows another MetricsObserver already; give that one to this engine too, as it may serve many"
        )
        raise SettingError(msg) from error
    return lambda: chosen.unregister(collector)


class _Collector(Collector):
    def __init__(self, families: Sequence[Family], read: Callable[[], MetricsSnapshot]) -> None:
        self._families = families
        self._read = read

    def describe(self) -> Iterator[Metric]:
        """The names, for the registry to refuse a second one of the kind."""
        return iter([_empty(family) for family in self._families])

    def collect(self) -> Iterator[Metric]:
        """All metrics as they are now."""
        snapshot = self._read()
        for family in self._families:
            metric = _empty(family)
            if isinstance(metric, HistogramMetricFamily):
                for labels, value in snapshot.histograms[family.name].items():
                    buckets = [
                        ("+Inf" if isinf(bound) else repr(bound), float(count)) for bound, count in value.buckets
                    ]
                    metric.add_metric(labels, buckets, value.sum_seconds)
            else:
                numbers = snapshot.gauges if isinstance(metric, GaugeMetricFamily) else snapshot.counters
                for labels, number in numbers[family.name].items():
                    metric.add_metric(labels, number)
            yield metric


def _empty(family: Family) -> CounterMetricFamily | GaugeMetricFamily | HistogramMetricFamily:
    if family.kind == "histogram":
        return HistogramMetricFamily(family.name, family.help, labels=family.labels)
    make = CounterMetricFamily if family.kind == "counter" else GaugeMetricFamily
    return make(family.name, family.help, labels=family.labels)
