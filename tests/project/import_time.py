"""`python -m tests.project.import_time`: what `import gorkflow` costs beside pydantic; reported, never judged."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

from tests.project.blocks import ROOT

REPETITIONS = 7
PROGRAMS = {
    "nothing": "pass",
    "pydantic": "from pydantic import BaseModel, TypeAdapter",
    "import gorkflow": "import gorkflow",
    "definition and connect": "from gorkflow import RetryPolicy, connect, step, workflow",
}


def seconds(program: str) -> float:
    """Median of fresh processes, wall clock, after one that warms the files."""
    took = []
    for _ in range(REPETITIONS + 1):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True)
        took.append(time.perf_counter() - began)
    return statistics.median(took[1:])


def main() -> None:
    """One line per program."""
    for name, program in PROGRAMS.items():
        print(f"{name:<24} {seconds(program) * 1000:6.0f} ms")


if __name__ == "__main__":
    main()
