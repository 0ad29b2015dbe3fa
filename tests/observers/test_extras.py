"""What the observers need of others is imported when it is used, and said where it is missing."""

from __future__ import annotations

import subprocess
import sys

import pytest

PROGRAM = """
import sys

class Hides:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"prometheus_client", "opentelemetry"}:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Hides())
import gorkflow
from gorkflow import MetricsObserver, OpenTelemetryObserver, SettingError
from gorkflow.observers import within_step
"""
NEEDS = {
    "MetricsObserver().register()": "MetricsObserver.register() needs prometheus-client; install it: pip install "
    "'gorkflow[prometheus]'",
    "OpenTelemetryObserver()": "OpenTelemetryObserver needs opentelemetry-api; install it: pip install "
    "'gorkflow[otel]'",
    "gorkflow.observers.RunIdGenerator": "RunIdGenerator is for the SDK of OpenTelemetry; install it: pip install "
    "opentelemetry-sdk",
    "within_step(gorkflow.testing.fake_context())": "within_step() needs opentelemetry-api; install it: pip install "
    "'gorkflow[otel]'",
}


@pytest.mark.parametrize("use", NEEDS)
def test_a_missing_extra_is_named(use: str) -> None:
    """With what to install, by the error of a wrong setting."""
    text = f"{PROGRAM}\nimport gorkflow.testing\ntry:\n    {use}\nexcept SettingError as error:\n    print(error)"
    assert run(text) == NEEDS[use]


def test_the_observers_themselves_import_neither() -> None:
    """Nor does an engine that has them."""
    program = (
        "import sys, gorkflow, gorkflow.observers\nfrom gorkflow import *\n"
        "gorkflow.connect(observers=[CompositeObserver(LoggingObserver(), MetricsObserver())])\n"
        "print({name.partition('.')[0] for name in sys.modules} & {'prometheus_client', 'opentelemetry', 'logging.x'})"
    )
    assert run(program) == "set()"


def run(program: str) -> str:
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()
