"""Burr on SQLite: a state of pydantic, written after every action. It is a state machine: one action at a time.

https://burr.apache.org/concepts/state-persistence/ and https://burr.apache.org/concepts/state-typing/. An
application is made for every run, because its id names the run. The state is validated.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager

from burr.core import ApplicationBuilder, action
from burr.core.persistence import SQLitePersister
from burr.integrations.pydantic import PydanticTypingSystem
from pydantic import BaseModel
from stand import Msg, Repetition, Request, measure, message, plain_body


class Chain(BaseModel):
    message: Msg


@action.pydantic(reads=["message"], writes=["message"])
def work(state: Chain) -> Chain:
    state.message = plain_body(state.message)
    return state


@contextmanager
def opened(request: Request) -> Iterator[Repetition]:
    names = [f"s{number}" for number in range(request.size)]
    numbers = itertools.count()

    def run(persister: SQLitePersister) -> None:
        application = (
            ApplicationBuilder()
            .with_actions(**dict.fromkeys(names, work))
            .with_transitions(*itertools.pairwise(names))
            .with_typing(PydanticTypingSystem(Chain))
            .with_identifiers(app_id=f"run-{next(numbers)}", partition_key="race")
            .with_state_persister(persister)
            .with_entrypoint(names[0])
            .with_state(message=message())
            .build()
        )
        _, _, state = application.run(halt_after=[names[-1]])
        assert state["message"].id == request.size + 1

    def repetition() -> None:
        for _ in range(request.runs):
            run(persister)

    with SQLitePersister(db_path="race.sqlite") as persister:
        persister.initialize()
        yield repetition


if __name__ == "__main__":
    measure(opened)
