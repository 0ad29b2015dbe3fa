"""Dask: no store, no validation; `delayed` on its scheduler of threads, or on a local cluster of one more process.

https://docs.dask.org/en/stable/delayed.html and https://docs.dask.org/en/stable/scheduling.html. `compute` waits,
so runs at once are threads. Making the graph is a part of every run, as in its documentation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import dask
from dask import delayed
from stand import Msg, Repetition, Request, depth, gathered, layers, measure, message, met, plain_body


def chain(size: int) -> Any:
    value = message()
    for number in range(size):
        value = delayed(plain_body, pure=False)(value, dask_key_name=f"s{number}")
    return value


def fan(size: int) -> Any:
    first = delayed(plain_body, pure=False)(message())
    return delayed(gathered, pure=False)([delayed(plain_body, pure=False)(first) for _ in range(size)])


def layered(size: int) -> Any:
    done: list[Any] = []
    for above in layers(size):
        if above:
            done.append(delayed(met, pure=False)(*(done[one] for one in above)))
        else:
            done.append(delayed(plain_body, pure=False)(message()))
    return done[-1]


@contextmanager
def scheduler(request: Request) -> Iterator[Callable[[Any], Msg]]:
    if request.variant != "distributed":
        yield lambda last: last.compute(scheduler="threads")
        return
    from distributed import Client, LocalCluster

    with (
        dask.config.set({"distributed.admin.large-graph-warning-threshold": "1GB"}),
        LocalCluster(n_workers=1, threads_per_worker=2, dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        yield lambda last: client.compute(last).result()


@contextmanager
def opened(request: Request) -> Iterator[Repetition]:
    make = {"chain": chain, "fan": fan, "layers": layered}[request.shape]
    right = {"chain": request.size + 1, "fan": request.size, "layers": depth(request.size) + 1}[request.shape]
    with scheduler(request) as compute, ThreadPoolExecutor(request.at_once) as pool:

        def run(_: int) -> None:
            assert compute(make(request.size)).id == right

        yield lambda: [None for _ in pool.map(run, range(request.runs))].clear()


if __name__ == "__main__":
    measure(opened)
