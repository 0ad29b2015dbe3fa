"""The results as Markdown, as the documentation shows them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from benchmarks.peers.catalogue import PEERS
from benchmarks.peers.results import Facts, Kill, Report, Results, Trial

BY_NAME = {peer.name: peer for peer in PEERS}


def install(results: Results) -> str:
    """What pip brings, and what the program imports before it can begin."""
    head = ["", "Version", "Distributions", "MB on disk", "Imports / `pass`", "Lines of the program"]
    return _table(head, [_install_row(facts) for facts in results.facts])


def kills(results: Results) -> str:
    """What ran again after the kill."""
    head = ["", "Store", "What names the run", "Ran again after the kill", "Right result"]
    return _table(head, [_kill_row(facts) for facts in results.facts])


def wiring(results: Results) -> str:
    """Who finds the step behind the wrong one."""
    head = ["", "`mypy --strict`", "pyright", "Without a checker, found"]
    rows = [
        [facts.peer, _report(facts.mypy), _report(facts.pyright), _found(facts.miswired)] for facts in results.facts
    ]
    return _table(head, rows)


def values(results: Results) -> str:
    """Who finds the value of the wrong type."""
    head = ["", "A `str` instead of an `Order`", "An `Order` with a `str` in its `cents: int`"]
    return _table(head, [[facts.peer, _found(facts.wrong_type), _found(facts.wrong_field)] for facts in results.facts])


def all_of(results: Results) -> str:
    """All tables, with where and when they were made."""
    made = (
        f"Measured on {results.measured}: Python {results.python}, {results.platform}, {', '.join(results.checkers)}."
    )
    if results.pydantic_ratio is not None:
        made += f" To import pydantic and make one model has a ratio of {results.pydantic_ratio:.1f}."
    return "\n\n".join([made, install(results), kills(results), wiring(results), values(results)])


def _install_row(facts: Facts) -> list[str]:
    place = facts.install
    figures = [len(place.distributions), f"{place.bytes / 1e6:.1f}", f"{place.import_ratio:.1f}", facts.lines]
    return [facts.peer, facts.version, *map(str, figures)]


def _kill_row(facts: Facts) -> list[str]:
    peer = BY_NAME[facts.peer]
    return [facts.peer, peer.store, peer.named_by, _again(facts.kill), f"{facts.kill.right} of {len(facts.kill.again)}"]


def _again(kill: Kill) -> str:
    """Bodies that ran again; with how often, where not after every kill."""
    counted = Counter(", ".join(bodies) or "none" for bodies in kill.again)
    if len(counted) == 1:
        return next(iter(counted))
    return "; ".join(f"{bodies} ({count} of {len(kill.again)})" for bodies, count in counted.most_common())


def _report(report: Report) -> str:
    answer = "reports it" if report.miswired else "no"
    errors = "1 error" if report.right == 1 else f"{report.right} errors"
    return f"{answer} ({errors} in the right program)" if report.right else answer


def _found(trial: Trial) -> str:
    if trial.found == "never":
        return f"never: `{trial.result}`"
    error = trial.error.split(":")[0].split(" ")[0].rpartition(".")[2]
    if trial.found == "run":
        return f"in the run (begun: {', '.join(trial.ran)}): `{error}`"
    return f"at the {trial.found}: `{error}`"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
