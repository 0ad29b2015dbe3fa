"""The composition root: a URL and options become an engine. Adapters are imported here, and only when they are used."""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from urllib.parse import unquote

from typing_extensions import Unpack

from gorkflow.config import read_auth_token, read_step_config
from gorkflow.core.durations import Seconds, Timeout
from gorkflow.core.error_text import shown
from gorkflow.core.handle import Durability
from gorkflow.core.policy import RetryPolicy
from gorkflow.errors import SettingError, StoreUnsupportedError, StoreUrlError
from gorkflow.ports import Store
from gorkflow.runtime import engine as runtime_engine
from gorkflow.runtime.options import EngineOptions, EngineSettings, checked_engine_options, is_instance_of
from gorkflow.runtime.parts import Parts

if TYPE_CHECKING:
    from gorkflow.core.workflow import Workflow
    from gorkflow.ports import Clock, Observer, ProcessRunner, ThreadRunner

T = TypeVar("T")
U = TypeVar("U")

_KNOWN = "memory://, sqlite:///relative.db, sqlite:////absolute.db, libsql:///file.db, libsql://host or https://host"
_SERVER_SCHEMES = frozenset({"libsql", "http", "https"})
_SERVER_PAYLOAD_BYTES = 4 * 1024 * 1024  # sqld takes values of 5 MiB
_DRIVER = "httpx"


class Engine(runtime_engine.Engine):
    """Runs workflows and keeps them in a store. `connect(url)` makes one with a store of gorkflow's own.

    Open it with `async with`; leaving the block closes it.

    Args:
        store: a `gorkflow.ports.Store`, which the engine opens and closes.
        **options: see `EngineOptions`.

    Raises:
        SettingError: an option is out of its range.
        DefinitionError: a workflow cannot be registered.
    """

    def __init__(self, store: Store, /, **options: Unpack[EngineOptions]) -> None:
        settings = checked_engine_options(options)
        if not is_instance_of(Store, store):  # a caller without a type checker may give anything, a URL too
            msg = (
                f"Engine() takes a gorkflow.ports.Store, not a {type(store).__name__}; connect(url) makes one of a URL"
            )
            raise SettingError(msg)
        super().__init__(
            Parts(
                store,
                settings,
                threads=_threads(settings),
                processes=_processes(settings),
                overrides=read_step_config().overrides,
            )
        )


def connect(
    url: str = "memory://",
    /,
    *,
    workflows: Sequence[Workflow[Any, Any]] = (),
    observers: Sequence[Observer] = (),
    resources: Sequence[object] = (),
    max_concurrent_runs: int = 1000,
    max_concurrent_steps: int = 100,
    thread_workers: int | None = None,
    process_workers: int | None = None,
    max_abandoned: int | None = None,
    max_recoveries: int = 5,
    lease_ttl: Seconds = 30.0,
    grace: Seconds = 10.0,
    durability: Durability = "power",
    retry: RetryPolicy | None = None,
    timeout: Timeout | None = None,
    max_payload_bytes: int = 2097152,
    warn_payload_bytes: int = 262144,
    recover: bool = True,
    read_only: bool = False,
    clock: Clock | None = None,
) -> Engine:
    """An engine on the store that the URL names. Nothing is opened before `async with`.

    Args:
        url: `memory://`, `sqlite:///relative.db`, `sqlite:////absolute.db`, `libsql:///file.db`, which is SQLite, or
            a libSQL server: `libsql://host?authToken=...`, `http://host:port`, `https://host`. Where a server's URL
            has no token, the environment variable GORKFLOW_AUTH_TOKEN may have it.
        workflows: definitions whose unfinished runs are to go on when the engine opens.
        observers: told of every event after it is durable.
        resources: instances, or async context-manager factories, that bodies get by `ctx.resource(Type)`.
        max_concurrent_runs: runs driven at once; further ones are PENDING in the store.
        max_concurrent_steps: bodies at once, over all runs.
        thread_workers: bodies in threads at once; None for 4 more than the machine's cores, at most 32.
        process_workers: bodies in processes at once; None for the machine's cores.
        max_abandoned: thread bodies that may ignore their time-out before no new one starts; None for thread_workers.
        max_recoveries: a step whose process died under it so often fails its run with PoisonStepError.
        lease_ttl: after so long without a heartbeat the engine counts as dead; at least a second.
        grace: how long closing waits for bodies in flight.
        durability: what a finished write survives: "power" the loss of power, "process" the death of the process. A
            server decides for itself and refuses "process".
        retry: for steps and workflows that say nothing themselves.
        timeout: as retry, of one attempt.
        max_payload_bytes: the largest JSON of one input or output.
        warn_payload_bytes: from this size on a warning is logged.
        recover: whether runs that nobody alive owns are taken over, at opening and later, and schedules are fired.
            Without it only runs that this engine laid to rest itself are woken by it.
        read_only: no runs are started, resumed or changed.
        clock: tests give a FakeClock.

    Raises:
        StoreUrlError: the URL names no store.
        SettingError: an option is out of its range.
        StoreUnsupportedError: the extra is not installed that the store needs.
    """
    return Engine(
        _store_for(url, durability, max_payload_bytes),
        workflows=workflows,
        observers=observers,
        resources=resources,
        max_concurrent_runs=max_concurrent_runs,
        max_concurrent_steps=max_concurrent_steps,
        thread_workers=thread_workers,
        process_workers=process_workers,
        max_abandoned=max_abandoned,
        max_recoveries=max_recoveries,
        lease_ttl=lease_ttl,
        grace=grace,
        retry=retry,
        timeout=timeout,
        max_payload_bytes=max_payload_bytes,
        warn_payload_bytes=warn_payload_bytes,
        recover=recover,
        read_only=read_only,
        clock=clock,
    )


