"""wait_for: typed signals, buffered, each for one wait; with and without a time-out."""

from __future__ import annotations

import asyncio

import pytest
from pydantic import BaseModel

from gorkflow import (
    Engine,
    InputError,
    RunCancelledError,
    RunFailedError,
    RunFinishedError,
    RunHandle,
    RunNotFoundError,
    RunStatus,
    SettingError,
    Signal,
    StepStatus,
    UnknownSignalError,
    Workflow,
    step,
    workflow,
)
from gorkflow.core.records import InboxRow
from gorkflow.errors import DefinitionError
from gorkflow.testing import FakeClock
from tests.conftest import Database, OpenEngine, on_memory, on_sqlite, settle
from tests.stopwatch import Stopwatch


class Approval(BaseModel):
    by: str
    amount: int = 0


class Refusal(BaseModel):
    why: str


approval = Signal("approval", Approval)
note = Signal("note", str)
either = Signal("either", Approval | Refusal)


@step
async def add(value: int) -> int:
    return value + 1


@step
async def name(given: Approval | None) -> str:
    return "nobody" if given is None else given.by


@step
async def kind(given: Approval | Refusal) -> str:
    return type(given).__name__


@step
async def joined(one: str, other: str) -> str:
    return f"{one}+{other}"


@step
async def blocked(value: int) -> int:
    await asyncio.get_running_loop().create_future()
    return value


waiting = workflow("waiting").then(add).wait_for(approval).then(name).build()
limited = workflow("limited").then(add).wait_for(approval, timeout=2, default=None).then(name).build()
start = workflow("two", int).then(add)
two = start.wait_for(note).join(start.wait_for(note)).then(joined).build()


async def at_rest(engine: Engine, flow: Workflow[int, str]) -> RunHandle[str]:
    handle = await engine.start(flow, 1)
    await engine.idle()
    assert (await handle.run()).status is RunStatus.WAITING
    return handle


async def test_a_run_waits_for_its_signal(engine: Engine) -> None:
    """The payload is what the next step takes, and is kept as the output of the wait."""
    handle = await at_rest(engine, waiting)
    assert engine.health().running == 0
    waits = (await engine.list_step_executions(handle.run_id))[1]
    assert (waits.step_id, waits.status, waits.next_attempt_at) == ("@wait-1", StepStatus.WAITING, None)
    await handle.signal(approval, Approval(by="anna"))
    assert await handle.result() == "anna"
    assert await engine.load_step_output(handle.run_id, "@wait-1") == {"by": "anna", "amount": 0}
    received = [event async for event in handle.events() if event.type == "SignalReceived"]
    assert [event.step_id for event in received] == ["@wait-1"]


async def test_a_wrong_signal_changes_nothing(engine: Engine) -> None:
    """It is refused to its sender; the run still waits, in the same place, and the right one goes on."""
    handle = await at_rest(engine, waiting)
    before = await engine.list_step_executions(handle.run_id)
    with pytest.raises(UnknownSignalError, match=r"no wait for signal 'note'; it waits for 'approval'"):
        await handle.signal(note, "hello")
    with pytest.raises(UnknownSignalError, match="'approval' with Approval, not with str"):
        await handle.signal(Signal("approval", str), "yes")
    with pytest.raises(InputError, match=r"'approval' has Approval.*nothing was sent"):
        await handle.signal(approval, Approval.model_construct(by=3))
    with pytest.raises(InputError, match="takes a Signal, not 'approval'"):
        await handle.signal("approval", Approval(by="x"))  # type: ignore[arg-type]  # a caller without a type checker
    assert await engine.list_step_executions(handle.run_id) == before
    assert (await handle.run()).status is RunStatus.WAITING
    await handle.signal(approval, Approval(by="bea"))
    assert await handle.result() == "bea"


@pytest.mark.parametrize("signal_id", ["", "x" * 501, "a\nb", "nul\0", 3, b"x"])
async def test_what_is_no_id_of_a_signal_is_refused(engine: Engine, signal_id: str) -> None:
    """Nothing is sent."""
    handle = await at_rest(engine, waiting)
    with pytest.raises(InputError, match="signal_id must be"):
        await handle.signal(approval, Approval(by="x"), signal_id=signal_id)
    assert (await handle.run()).status is RunStatus.WAITING


