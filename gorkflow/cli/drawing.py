"""`gorkflow graph`: a workflow as a drawing, on stdout or in a file."""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from gorkflow.cli.exits import ExitCode, UsageError
from gorkflow.cli.locating import find_workflow
from gorkflow.cli.lookup import find_run, reading
from gorkflow.cli.reports import say
from gorkflow.cli.schemas import GraphDocument, print_document
from gorkflow.cli.streams import output_kept_clean

if TYPE_CHECKING:
    from gorkflow.cli.options import Target
    from gorkflow.core.run import StepExecution, WorkflowRun
    from gorkflow.core.workflow import Workflow

_STDOUT: Final = "-"
_LIBRARY: Final = "resvg_py"
_SCALES: Final = (2.0, 1.0)  # the first for a sharp picture; the other where it would be too large
_MAX_PIXELS: Final = 50_000_000  # 200 MB while it is drawn
_SIZE: Final = re.compile(r'<svg [^>]*?width="([0-9.]+)" height="([0-9.]+)"')


class Format(StrEnum):
    """How a workflow is drawn."""

    MERMAID = "mermaid"
    DOT = "dot"
    SVG = "svg"
    PNG = "png"


_ENDINGS: Final = {
    ".mmd": Format.MERMAID,
    ".mermaid": Format.MERMAID,
    ".dot": Format.DOT,
    ".gv": Format.DOT,
    ".svg": Format.SVG,
    ".png": Format.PNG,
}


def graph(
    target: Target, wanted: str, *, format: str | None, output: str | None, run: str | None, as_json: bool
) -> ExitCode:
    """Draw the workflow, with the statuses of a run where one is given.

    Raises:
        UsageError: there is no such workflow or format, or the drawing cannot be written where it is to go.
        RunNotFoundError: there is no such run.
    """
    file = None if output in (None, _STDOUT) else Path(str(output))
    chosen = _format(format, file)
    _check_place(chosen, file, as_json=as_json)
    with output_kept_clean():
        workflow = find_workflow(wanted)
    shown, executions = asyncio.run(_read(target, workflow, run)) if run is not None else (None, None)
    data = _draw(workflow, chosen, executions)
    if file is not None:
        _write(file, data)
    if as_json:
        report = GraphDocument(
            workflow_id=workflow.id,
            workflow_version=workflow.version,
            fingerprint=workflow.fingerprint,
            format=chosen.value,
            run_id=None if shown is None else shown.run_id,
            path=None if file is None else str(file.absolute()),
            size_bytes=len(data),
            drawing=data.decode() if file is None else None,
        )
        print_document(report)
    elif file is None:
        _print(data)
    else:
        say(f"drawn to {file} ({len(data):,} bytes)")
    return ExitCode.OK


def _format(wanted: str | None, file: Path | None) -> Format:
    """The one that was named, else the one that the file's name ends in."""
    if wanted is not None:
        return Format(wanted)
    if file is None:
        return Format.MERMAID
    ending = file.suffix.lower()
    if ending not in _ENDINGS:
        known = ", ".join(_ENDINGS)
        raise UsageError(f"--output {str(file)!r}: its ending tells no format; add --format, or end it in {known}")
    return _ENDINGS[ending]


def _check_place(format: Format, file: Path | None, *, as_json: bool) -> None:
    """Before anything is drawn."""
    if format is Format.PNG and file is None:
        if as_json:
            raise UsageError("a png is no text, and JSON has no room for it; write it to a file: --output flow.png")
        if sys.stdout.isatty():
            raise UsageError("a png is no text for a terminal; write it to a file: --output flow.png")
    if format is Format.PNG:
        _renderer()


async def _read(
    target: Target, workflow: Workflow[Any, Any], run_id: str
) -> tuple[WorkflowRun, Sequence[StepExecution]]:
    async with reading(target) as (engine, _):
        run = await find_run(engine, run_id, target)
        if run.workflow_id != workflow.id:
            raise UsageError(f"run {run.run_id} is of workflow {run.workflow_id!r}, not of {workflow.id!r}; draw that")
        executions = await engine.list_step_executions(run.run_id)
    if run.fingerprint != workflow.fingerprint:
        say(f"run {run.run_id} has another definition: of its steps those are left out that this one does not have")
    return run, executions


def _draw(workflow: Workflow[Any, Any], format: Format, executions: Sequence[StepExecution] | None) -> bytes:
    if format is Format.PNG:
        return _png(workflow, workflow.to_svg(executions=executions))
    draw = {Format.MERMAID: workflow.to_mermaid, Format.DOT: workflow.to_dot, Format.SVG: workflow.to_svg}[format]
    return draw(executions=executions).encode()


def _png(workflow: Workflow[Any, Any], svg: str) -> bytes:
    size = _SIZE.search(svg)
    width, height = (float(one) for one in size.groups()) if size is not None else (0.0, 0.0)
    scale = next((one for one in _SCALES if width * one * height * one <= _MAX_PIXELS), None)
    if scale is None:
        what = f"workflow {workflow.id!r} as a png has {width:.0f} x {height:.0f} pixels"
        raise UsageError(f"{what}, which is too large; draw an svg: --format svg")
    return _renderer()(svg, scale)


def _renderer() -> Callable[[str, float], bytes]:
    """Makes a png of an svg, so many times as large."""
    try:
        from resvg_py import svg_to_bytes  # it comes with an extra
    except ModuleNotFoundError as error:
        if error.name != _LIBRARY:
            raise
        message = (
            f"a png needs {_LIBRARY}, which the extra `png` brings: pip install 'gorkflow[png]'; or draw an svg, which "
            "every browser shows: --format svg"
        )
        raise UsageError(message) from error

    def render(svg: str, scale: float) -> bytes:
        return svg_to_bytes(svg_string=svg, zoom=scale, background="white")

    return render


def _write(file: Path, data: bytes) -> None:
    try:
        file.write_bytes(data)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise UsageError(f"--output {str(file)!r} cannot be written ({reason}); give another path") from error


def _print(data: bytes) -> None:
    """As it is, whatever the terminal's encoding: who reads it expects UTF-8."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.flush()
