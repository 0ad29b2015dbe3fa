"""Luigi with local files: a task whose file is there is done. One run at a time: `build` has no loop to share.

https://luigi.readthedocs.io/en/stable/tasks.html and https://luigi.readthedocs.io/en/stable/luigi_patterns.html
(atomic writes). Values go through files as JSON and are validated as they are read, because the program does that.
"""

from __future__ import annotations

import itertools
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import luigi
from stand import Msg, Repetition, Request, building, depth, gathered, layers, measure, message, met, plain_body

runs = itertools.count()


class Stored(luigi.Task):
    run_id = luigi.IntParameter()
    number = luigi.IntParameter()
    size = luigi.IntParameter()

    def output(self) -> luigi.LocalTarget:
        return luigi.LocalTarget(f"run-{self.run_id}/{type(self).__name__}-{self.number}.json")

    def read(self) -> list[Msg]:
        values = []
        for target in luigi.task.flatten(self.input()):
            with target.open() as file:
                values.append(Msg.model_validate_json(file.read()))
        return values

    def write(self, value: Msg) -> None:
        with self.output().open("w") as file:
            file.write(value.model_dump_json())


class Work(Stored):
    """A step of a chain, and the first of a fan."""

    def requires(self) -> Sequence[luigi.Task]:
        return [Work(self.run_id, self.number - 1, self.size)] if self.number else []

    def run(self) -> None:
        self.write(plain_body((self.read() or [message()])[0]))


class Branch(Stored):
    def requires(self) -> luigi.Task:
        return Work(self.run_id, 0, self.size)

    def run(self) -> None:
        self.write(plain_body(self.read()[0]))


class Total(Stored):
    def requires(self) -> Sequence[luigi.Task]:
        return [Branch(self.run_id, number, self.size) for number in range(self.size)]

    def run(self) -> None:
        self.write(gathered(self.read()))


class Node(Stored):
    parents: Sequence[tuple[int, ...]] = ()

    def requires(self) -> Sequence[luigi.Task]:
        return [Node(self.run_id, one, self.size) for one in self.parents[self.number]]

    def run(self) -> None:
        above = self.read()
        self.write(met(*above) if above else plain_body(message()))


def last_of(request: Request) -> luigi.Task:
    run_id = next(runs)
    if request.shape == "fan":
        return Total(run_id, 0, request.size)
    if request.shape == "layers":
        return Node(run_id, len(Node.parents) - 1, request.size)
    return Work(run_id, request.size - 1, request.size)


@contextmanager
def opened(request: Request) -> Iterator[Repetition]:
    warnings.simplefilter("ignore")
    if request.shape == "layers":
        Node.parents = layers(request.size)
    right = {"chain": request.size + 1, "fan": request.size, "layers": depth(request.size) + 1}[request.shape]

    def repetition() -> None:
        for _ in range(request.runs):
            with building():
                last = last_of(request)
            assert luigi.build([last], local_scheduler=True, log_level="ERROR")
            with last.output().open() as file:
                assert Msg.model_validate_json(file.read()).id == right

    yield repetition


if __name__ == "__main__":
    measure(opened)
