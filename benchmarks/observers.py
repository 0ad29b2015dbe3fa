"""What each observer costs per step of W1 on the memory store: `python -m benchmarks.observers`.

All take turns within one process, the engine without any among them, so that a noisy machine moves all alike. CPU time
of the process. Medians; the difference is that of the medians.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import platform
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence

from opentelemetry.sdk.trace import SpanProcessor, TracerProvider

from benchmarks import workloads
from gorkflow import Event, LoggingObserver, MetricsObserver, Observer, OpenTelemetryObserver, connect
from gorkflow.observers import RunIdGenerator

STEPS = 100
RUNS = 5


class Nothing:
    """What it costs to tell an observer at all."""

    def on_event(self, event: Event, /) -> None:
        """Do nothing."""


class Drops(logging.Handler):
    """Takes every line and makes its text."""

    def emit(self, record: logging.LogRecord) -> None:
        """As a file would, but for the file."""
        self.format(record)


def logger(level: int) -> logging.Logger:
    """One of its own, with that level."""
    made = logging.getLogger(f"benchmark.{level}")
    made.handlers, made.propagate = [Drops()], False
    made.setLevel(level)
    return made


def kinds() -> Mapping[str, Callable[[], Sequence[Observer]]]:
    """Each kind of observer."""
    provider = TracerProvider(id_generator=RunIdGenerator())
    provider.add_span_processor(SpanProcessor())  # takes spans and sends none
    return {
        "none": lambda: [],
        "one that does nothing": lambda: [Nothing()],
        "LoggingObserver, steps below its level": lambda: [LoggingObserver(logger(logging.INFO))],
        "LoggingObserver, every event a line": lambda: [LoggingObserver(logger(logging.DEBUG))],
        "MetricsObserver": lambda: [MetricsObserver()],
        "OpenTelemetryObserver": lambda: [OpenTelemetryObserver(provider)],
    }


async def measure(repetitions: int) -> dict[str, list[float]]:
    """CPU microseconds per step of each, as often."""
    chain = workloads.chain(STEPS)
    taken: dict[str, list[float]] = {name: [] for name in kinds()}
    for _ in range(repetitions):
        for name, make in kinds().items():
            async with connect("memory://", observers=make()) as engine:
                began = time.process_time()
                await workloads.w1(engine, chain, RUNS)
                taken[name].append((time.process_time() - began) / (STEPS * RUNS) * 1e6)
    return taken


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repetitions", type=int, default=15)
    taken = asyncio.run(measure(parser.parse_args().repetitions))
    medians = {name: statistics.median(values) for name, values in taken.items()}
    lines = [
        f"Python {platform.python_version()}",
        "",
        "| observers | CPU us per step | more than without |",
        "|---|---|---|",
    ]
    lines += [f"| {name} | {one:.1f} | {one - medians['none']:.1f} |" for name, one in medians.items()]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
