"""The command itself, and the options that many of its commands have."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from inspect import Parameter, Signature
from typing import Annotated, Any, Concatenate, ParamSpec

import typer
from typer.core import TyperCommand

from gorkflow.cli.exits import ExitCode, reported
from gorkflow.cli.options import Flags, Target

P = ParamSpec("P")

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

    Results go to stdout, all else to stderr. Exit codes: 0 ok, 1 the run failed, 2 usage, 3 incompatible or slower,
    4 not found, 5 waits for input, 130 interrupted.
    """
    context.obj = Flags(store, tuple(apps or ()))


@dataclass(frozen=True, slots=True)
class Invocation:
    """What every command is told besides its own arguments.

    Attributes:
        as_json: whether it prints a document of JSON.
        extra: arguments that nothing was declared for, where the command lets them in.
    """

    flags: Flags
    as_json: bool
    extra: tuple[str, ...]

    @property
    def target(self) -> Target:
        """Where the command works.

        Raises:
            SettingError: a setting will not do.
        """
        return Target.of(self.flags)


def command(
    *, json_help: str = "Print one JSON object on stdout.", allows_extra: bool = False
) -> Callable[[Callable[Concatenate[Invocation, P], ExitCode]], Callable[Concatenate[Invocation, P], ExitCode]]:
    """Make a function a command of its name: with `--json`, `--store` and `--app`, its errors reported, its code given.

    Args:
        json_help: of `--json`.
        allows_extra: leave it to the function to say what is wrong with arguments that nothing is declared for.
    """

    def register(
        body: Callable[Concatenate[Invocation, P], ExitCode],
    ) -> Callable[Concatenate[Invocation, P], ExitCode]:
        def run(context: typer.Context, as_json: bool, store: str | None, apps: list[str] | None, **own: Any) -> None:
            before = context.obj if isinstance(context.obj, Flags) else Flags()
            flags = before | Flags(store, tuple(apps or ()))
            with reported():
                code = body(Invocation(flags, as_json, tuple(context.args)), **own)  # type: ignore[call-arg]  # as declared below
                if code:
                    raise typer.Exit(code)

        _declare(run, body, typer.Option("--json", help=json_help))
        app.command(body.__name__, cls=Command, context_settings={"allow_extra_args": allows_extra})(run)
        return body

    return register


def _declare(run: Callable[..., None], body: Callable[..., ExitCode], json_option: object) -> None:
    """Have typer see the arguments of the body, and behind them those of every command."""
    own = list(inspect.signature(body, eval_str=True).parameters.values())[1:]
    shared = [("as_json", Annotated[bool, json_option], False), ("store", StoreOption, None), ("apps", AppOption, None)]
    parameters = [
        Parameter("context", Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context),
        *(one.replace(kind=Parameter.KEYWORD_ONLY) for one in own),
        *(Parameter(name, Parameter.KEYWORD_ONLY, annotation=kind, default=value) for name, kind, value in shared),
    ]
    run.__signature__ = Signature(parameters)  # type: ignore[attr-defined]  # what `inspect.signature` reads first
    run.__annotations__ = {one.name: one.annotation for one in parameters}
    run.__doc__, run.__module__ = body.__doc__, body.__module__
