"""A registration is checked by a pydantic model: a broken rule fails the run, and the error names field and rule."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Annotated

from pydantic import BaseModel, Field, ValidationError

from gorkflow import RunFailedError, connect, step, workflow

EMAIL = r"^[^@\s]+@[^@\s]+\.[^@\s]+$"


class Form(BaseModel):
    """What somebody typed: any text and any number."""

    email: str
    name: str
    age: int


class Registration(BaseModel):
    """What we accept."""

    email: Annotated[str, Field(pattern=EMAIL)]
    name: Annotated[str, Field(min_length=3)]
    age: Annotated[int, Field(ge=18)]


FORMS = (
    Form(email="ada@example.com", name="Ada Lovelace", age=36),
    Form(email="ada at example.com", name="Ada Lovelace", age=36),
    Form(email="ada@example.com", name="A", age=36),
    Form(email="ada@example.com", name="Ada Lovelace", age=17),
)


@step
def check(form: Form) -> Registration:
    """One sentence per broken rule."""
    try:
        return Registration.model_validate(form.model_dump())
    except ValidationError as error:
        rules = "; ".join(f"{problem['loc'][0]}: {problem['msg']}" for problem in error.errors(include_url=False))
        raise ValueError(rules) from error


@step
async def register(registration: Registration) -> str:
    """Only ever sees what was accepted."""
    return f"welcome, {registration.name}"


registering = workflow("registering").then(check).then(register).build()


async def main(store: str = "memory://", forms: Sequence[Form] = FORMS) -> list[str]:
    """For each form, the welcome, or the status of its run with the reason."""
    answers: list[str] = []
    async with connect(store) as engine:
        for form in forms:
            handle = await registering.start(form, on=engine)
            try:
                answers.append(await handle.result())
            except RunFailedError:
                run = await handle.run()
                answers.append(f"{run.status}: {run.error.message if run.error else 'no reason'}")
    return answers


if __name__ == "__main__":
    print("\n".join(asyncio.run(main())))