async def test_signals_to_runs_that_take_none(engine: Engine) -> None:
    """A finished or unknown run: typed errors, and nothing is stored."""
    handle = await at_rest(engine, limited)
    await handle.signal(approval, Approval(by="x"))
    await handle.result()
    with pytest.raises(RunFinishedError, match="is COMPLETED and takes no signals"):
        await handle.signal(approval, Approval(by="late"))
    cancelled = await at_rest(engine, waiting)
    await cancelled.cancel()
    with pytest.raises(RunFinishedError, match="is CANCELLED"):
        await cancelled.signal(approval, Approval(by="late"))
    for run_id in ("no-such-run", "größe", ""):
        with pytest.raises(RunNotFoundError):
            await engine.signal(run_id, approval, Approval(by="x"))
    plain = await engine.start(workflow("plain").then(blocked).build(), 1)
    with pytest.raises(UnknownSignalError, match="it waits for none"):
        await plain.signal(approval, Approval(by="x"))
    await plain.cancel()


async def test_an_early_signal_is_kept(engine: Engine) -> None:
    """Also over a wait of another name and a sleep; the run does not wake again and again for it."""
    flow = workflow("early", int).wait_for(note).sleep(0.05).wait_for(approval).then(name).build()
    handle = await engine.start(flow, 1)
    await handle.signal(approval, Approval(by="early"))
    await settle()
    resumed = [event async for event in engine.events(handle.run_id) if event.type == "RunResumed"]
    await asyncio.sleep(0.3)
    assert [event async for event in engine.events(handle.run_id) if event.type == "RunResumed"] == resumed
    assert (await handle.run()).status is RunStatus.WAITING
    await handle.signal(note, "go")
    assert await handle.result(timeout=60) == "early"


async def test_a_signal_before_the_run_comes_to_its_wait(engine: Engine) -> None:
    """While a step before it is at work."""
    free = asyncio.Event()

    @step
    async def held(value: int) -> int:
        await free.wait()
        return value

    handle = await engine.start(workflow("held").then(held).wait_for(approval).then(name).build(), 1)
    await handle.signal(approval, Approval(by="first"))
    await handle.signal(approval, Approval(by="second"))
    free.set()
    assert await handle.result(timeout=60) == "first"
    assert "RunWaiting" not in [event.type async for event in handle.events()]


async def test_a_signal_beside_a_step_at_work(engine: Engine) -> None:
    """The run is driven: its owner hears of it and goes on at once."""
    free, told = asyncio.Event(), asyncio.Event()

    @step
    async def held(value: int) -> str:
        await free.wait()
        return str(value)

    @step
    async def tell(given: str) -> str:
        told.set()
        return given

    ready = workflow("beside", int).then(add)
    flow = ready.then(held).join(ready.wait_for(note).then(tell)).then(joined).build()
    handle = await engine.start(flow, 1)
    await settle()
    await handle.signal(note, "n")
    await asyncio.wait_for(told.wait(), 5)
    free.set()
    assert await handle.result(timeout=60) == "2+n"


async def test_one_signal_serves_one_wait(engine: Engine) -> None:
    """Two waits: first come, first served, one each; what is left over is for nobody."""
    handle = await at_rest(engine, two)
    await handle.signal(note, "a")
    await engine.idle()
    assert (await handle.run()).status is RunStatus.WAITING
    found = {one.step_id: one.status for one in await engine.list_step_executions(handle.run_id)}
    assert (found["@wait-1"], found["@wait-2"]) == (StepStatus.COMPLETED, StepStatus.WAITING)
    await handle.signal(note, "b")
    assert await handle.result() == "a+b"


async def test_many_signals_arrive_in_order(open_engine: OpenEngine, database: Database) -> None:
    """Kept over restarts, whatever is taken between them."""
    builder = workflow("many", int).wait_for(note)
    for _ in range(5):
        builder = builder.wait_for(note)

    @step
    async def end(last: str) -> str:
        return last

    flow = builder.then(end).build()
    async with Engine(database.store(), workflows=[flow]) as first:
        handle = await first.start(flow, 1)
        for number in range(4):
            await handle.signal(note, f"s{number}")
        await first.idle()
    engine = await open_engine(flow)
    again = engine.handle(handle.run_id, flow)
    for number in range(4, 8):
        if number < 6:
            await again.signal(note, f"s{number}")
    assert await again.result(timeout=60) == "s5"
    outputs = [one.output for one in await engine.list_step_executions(handle.run_id)]
    assert outputs == ["s0", "s1", "s2", "s3", "s4", "s5", "s5"]


