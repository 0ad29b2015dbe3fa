"""Results that are kept, to be compared with later ones on the same machine."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from gorkflow.bench.report import BenchReport, ComparisonReport, MachineReport, StepReport
from gorkflow.errors import BenchError

FOLDER: Final = Path(".gorkflow") / "bench"
_NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_.-]{0,99}")


def saved_path(name: str) -> Path:
    """Where the result of that name is kept: in `.gorkflow/bench` of the current folder.

    Raises:
        BenchError: it is no name.
    """
    if not _NAME.fullmatch(name):
        raise BenchError(f"{name[:120]!r} is no name for a result; use letters, digits, '_', '-', '.'")
    return FOLDER / f"{name}.json"


def save(report: BenchReport, name: str) -> Path:
    """Keep a result; one of that name is written over.

    Raises:
        BenchError: it is no name, or the file cannot be written.
    """
    path = saved_path(name)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(report.model_dump_json(indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise BenchError(f"the result cannot be kept in {path} ({error.strerror})") from error
    return path


def load_saved(name: str) -> BenchReport:
    """The result of that name.

    Raises:
        BenchError: there is none, or it is damaged.
    """
    path = saved_path(name)
    try:
        return BenchReport.model_validate_json(path.read_bytes())
    except FileNotFoundError as error:
        known = ", ".join(sorted(one.stem for one in FOLDER.glob("*.json"))) or "none"
        raise BenchError(f"no result {name!r} was kept in {FOLDER}; those that were: {known}") from error
    except OSError as error:
        raise BenchError(f"{path} cannot be read ({error.strerror})") from error
    except ValidationError as error:
        raise BenchError(f"{path} is no result that --save has written with this version") from error


def check_comparable(before: BenchReport, name: str, workflow_id: str, here: MachineReport) -> None:
    """Whether figures of a kept result may stand beside new ones.

    Raises:
        BenchError: they are of another workflow, or of another machine.
    """
    if before.workflow_id != workflow_id:
        raise BenchError(f"saved result {name!r} is of workflow {before.workflow_id!r}, not of {workflow_id!r}")
    if before.machine != here:
        raise BenchError(f"saved result {name!r} was measured elsewhere: {before.machine.differences(here)}")


def beside(report: BenchReport, before: BenchReport, name: str) -> BenchReport:
    """The report with the figures of a kept one beside its own.

    Nothing is judged: the two were not measured in turns, and the machine may have had other things to do then.
    """
    against = f"saved result {name!r}"
    known = {step.step: step for step in before.steps}
    steps = [_beside(step, known.get(step.step), against) for step in report.steps]
    return report.model_copy(update={"against": against, "steps": steps})


def _beside(step: StepReport, before: StepReport | None, against: str) -> StepReport:
    figures = None if before is None else before.figures
    difference = None
    if figures is not None and step.figures is not None:
        difference = step.figures.p50_seconds - figures.p50_seconds
    comparison = ComparisonReport(
        against=against,
        verdict="not judged",
        ratio=None,
        difference_seconds=difference,
        pairs=0,
        figures=figures,
        differing_outputs=0,
    )
    return step.model_copy(update={"comparison": comparison})
