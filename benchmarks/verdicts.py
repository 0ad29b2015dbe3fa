"""How often `gorkflow bench --against` is right: `python -m benchmarks.verdicts [--repetitions 10] [--busy]`.

A step of 7 to 70 ms of CPU is recorded 40 times. It is then compared with the revision before it, as often as asked for
with code that has not changed, and as often with a body that does a tenth more; with `--busy` two other processes keep
every core at work meanwhile. The goal: "slower" in at least nine of ten repetitions of the slower body, and in at most
one of ten of the unchanged one.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
INPUTS = 40
STEPS = """
from gorkflow import step, workflow


@step(pure=True)
def crunch(size: int) -> int:
    total = 0
    for number in range(size * {work}):
        total += number * number % 7
    return total


crunching = workflow("crunching").then(crunch).build()
"""
RECORD = """
import asyncio
import sys
from gorkflow import connect
from crunching import crunching


async def main() -> None:
    async with connect("sqlite:///runs.db") as engine:
        for number in range({inputs}):
            await crunching.run(number % 10 + 1, on=engine)


asyncio.run(main())
"""
SPIN = "while True: pass"


def _run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "GIT_CONFIG_GLOBAL": os.devnull}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - this interpreter, and git


def prepare(folder: Path) -> None:
    """A repository with the step, and a store with what was recorded of it."""
    (folder / "crunching.py").write_text(STEPS.format(work=100_000), encoding="utf-8")
    (folder / ".gitignore").write_text("__pycache__\nruns.db*\n", encoding="utf-8")
    author = ("-c", "user.name=bench", "-c", "user.email=bench@example.org")
    for words in (("init", "-q"), ("add", "."), (*author, "commit", "-q", "-m", "before")):
        done = _run(folder, "git", *words)
        assert done.returncode == 0, done.stderr
    done = _run(folder, sys.executable, "-c", RECORD.format(inputs=INPUTS))
    assert done.returncode == 0, done.stderr


def verdict_of(folder: Path, work: int, seconds: float) -> tuple[str, float, float]:
    """What one bench says, with the ratio and the noise floor that it says it of."""
    (folder / "crunching.py").write_text(STEPS.format(work=work), encoding="utf-8")
    done = _run(
        folder, sys.executable, "-m", "gorkflow", "bench", "crunching:crunching", "--store", "sqlite:///runs.db",
        "--against", "HEAD", "--seconds", str(seconds), "--json",
    )  # fmt: skip
    assert done.returncode in {0, 3}, done.stderr
    [step] = json.loads(done.stdout)["steps"]
    found = step["comparison"]
    assert (done.returncode == 3) == (found["verdict"] == "slower")
    return found["verdict"], found["ratio"]["middle"], step["noise_floor"]


@contextmanager
def busy(wanted: bool) -> Iterator[None]:
    """Every core has something else to do."""
    count = len(os.sched_getaffinity(0)) if wanted else 0
    spinning = [subprocess.Popen([sys.executable, "-c", SPIN]) for _ in range(count)]  # noqa: S603 - this interpreter
    try:
        yield
    finally:
        for process in spinning:
            process.kill()
            process.wait()


def main() -> int:
    """Print the tally; 1 where the goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--repetitions", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=10.0, help="about so long for each verdict")
    parser.add_argument("--busy", action="store_true", help="keep every core busy meanwhile")
    options = parser.parse_args()
    tally = {"unchanged": 0, "slower by a tenth": 0}
    with tempfile.TemporaryDirectory() as name, busy(options.busy):
        folder = Path(name)
        prepare(folder)
        for number in range(options.repetitions):
            for what, work in (("unchanged", 100_000), ("slower by a tenth", 110_000)):
                verdict, ratio, floor = verdict_of(folder, work, options.seconds)
                tally[what] += verdict == "slower"
                print(f"{number + 1:3} {what:18} {verdict:14} ratio {ratio:.3f} noise {floor:.1%}", flush=True)
    for what, count in tally.items():
        print(f'{what}: "slower" in {count} of {options.repetitions}')
    missed = tally["unchanged"] > options.repetitions / 10 or tally["slower by a tenth"] < options.repetitions * 0.9
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
