"""What tells of runs while they go on."""

from __future__ import annotations

from typing import Annotated

import typer

from gorkflow.cli.app import AppOption, JsonOption, RunArgument, StoreOption, app, finish, target_of
from gorkflow.cli.exits import reported


@app.command()
def watch(
    context: typer.Context,
    run: RunArgument,
    as_json: JsonOption = False,
    store: StoreOption = None,
    apps: AppOption = None,
) -> None:
    """Show a run's progress until its end, then print its output. Whichever process drives it; changes nothing."""
    with reported():
        from gorkflow.cli import watching

        finish(watching.watch(target_of(context, store, apps), run, as_json=as_json))


@app.command()
def events(
    context: typer.Context,
    run: RunArgument,
    after: Annotated[int, typer.Option("--after", metavar="SEQ", min=0, help="Only events behind that one.")] = 0,
    follow: Annotated[bool, typer.Option("--follow", help="Stay until the run is over.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object per line.")] = False,
    store: StoreOption = None,
    apps: AppOption = None,
) -> None:
    """Print the events of a run, one line each. Changes nothing."""
    with reported():
        from gorkflow.cli import watching

        finish(watching.events(target_of(context, store, apps), run, after=after, follow=follow, as_json=as_json))
