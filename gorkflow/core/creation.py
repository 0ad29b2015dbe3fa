"""A run from nothing: what `start()` stores."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import NamedTuple

from gorkflow.core.events import EventType
from gorkflow.core.live import Held, LiveRun
from gorkflow.core.plan import Plan
from gorkflow.core.records import Creation, RunRow
from gorkflow.core.transitions import emit
from gorkflow.core.values import Encoded, checksum


class StartOptions(NamedTuple):
    """What a caller may say of one run."""

    idempotency_key: str | None = None
    tags: Mapping[str, str] = {}
    resource_id: str | None = None
    run_timeout_seconds: float | None = None
    on_failure: str = "drain"


def new_run(plan: Plan, run_id: str, input_: Encoded, options: StartOptions, *, owner: str, now: float) -> LiveRun:
    """A PENDING run; nothing is written yet."""
    live = LiveRun(plan, run_id, Held.of(plan.input, input_), owner=owner, on_failure=options.on_failure, now=now)
    live.run_timeout_seconds = options.run_timeout_seconds or plan.run_timeout_seconds
    data = "{}" if not options.tags else json.dumps({"tags": dict(options.tags)})
    emit(live, now, EventType.RUN_CREATED.value, data=data)
    return live


def take_creation(live: LiveRun, options: StartOptions) -> Creation:
    """The run as its first write, with the steps that start at once."""
    workflow = live.plan.workflow
    changes = live.take_changes()
    patch = live.patch()
    held = live.input
    row = RunRow(
        live.run_id,
        workflow.id,
        workflow.version,
        workflow.fingerprint,
        held.data,
        held.arm,
        checksum(held.data),
        json.dumps(dict(sorted(options.tags.items()))) if options.tags else "{}",
        options.resource_id,
        options.idempotency_key,
        None,
        live.on_failure,
        live.run_timeout_seconds,
        live.created_at,
        live.deadline_at,
        len(live.plan.nodes),
        live.owner,
        live.epoch,
        patch.status,
        patch.done,
        patch.started_at,
        patch.completed_at,
        patch.updated_at,
        patch.output_ref,
        patch.error,
        patch.cancel_requested,
        patch.last_seq,
    )
    return Creation(row, tuple(changes.executions), tuple(changes.events))
