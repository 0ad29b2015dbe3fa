"""`python -m tests.project.dead_code`: what the package defines and nobody uses, neither it nor a test nor an example.

vulture finds it; what tests and examples define for themselves is not judged.
"""

from __future__ import annotations

import sys

from vulture import Vulture

from tests.project.blocks import ROOT

PATHS = [ROOT / name for name in ("gorkflow", "tests", "examples", "benchmarks")]
CALLED_BY_OTHERS = [
    "[a-h]",  # positions of the arity overloads: parallel(a, b, c, ...)
    "__*__",  # Python itself
    "exc_type",
    "exc",
    "tb",
    "model_config",  # pydantic
    "text_factory",  # sqlite3
]
DECORATED = [
    "@overload", "@*validator*", "@*.command*", "@*.callback*", "@*.fixture", "@initialize*", "@rule*", "@invariant*"
]  # fmt: skip
KEPT = {
    "gorkflow_corpus": "the form of a file, which pydantic checks",
    "is_redacted": "for those who read the file",
    "pytest_configure": "called by pytest",
    "auth_flow": "called by httpx for each request",
    "teardown": "called by hypothesis after each run of a state machine",
}


def main() -> None:
    """One line per find; exit code 1 when there are any."""
    vulture = Vulture(ignore_names=CALLED_BY_OTHERS, ignore_decorators=DECORATED)
    vulture.scavenge([str(path) for path in PATHS if path.exists()])
    found = [
        f"{item.filename.relative_to(ROOT)}:{item.first_lineno}: unused {item.typ} {item.name!r}"
        for item in vulture.get_unused_code(min_confidence=60)
        if item.filename.is_relative_to(ROOT / "gorkflow") and item.name not in KEPT
    ]
    print("\n".join(found) or "no dead code")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
