"""A place where programs are killed, and the evidence of what became of their runs."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from queue import Empty, Queue
from typing import NamedTuple, TypedDict

from typing_extensions import Unpack

from gorkflow.stores.sqlite_file import Durability
from tests.faults.shapes import BODY, DIE, LIFE, NOTES

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 60.0


class JobOptions(TypedDict, total=False):
    """See `tests.faults.program.Job`; `body` and `die` are for `tests.faults.shapes`."""

    flow: str
    runs: int
    poison: int
    first: int
    steps: int
    lease: float
    durability: Durability
    busy_seconds: float
    max_recoveries: int
    dies_at: int
    dies: str
    stays: bool
    failing: bool
    listens: bool


class Child:
    """The program at work."""

    def __init__(self, process: subprocess.Popen[str], life: int) -> None:
        self.process = process
        self.life = life
        self.died_at: int | None = None
        self._lines: Queue[str] = Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line.strip())

    def line(self, timeout: float = PATIENCE_SECONDS) -> str:
        """The next line that it says; fails when there is none."""
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            with contextlib.suppress(Empty):
                return self._lines.get(timeout=0.02)
            if self.process.poll() is not None and not self._reader.is_alive() and self._lines.empty():
                raise AssertionError(f"life {self.life} ended with {self.process.returncode} and said nothing more")
        raise AssertionError(f"life {self.life} said nothing for {timeout} s")

    def until(self, text: str) -> None:
        """Skip lines up to this one."""
        while self.line() != text:
            pass

    def ask(self, command: str) -> str:
        """Its answer to a command."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{command}\n")
        self.process.stdin.flush()
        return self.line()

    def send(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def kill(self) -> None:
        """Kill it with -9; returns when it is dead. Harmless when it is."""
        self.process.kill()
        self.wait()

    def wait(self, timeout: float = PATIENCE_SECONDS) -> int:
        """Its exit code, once it has ended."""
        code = self.process.wait(timeout)
        self.died_at = self.died_at or time.monotonic_ns()
        return code


class Note(NamedTuple):
    """One line of the side files. `what` is "begin", "end", "started", "opening" or "opened"."""

    at: int  # nanoseconds of the machine's monotonic clock
    life: int
    what: str
    words: tuple[str, ...]


class Checkpoint(NamedTuple):
    """A completed step as the database holds it."""

    output: bytes | None
    checksum: int | None
    position: int | None
    attempt: int


Checkpoints = dict[tuple[str, str], Checkpoint]


class RunFact(NamedTuple):
    """A run as the database holds it; `output` is that of its last step."""

    flow: str
    status: str
    number: int
    output: int | None
    error: str | None


class Arena:
    """A database, a folder of notes, and the lives of the programs on them.

    Args:
        body: shortest and longest body, in seconds.
    """

    def __init__(self, folder: Path, *, body: tuple[float, float] = (0.0, 0.02)) -> None:
        self.database = folder / "runs.db"
        self.notes_folder = folder / "notes"
        self.notes_folder.mkdir()
        self.body = body
        self.lives: list[Child] = []
        self.checkpoints: list[tuple[int, Checkpoints]] = []

    def environment(self, life: int) -> dict[str, str]:
        """What bodies of that life need to know."""
        return {NOTES: str(self.notes_folder), LIFE: str(life), BODY: f"{self.body[0]}:{self.body[1]}"}

    def spawn(self, *, die: str = "", **options: Unpack[JobOptions]) -> Child:
        """Begin a life of the program."""
        life = len(self.lives) + 1
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.program", json.dumps({"database": str(self.database), **options})],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT), DIE: die, **self.environment(life)},
        )
        child = Child(process, life)
        self.lives.append(child)
        return child

    def freeze(self, child: Child) -> int:
        """Stop it with SIGSTOP, but not inside a write: there it would hold the database for everybody. The moment."""
        while True:
            child.send(signal.SIGSTOP)
            os.waitpid(child.process.pid, os.WUNTRACED)
            at = time.monotonic_ns()
            with contextlib.closing(sqlite3.connect(self.database, timeout=0, isolation_level=None)) as connection:
                try:
                    connection.execute("BEGIN IMMEDIATE")
                    connection.execute("ROLLBACK")
                except sqlite3.OperationalError:
                    child.send(signal.SIGCONT)
                    time.sleep(0.005)
                else:
                    return at

    def close(self) -> None:
        """End whatever still lives."""
        for child in self.lives:
            with contextlib.suppress(ProcessLookupError):
                child.process.send_signal(signal.SIGCONT)
            child.process.kill()
            child.process.wait()
            for stream in (child.process.stdin, child.process.stdout):
                if stream is not None:
                    with contextlib.suppress(BrokenPipeError):
                        stream.close()

    @contextlib.contextmanager
    def here(self) -> Iterator[None]:
        """Bodies that run in this process inside the block note themselves too, as life 0."""
        mine = self.environment(0)
        before = {name: os.environ.get(name) for name in mine}
        os.environ.update(mine)
        try:
            yield
        finally:
            for name, value in before.items():
                if value is None:
                    del os.environ[name]
                else:
                    os.environ[name] = value

    @contextlib.contextmanager
    def look(self) -> Iterator[sqlite3.Connection]:
        """A copy of the database as it lies there: looking recovers nothing and folds nothing."""
        with tempfile.TemporaryDirectory(prefix="gorkflow-look-") as folder:
            for name in (self.database.name, f"{self.database.name}-wal"):
                with contextlib.suppress(FileNotFoundError):
                    shutil.copy(self.database.with_name(name), folder)
            with contextlib.closing(sqlite3.connect(Path(folder, self.database.name))) as connection:
                yield connection

    def observe(self) -> Checkpoints:
        """What is completed now; kept, to be compared with what comes later. Nobody may be writing."""
        sql = "SELECT run_id, step_id, output, checksum, position, attempt FROM step_executions WHERE status = ?"
        with self.look() as connection:
            rows = connection.execute(sql, ("COMPLETED",)).fetchall()
        found = {(run, step): Checkpoint(*rest) for run, step, *rest in rows}
        self.checkpoints.append((time.monotonic_ns(), found))
        return found

    def runs(self) -> dict[str, RunFact]:
        """Every run of the database."""
        sql = (
            "SELECT runs.run_id, workflow_id, runs.status, idempotency_key, steps.output, runs.error FROM runs "
            "LEFT JOIN step_executions AS steps ON steps.run_id = runs.run_id AND step_id IN ('d', 't#2') AND "
            "steps.status = 'COMPLETED'"
        )
        with self.look() as connection:
            rows = connection.execute(sql).fetchall()
        return {
            run: RunFact(
                flow, status, int(key.rpartition("/")[2]), None if output is None else json.loads(output), error
            )
            for run, flow, status, key, output, error in rows
        }

    def notes(self) -> list[Note]:
        """All that was noted, in order of time."""
        found: list[Note] = []
        for path in self.notes_folder.iterdir():
            for line in path.read_text().splitlines():
                at, life, what, *words = line.split(" ")
                found.append(Note(int(at), int(life), what, tuple(words)))
        return sorted(found)
