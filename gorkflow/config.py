"""Settings that come from outside the code: environment variables, `gorkflow.toml`, and two keys of `pyproject.toml`.

What is said of steps wins over the code: environment > gorkflow.toml (step, then workflow) > step > workflow > engine.
Every value is checked when it is read; a key that nobody knows is an error, so that a typo does not pass for a setting.
"""

from __future__ import annotations

import math
import os
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from gorkflow.core.durations import count_of, timeout_seconds_of
from gorkflow.core.narrowing import is_list, is_mapping
from gorkflow.core.policy import NO_RETRY, RetryPolicy
from gorkflow.core.settings import Overrides, Settings
from gorkflow.errors import SettingError

if TYPE_CHECKING:
    from gorkflow.core.workflow import Workflow

CONFIG, STORE, APP = "GORKFLOW_CONFIG", "GORKFLOW_STORE", "GORKFLOW_APP"
AUTH_TOKEN: Final = "GORKFLOW_AUTH_TOKEN"  # noqa: S105  # the name of the variable
TIMEOUT, MAX_ATTEMPTS = "GORKFLOW_TIMEOUT", "GORKFLOW_MAX_ATTEMPTS"
FILE: Final = "gorkflow.toml"
OFF: Final = "none"  # as a time-out or a retry: switched off, whatever the code says

_FILE_KEYS: Final = ("app", "store", "workflows")
_PROJECT_KEYS: Final = ("app", "store")
_STEP_KEYS: Final = ("concurrency", "retry", "timeout")
_WORKFLOW_KEYS: Final = (*_STEP_KEYS, "steps")
_RETRY_KEYS: Final = ("backoff", "delay", "factor", "jitter", "max_attempts", "max_delay")

Table = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class StepSection:
    """What one table says of steps; None where it says nothing.

    Attributes:
        retry: checked keyword arguments of RetryPolicy, kept apart so that the environment can change one of them.
        timeout_seconds: infinity for no time-out.
    """

    retry: Table | None = None
    timeout_seconds: float | None = None
    concurrency: int | None = None


@dataclass(frozen=True, slots=True)
class WorkflowSection:
    """What `[workflows."id"]` says: of all steps of the workflow, and of single ones by their path."""

    every: StepSection
    steps: Mapping[str, StepSection]


@dataclass(frozen=True, slots=True)
class Config:
    """The settings of one process.

    Attributes:
        store: URL; None where nobody says anything.
        apps: modules whose workflows the command line registers, MODULE or MODULE:NAME.
        environment: what environment variables say of every step.
        workflows: by workflow id.
        path: the gorkflow.toml that was read; None when there is none.
    """

    store: str | None = None
    apps: tuple[str, ...] = ()
    environment: StepSection = field(default_factory=StepSection)
    workflows: Mapping[str, WorkflowSection] = field(default_factory=dict[str, WorkflowSection])
    path: Path | None = None

    @property
    def overrides(self) -> Overrides | None:
        """Settings by workflow id and path of a step; None when there are none for any."""
        return self._settings_of if self.workflows or self.environment != StepSection() else None

    def check_steps(self, workflows: Iterable[Workflow[Any, Any]]) -> None:
        """Whether each step that has settings exists.

        Args:
            workflows: definitions; of a workflow with several versions, all that matter.

        Raises:
            SettingError: settings for a step that no version of its workflow has.
        """
        known: dict[str, set[str]] = {}
        for workflow in workflows:
            known.setdefault(workflow.id, set()).update(workflow.steps)
        for workflow_id, paths in known.items():
            section = self.workflows.get(workflow_id)
            unknown = sorted(set(section.steps) - paths) if section is not None else []
            if unknown:
                message = (
                    f"{self.path}: {_key('workflows', workflow_id, 'steps', unknown[0])}: workflow {workflow_id!r} has "
                    f"no such step; it has {', '.join(sorted(paths))}"
                )
                raise SettingError(message)

    def _settings_of(self, workflow_id: str, path: str) -> Settings:
        section = self.workflows.get(workflow_id)
        layers = [self.environment]
        if section is not None:
            layers += [section.steps.get(path, StepSection()), section.every]
        return Settings(
            retry=_merged_retry(layers),
            timeout_seconds=next((one.timeout_seconds for one in layers if one.timeout_seconds is not None), None),
            concurrency=next((one.concurrency for one in layers if one.concurrency is not None), None),
        )