def run(workflow: Workflow[T, U], input: T, /, *, store: str = "memory://") -> U:
    """Run a workflow and wait for its output, from code that is not async; also inside a running loop (notebooks).

    Who is interrupted meanwhile (Ctrl-C) gets KeyboardInterrupt once everything has stopped: in a file the run is open
    then, and bodies in flight had ten seconds to end, or until the second interruption.

    Raises:
        RunFailedError, RunCancelledError: as `Engine.run`.
    """
    grace = 0.0 if store == "memory://" else 10.0  # nothing is left there of what a body would still give

    async def run_once() -> U:
        async with connect(store, grace=grace) as engine:
            return await engine.run(workflow, input)

    return outside_of_loops(run_once)


def store_of(url: str, durability: Durability = "power") -> Store:
    """The store that a URL names, not opened.

    Raises:
        StoreUrlError: no store, or options that it does not have.
        SettingError: the durability is none that the store has.
        StoreUnsupportedError: the extra is not installed that the store needs.
    """
    if durability not in ("power", "process"):
        msg = f"durability must be 'power' or 'process', not {shown(durability)}"
        raise SettingError(msg)
    if not _is_text(url):  # a caller without a type checker may give anything
        msg = f"a store's URL must be a str, not {type(url).__name__}; use {_KNOWN}"
        raise StoreUrlError(msg)
    if url == "memory://":
        from gorkflow.stores.memory import MemoryStore  # adapters are imported when they are used

        return MemoryStore()
    scheme, separator, rest = url.partition("://")
    if separator and scheme in {"sqlite", "libsql"} and rest.startswith("/"):
        from gorkflow.stores.sqlite import SqliteStore  # adapters are imported when they are used

        return SqliteStore(_file_of(rest[1:], url), durability=durability)
    if separator and scheme in _SERVER_SCHEMES:
        return _on_server(url, durability)
    msg = f"store URL {without_secrets(url)!r} names no store; use {_KNOWN}"
    raise StoreUrlError(msg)


def _on_server(url: str, durability: Durability) -> Store:
    if durability == "process":
        msg = f"store {without_secrets(url)!r} is a server, which decides that itself; leave durability='process' out"
        raise SettingError(msg)
    try:
        from gorkflow.stores.libsql import LibsqlStore  # adapters are imported when they are used
    except ModuleNotFoundError as error:
        if error.name != _DRIVER:
            raise
        msg = f"store {without_secrets(url)!r} needs {_DRIVER}; install it: pip install 'gorkflow[libsql]'"
        raise StoreUnsupportedError(msg) from error
    return LibsqlStore(url, token=read_auth_token())


