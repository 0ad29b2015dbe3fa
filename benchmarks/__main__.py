"""`python -m benchmarks`: what a step costs in gorkflow and in its peers; one table, one picture.

Makes a virtual environment per peer (from PyPI, kept), runs everybody in turns, each workload in a process of its own
between probes of the floor, and writes results.json, results.md and results.svg. `--keep` puts them into the repository
and its documentation.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.speed import tables
from benchmarks.speed.command import ENVIRONMENTS, OUT, keep, measured, say, write
from benchmarks.speed.contestants import CONTESTANTS, chosen
from benchmarks.speed.loads import LOADS, loads_named
from benchmarks.speed.results import Results


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", help=f"beginnings of some of: {'; '.join(one.name for one in CONTESTANTS)}")
    parser.add_argument("--loads", help=f"beginnings of some of: {', '.join(load.name for load in LOADS)}")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--patience", type=float, default=180.0, help="seconds that one process may take")
    parser.add_argument("--to", type=Path, default=OUT, help=f"the folder to write to ({OUT})")
    parser.add_argument("--keep", action="store_true", help="write to the repository and its documentation as well")
    parser.add_argument("--show", type=Path, help="measure nothing: take such a results.json")
    parser.add_argument("--environments", type=Path, default=ENVIRONMENTS, help="where they are kept")
    options = parser.parse_args()
    if options.keep and (options.only or options.loads):
        parser.error("--keep is for what everybody did with everything: leave --only and --loads out")
    if options.show is not None:
        results = Results.model_validate_json(options.show.read_text(encoding="utf-8"))
    else:
        try:
            contestants, loads = chosen(options.only), loads_named(options.loads)
        except ValueError as error:
            parser.error(str(error))
        results = measured(
            contestants, loads, options.rounds, environments=options.environments, patience=options.patience
        )
    say(tables.all_of(results))
    write(results, options.to)
    if options.keep:
        keep(results)


if __name__ == "__main__":
    main()