async def test_the_same_signal_id_is_one_signal(engine: Engine) -> None:
    """However often it is sent, also after it was consumed; to another run it is another one."""
    handle = await at_rest(engine, two)
    for _ in range(3):
        await handle.signal(note, "once", signal_id="request-7")
    await engine.idle()
    await handle.signal(note, "again", signal_id="request-7")
    await engine.idle()
    assert (await handle.run()).status is RunStatus.WAITING
    other = await at_rest(engine, two)
    await other.signal(note, "other", signal_id="request-7")
    await handle.signal(note, "twice", signal_id="request-8")
    assert await handle.result() == "once+twice"
    await other.signal(note, "end")
    assert await other.result() == "other+end"


async def test_signals_of_several_types(engine: Engine) -> None:
    """A union comes back as the member that was sent; None and falsy payloads count."""
    flow = workflow("either", int).wait_for(either).then(kind).build()
    payloads: list[Approval | Refusal] = [Approval(by="a"), Refusal(why="no")]
    for payload, wanted in zip(payloads, ("Approval", "Refusal"), strict=True):
        handle = await engine.start(flow, 1)
        await handle.signal(either, payload)
        assert await handle.result() == wanted
    maybe = Signal("maybe", int | None)

    @step
    async def seen(value: int | None) -> str:
        return repr(value)

    for given in (None, 0):
        taken = await engine.start(workflow("maybe", int).wait_for(maybe).then(seen).build(), 1)
        await taken.signal(maybe, given)
        assert await taken.result() == repr(given)


async def test_a_wait_ends_with_its_time(open_engine: OpenEngine, clock: FakeClock) -> None:
    """Then the default is the value; a signal that comes 50 ms too late finds the run over."""
    engine = await open_engine(clock=clock)
    handle = await engine.start(limited, 1)
    await clock.advance(1.9)
    assert (await handle.run()).status is RunStatus.WAITING
    await clock.advance(0.15)
    assert await handle.result() == "nobody"
    with pytest.raises(RunFinishedError):
        await handle.signal(approval, Approval(by="late"))
    outputs = {one.step_id: one.output for one in await engine.list_step_executions(handle.run_id)}
    assert outputs["@wait-1"] is None


async def test_a_signal_just_in_time(open_engine: OpenEngine, clock: FakeClock) -> None:
    """It is taken, and the time-out does not come any more."""
    engine = await open_engine(clock=clock)
    handle = await engine.start(limited, 1)
    await clock.advance(1.9)
    await handle.signal(approval, Approval(by="in time"))
    await clock.advance(5)
    assert await handle.result() == "in time"
    types = [event.type.value async for event in handle.events()]
    assert types.count("SignalReceived") == 1
    assert "WaitTimedOut" not in types


async def test_a_late_signal_is_for_the_next_wait(open_engine: OpenEngine, clock: FakeClock) -> None:
    """One that is sent in the instant of a time-out or after it is not lost: exactly one of the two wins."""
    flow = workflow("next", int).wait_for(note, timeout=2, default="none").wait_for(note).then(keep).build()
    engine = await open_engine(clock=clock)
    for after in (1.0, 2.0, 3.0):
        handle = await engine.start(flow, 1)
        await settle()
        if after == 2:
            await asyncio.gather(clock.advance(after), handle.signal(note, "s"))
        else:
            await clock.advance(after)
            await handle.signal(note, "s")
        await clock.advance(5)
        outputs = [one.output for one in await engine.list_step_executions(handle.run_id)]
        if outputs[0] == "s":
            assert (await handle.run()).status is RunStatus.WAITING
            await handle.signal(note, "t")
            assert await handle.result() == "t"
        else:
            assert (outputs[0], await handle.result()) == ("none", "s")


@step
async def keep(given: str) -> str:
    return given


