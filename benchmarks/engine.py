"""What gorkflow alone costs per step, beside its goals: `python -m benchmarks.engine`.

The same measure as `python -m benchmarks`, of as few stores and workloads as a change of the engine needs.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.speed import tables
from benchmarks.speed.command import measured, say
from benchmarks.speed.contestants import OURS, Contestant, of_gorkflow
from benchmarks.speed.loads import loads_named


def on_stores(names: str) -> list[Contestant]:
    """gorkflow on these stores, with commas between them; the URL of a server is one as well.

    Raises:
        ValueError: there is no such store.
    """
    known = {one.variant: one for one in OURS}
    found: list[Contestant] = []
    for name in (part.strip() for part in names.split(",")):
        if "://" in name:
            found.append(of_gorkflow(name, name, "libSQL server"))
        elif name in known:
            found.append(known[name])
        else:
            raise ValueError(f"there is no store {name}; there are {', '.join(known)}, and URLs")
    return found


def main() -> None:
    """Measure and print; with --json also write what was found to a file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stores", default="memory,sqlite-process,sqlite-power,sqlite-power-pure")
    parser.add_argument("--loads", default="W1,W2,W3", help="beginnings of their names, or all")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--repetitions", type=int, default=3, help="in each process")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    try:
        contestants = on_stores(options.stores)
        loads = loads_named(None if options.loads == "all" else options.loads)
    except ValueError as error:
        parser.error(str(error))
    loads = [load._replace(repetitions=options.repetitions) if load.repetitions > 1 else load for load in loads]
    results = measured(contestants, loads, options.rounds)
    say(tables.all_of(results))
    if options.json is not None:
        options.json.write_text(results.model_dump_json(indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