def read_config(environ: Mapping[str, str] = os.environ, folder: Path | None = None) -> Config:
    """All settings, as the command line needs them: environment > gorkflow.toml > pyproject.toml.

    Args:
        environ: environment variables.
        folder: where the files are; None for the current folder.

    Raises:
        SettingError: a value that will not do, an unknown key, a file that cannot be read; names the place.
    """
    found = read_step_config(environ, folder)
    project_path = (folder or Path()) / "pyproject.toml"
    project = _tool_table(project_path)
    where = f"{project_path}: tool.gorkflow"
    _check_keys(project, _PROJECT_KEYS, where)
    store = _text(environ[STORE], STORE) if environ.get(STORE) else None
    apps = _apps(environ[APP].split(","), APP) if environ.get(APP) else ()
    return Config(
        store=store or found.store or _optional_text(project, "store", where),
        apps=apps or found.apps or _apps(project.get("app", ()), f"{where}.app"),
        environment=found.environment,
        workflows=found.workflows,
        path=found.path,
    )


def read_step_config(environ: Mapping[str, str] = os.environ, folder: Path | None = None) -> Config:
    """The settings that an engine needs, from environment and gorkflow.toml; see `read_config`."""
    path = Path(environ[CONFIG]) if environ.get(CONFIG) else (folder or Path()) / FILE
    content = _read(path, must_exist=bool(environ.get(CONFIG)))
    table: Table = content if content is not None else {}
    _check_keys(table, _FILE_KEYS, str(path))
    sections = _table(table.get("workflows", {}), f"{path}: workflows")
    return Config(
        store=_optional_text(table, "store", str(path)),
        apps=_apps(table.get("app", ()), f"{path}: app"),
        environment=_from_environment(environ),
        workflows={name: _workflow_section(value, name, path) for name, value in sections.items()},
        path=None if content is None else path,
    )


def read_auth_token(environ: Mapping[str, str] = os.environ) -> str | None:
    """The token for a store on a server whose URL has none; None where nobody says one.

    It is read from the environment alone: files are copied and committed.
    """
    return environ.get(AUTH_TOKEN, "").strip() or None


def _from_environment(environ: Mapping[str, str]) -> StepSection:
    attempts = environ.get(MAX_ATTEMPTS) or None
    timeout = environ.get(TIMEOUT) or None
    return StepSection(
        retry=None if attempts is None else _retry({"max_attempts": _number(attempts)}, MAX_ATTEMPTS),
        timeout_seconds=None if timeout is None else _timeout(_number(timeout), TIMEOUT),
    )


def _workflow_section(value: object, name: str, path: Path) -> WorkflowSection:
    where = f"{path}: {_key('workflows', name)}"
    table = _table(value, where)
    _check_keys(table, _WORKFLOW_KEYS, where)
    steps = _table(table.get("steps", {}), f"{where}.steps")
    return WorkflowSection(
        every=_step_section(table, where),
        steps={step: _one_step(value, f"{where}.{_key('steps', step)}") for step, value in steps.items()},
    )


def _one_step(value: object, where: str) -> StepSection:
    table = _table(value, where)
    _check_keys(table, _STEP_KEYS, where)
    return _step_section(table, where)


