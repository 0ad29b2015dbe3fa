"""What is about definitions: drawn, and checked against the runs that there are."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from gorkflow.cli.app import AppOption, JsonOption, StoreOption, WorkflowArgument, app, complete_run, finish, target_of
from gorkflow.cli.exits import reported


@app.command()
def graph(
    context: typer.Context,
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
    as_json: JsonOption = False,
    store: StoreOption = None,
    apps: AppOption = None,
) -> None:
    """Draw a workflow: Mermaid, Graphviz's DOT, SVG or PNG."""
    with reported():
        from gorkflow.cli import drawing

        target = target_of(context, store, apps)
        finish(drawing.graph(target, workflow, format=format, output=output, run=run, as_json=as_json))


@app.command()
def check(
    context: typer.Context,
    workflow: WorkflowArgument,
    as_json: JsonOption = False,
    store: StoreOption = None,
    apps: AppOption = None,
) -> None:
    """Check a definition, and whether open runs could go on under it. Changes nothing; code 3 where some could not."""
    with reported():
        from gorkflow.cli import checking

        finish(checking.check(target_of(context, store, apps), workflow, as_json=as_json))
