"""The change of gorkflow.toml that advice comes to: in the file's own form, shown as a diff, written in one moment."""

from __future__ import annotations

import difflib
import os
import stat
import tempfile
import tomllib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from gorkflow.bench.advice import Setting
from gorkflow.bench.evidence import Evidence
from gorkflow.config import dotted_key
from gorkflow.core.extras import needing
from gorkflow.core.narrowing import is_mapping
from gorkflow.core.policy import RetryPolicy
from gorkflow.errors import SettingError

if TYPE_CHECKING:
    from gorkflow.bench.advice import Value

Data = dict[str, Any]  # TOML as tomllib reads it
Place = tuple[str, ...]
_NEEDED: Final = "a change of gorkflow.toml needs tomlkit: pip install 'gorkflow[bench]'"


@dataclass(frozen=True, slots=True)
class Change:
    """One value of one step, with where it is from.

    Attributes:
        is_shared: other steps have the same id, and a table for the step of every workflow would be about them, too.
    """

    workflow_id: str
    step: str
    setting: Setting
    value: Value
    evidence: Evidence
    is_shared: bool = False


@dataclass(frozen=True, slots=True)
class Edit:
    """A file as it is and as it is to be.

    Attributes:
        before: None where there is no file yet.
    """

    path: Path
    before: str | None
    after: str

    @property
    def diff(self) -> str:
        """As `diff -u` shows it; empty where nothing changes."""
        name = str(self.path)
        old = (self.before or "").splitlines(keepends=True)
        lines = difflib.unified_diff(old, self.after.splitlines(keepends=True), name, name)
        return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)

    def write(self) -> None:
        """Replace the file by what it is to be, in one moment.

        Raises:
            SettingError: it cannot be written, or has changed meanwhile; it is as it was.
        """
        if self.after == self.before:
            return
        _refuse_read_only(self.path)
        try:
            if _text_of(self.path) != self.before:
                message = f"{self.path} has changed meanwhile; ask again"
                raise SettingError(message)
            _replace(self.path.resolve(), self.after)
        except OSError as error:
            message = f"{self.path} cannot be written ({error.strerror}); apply the change by hand"
            raise SettingError(message) from error


def edit_of(path: Path, changes: Sequence[Change]) -> Edit:
    """What the file is to be with these changes; nothing is written.

    Raises:
        SettingError: it cannot be read, or its form cannot take them.
    """
    try:
        before = _text_of(path)
    except (OSError, UnicodeDecodeError) as error:
        message = f"{path} cannot be read ({error}); mend it, or remove it"
        raise SettingError(message) from error
    return Edit(path, before, changed_text(before or "", changes, str(path)))


def check_tomlkit() -> None:
    """Whether a file can be changed at all.

    Raises:
        SettingError: tomlkit is not installed.
    """
    with needing("tomlkit", _NEEDED):
        import_module("tomlkit")


def changed_text(text: str, changes: Sequence[Change], where: str) -> str:
    """The text of a gorkflow.toml with these changes: comments, order and form of all else as they are.

    Raises:
        SettingError: it is not TOML, or its form cannot take them.
    """
    for change in changes:
        wanted = _loaded(text, where)
        place = place_of(wanted, change)
        try:
            _put_data(wanted, place, change)
        except (TypeError, AttributeError) as error:  # what is to be a table is none
            raise _refusal(place, where) from error
        text = _written(text, place, change, wanted, where)
    return text


def _written(text: str, place: Place, change: Change, wanted: Data, where: str) -> str:
    """The text with the change in the first form that comes to what is wanted."""
    for put in (_put_tables, _put_inline, _put_at_end):
        with suppress(ValueError, TypeError, LookupError, AttributeError):  # another form, if this one is not taken
            after = _tidied(put(text, place, change), text)
            if tomllib.loads(after) == wanted:
                return after
    raise _refusal(place, where)


def _refusal(place: Place, where: str) -> SettingError:
    name = dotted_key(*place)
    return SettingError(
        f"{where} has a form in which {name} cannot be changed; make it a table [{name}], and ask again"
    )


def _loaded(text: str, where: str) -> Data:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = f"{where} is not TOML: {error}; mend it, or remove it"
        raise SettingError(message) from error


def place_of(data: Data, change: Change) -> Place:
    """The table that a change belongs into: the nearest that says it already, else one for the step in every workflow.

    Where the step's id is another step's as well, one for the step in its workflow.
    """
    own = ("workflows", change.workflow_id, "steps", change.step)
    by_path, by_id = ("steps", change.step), ("steps", change.step.rpartition("/")[2])
    if change.is_shared or _says(data, own, change.setting):
        return own
    return by_id if not _says(data, by_path, change.setting) and _says(data, by_id, change.setting) else by_path