async def test_a_time_out_that_passed_while_nobody_ran(
    open_engine: OpenEngine, clock: FakeClock, database: Database
) -> None:
    """What was sent before it is taken, what was sent after it is too late for that wait."""
    flow = workflow("while", int).wait_for(note, timeout=60, default="none").wait_for(note).then(keep).build()
    idle = workflow("another").then(add).build()
    runs: list[str] = []
    began = clock.now()
    async with Engine(database.store(), workflows=[flow], clock=clock) as engine:
        runs = [(await engine.start(flow, number)).run_id for number in range(2)]
        await engine.idle()
    sent = [30.0, 90.0]
    for run_id, at in zip(runs, sent, strict=True):
        async with Engine(database.store(), workflows=[idle], clock=clock) as sender:
            await clock.advance(max(0.0, began + at - clock.now()))
            await sender.signal(run_id, note, f"at {at:g}")
    await clock.advance(1000)
    engine = await open_engine(flow, clock=clock)
    await clock.advance(1)
    outputs = [(await engine.list_step_executions(run_id))[0].output for run_id in runs]
    assert outputs == ["at 30", "none"]
    assert await engine.handle(runs[1], flow).result() == "at 90"
    await engine.signal(runs[0], note, "end")
    assert await engine.handle(runs[0], flow).result() == "end"


async def test_a_waiting_run_is_cancelled(open_engine: OpenEngine, database: Database) -> None:
    """From where it was started, and by an engine that does not know its workflow, at once."""
    engine = await open_engine()
    for canceller in (engine, await open_engine(clock=None) if database.kind == "sqlite" else engine):
        handle = await at_rest(engine, waiting)
        with Stopwatch() as watch:
            assert await canceller.cancel(handle.run_id) is RunStatus.CANCELLED
        assert watch.seconds < 1
        with pytest.raises(RunCancelledError):
            await handle.result()
        assert (await engine.list_step_executions(handle.run_id))[1].status is StepStatus.CANCELLED


async def test_a_cancelled_wait_at_the_end_is_no_success(engine: Engine) -> None:
    """All steps are done, and the output is still to come: the run is CANCELLED."""
    handle = await engine.start(workflow("last", int).then(add).wait_for(note).build(), 1)
    await engine.idle()
    assert await handle.cancel() is RunStatus.CANCELLED
    free = asyncio.Event()

    @step
    async def held(value: int) -> str:
        await free.wait()
        return str(value)

    ready = workflow("end", int).then(add)
    beside = await engine.start(ready.wait_for(note).join(ready.then(held)).build(), 1)
    await settle()
    assert await beside.cancel() is RunStatus.CANCELLED
    await engine.retry(beside.run_id)
    free.set()
    await beside.signal(note, "n")
    assert await beside.result(timeout=60) == ("n", "2")


async def test_who_waits_for_a_run_hears_of_its_end(engine: Engine) -> None:
    """However often it rests meanwhile, and also who asked before and with a time-out."""
    handle = await engine.start(two, 1)
    results = [asyncio.create_task(handle.result(timeout=timeout)) for timeout in (None, 20, 20)]
    for text in ("a", "b"):
        await settle()
        await engine.idle()
        await handle.signal(note, text)
    assert await asyncio.gather(*results) == ["a+b"] * 3