def _step_section(table: Table, where: str) -> StepSection:
    retry, timeout, concurrency = table.get("retry"), table.get("timeout"), table.get("concurrency")
    return StepSection(
        retry=None if retry is None else _retry(retry, f"{where}.retry"),
        timeout_seconds=None if timeout is None else _timeout(timeout, f"{where}.timeout"),
        concurrency=None if concurrency is None else count_of(concurrency, f"{where}.concurrency"),
    )


def _timeout(value: object, where: str) -> float | None:
    if value == OFF:
        return math.inf
    try:
        return timeout_seconds_of(value, where)
    except SettingError as error:
        message = f"{error}; for no time-out write {OFF!r}"
        raise SettingError(message) from error


def _retry(value: object, where: str) -> Table:
    if value == OFF:
        return {"max_attempts": 1}
    table = _table(value, where)
    _check_keys(table, _RETRY_KEYS, where)
    try:
        _policy(table)
    except SettingError as error:
        message = f"{where}: {error}"
        raise SettingError(message) from error
    return table


def _merged_retry(layers: list[StepSection]) -> RetryPolicy | None:
    """The first policy that a layer has; where that is a number of attempts alone, with the waits of the next one."""
    tables = [layer.retry for layer in layers if layer.retry is not None]
    if not tables:
        return None
    first = tables[0]
    if first.get("max_attempts") == 1:
        return NO_RETRY  # there is nothing to wait for
    return _policy({**tables[1], **first} if len(tables) > 1 and set(first) == {"max_attempts"} else first)


def _policy(table: Table) -> RetryPolicy:
    return RetryPolicy(**table)  # type: ignore[arg-type]  # the keys are known, and it checks every value itself


def _apps(value: object, where: str) -> tuple[str, ...]:
    given: Collection[object] = value if is_list(value) else () if value == () else (value,)
    return tuple(_text(one, where) for one in given)


def _optional_text(table: Table, key: str, where: str) -> str | None:
    return _text(table[key], f"{where}: {key}") if key in table else None


def _text(value: object, where: str) -> str:
    if not isinstance(value, str) or not value.strip():
        message = f"{where} must be a text that is not empty, not {value!r}"
        raise SettingError(message)
    return value.strip()


def _number(text: str) -> object:
    """An environment variable as the number that it spells, else as it is: whoever checks it says what it wants."""
    for type_ in (int, float):
        try:
            return type_(text)
        except ValueError:
            continue
    return text.strip()


def _read(path: Path, *, must_exist: bool = False) -> Table | None:
    try:
        with path.open("rb") as file:
            import tomllib  # only where there is such a file: imports are to be quick

            return tomllib.load(file)
    except FileNotFoundError as error:
        if not must_exist:
            return None
        message = f"{CONFIG} names {str(path)!r}, which does not exist; give the path of a file, or unset it"
        raise SettingError(message) from error
    except OSError as error:
        message = f"{path} cannot be read ({error.strerror}); mend its rights, or remove it"
        raise SettingError(message) from error
    except ValueError as error:  # also of its encoding
        message = f"{path} is not TOML: {error}; mend it, or remove it"
        raise SettingError(message) from error


def _tool_table(path: Path) -> Table:
    tool = _table((_read(path) or {}).get("tool", {}), f"{path}: tool")
    return _table(tool.get("gorkflow", {}), f"{path}: tool.gorkflow")


def _table(value: object, where: str) -> Table:
    if not is_mapping(value):
        message = f"{where} must be a table, not {value!r}"
        raise SettingError(message)
    return {str(key): item for key, item in value.items()}


def _check_keys(table: Table, known: Collection[str], where: str) -> None:
    unknown = sorted(set(table) - set(known))
    if unknown:
        message = f"{where} has the unknown key {unknown[0]!r}; known are {', '.join(sorted(known))}"
        raise SettingError(message)


def _key(*parts: str) -> str:
    """A dotted key as TOML writes it."""
    return ".".join(part if part.replace("_", "").replace("-", "").isalnum() else f'"{part}"' for part in parts)
