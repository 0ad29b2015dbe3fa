"""Bodies in worker processes. Real processes, so few of them: one runner serves most of the tests."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from gorkflow.core.calls import (
    CallEvents,
    ProcessCall,
    ProcessDiedError,
    ProcessOutput,
    Raised,
    RemoteError,
    Returned,
)
from gorkflow.core.values import ValueRefusedError, codec_for
from gorkflow.errors import DefinitionError, EngineError, StepInputError, StepNotFoundError
from gorkflow.runners.processes import ProcessRunner
from tests.runners import bodies
from tests.stopwatch import Stopwatch

ROOT = Path(__file__).parents[2]
BODIES = "tests.runners.bodies"
LIMIT = 4_000


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def runner() -> AsyncIterator[ProcessRunner]:
    """A runner of one worker, for all tests of this module that need no more."""
    runner = ProcessRunner(1, max_payload_bytes=LIMIT)
    yield runner
    await runner.close()


def call(body: object, *values: object, types: tuple[object, ...] = ()) -> ProcessCall:
    """The call of a body of `bodies.py`, its values encoded as the engine does."""
    return call_of(getattr(body, "__qualname__", ""), *values, types=types)


def call_of(name: str, *values: object, types: tuple[object, ...] = (), module: str = BODIES) -> ProcessCall:
    """The call of what has that name."""
    forms = types or tuple(map(type, values))
    encoded = [codec_for(form).encode(value) for form, value in zip(forms, values, strict=True)]
    return ProcessCall(module, name, tuple((one.data, one.arm) for one in encoded), "run-1", "step-1", 2, {})


def output(outcome: Returned[ProcessOutput] | Raised, type_: object) -> object:
    """The value that a body returned."""
    assert isinstance(outcome, Returned), outcome
    return codec_for(type_).decode(outcome.value.data, outcome.value.arm)


def error_of(outcome: Returned[ProcessOutput] | Raised) -> BaseException:
    """The error that a call ended with."""
    assert isinstance(outcome, Raised), outcome
    return outcome.error


def is_alive(pid: int) -> bool:
    """Whether the process exists and is no zombie."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


async def until(condition: Callable[[], bool]) -> None:
    """Wait for other processes; fails after ten seconds."""
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110 - other processes make it true, and tell no event
            await asyncio.sleep(0.005)


shared_loop = pytest.mark.asyncio(loop_scope="module")


@shared_loop
@pytest.mark.parametrize(
    ("body", "values", "type_", "expected"),
    [
        (bodies.double, (4,), int, 8),
        (bodies.wrapped, (4, "is"), str, "is 4"),
        (bodies.Namespace.method, (4,), int, 5),
    ],
)
async def test_a_body_is_found_by_its_name(
    runner: ProcessRunner, body: object, values: tuple[object, ...], type_: object, expected: object
) -> None:
    """A function, the step made of a function, a static method: each takes and gives its declared types."""
    outcome = await runner.run(call(body, *values))
    assert output(outcome, type_) == expected
    assert outcome.cpu_seconds < 1


@shared_loop
async def test_a_worker_is_another_process_and_is_used_again(runner: ProcessRunner) -> None:
    """One slot is one process, as long as no body harms it."""
    first, second = [output(await runner.run(call(bodies.pid)), int) for _ in range(2)]
    assert first == second != os.getpid()


@shared_loop
async def test_a_worker_is_like_the_engine_s_process(runner: ProcessRunner) -> None:
    """Folder, import path and arguments are the same."""
    here = bodies.surroundings()
    assert output(await runner.run(call(bodies.surroundings)), list[str]) == here


@shared_loop
@pytest.mark.parametrize(("given", "expected"), [(bodies.Order, bodies.Refund), (bodies.Refund, bodies.Order)])
async def test_the_members_of_a_union_stay_themselves(
    runner: ProcessRunner, given: type[bodies.Order | bodies.Refund], expected: type[object]
) -> None:
    """Two models of the same shape are told apart on the way in and on the way out."""
    union = bodies.Order | bodies.Refund
    outcome = await runner.run(call(bodies.either, given(id=1), types=(union,)))
    assert type(output(outcome, union)) is expected


