"""A run from nothing: what `start()` stores."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import NamedTuple

from gorkflow.core.advance import emit
from gorkflow.core.events import EventType
from gorkflow.core.held import Held
from gorkflow.core.live import LiveRun
from gorkflow.core.plan import Plan
from gorkflow.core.records import Creation, DefinitionRow, GivenRow, RunRow, make_row
from gorkflow.core.values import Encoded, checksum

_RUN_CREATED = EventType.RUN_CREATED.value  # a member of an enum is looked up in a dictionary


class StartOptions(NamedTuple):
    """What a caller may say of one run."""

    idempotency_key: str | None = None
    tags: Mapping[str, str] = {}
    resource_id: str | None = None
    run_timeout_seconds: float | None = None
    on_failure: str = "drain"
    forked_from: str | None = None


def new_run(plan: Plan, run_id: str, input_: Encoded, options: StartOptions, *, owner: str, now: float) -> LiveRun:
    """A PENDING run; nothing is written yet."""
    live = LiveRun(plan, run_id, Held.of(plan.input, input_), owner=owner, on_failure=options.on_failure, now=now)
    live.run_timeout_seconds = options.run_timeout_seconds or plan.run_timeout_seconds
    data = "{}" if not options.tags else json.dumps({"tags": dict(options.tags)})
    emit(live, now, _RUN_CREATED, data=data)
    return live


def take_creation(
    live: LiveRun,
    options: StartOptions,
    *,
    given: tuple[GivenRow, ...] = (),
    definition: DefinitionRow | None = None,
) -> Creation:
    """The run as its first write, with the steps that start at once.

    Args:
        given: inputs that a fork gives to its steps.
        definition: of the workflow; None where the store has it.
    """
    workflow = live.plan.workflow
    changes = live.take_changes()
    patch = live.patch()
    held = live.input
    tags = json.dumps(dict(sorted(options.tags.items()))) if options.tags else "{}"
    (
        status, done, started_at, completed_at, updated_at, output_ref, error, cancel_requested, seq, owner, due,
        wake_at,
    ) = patch  # fmt: skip
    # RunRow's fields in order, several in a line
    # fmt: off
    row = make_row(RunRow, (
        live.run_id, workflow.id, workflow.version, workflow.fingerprint, held.data, held.arm, checksum(held.data),
        tags, options.resource_id, options.idempotency_key, options.forked_from, None, live.on_failure,
        live.run_timeout_seconds, live.created_at, due, live.plan.total, owner, live.epoch, status, done,
        started_at, completed_at, updated_at, output_ref, error, cancel_requested, seq, wake_at,
    ))
    # fmt: on
    return make_row(
        Creation,
        (
            row,
            tuple(changes.executions),
            tuple(changes.events),
            tuple(changes.state),
            given,
            definition,
        ),
    )  # fmt: skip
