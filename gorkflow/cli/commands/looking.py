"""What only looks at runs."""

from __future__ import annotations

import typer

from gorkflow.cli.app import AppOption, JsonOption, RunArgument, StoreOption, app, finish, target_of
from gorkflow.cli.exits import reported


@app.command()
def show(
    context: typer.Context,
    run: RunArgument,
    as_json: JsonOption = False,
    store: StoreOption = None,
    apps: AppOption = None,
) -> None:
    """Print a run with its steps. Changes nothing."""
    with reported():
        from gorkflow.cli import showing

        finish(showing.show(target_of(context, store, apps), run, as_json=as_json))
