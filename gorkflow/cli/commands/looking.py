"""What only looks at runs."""

from __future__ import annotations

from typing import Annotated

import typer

from gorkflow.cli.app import (
    AppOption,
    JsonOption,
    RunArgument,
    StoreOption,
    app,
    complete_status,
    complete_step,
    finish,
    target_of,
)
from gorkflow.cli.exits import reported
from gorkflow.cli.options import DEFAULT_LIMIT


@app.command()
def runs(
    context: typer.Context,
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
    as_json: JsonOption = False,
    store: StoreOption = None,
    apps: AppOption = None,
) -> None:
    """List runs, newest first, with the reason of those that failed. Changes nothing."""
    with reported():
        from gorkflow.cli import listing

        wanted = listing.Wanted(workflow, version, statuses or (), tags or (), resource, since, until, limit, cursor)
        finish(listing.runs(target_of(context, store, apps), wanted, as_json=as_json))


@app.command()
def show(
    context: typer.Context,
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
    as_json: JsonOption = False,
    store: StoreOption = None,
    apps: AppOption = None,
) -> None:
    """Print a run with its steps and what they did when. Changes nothing."""
    with reported():
        from gorkflow.cli import showing

        finish(showing.show(target_of(context, store, apps), run, step=step, items=items, as_json=as_json))
