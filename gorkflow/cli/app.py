"""The command itself, and the options that many of its commands have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from typer.core import TyperCommand

from gorkflow.cli.options import Flags, Target

if TYPE_CHECKING:
    from gorkflow.cli.exits import ExitCode

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help: rich is not imported for it
    context_settings={"help_option_names": ["--help", "-h"]},
)


class Command(TyperCommand):
    """A command that says where the ids of runs are, if it was given none."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]  # typer gives these
        """As typer's."""
        try:
            return super().parse_args(ctx, args)
        except typer.BadParameter as error:
            if error.param is not None and error.param.name == "run" and not error.message:
                error.message = "The ids of runs are in the list of: gorkflow runs"
            raise


StoreOption = Annotated[
    str | None,
    typer.Option(
        "--store",
        metavar="URL",
        help="Where the runs are, for example sqlite:///runs.db. Default: GORKFLOW_STORE, or sqlite:///gorkflow.db.",
    ),
]
AppOption = Annotated[
    list[str] | None,
    typer.Option(
        "--app",
        metavar="MODULE[:NAME]",
        help="A module with workflows, or a path such as shop.py; may be given again. Default: GORKFLOW_APP.",
    ),
]


def complete_run(context: typer.Context, incomplete: str) -> list[str]:
    """For a shell: see `gorkflow.cli.completing`, which is imported when one asks."""
    from gorkflow.cli import completing

    return completing.complete_run(context, incomplete)


def complete_step(context: typer.Context, incomplete: str) -> list[str]:
    """As `complete_run`."""
    from gorkflow.cli import completing

    return completing.complete_step(context, incomplete)


def complete_status(context: typer.Context, incomplete: str) -> list[str]:
    """As `complete_run`."""
    from gorkflow.cli import completing

    return completing.complete_status(context, incomplete)


RunArgument = Annotated[
    str,
    typer.Argument(metavar="RUN", help="A run's id, or its first 8 or more characters.", autocompletion=complete_run),
]
WorkflowArgument = Annotated[
    str, typer.Argument(metavar="MODULE:WORKFLOW", help="Such as shop:checkout, shop.py:checkout.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object on stdout.")]


def _print_version(is_wanted: bool) -> None:
    if is_wanted:
        from gorkflow import __version__

        typer.echo(f"gorkflow {__version__}")
        raise typer.Exit


@app.callback()
def gorkflow(
    context: typer.Context,
    store: StoreOption = None,
    apps: AppOption = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Start, resume and look at durable workflows.

    Results go to stdout, all else to stderr. Exit codes: 0 ok, 1 the run failed, 2 usage, 3 incompatible, 4 not found,
    5 waits for input, 130 interrupted.
    """
    context.obj = Flags(store, tuple(apps or ()))


def target_of(context: typer.Context, store: str | None, apps: list[str] | None) -> Target:
    """Where the command works, of what was given before and after its name."""
    before = context.obj if isinstance(context.obj, Flags) else Flags()
    return Target.of(before | Flags(store, tuple(apps or ())))


def finish(code: ExitCode) -> None:
    """End the command with that code."""
    if code:
        raise typer.Exit(code)
