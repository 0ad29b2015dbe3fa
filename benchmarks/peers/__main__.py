"""`python -m benchmarks.peers`: environments, programs, facts, tables.

The first run installs everything from PyPI (some 600 MB) into a folder that is kept. The peers, their versions and
how their programs name a run are in catalogue.py; the programs are in programs/.
"""

from __future__ import annotations

import argparse
import platform
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.peers import tables, trials
from benchmarks.peers.catalogue import CHECKERS, PEERS, Peer, chosen
from benchmarks.peers.environments import PYDANTIC, Environment, import_ratios, prepare
from benchmarks.peers.results import Facts, Install, Results
from benchmarks.peers.variants import imports, lines_of_code

ENVIRONMENTS = Path.home() / ".cache" / "gorkflow-peers"


def facts_of(peer: Peer, place: Environment, ratio: float, checkers: Path, folder: Path, kills: int) -> Facts:
    """Everything about one peer but what its imports cost, which is measured for all in turns."""
    source, interpreter = peer.source, place.interpreter
    checker = trials.Checker(checkers, source, interpreter, folder)
    return Facts(
        peer=peer.name,
        version=_version_of(peer, place),
        lines=lines_of_code(source),
        install=Install(distributions=place.distributions, bytes=place.bytes, import_ratio=ratio),
        kill=trials.kill(source, interpreter, folder, kills),
        mypy=checker.mypy(),
        pyright=checker.pyright(),
        miswired=trials.run_with("miswired", source, interpreter, folder),
        wrong_type=trials.run_with("wrong-type", source, interpreter, folder),
        wrong_field=trials.run_with("wrong-field", source, interpreter, folder),
    )


def measure(peers: list[Peer], environments: Path, kills: int, rounds: int) -> Results:
    """One peer after the other."""
    places: dict[str, Environment] = {}
    for peer in peers:
        _say(f"environment of {peer.name}")
        places[peer.name] = prepare(environments, peer.requirements)
    checkers = prepare(environments, CHECKERS).interpreter.python
    _say("imports")
    programs = {peer.name: (places[peer.name].interpreter, imports(peer.source)) for peer in peers}
    if "gorkflow" in places:
        programs["pydantic"] = (places["gorkflow"].interpreter, PYDANTIC)
    ratios = import_ratios(programs, rounds)
    facts: list[Facts] = []
    with tempfile.TemporaryDirectory(prefix="gorkflow-peers-", ignore_cleanup_errors=True) as scratch:
        for peer in peers:
            _say(peer.name)
            folder = Path(scratch) / peer.program
            facts.append(facts_of(peer, places[peer.name], ratios[peer.name], checkers, folder, kills))
    return Results(
        measured=datetime.now(UTC).date(),
        python=platform.python_version(),
        platform=f"{platform.system()} {platform.machine()}",
        checkers=list(CHECKERS),
        pydantic_ratio=ratios.get("pydantic"),
        facts=facts,
    )


def main() -> None:
    """Measure and print; with --json also write the results to a file."""
    names = ", ".join(peer.name for peer in PEERS)
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", help=f"some of: {names}")
    parser.add_argument("--json", type=Path, help="write the results to this file as well")
    parser.add_argument("--show", type=Path, help="measure nothing: print the tables of such a file")
    parser.add_argument("--environments", type=Path, default=ENVIRONMENTS, help="where they are kept")
    parser.add_argument("--kills", type=int, default=5, help="how often each program is killed")
    parser.add_argument("--rounds", type=int, default=9, help="how often imports are timed")
    options = parser.parse_args()
    if options.show is not None:
        results = Results.model_validate_json(options.show.read_text(encoding="utf-8"))
    else:
        try:
            peers = chosen(options.only)
        except ValueError as error:
            parser.error(str(error))
        results = measure(peers, options.environments, options.kills, options.rounds)
    print(tables.all_of(results))
    if options.json is not None:
        options.json.write_text(results.model_dump_json(indent=1) + "\n", encoding="utf-8")


def _version_of(peer: Peer, place: Environment) -> str:
    if not peer.requirements:
        return platform.python_version()
    pins = dict(item.split("==") for item in place.distributions)
    name = peer.requirements[0].rpartition("/")[2].partition("==")[0].partition("[")[0]
    return pins.get(name) or pins["gorkflow"]


def _say(what: str) -> None:
    print(f"... {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
