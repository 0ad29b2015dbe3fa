"""Steps measured on what was recorded of them."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from gorkflow.cli.app import Invocation, command
from gorkflow.cli.exits import ExitCode


@command()
def bench(
    at: Invocation,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="[verify] MODULE:WORKFLOW",
            help="Such as shop:checkout; after `verify`: compare what tuning foretold with what has happened since.",
        ),
    ],
    steps: Annotated[
        str | None, typer.Option("--steps", metavar="A,B", help="These steps alone. Default: all that may be replayed.")
    ] = None,
    sample: Annotated[int, typer.Option("--sample", metavar="N", help="At most so many recorded inputs a step.")] = 40,
    since: Annotated[
        str | None, typer.Option("--since", metavar="AGE|TIME", help="Of runs created since: 12h, 30d, 2026-01-31.")
    ] = None,
    corpus: Annotated[
        str | None, typer.Option("--corpus", metavar="FILE", help="Inputs that --export has written, not the store's.")
    ] = None,
    against: Annotated[
        str | None,
        typer.Option(
            "--against",
            metavar="REV|saved:NAME",
            help="Compare with a git revision, measured in turns; or with a saved result.",
        ),
    ] = None,
    with_fakes: Annotated[
        str | None,
        typer.Option("--with-fakes", metavar="MODULE", help="Replaces services, so that steps with effects may run."),
    ] = None,
    allow_effects: Annotated[
        bool, typer.Option("--allow-effects", help="Replay steps that are not pure: what they do, they do again.")
    ] = False,
    rounds: Annotated[
        int | None, typer.Option("--rounds", metavar="N", help="Measure each input so often. Default: as time allows.")
    ] = None,
    seconds: Annotated[
        float, typer.Option("--seconds", metavar="S", help="About so long for each step, where --rounds is left out.")
    ] = 30.0,
    timeout: Annotated[
        float, typer.Option("--timeout", metavar="S", help="A call that takes longer is killed and reported.")
    ] = 60.0,
    save: Annotated[
        str | None, typer.Option("--save", metavar="NAME", help="Keep the result in .gorkflow/bench/NAME.json.")
    ] = None,
    export: Annotated[
        str | None, typer.Option("--export", metavar="FILE", help="Write the inputs as JSON lines; measure nothing.")
    ] = None,
    redact: Annotated[
        bool, typer.Option("--redact", help="With --export: shapes and sizes stay, texts and numbers do not.")
    ] = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print a table for a pull request.")] = False,
    picture: Annotated[
        str | None, typer.Option("--picture", metavar="FILE.svg|png", help="Draw the distributions; extra bench.")
    ] = None,
    tune: Annotated[
        str | None, typer.Option("--tune", metavar="STEP", help="Look for better settings of this step.")
    ] = None,
    objective: Annotated[
        Literal["throughput", "latency"], typer.Option("--objective", help="With --tune: what is to get better.")
    ] = "throughput",
    slo: Annotated[
        str | None, typer.Option("--slo", metavar="p95=2s", help="With --tune: the bound of the latency.")
    ] = None,
    max_error: Annotated[
        str | None, typer.Option("--max-error", metavar="1%", help="With --tune: the bound of failed calls.")
    ] = None,
    apply: Annotated[bool, typer.Option("--apply", help="With --tune: write the settings to gorkflow.toml.")] = False,
) -> ExitCode:
    """Measure steps on their recorded inputs, beside another revision or to tune them. The store is only read; code 3
    where a step is slower."""
    from gorkflow.cli import benching

    wanted = benching.Wanted(
        steps, sample, since, corpus, against, with_fakes, allow_effects, rounds, seconds, timeout, save, export,
        redact, markdown, picture,
    )  # fmt: skip
    tuning = benching.Tuning(tune, objective, slo, max_error, apply)
    return benching.bench(at.target, words, wanted, tuning, as_json=at.as_json)