@shared_loop
async def test_cpu_time_is_that_of_the_process(runner: ProcessRunner) -> None:
    """Not the time that passes."""
    spun, napped = await runner.run(call(bodies.spin, 0.05)), await runner.run(call(bodies.nap, 0.1))
    assert 0.05 <= spun.cpu_seconds < 2
    assert napped.cpu_seconds < 0.05


@shared_loop
async def test_a_body_has_its_context(runner: ProcessRunner) -> None:
    """Ids, state (read, written, deleted) and progress cross the border of the process."""
    told: list[tuple[float, float | None]] = []
    asked = call(bodies.use_context, 5)._replace(state={"total": b"\x0110", "gone": b'\x01"x"'})
    outcome = await runner.run(asked, CallEvents(progressed=lambda done, total: told.append((done, total))))
    assert output(outcome, str) == "run-1 step-1 2 run-1/step-1 False"
    assert isinstance(outcome, Returned)
    assert outcome.value.writes == {"total": b"\x0115", "gone": None}
    assert told == [(1.0, 2.0), (2.0, 2.0)]


@shared_loop
async def test_progress_cannot_drown_the_engine(runner: ProcessRunner) -> None:
    """Twenty thousand reports in a moment become a few; a nonsensical one harms nobody."""
    told: list[float] = []
    outcome = await runner.run(call(bodies.flood), CallEvents(progressed=lambda done, _: told.append(done)))
    assert isinstance(outcome, Returned)
    assert 1 <= len(told) < 200


@shared_loop
async def test_started_is_told_when_the_body_begins(runner: ProcessRunner) -> None:
    """Not when the worker is started or the module imported: a time-out counts from here."""
    told: list[str] = []
    await runner.run(call(bodies.double, 1), CallEvents(started=lambda: told.append("started")))
    await runner.run(call_of("missing", 1), CallEvents(started=lambda: told.append("never")))
    assert told == ["started"]


@shared_loop
async def test_a_body_may_ask_for_the_output_of_an_earlier_step(runner: ProcessRunner) -> None:
    """The engine is asked for it, and only then is it sent."""
    outcome = await runner.run(call(bodies.ask_for_output), CallEvents(output_of=lambda step_id: (b'"from it"', 0)))
    assert output(outcome, str) == "from it"


@shared_loop
async def test_an_output_that_is_not_to_be_had_raises_in_the_body(runner: ProcessRunner) -> None:
    """With the engine's words."""

    def refuse(step_id: str) -> tuple[bytes, int]:
        raise StepNotFoundError(f"{step_id} does not come before")

    error = error_of(await runner.run(call(bodies.ask_for_output), CallEvents(output_of=refuse)))
    assert isinstance(error, RemoteError)
    assert error.is_a(StepNotFoundError)
    assert str(error) == "wrapped does not come before"
    assert isinstance(error_of(await runner.run(call(bodies.ask_for_output))), RemoteError)


@shared_loop
@pytest.mark.parametrize(
    ("body", "type_name"),
    [
        (bodies.ask_for_resource, "gorkflow.errors.ResourceNotFoundError"),
        (bodies.write_from_pure, "gorkflow.errors.ContextError"),
        (bodies.write_much, "gorkflow.errors.InputError"),
    ],
)
async def test_what_a_context_may_not_do_raises_in_the_body(
    runner: ProcessRunner, body: object, type_name: str
) -> None:
    """The same errors as in the engine's process."""
    error = error_of(await runner.run(call(body)._replace(reads_only=body is bodies.write_from_pure)))
    assert isinstance(error, RemoteError)
    assert error.type_name == type_name


@shared_loop
async def test_an_error_comes_back_as_text_that_can_be_matched(runner: ProcessRunner) -> None:
    """Type, message, frames, cause, and all its classes by name, so that retry_on can be decided."""
    error = error_of(await runner.run(call(bodies.fail, "boom")))
    assert isinstance(error, RemoteError)
    assert (str(error), error.type_name, error.is_abort) == ("boom", "tests.runners.bodies.OwnError", False)
    assert error.is_a(bodies.OwnError)
    assert error.is_a((KeyError, ValueError))
    assert error.is_a(Exception)
    assert not error.is_a((KeyError, OSError))
    assert "KeyError: 'cause'" in error.traceback_text
    assert 'raise OwnError(text) from KeyError("cause")' in error.traceback_text
    assert "gorkflow/runners" not in error.traceback_text