def _says(data: Data, place: Place, setting: Setting) -> bool:
    table: object = data
    for key in place:
        table = table.get(key) if is_mapping(table) else None
    return is_mapping(table) and setting.value in table


def _put_data(data: Data, place: Place, change: Change) -> None:
    """The change in what tomllib reads: what the text is to come to."""
    table = data
    for key in place:
        table = table.setdefault(key, {})
    table[change.setting.value] = _value(change.value, table.get(change.setting.value))
    evidence = table.setdefault("evidence", {})
    evidence["workflow"] = change.workflow_id
    evidence[change.setting.value] = _as_data(change)


def _put_tables(text: str, place: Place, change: Change) -> str:
    """The change as tables of their own, `[steps.price]` and `[steps.price.evidence.timeout]`."""
    import tomlkit  # extra bench

    document = tomlkit.parse(text)
    table: Any = document
    for key in place:
        if key not in table:
            table.append(key, tomlkit.table(is_super_table=key != place[-1]))
        table = table[key]
    _set(table, change)
    if "evidence" not in table:
        table.append("evidence", tomlkit.table())
    evidence = table["evidence"]
    evidence["workflow"] = change.workflow_id
    entry = tomlkit.table()
    for name, value in _as_data(change).items():
        entry.append(name, _inline(value) if is_mapping(value) else value)
    entry.add(tomlkit.nl())
    evidence[change.setting.value] = entry
    return document.as_string()


def _put_inline(text: str, place: Place, change: Change) -> str:
    """The change within inline tables or dotted keys, as far as these are there."""
    import tomlkit  # extra bench

    document = tomlkit.parse(text)
    table: Any = document
    for key in place:
        if key not in table:
            table[key] = {}
        table = table[key]
    _set(table, change)
    entry = _inline(_as_data(change))
    if "evidence" in table:
        table["evidence"]["workflow"] = change.workflow_id
        table["evidence"][change.setting.value] = entry
    else:
        table["evidence"] = _inline({"workflow": change.workflow_id, change.setting.value: entry})
    return document.as_string()


def _put_at_end(text: str, place: Place, change: Change) -> str:
    """The change as tables behind everything else, where tables of one kind stand apart."""
    return "\n".join([text, _put_tables("", place, change)])


def _set(table: Any, change: Change) -> None:  # tables of tomlkit have no common type that can be written to
    name = change.setting.value
    present = table.get(name)
    value = _value(change.value, present)
    if is_mapping(present) and is_mapping(value):
        table[name]["max_attempts"] = value["max_attempts"]
    else:
        table[name] = _inline(value) if is_mapping(value) else value


def _inline(data: Mapping[Any, Any]) -> Any:  # tomlkit's items are dictionaries of anything
    import tomlkit  # extra bench

    table = tomlkit.inline_table()
    for key, value in data.items():
        table.append(key, _inline(value) if is_mapping(value) else value)
    return table


def _value(value: Value, present: object) -> object:
    """A value as the file has it; of a retry that is there, only the number of attempts becomes another."""
    if not isinstance(value, RetryPolicy):
        return value
    if value.max_attempts == 1:
        return "none"
    if is_mapping(present):
        return {**present, "max_attempts": value.max_attempts}
    return {
        "max_attempts": value.max_attempts,
        "delay": value.delay_seconds,
        "backoff": value.backoff,
        "factor": value.factor,
        "max_delay": value.max_delay_seconds,
        "jitter": value.jitter,
    }


def _as_data(change: Change) -> Data:
    value = change.evidence.value
    return {
        **change.evidence.model_dump(),
        "value": value if change.setting is Setting.TIMEOUT else int(value),
        "confidence": change.evidence.confidence.value,
    }


def _tidied(text: str, before: str) -> str:
    """With one end of line at its end, unless there were more, and ends of lines as they were."""
    if not before.endswith("\n\n"):
        text = text.rstrip("\r\n") + "\n"
    is_crlf = "\r\n" in before and before.count("\n") == before.count("\r\n")
    return text.replace("\r\n", "\n").replace("\n", "\r\n") if is_crlf else text


def _text_of(path: Path) -> str | None:
    """What is in the file, its ends of lines as they are; None where there is none."""
    try:
        return path.read_bytes().decode()
    except FileNotFoundError:
        return None


_ANYBODY: Final = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


def _refuse_read_only(path: Path) -> None:
    """A file that nobody may write is left alone, though its folder would let it be replaced."""
    with suppress(FileNotFoundError):
        if not path.stat().st_mode & _ANYBODY:
            message = f"{path} is read-only; make it writable, or apply the change by hand"
            raise SettingError(message)


def _replace(path: Path, text: str) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    new = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        new.chmod(stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o666 & ~_umask())
        new.replace(path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
