"""Steps measured on their recorded inputs: what `gorkflow bench` is made of, for programs of one's own.

Each name is imported from its module when it is first used.
"""

# ruff: isort: skip_file

from __future__ import annotations

from typing import TYPE_CHECKING

from gorkflow.lazy_names import lazily

if TYPE_CHECKING:
    from gorkflow.bench.benching import Bench as Bench, Conditions as Conditions, open_bench as open_bench
    from gorkflow.bench.corpus import (
        Corpus as Corpus,
        StepCorpus as StepCorpus,
        UnfitInput as UnfitInput,
        read_corpus as read_corpus,
    )
    from gorkflow.bench.exporting import read_corpus_file as read_corpus_file, write_corpus as write_corpus
    from gorkflow.bench.report import StepReport as StepReport
    from gorkflow.bench.samples import Sample as Sample
    from gorkflow.bench.workers import Place as Place

_HOMES = {
    "gorkflow.bench.benching": ("Bench", "Conditions", "open_bench"),
    "gorkflow.bench.corpus": ("Corpus", "StepCorpus", "UnfitInput", "read_corpus"),
    "gorkflow.bench.exporting": ("read_corpus_file", "write_corpus"),
    "gorkflow.bench.report": ("StepReport",),
    "gorkflow.bench.samples": ("Sample",),
    "gorkflow.bench.workers": ("Place",),
}

__all__ = [
    "Bench",
    "Conditions",
    "Corpus",
    "Place",
    "Sample",
    "StepCorpus",
    "StepReport",
    "UnfitInput",
    "open_bench",
    "read_corpus",
    "read_corpus_file",
    "write_corpus",
]

if not TYPE_CHECKING:  # a type checker that saw it would take every misspelt name for an object
    __getattr__, __dir__ = lazily(globals(), _HOMES)
