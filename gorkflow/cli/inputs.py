"""The values of options: a workflow's input, tags."""

from __future__ import annotations

import codecs
import re
import shlex
import sys
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic_core import from_json

from gorkflow.cli.exits import UsageError
from gorkflow.core.forms import describe
from gorkflow.core.run import RunStatus
from gorkflow.core.values import ValueRefusedError, codec_for
from gorkflow.errors import InputError

if TYPE_CHECKING:
    from gorkflow.core.workflow import Workflow


_AGE = re.compile(r"(?P<number>\d{1,9}(?:\.\d{1,9})?)(?P<unit>[smhdw])", re.ASCII)
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def read_input(option: str, name: str = "--input") -> bytes:
    """What an option stands for: JSON itself, `@file`, or `-` for the standard input.

    Raises:
        UsageError: the file cannot be read.
    """
    if option == "-":
        return sys.stdin.buffer.read()
    if not option.startswith("@"):
        return option.encode("utf-8", "surrogatepass")
    path = Path(option[1:])
    try:
        return path.read_bytes()
    except OSError as error:
        message = f"{name} {option}: the file cannot be read ({error.strerror}); give another, or the JSON itself"
        raise UsageError(message) from error


def parse_json(data: bytes, name: str = "--input") -> bytes:
    """The JSON itself, without the mark that some editors put before it.

    Raises:
        UsageError: it is none.
    """
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        from_json(data)
    except ValueError as error:
        if data.lstrip()[:1] in (b"{", b"["):
            remedy = """names and texts stand in double quotes, and all of it in single ones: '{"name": "..."}'"""
        else:
            remedy = "a text needs quotes of its own: '\"...\"'"
        message = f"{name} is not JSON: {error}; {remedy}"
        raise UsageError(message) from error
    return data


def parse_input(workflow: Workflow[Any, Any], option: str | None) -> object:
    """The input as a value of the workflow's input type; null where the option is left out.

    Raises:
        UsageError: no JSON.
        InputError: JSON that does not fit the type.
    """
    data = b"null" if option is None else parse_json(read_input(option))
    try:
        return codec_for(workflow.input_type).parse(data)
    except ValueRefusedError as refused:
        wanted = f"workflow {workflow.id!r} takes {describe(workflow.input_type)}"
        if option is None:
            message = f"{wanted}; give it with --input JSON, --input @file or --input -"
        else:
            message = f"{wanted}, and --input does not fit: {refused.reason}; nothing was started"
        raise InputError(message) from refused


def refuse_extra(extra: Sequence[str], workflow: str) -> None:
    """What stands behind the workflow without an option is most likely its input.

    Raises:
        UsageError: there is something.
    """
    if extra:
        command = shlex.join(["gorkflow", "run", workflow, "--input", extra[0]])
        raise UsageError(f"unexpected {' '.join(map(repr, extra))}; an input is given with --input, as in: {command}")


def parse_tags(options: Iterable[str]) -> dict[str, str]:
    """Tags from `k=v`.

    Raises:
        UsageError: one has no `=`, or a name comes twice.
    """
    tags: dict[str, str] = {}
    for option in options:
        name, equals, value = option.partition("=")
        if not equals or not name or name in tags:
            problem = "comes twice" if name in tags else "is not NAME=VALUE"
            raise UsageError(f"--tag {option!r} {problem}; write for example --tag office=north")
        tags[name] = value
    return tags


def parse_statuses(options: Sequence[str], among: Sequence[RunStatus]) -> list[RunStatus]:
    """Statuses by their names, however these are written.

    Raises:
        UsageError: one is none of those.
    """
    names = [option.upper() for option in options]
    for option, name in zip(options, names, strict=True):
        if name not in among:
            raise UsageError(f"--status {option!r} is none; give one of {', '.join(among)}")
    return [RunStatus(name) for name in names]


def parse_age(text: str, name: str) -> timedelta:
    """An age such as 30d.

    Raises:
        UsageError: it is none.
    """
    match = _AGE.fullmatch(text.strip())
    if match is None:
        raise UsageError(f"{name} {text!r} is no age; write a number with s, m, h, d or w, for example 30d")
    try:
        return timedelta(**{_UNITS[match["unit"]]: float(match["number"])})
    except OverflowError as error:
        raise UsageError(f"{name} {text!r} is longer than any run is old; write for example 30d") from error


def parse_instant(text: str, name: str, now: datetime) -> datetime:
    """An instant: an age before now, or a date or time, where the user is unless it has a zone.

    Raises:
        UsageError: it is neither.
    """
    try:
        at = datetime.fromisoformat(text.strip())
        return at if at.tzinfo is not None else at.astimezone()
    except (ValueError, OverflowError, OSError):
        pass
    if _AGE.fullmatch(text.strip()) is None:
        raise UsageError(f"{name} {text!r} is no age and no time; write for example 12h, 30d or 2026-01-31T08:00")
    try:
        return now - parse_age(text, name)
    except OverflowError as error:
        raise UsageError(f"{name} {text!r} is longer than any run is old; write for example 30d") from error
