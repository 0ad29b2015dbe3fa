"""What a Prometheus server reads of an engine's metrics."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from prometheus_client import CollectorRegistry, start_http_server

from gorkflow import Engine, MetricsObserver, RetryPolicy, RunFailedError, SettingError, StepContext, step, workflow
from tests.conftest import NO_PROMETHEUS, Database
from tests.observers.prometheus_server import REQUIRED, NoServerError, Server, find

PATIENCE_SECONDS = 60.0


@step
async def numbers(count: int) -> list[int]:
    return list(range(count))


@step
async def double(value: int) -> int:
    return value * 2


@step
async def total(values: list[int]) -> int:
    return sum(values)


@step(retry=RetryPolicy(2, delay=0))
async def stumble(ctx: StepContext, value: int) -> int:
    if ctx.attempt == 1:
        raise OSError("once")
    return value


@step
async def refuse(value: int) -> int:
    raise ValueError("never")


doubling = workflow("doubling").then(numbers).map(double).then(total).then(stumble).build()
refusing = workflow("refusing").then(refuse).build()


@pytest.fixture
def program() -> Path:
    """The server's program; without one the test is skipped, unless it is required."""
    try:
        return find()
    except NoServerError as error:
        if os.environ.get(REQUIRED):
            raise
        pytest.skip(f"{NO_PROMETHEUS}: {error}")


@pytest.fixture
def scraped(program: Path, tmp_path: Path) -> Iterator[tuple[MetricsObserver, Server]]:
    """An observer whose figures a server scrapes."""
    observer, registry = MetricsObserver(), CollectorRegistry()
    observer.register(registry)
    exposition, thread = start_http_server(0, addr="127.0.0.1", registry=registry)
    server = Server(program, tmp_path, free_port(), exposition.server_port)
    try:
        server.start()
        yield observer, server
    finally:
        server.stop()
        exposition.shutdown()
        exposition.server_close()
        thread.join()


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def until(holds: Callable[[], bool], tell: Callable[[], object]) -> None:
    """Wait for what a scrape to come will show."""
    give_up_at = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < give_up_at, tell()
        time.sleep(0.05)


@pytest.mark.long
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_a_real_server_scrapes_it(scraped: tuple[MetricsObserver, Server], database: Database) -> None:
    """Counts by workflow, step and outcome, items of a map as their step, and histograms that can be computed with."""
    observer, server = scraped
    async with Engine(database.store(), observers=[observer]) as engine:
        assert await engine.run(doubling, 50) == 2450
        with pytest.raises(RunFailedError):
            await engine.run(refusing, 1)
    finished = {
        (("status", "COMPLETED"), ("workflow", "doubling")): 1.0,
        (("status", "FAILED"), ("workflow", "refusing")): 1.0,
    }
    until(lambda: server.ask("gorkflow_runs_finished_total") == finished, server.health)
    attempts = server.ask("gorkflow_step_attempts_total")
    assert attempts[("outcome", "completed"), ("step", "double"), ("workflow", "doubling")] == 50
    assert attempts[("outcome", "retried"), ("step", "stumble"), ("workflow", "doubling")] == 1
    assert attempts[("outcome", "failed"), ("step", "refuse"), ("workflow", "refusing")] == 1
    assert len(attempts) == 6
    running = server.ask("gorkflow_runs_in_progress")
    assert running == {(("workflow", "doubling"),): 0.0, (("workflow", "refusing"),): 0.0}
    assert server.ask('gorkflow_step_duration_seconds_count{step="double"}') == {
        (("step", "double"), ("workflow", "doubling")): 50.0
    }
    quantile = 'histogram_quantile(0.5, gorkflow_run_duration_seconds_bucket{workflow="doubling"})'
    ((_, seconds),) = server.ask(quantile).items()
    assert 0 < seconds < 86400


def test_a_registry_takes_one_observer() -> None:
    """Two of them would show every figure twice; one that was taken out makes room."""
    registry = CollectorRegistry()
    remove = MetricsObserver().register(registry)
    with pytest.raises(SettingError, match="shows another MetricsObserver already"):
        MetricsObserver().register(registry)
    remove()
    MetricsObserver().register(registry)


def test_without_a_registry_it_is_the_clients_own() -> None:
    """As its own metrics are."""
    from prometheus_client import REGISTRY, generate_latest

    remove = MetricsObserver().register()
    assert b"# TYPE gorkflow_runs_in_progress gauge" in generate_latest(REGISTRY)
    remove()
    assert b"gorkflow" not in generate_latest(REGISTRY)
