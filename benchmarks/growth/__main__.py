"""Measures every curve of growth, each point in a process of its own; writes a table, figures as JSON, and a picture.

`python -m benchmarks.growth` takes about an hour; `--curves "map items" --largest 10000` less. Linux only: memory is
read from /proc.
"""

from __future__ import annotations

import argparse
import json
import platform
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.growth.curves import CURVES, Curve, Results, table
from benchmarks.growth.picture import draw

_HERE = Path(__file__).parent


def main() -> None:
    """Measure, or with --point one point."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--curves", default=",".join(curve.name for curve in CURVES), help="names, with commas")
    parser.add_argument("--largest", type=int, default=1_000_000, help="leave out larger points")
    parser.add_argument("--json", type=Path, default=_HERE / "results.json", help="figures; those not measured stay")
    parser.add_argument("--picture", type=Path, help="an SVG")
    parser.add_argument("--only-show", action="store_true", help="of the figures as they are")
    parser.add_argument("--point", nargs=3, metavar=("CURVE", "STORE", "UNITS"), help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.point is not None:
        _measure_here(*chosen.point)
        return
    results: Results = json.loads(chosen.json.read_text(encoding="utf-8")) if chosen.json.exists() else {}
    if not chosen.only_show:
        for curve in CURVES:
            if curve.name in chosen.curves.split(","):
                _measure(curve, results, chosen.largest)
                chosen.json.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}\n\n{table(results)}\n")
    if chosen.picture is not None:
        draw(results, chosen.picture)


def _measure(curve: Curve, results: Results, largest: int) -> None:
    for store in curve.stores:
        taken = results.setdefault(curve.name, {}).setdefault(store, {})
        for units in curve.sizes:
            if units > largest:
                continue
            command = [sys.executable, "-m", "benchmarks.growth", "--point", curve.name, store, str(units)]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            taken[str(units)] = json.loads(done.stdout.splitlines()[-1])
            sys.stderr.write(f"{curve.name}, {store}, {units:,}: {taken[str(units)]}\n")


def _measure_here(name: str, store: str, units: str) -> None:
    (curve,) = (curve for curve in CURVES if curve.name == name)
    with tempfile.TemporaryDirectory(prefix="gorkflow-growth-") as folder:
        url = "memory://" if store == "memory" else f"sqlite:///{folder}/runs.db"
        sys.stdout.write(json.dumps(curve.measure(int(units), url)) + "\n")


if __name__ == "__main__":
    main()