@on_memory
async def test_a_run_at_rest_in_memory_is_lost_with_it(
    open_engine: OpenEngine, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    """Closing warns of it as of every run that is not over."""
    async with Engine(database.store()) as engine:
        await at_rest(engine, waiting)
    assert "closed with 1 runs that are not over" in caplog.text


async def test_closing_leaves_runs_at_rest_alone(open_engine: OpenEngine, database: Database) -> None:
    """No event is written, and who waits through the engine is told."""
    async with Engine(database.store()) as engine:
        handle = await at_rest(engine, waiting)
        before = [event async for event in engine.events(handle.run_id)]
        result = asyncio.create_task(handle.result())
        await settle()
    with pytest.raises(Exception, match="the engine was closed before"):
        await result
    again = await open_engine(waiting)
    assert [event async for event in again.events(handle.run_id)] == before
    await again.signal(handle.run_id, approval, Approval(by="later"))
    assert await again.handle(handle.run_id, waiting).result() == "later"


@on_sqlite
async def test_a_signal_from_an_engine_that_does_not_know_the_workflow(
    open_engine: OpenEngine, database: Database
) -> None:
    """It knows from the store what the run waits for; the engine that has the workflow goes on with it."""
    engine = await open_engine()
    handle = await at_rest(engine, waiting)
    sender = await open_engine()
    with pytest.raises(UnknownSignalError, match="no wait for signal 'note'"):
        await sender.signal(handle.run_id, note, "x")
    await sender.signal(handle.run_id, approval, Approval(by="far away"))
    assert await handle.result(timeout=60) == "far away"


@on_sqlite
async def test_a_signal_goes_to_whoever_drives_the_run(open_engine: OpenEngine) -> None:
    """Though another engine sends it."""
    free = asyncio.Event()

    @step
    async def held(value: int) -> str:
        await free.wait()
        return str(value)

    ready = workflow("driven", int).then(add)
    flow = ready.then(held).join(ready.wait_for(note)).then(joined).build()
    owner, sender = await open_engine(), await open_engine()
    handle = await owner.start(flow, 1)
    await sender.signal(handle.run_id, note, "n")
    async for event in owner.events(handle.run_id, follow=True):
        if event.type == "SignalReceived":
            break
    free.set()
    assert await handle.result(timeout=60) == "2+n"


@on_sqlite
async def test_an_engine_that_recovers_nothing_wakes_its_own(open_engine: OpenEngine) -> None:
    """By time, and for signals from elsewhere; runs of others it leaves alone."""
    flow = workflow("own", int).sleep(0.2).wait_for(note).then(keep).build()
    other = await open_engine(flow, recover=False)
    foreign = await other.start(workflow("own", int).sleep(0.2).wait_for(note).then(keep).build(), 1)
    own = await open_engine(flow, recover=False)
    handle = await own.start(flow, 1)
    await other._parts.timers.stop()
    sender = await open_engine()
    await sender.signal(handle.run_id, note, "n")
    assert await handle.result(timeout=60) == "n"
    assert (await foreign.run()).status is RunStatus.WAITING


async def test_a_damaged_message_fails_the_run(engine: Engine) -> None:
    """At rest and while it is driven: the error names the message."""
    for body in ("no JSON", "[]", '{"name": 3}', '{"name": "approval", "arm": "x", "payload": "{}"}'):
        handle = await at_rest(engine, waiting)
        store = engine._parts.kit.store
        await store.post(InboxRow("bad", handle.run_id, "signal", body, 1.0))
        with pytest.raises(RunFailedError, match="the message 'bad' is damaged"):
            await handle.result(timeout=60)


async def test_a_signal_that_does_not_fit_any_more_fails_the_run(engine: Engine) -> None:
    """Its sender's type was another's: the run says so, and takes another one after a retry."""
    handle = await at_rest(engine, waiting)
    body = '{"name": "approval", "arm": 0, "payload": "{\\"by\\": 3}"}'
    await engine._parts.kit.store.post(InboxRow("m", handle.run_id, "signal", body, 1.0))
    with pytest.raises(RunFailedError, match=r"'@wait-1'.*does not fit its type any more") as caught:
        await handle.result(timeout=60)
    assert caught.value.error_code == "schema_mismatch"
    await engine.retry(handle.run_id)
    await handle.signal(approval, Approval(by="fits"))
    assert await handle.result(timeout=60) == "fits"


def test_a_wait_is_checked_where_it_is_written() -> None:
    """No signal, half of a time-out, a time-out of nothing; a default or payload that cannot be stored."""
    with pytest.raises(DefinitionError, match="takes a Signal, not 'approval'"):
        start.wait_for("approval")  # type: ignore[call-overload]  # pyright: ignore  # that is what is told
    for options in ({"timeout": 1}, {"default": None}):
        with pytest.raises(SettingError, match="go together"):
            start.wait_for(approval, **options)  # pyright: ignore  # as above
    for timeout in (0, -1, float("nan"), float("inf"), 10**12):
        with pytest.raises(SettingError, match="timeout of wait_for"):
            start.wait_for(approval, timeout=timeout, default=None)
    with pytest.raises(DefinitionError, match=r"the default of wait_for\('approval'\).*cannot be stored"):
        start.wait_for(approval, timeout=1, default=object()).build()
    with pytest.raises(DefinitionError, match="'a b' is invalid"):
        Signal("a b", int)
    with pytest.raises(DefinitionError, match="signal 'x'"):
        Signal("x", object)


def test_a_name_means_one_signal() -> None:
    """Two types under one name in one workflow: an error that names both waits."""
    other = Signal("approval", int)
    with pytest.raises(DefinitionError, match=r"'@wait-[0-9]+' and 'child/@wait-1' wait for signal 'approval'"):
        start.wait_for(approval).then(workflow("child", Approval).wait_for(other).build()).build()
    start.wait_for(approval).wait_for(Signal("approval", Approval)).build()