@shared_loop
@pytest.mark.parametrize(
    ("body", "values", "type_name", "text"),
    [
        (bodies.leave, (3,), "SystemExit", "3"),
        (bodies.interrupt, (), "KeyboardInterrupt", ""),
    ],
)
async def test_a_body_that_wants_to_end_the_process_does_not(
    runner: ProcessRunner, body: object, values: tuple[object, ...], type_name: str, text: str
) -> None:
    """sys.exit() and its like are told apart from errors, and the worker lives."""
    before = output(await runner.run(call(bodies.pid)), int)
    error = error_of(await runner.run(call(body, *values)))
    assert isinstance(error, RemoteError)
    assert (error.type_name, str(error), error.is_abort) == (type_name, text, True)
    assert output(await runner.run(call(bodies.pid)), int) == before


@shared_loop
@pytest.mark.parametrize(
    ("body", "text"),
    [
        (bodies.unprintable, "<tests.runners.bodies.Unprintable that cannot be printed>"),
        (bodies.surrogate, "?"),
        (bodies.recurse, "maximum recursion depth exceeded"),
    ],
)
async def test_an_error_that_is_hard_to_tell_is_told(runner: ProcessRunner, body: object, text: str) -> None:
    """Whatever its text is, the type comes through."""
    error = error_of(await runner.run(call(body)))
    assert isinstance(error, RemoteError)
    assert str(error).startswith(text)