def _store_for(url: str, durability: Durability, max_payload_bytes: object) -> Store:
    """The store, if it takes every value that the engine takes: one that it does not would hold its run up for ever."""
    store = store_of(url, durability)
    is_server = store.url.partition("://")[0] in _SERVER_SCHEMES
    if is_server and isinstance(max_payload_bytes, int) and max_payload_bytes > _SERVER_PAYLOAD_BYTES:
        msg = f"max_payload_bytes is at most {_SERVER_PAYLOAD_BYTES} on {store.url}, not {max_payload_bytes}"
        raise SettingError(msg)
    return store


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _file_of(path: str, url: str) -> Path:
    if "?" in path or "#" in path:
        msg = f"store URL {without_secrets(url)!r} has options, and a file has none; leave out what follows the path"
        raise StoreUrlError(msg)
    path = unquote(path)
    if not path or path.endswith("/") or "\x00" in path or path == ":memory:":
        msg = f"store URL {without_secrets(url)!r} names no file; use sqlite:///runs.db, or memory:// for no file"
        raise StoreUrlError(msg)
    return Path(path)


def without_secrets(url: str) -> str:
    """The URL without user, password, query and fragment, however it is misspelt."""
    head, at, rest = url.rpartition("@")
    scheme, separator, path = head.partition("://") if at else url.partition("://")
    if not separator:  # no scheme: all that comes before the @ may be a secret
        scheme, path = ("", "") if at else ("", url)
    shown = rest if at else path
    return f"{scheme}{separator}{re.split('[?#]', shown, maxsplit=1)[0]}"[:200]


def _threads(settings: EngineSettings) -> Callable[[], ThreadRunner]:
    def make() -> ThreadRunner:
        from gorkflow.runners.threads import ThreadRunner as Threads  # adapters are imported when they are used

        return Threads(settings.thread_workers, max_abandoned=settings.max_abandoned)

    return make


def _processes(settings: EngineSettings) -> Callable[[], ProcessRunner]:
    def make() -> ProcessRunner:
        from gorkflow.runners.processes import ProcessRunner as Processes  # adapters are imported when they are used

        return Processes(settings.process_workers, max_payload_bytes=settings.max_payload_bytes)

    return make


def outside_of_loops(main: Callable[[], Coroutine[Any, Any, U]]) -> U:
    """Run a coroutine to its end: in this thread, or in one of its own where a loop runs here already.

    Whoever is interrupted (Ctrl-C, the stop button of a notebook) while it waits for the thread interrupts what runs
    there, and waits until that has ended.
    """
    if not _is_on_loop():
        return asyncio.run(main())
    portal = _Portal(main)
    portal.start()
    interruption: BaseException | None = None
    while not portal.ended.is_set():
        try:
            portal.ended.wait()  # not join(): up to Python 3.12 a join that is interrupted takes the thread for ended
        except BaseException as error:  # noqa: BLE001  # raised below: first the run has to end
            interruption = error
            portal.interrupt()
    if interruption is not None:
        raise interruption
    if portal.error is not None:
        raise portal.error
    return portal.outcome[0]


def _is_on_loop() -> bool:
    """Asked apart: what is raised while an exception is handled carries that one along, to the user's traceback."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


class _Portal(threading.Thread, Generic[U]):
    """A thread with an event loop, for one coroutine."""

    def __init__(self, main: Callable[[], Coroutine[Any, Any, U]]) -> None:
        super().__init__(name="gorkflow-run", daemon=True)
        self._main = main
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[U] | None = None
        self._is_interrupted = False
        self.ended = threading.Event()
        self.outcome: list[U] = []
        self.error: BaseException | None = None

    def run(self) -> None:
        """What the thread does."""
        try:
            self.outcome.append(asyncio.run(self._work()))
        except BaseException as error:  # noqa: BLE001  # handed to the caller's thread
            self.error = error
        finally:
            self.ended.set()

    def interrupt(self) -> None:
        """Cancel the coroutine, from another thread; what it does about that takes its time."""
        with self._lock:
            self._is_interrupted = True
            if self._loop is not None and self._task is not None:
                self._loop.call_soon_threadsafe(self._task.cancel)

    async def _work(self) -> U:
        task = asyncio.ensure_future(self._main())
        with self._lock:
            self._loop, self._task = asyncio.get_running_loop(), task
            if self._is_interrupted:
                task.cancel()
        try:
            return await task
        finally:
            with self._lock:
                self._loop = None
