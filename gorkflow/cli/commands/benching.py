"""Steps measured on what was recorded of them."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from gorkflow.cli.app import Invocation, command
from gorkflow.cli.exits import ExitCode

Words = Annotated[
    list[str],
    typer.Argument(
        metavar="[verify] MODULE:WORKFLOW",
        help="Such as shop:checkout; after `verify`: compare what tuning foretold with what has happened since.",
    ),
]
Steps = Annotated[
    str | None, typer.Option("--steps", metavar="A,B", help="These steps alone. Default: all that may be replayed.")
]
SampleSize = Annotated[int, typer.Option("--sample", metavar="N", help="At most so many recorded inputs a step.")]
Since = Annotated[
    str | None, typer.Option("--since", metavar="AGE|TIME", help="Of runs created since: 12h, 30d, 2026-01-31.")
]
CorpusFile = Annotated[
    str | None, typer.Option("--corpus", metavar="FILE", help="Inputs that --export has written, not the store's.")
]
Against = Annotated[
    str | None,
    typer.Option(
        "--against",
        metavar="REV|saved:NAME",
        help="Compare with a git revision, measured in turns; or with a saved result.",
    ),
]
WithFakes = Annotated[
    str | None,
    typer.Option("--with-fakes", metavar="MODULE", help="Replaces services, so that steps with effects may run."),
]
AllowEffects = Annotated[
    bool, typer.Option("--allow-effects", help="Replay steps that are not pure: what they do, they do again.")
]
Rounds = Annotated[
    int | None, typer.Option("--rounds", metavar="N", help="Measure each input so often. Default: as time allows.")
]
Seconds = Annotated[
    float, typer.Option("--seconds", metavar="S", help="About so long for each step, where --rounds is left out.")
]
Timeout = Annotated[
    float, typer.Option("--timeout", metavar="S", help="A call that takes longer is killed and reported.")
]
Save = Annotated[
    str | None, typer.Option("--save", metavar="NAME", help="Keep the result in .gorkflow/bench/NAME.json.")
]
Export = Annotated[
    str | None, typer.Option("--export", metavar="FILE", help="Write the inputs as JSON lines; measure nothing.")
]
Redact = Annotated[
    bool, typer.Option("--redact", help="With --export: shapes and sizes stay, texts and numbers do not.")
]
Markdown = Annotated[bool, typer.Option("--markdown", help="Print a table for a pull request.")]
Picture = Annotated[
    str | None, typer.Option("--picture", metavar="FILE.svg|png", help="Draw the distributions; extra bench.")
]
Tune = Annotated[str | None, typer.Option("--tune", metavar="STEP", help="Look for better settings of this step.")]
Objective = Annotated[
    Literal["throughput", "latency"], typer.Option("--objective", help="With --tune: what is to get better.")
]
Slo = Annotated[str | None, typer.Option("--slo", metavar="p95=2s", help="With --tune: the bound of the latency.")]
MaxError = Annotated[
    str | None, typer.Option("--max-error", metavar="1%", help="With --tune: the bound of failed calls.")
]
Apply = Annotated[bool, typer.Option("--apply", help="With --tune: write the settings to gorkflow.toml.")]


@command()
def bench(
    at: Invocation,
    words: Words,
    steps: Steps = None,
    sample: SampleSize = 40,
    since: Since = None,
    corpus: CorpusFile = None,
    against: Against = None,
    with_fakes: WithFakes = None,
    allow_effects: AllowEffects = False,
    rounds: Rounds = None,
    seconds: Seconds = 30.0,
    timeout: Timeout = 60.0,
    save: Save = None,
    export: Export = None,
    redact: Redact = False,
    markdown: Markdown = False,
    picture: Picture = None,
    tune: Tune = None,
    objective: Objective = "throughput",
    slo: Slo = None,
    max_error: MaxError = None,
    apply: Apply = False,
) -> ExitCode:
    """Measure steps on their recorded inputs; code 3 where one is slower."""
    from gorkflow.cli import benching

    wanted = benching.Wanted(
        steps, sample, since, corpus, against, with_fakes, allow_effects, rounds, seconds, timeout, save, export,
        redact, markdown, picture,
    )  # fmt: skip
    tuning = benching.Tuning(tune, objective, slo, max_error, apply)
    return benching.bench(at.target, words, wanted, tuning, as_json=at.as_json)
