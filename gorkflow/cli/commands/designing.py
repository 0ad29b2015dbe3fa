"""What is about definitions: drawn, and checked against the runs that there are."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from gorkflow.cli.app import Invocation, WorkflowArgument, command, complete_run
from gorkflow.cli.exits import ExitCode


@command()
def graph(
    at: Invocation,
    workflow: WorkflowArgument,
    format: Annotated[
        Literal["mermaid", "dot", "svg", "png"] | None,
        typer.Option("--format", help="Default: by the file's ending, else mermaid. png needs the extra png."),
    ] = None,
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="FILE", help="Written over if it is there. Default: stdout.")
    ] = None,
    run: Annotated[
        str | None,
        typer.Option(
            "--run", metavar="RUN", help="Show how far that run is, in words and colours.", autocompletion=complete_run
        ),
    ] = None,
) -> ExitCode:
    """Draw a workflow: Mermaid, Graphviz's DOT, SVG or PNG."""
    from gorkflow.cli import drawing

    return drawing.graph(at.target, workflow, format=format, output=output, run=run, as_json=at.as_json)


@command()
def check(
    at: Invocation,
    workflow: WorkflowArgument,
    inputs: Annotated[
        bool, typer.Option("--inputs", help="Also whether what finished steps took still fits the steps' types.")
    ] = False,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="AGE|TIME", help="With --inputs: of runs created since: 12h, 30d."),
    ] = None,
) -> ExitCode:
    """Check a definition, and whether open runs could go on under it. Changes nothing; code 3 where some could not."""
    from gorkflow.cli import checking

    return checking.check(at.target, workflow, inputs=inputs, since=since, as_json=at.as_json)
