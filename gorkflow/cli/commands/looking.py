"""What only looks at runs."""

from __future__ import annotations

from typing import Annotated

import typer

from gorkflow.cli.app import Invocation, RunArgument, command, complete_status, complete_step
from gorkflow.cli.exits import ExitCode
from gorkflow.cli.options import DEFAULT_LIMIT


@command()
def runs(
    at: Invocation,
    workflow: Annotated[str | None, typer.Option("--workflow", metavar="ID", help="Of this workflow.")] = None,
    version: Annotated[str | None, typer.Option("--version", metavar="VERSION", help="Of this version.")] = None,
    statuses: Annotated[
        list[str] | None,
        typer.Option(
            "--status", metavar="STATUS", help="Such as FAILED; may be given again.", autocompletion=complete_status
        ),
    ] = None,
    tags: Annotated[
        list[str] | None, typer.Option("--tag", metavar="NAME=VALUE", help="With this tag; may be given again.")
    ] = None,
    resource: Annotated[str | None, typer.Option("--resource", metavar="ID", help="About this resource.")] = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="AGE|TIME", help="Created since: 12h, 30d, 2026-01-31T08:00.")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="AGE|TIME", help="Created before: 12h, 30d, 2026-01-31T08:00.")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", metavar="N", help="At most so many, 1 to 1000.")] = DEFAULT_LIMIT,
    cursor: Annotated[
        str | None, typer.Option("--cursor", metavar="CURSOR", help="Where the page before has ended.")
    ] = None,
) -> ExitCode:
    """List runs, newest first, with the reason of those that failed. Changes nothing."""
    from gorkflow.cli import listing

    wanted = listing.Wanted(workflow, version, statuses or (), tags or (), resource, since, until, limit, cursor)
    return listing.runs(at.target, wanted, as_json=at.as_json)


@command()
def show(
    at: Invocation,
    run: RunArgument,
    step: Annotated[
        str | None,
        typer.Option(
            "--step",
            metavar="PATH",
            help="One step in full: its values, frames and attempts.",
            autocompletion=complete_step,
        ),
    ] = None,
    items: Annotated[
        bool, typer.Option("--items", help="A line for each item of a map and each turn of a loop.")
    ] = False,
) -> ExitCode:
    """Print a run with its steps and what they did when. Changes nothing."""
    from gorkflow.cli import showing

    return showing.show(at.target, run, step=step, items=items, as_json=at.as_json)