@shared_loop
@pytest.mark.parametrize(
    ("asked", "kind"),
    [
        (call(bodies.wrong_type), "type"),
        (call(bodies.awaitable), "type"),
        (call(bodies.large, LIMIT), "size"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.qualname,
)
async def test_an_output_that_will_not_do_is_refused(runner: ProcessRunner, asked: ProcessCall, kind: str) -> None:
    """In the worker: what is too large never crosses the border."""
    error = error_of(await runner.run(asked))
    assert isinstance(error, ValueRefusedError)
    assert error.kind == kind


@shared_loop
async def test_an_input_that_will_not_do_never_reaches_the_body(runner: ProcessRunner) -> None:
    """The wrong type, or the wrong number."""
    wrong = call(bodies.double, "four")
    assert isinstance(error_of(await runner.run(wrong)), StepInputError)
    error = error_of(await runner.run(call(bodies.double, 1, 2)))
    assert isinstance(error, StepInputError)
    assert "2 values for double, which takes 1" in str(error)


@shared_loop
@pytest.mark.parametrize(
    ("module", "name", "reason"),
    [
        (BODIES, "missing", "has no attribute 'missing'"),
        (BODIES, bodies.not_callable, "it is a str, not a function or step"),
        ("tests.runners.no_such_module", "body", "No module named 'tests.runners.no_such_module'"),
        ("tests.runners.broken_module", "body", "RuntimeError: not importable"),
        ("tests.runners.exiting_module", "body", "SystemExit: 3"),
    ],
)
async def test_a_body_that_cannot_be_imported_is_a_fault_of_the_definition(
    runner: ProcessRunner, module: str, name: str, reason: str
) -> None:
    """The error names step, run and body, and says why; the worker lives, whatever the module did."""
    before = output(await runner.run(call(bodies.pid)), int)
    error = error_of(await runner.run(call_of(name, module=module)))
    assert isinstance(error, DefinitionError)
    assert reason in str(error)
    assert "step 'step-1' of run run-1" in str(error)
    assert output(await runner.run(call(bodies.pid)), int) == before


@shared_loop
async def test_what_a_body_prints_reaches_the_engine_s_output(
    runner: ProcessRunner, capfd: pytest.CaptureFixture[str]
) -> None:
    """Printing, and writing bytes that are no text, does not disturb the protocol."""
    own = ProcessRunner(1, max_payload_bytes=LIMIT)  # the shared worker keeps the output of the test that started it
    outcome = await own.run(call(bodies.print_a_lot))
    await own.close()
    captured = capfd.readouterr()
    assert isinstance(outcome, Returned)
    assert sorted(captured.out.splitlines()) == ["raw \ufffd bytes", "to stdout"]
    assert captured.err == "to stderr\n"


@shared_loop
async def test_a_process_that_the_body_forks_has_no_part_in_the_protocol(runner: ProcessRunner, tmp_path: Path) -> None:
    """It may come out of the body: its outcome is nobody's."""
    before = output(await runner.run(call(bodies.pid)), int)
    assert output(await runner.run(call(bodies.fork_and_return, str(tmp_path / "said"))), str) == "parent"
    assert (tmp_path / "said").read_text(encoding="utf-8") == "child"
    assert output(await runner.run(call(bodies.pid)), int) == before


@shared_loop
@pytest.mark.parametrize(
    ("body", "values", "exit_code", "signal_name"),
    [
        (bodies.out, (3,), 3, None),
        (bodies.kill_self, (), None, "SIGKILL"),
        (bodies.close_everything, (), None, "SIGKILL"),
        (bodies.write_rubbish, (), None, "SIGKILL"),
    ],
)
async def test_a_worker_that_dies_under_a_body_is_told_and_replaced(
    runner: ProcessRunner, body: object, values: tuple[object, ...], exit_code: int | None, signal_name: str | None
) -> None:
    """Also one that lost its socket by what the body did: it is of no use any more."""
    error = error_of(await runner.run(call(body, *values)))
    assert isinstance(error, ProcessDiedError)
    assert (error.exit_code, error.signal) == (exit_code, signal_name)
    assert output(await runner.run(call(bodies.double, 2)), int) == 4


@shared_loop
async def test_what_a_dying_body_has_started_dies_with_it(runner: ProcessRunner, tmp_path: Path) -> None:
    """Even a process that was forked, and is not noticed by the closing of a pipe."""
    error = error_of(await runner.run(call(bodies.fork_and_die, str(tmp_path / "pid"))))
    assert isinstance(error, ProcessDiedError)
    assert error.exit_code == 4
    child = int((tmp_path / "pid").read_text(encoding="utf-8"))
    await until(lambda: not is_alive(child))


@shared_loop
async def test_cancelling_kills_the_worker_and_what_it_started(runner: ProcessRunner, tmp_path: Path) -> None:
    """At once, and the slot is free for a new worker."""
    worker = output(await runner.run(call(bodies.pid)), int)
    assert isinstance(worker, int)
    task = asyncio.create_task(runner.run(call(bodies.start_a_process, str(tmp_path / "pid"))))
    await until(lambda: (tmp_path / "pid").exists() and (tmp_path / "pid").read_text(encoding="utf-8") != "")
    child = int((tmp_path / "pid").read_text(encoding="utf-8"))
    with Stopwatch() as watch:
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    assert watch.seconds < 0.5
    await until(lambda: not is_alive(worker) and not is_alive(child))
    assert output(await runner.run(call(bodies.pid)), int) != worker


@shared_loop
async def test_a_body_that_holds_the_gil_is_killed_all_the_same(runner: ProcessRunner) -> None:
    """The loop is not blocked by it, and nothing in the worker has to cooperate."""
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.5):
            await runner.run(call(bodies.hold_the_gil, 0))
    assert output(await runner.run(call(bodies.double, 2)), int) == 4


@shared_loop
async def test_a_worker_that_died_while_idle_is_replaced_unnoticed(runner: ProcessRunner) -> None:
    """The next body has not run, so it runs on a new worker."""
    worker = output(await runner.run(call(bodies.pid)), int)
    assert isinstance(worker, int)
    os.kill(worker, signal.SIGKILL)
    replaced = output(await runner.run(call(bodies.pid)), int)
    assert replaced != worker


@shared_loop
async def test_calls_beyond_the_workers_wait_in_order(runner: ProcessRunner) -> None:
    """One worker: the second call starts when the first has ended."""
    ended: list[int] = []

    async def one(number: int) -> None:
        await runner.run(call(bodies.nap, 0.02))
        ended.append(number)

    tasks = [asyncio.create_task(one(number)) for number in range(4)]
    await asyncio.sleep(0)
    assert runner.active == 4
    await asyncio.gather(*tasks)
    assert ended == [0, 1, 2, 3]
    assert runner.active == 0


async def test_two_workers_work_at_a_time_and_end_with_the_runner() -> None:
    """Closing lets idle workers end, kills busy ones, and starts no more."""
    runner = ProcessRunner(2, max_payload_bytes=LIMIT)
    pids = [
        output(outcome, int)
        for outcome in await asyncio.gather(runner.run(call(bodies.pid)), runner.run(call(bodies.pid)))
    ]
    begun = asyncio.Event()
    busy = asyncio.create_task(runner.run(call(bodies.nap, 60.0), CallEvents(started=begun.set)))
    await begun.wait()
    await runner.close()
    await runner.close()
    assert isinstance(error_of(await busy), ProcessDiedError)
    assert len(set(pids)) == 2
    assert not any(is_alive(pid) for pid in pids if isinstance(pid, int))
    with pytest.raises(EngineError, match="closed"):
        await runner.run(call(bodies.double, 1))


async def test_a_call_that_is_given_up_while_its_worker_starts_leaves_no_process(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """At whatever turn of the loop: when the runner is closed, everything that it has started has ended."""
    started: list[asyncio.subprocess.Process] = []
    start = asyncio.create_subprocess_exec

    async def start_and_tell(*command: str, **options: Any) -> asyncio.subprocess.Process:
        process = await start(*command, **options)
        started.append(process)
        return process

    monkeypatch.setattr(asyncio, "create_subprocess_exec", start_and_tell)
    runner = ProcessRunner(1, max_payload_bytes=LIMIT)
    for turns in range(16):
        calling = asyncio.create_task(runner.run(call(bodies.pid)))
        for _ in range(turns):
            await asyncio.sleep(0)
        calling.cancel()
        await asyncio.wait([calling])
        assert calling.cancelled()
    await runner.close()
    assert len(started) > 1
    assert [process.pid for process in started if process.returncode is None] == []
    assert runner.active == 0


async def test_without_worker_processes_the_call_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a system that has none the error names the remedy."""
    runner = ProcessRunner(1, max_payload_bytes=LIMIT)
    with monkeypatch.context() as patched:
        patched.setattr("gorkflow.runners.processes.os.name", "nt")
        with pytest.raises(EngineError, match="executor='thread'"):
            await runner.run(call(bodies.double, 1))
    await runner.close()


MAIN = """
import asyncio, os, sys
from gorkflow.core.calls import ProcessCall
from gorkflow.core.decorator import step
from gorkflow.runners.processes import ProcessRunner

class OwnError(Exception):
    pass

@step(executor="process")
def triple(value: int) -> int:
    return 3 * value

def fail() -> None:
    raise OwnError("mine")

async def main():
    runner = ProcessRunner(1, max_payload_bytes=4000)
    done = await runner.run(ProcessCall("__main__", "triple", ((b"4", 0),), "r", "s", 1, {}))
    failed = await runner.run(ProcessCall("__main__", "fail", (), "r", "s", 1, {}))
    await runner.close()
    last = getattr(failed.error, "traceback_text", "-").splitlines()[-1]
    print(done.value.data, failed.error.type_name, failed.error.is_a(OwnError), last, sys.argv[1:])
"""
GUARDED = MAIN + '\nif __name__ == "__main__":\n    asyncio.run(main(), debug=True)\n'
UNGUARDED = MAIN.replace(", failed.error.type_name, failed.error.is_a(OwnError), last, sys.argv[1:]", "").replace(
    "done.value.data", "str(done.error)"
)


def run_python(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """A real interpreter, in which every warning is an error."""
    return subprocess.run(
        [sys.executable, "-X", "dev", "-W", "error", *arguments],
        cwd=cwd, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def test_bodies_of_the_main_script_work(tmp_path: Path) -> None:
    """Its classes are still those of `__main__`, and its main block does not run again."""
    script = tmp_path / "script.py"
    script.write_text(GUARDED, encoding="utf-8")
    done = run_python(str(script), "--option", cwd=tmp_path)
    assert (done.stdout, done.stderr) == ("b'12' __main__.OwnError True __main__.OwnError: mine ['--option']\n", "")


def test_bodies_of_a_main_module_work(tmp_path: Path) -> None:
    """A package started by `python -m`, with an import relative to itself."""
    package = tmp_path / "shop"
    package.mkdir()
    (package / "__init__.py").write_text("", encoding="utf-8")
    (package / "prices.py").write_text("PRICE = 3\n", encoding="utf-8")
    text = GUARDED.replace("import asyncio", "from .prices import PRICE\nimport asyncio").replace("3 * v", "PRICE * v")
    (package / "__main__.py").write_text(text, encoding="utf-8")
    done = run_python("-m", "shop", cwd=tmp_path)
    assert (done.stdout, done.stderr) == ("b'12' __main__.OwnError True __main__.OwnError: mine []\n", "")


def test_a_main_script_without_a_guard_is_told_so(tmp_path: Path) -> None:
    """Its worker does not start workers of its own without end; the error names the remedy."""
    script = tmp_path / "script.py"
    script.write_text(UNGUARDED + "\nasyncio.run(main())\n", encoding="utf-8")
    done = run_python(str(script), cwd=tmp_path)
    assert "put the start below `if __name__ == '__main__':`" in done.stdout
    assert done.stderr == ""


def test_a_body_of_no_script_is_told_so() -> None:
    """python -c has no file that a worker could run."""
    done = run_python("-c", UNGUARDED + "\nasyncio.run(main())\n")
    assert "defined in a console or by python -c" in done.stdout


def test_workers_end_when_their_engine_is_killed(tmp_path: Path) -> None:
    """The busy and the idle one, though nobody tells them."""
    script = tmp_path / "script.py"
    script.write_text(
        "import asyncio\n"
        "from gorkflow.core.calls import ProcessCall\n"
        "from gorkflow.runners.processes import ProcessRunner\n"
        "def call(name, *values): return ProcessCall('tests.runners.bodies', name, values, 'r', 's', 1, {})\n"
        "async def main():\n"
        "    runner = ProcessRunner(2, max_payload_bytes=4000)\n"
        "    pids = await asyncio.gather(runner.run(call('pid')), runner.run(call('pid')))\n"
        "    busy = asyncio.create_task(runner.run(call('nap', (b'60', 0))))\n"
        "    await asyncio.sleep(0.1)\n"
        "    print(*[one.value.data.decode() for one in pids], flush=True)\n"
        "    await busy\n"
        "asyncio.run(main())\n",
        encoding="utf-8",
    )
    with subprocess.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)}, cwd=ROOT
    ) as engine:
        assert engine.stdout is not None
        pids = [int(word) for word in engine.stdout.readline().split()]
        assert len(pids) == 2
        assert all(map(is_alive, pids))
        engine.kill()
    deadline = time.monotonic() + 10
    while any(map(is_alive, pids)) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not any(map(is_alive, pids))


def test_a_runner_that_nobody_closed_does_not_hold_the_interpreter(tmp_path: Path) -> None:
    """An engine that ends by an exception leaves no worker behind."""
    script = tmp_path / "script.py"
    script.write_text(
        "import asyncio\n"
        "from gorkflow.core.calls import ProcessCall\n"
        "from gorkflow.runners.processes import ProcessRunner\n"
        "async def main():\n"
        "    runner = ProcessRunner(1, max_payload_bytes=4000)\n"
        "    done = await runner.run(ProcessCall('tests.runners.bodies', 'pid', (), 'r', 's', 1, {}))\n"
        "    print(done.value.data.decode(), flush=True)\n"
        "    raise SystemExit(7)\n"
        "asyncio.run(main())\n",
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, str(script)], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 7
    assert done.stderr == ""
    deadline = time.monotonic() + 10
    while is_alive(int(done.stdout)) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not is_alive(int(done.stdout))
