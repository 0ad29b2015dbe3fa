"""Luigi with local files. A task whose output file is there is done: going on is to start again.

https://luigi.readthedocs.io/en/stable/tasks.html and https://luigi.readthedocs.io/en/stable/luigi_patterns.html
(atomic writes: the file is there when it is whole). Its plugin for mypy is left out: it reports the same, because what
is between two tasks is a file.
"""

from __future__ import annotations

import json
from dataclasses import asdict

import luigi
from stage import Order, Priced, enter, say_built, say_result, untyped


class Load(luigi.Task):
    order_id = luigi.IntParameter()

    def output(self) -> luigi.LocalTarget:
        return luigi.LocalTarget(f"order-{self.order_id}.json")

    def run(self) -> None:
        enter("load")
        # wrong-field: order = Order(self.order_id, untyped("95 EUR"))
        # wrong-type: order: Order = untyped("order 42")
        order = Order(self.order_id, 95)
        with self.output().open("w") as file:
            json.dump(asdict(order), file)


class Price(luigi.Task):
    order_id = luigi.IntParameter()

    def requires(self) -> Load:
        return Load(order_id=self.order_id)

    def output(self) -> luigi.LocalTarget:
        return luigi.LocalTarget(f"priced-{self.order_id}.json")

    def run(self) -> None:
        enter("price")
        with self.input().open() as file:
            order = Order(**json.load(file))
        with self.output().open("w") as file:
            json.dump(asdict(Priced(order.id, order.cents * 2)), file)


class Charge(luigi.Task):
    order_id = luigi.IntParameter()

    def requires(self) -> Price:
        return Price(order_id=self.order_id)

    def output(self) -> luigi.LocalTarget:
        return luigi.LocalTarget(f"receipt-{self.order_id}.txt")

    def run(self) -> None:
        enter("charge")
        with self.input().open() as file:
            # miswired: priced = Order(**json.load(file))
            priced = Priced(**json.load(file))
        with self.output().open("w") as file:
            file.write(f"receipt for {priced!r}")


def main() -> None:
    charge = Charge(order_id=42)
    say_built()
    if not luigi.build([charge], local_scheduler=True):
        raise SystemExit("luigi.build: not all tasks succeeded")
    with charge.output().open() as file:
        say_result(file.read())


if __name__ == "__main__":
    main()
