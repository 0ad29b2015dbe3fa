"""Settings that come from outside the code: environment variables, `gorkflow.toml`, and two keys of `pyproject.toml`.

What is said of steps wins over the code: environment > gorkflow.toml > step > workflow > engine; within the file the
table of a workflow's step, then that of a step in every workflow, then that of the workflow. Every value is checked
when it is read; a key that nobody knows is an error, so that a typo does not pass for a setting.
"""

from __future__ import annotations

import math
import os
from collections.abc import Collection, Iterable, Mapping, Sequence
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

_FILE_KEYS: Final = ("app", "steps", "store", "workflows")
_PROJECT_KEYS: Final = ("app", "store")
_STEP_KEYS: Final = ("concurrency", "retry", "timeout")
_ONE_STEP_KEYS: Final = (*_STEP_KEYS, "evidence")
_WORKFLOW_KEYS: Final = (*_STEP_KEYS, "steps")
_RETRY_KEYS: Final = ("backoff", "delay", "factor", "jitter", "max_attempts", "max_delay")

Table = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class StepSection:
    """What one table says of steps; None where it says nothing.

    Attributes:
        retry: checked keyword arguments of RetryPolicy, kept apart so that the environment can change one of them.
        timeout_seconds: infinity for no time-out.
        evidence: what `gorkflow bench` has written down of where its values are from; no engine reads it.
    """

    retry: Table | None = None
    timeout_seconds: float | None = None
    concurrency: int | None = None
    evidence: Table | None = None


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
        steps: of the steps of all workflows, by path, or by id whatever the path.
        path: the gorkflow.toml that was read; None when there is none.
    """

    store: str | None = None
    apps: tuple[str, ...] = ()
    environment: StepSection = field(default_factory=StepSection)
    workflows: Mapping[str, WorkflowSection] = field(default_factory=dict[str, WorkflowSection])
    steps: Mapping[str, StepSection] = field(default_factory=dict[str, StepSection])
    path: Path | None = None

    @property
    def overrides(self) -> Overrides | None:
        """Settings by workflow id and path of a step; None when there are none for any."""
        is_set = self.workflows or self.steps or self.environment != StepSection()
        return self._settings_of if is_set else None

    def check_steps(self, workflows: Iterable[Workflow[Any, Any]]) -> None:
        """Whether each step that has settings exists.

        A table for a step of every workflow is passed over where its evidence is of a workflow that is none of these.

        Args:
            workflows: definitions; of a workflow with several versions, all that matter.

        Raises:
            SettingError: settings for a step that no version of its workflow has, or none of the workflows.
        """
        known = _paths_of(workflows)
        for workflow_id, paths in known.items():
            section = self.workflows.get(workflow_id)
            unknown = sorted(set(section.steps) - paths) if section is not None else []
            if unknown:
                message = (
                    f"{self.path}: {dotted_key('workflows', workflow_id, 'steps', unknown[0])}: workflow "
                    f"{workflow_id!r} has no such step; it has {', '.join(sorted(paths))}"
                )
                raise SettingError(message)
        unknown = self._unknown_to(known)
        if unknown:
            message = (
                f"{self.path}: {dotted_key('steps', unknown[0])}: no workflow known here has such a step; "
                f"{_listed(known)}; where another one has it, name its module in `app`"
            )
            raise SettingError(message)

    def steps_unknown_to(self, workflows: Iterable[Workflow[Any, Any]]) -> list[str]:
        """The steps of every workflow that none of these has, but for those known to be of another one."""
        return self._unknown_to(_paths_of(workflows))

    def section_of(self, workflow_id: str, path: str) -> StepSection:
        """What the file says of one step by its name, the nearer table first; nothing of what it says of many."""
        return _merged(self._of_step(workflow_id, path))

    def _of_step(self, workflow_id: str, path: str) -> list[StepSection]:
        """The tables of the file that name the step, the nearest first."""
        section = self.workflows.get(workflow_id)
        own = [section.steps.get(path)] if section is not None else []
        found = [*own, self.steps.get(path), self.steps.get(_id_of(path)) if _id_of(path) != path else None]
        return [one for one in found if one is not None]

    def _unknown_to(self, known: Mapping[str, set[str]]) -> list[str]:
        paths = {path for paths in known.values() for path in paths}
        names = paths | {_id_of(path) for path in paths}
        elsewhere = {name for name, section in self.steps.items() if _is_about_another(section, known)}
        return sorted(set(self.steps) - names - elsewhere) if known else []

    def _settings_of(self, workflow_id: str, path: str) -> Settings:
        section = self.workflows.get(workflow_id)
        every = [] if section is None else [section.every]
        merged = _merged([self.environment, *self._of_step(workflow_id, path), *every])
        return Settings(
            retry=None if merged.retry is None else _as_policy(merged.retry),
            timeout_seconds=merged.timeout_seconds,
            concurrency=merged.concurrency,
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
        steps=found.steps,
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
        steps=_step_sections(table.get("steps", {}), f"{path}: ", "steps"),
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
    where = f"{path}: {dotted_key('workflows', name)}"
    table = _table(value, where)
    _check_keys(table, _WORKFLOW_KEYS, where)
    return WorkflowSection(
        every=_step_section(table, where), steps=_step_sections(table.get("steps", {}), f"{where}.", "steps")
    )


def _step_sections(value: object, within: str, key: str) -> Mapping[str, StepSection]:
    tables = _table(value, f"{within}{key}")
    return {name: _one_step(table, f"{within}{dotted_key(key, name)}") for name, table in tables.items()}


def _one_step(value: object, where: str) -> StepSection:
    table = _table(value, where)
    _check_keys(table, _ONE_STEP_KEYS, where)
    return _step_section(table, where)


def _step_section(table: Table, where: str) -> StepSection:
    retry, timeout, concurrency = table.get("retry"), table.get("timeout"), table.get("concurrency")
    evidence = table.get("evidence")
    return StepSection(
        retry=None if retry is None else _retry(retry, f"{where}.retry"),
        timeout_seconds=None if timeout is None else _timeout(timeout, f"{where}.timeout"),
        concurrency=None if concurrency is None else count_of(concurrency, f"{where}.concurrency"),
        evidence=None if evidence is None else _table(evidence, f"{where}.evidence"),
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


def _merged(layers: Sequence[StepSection]) -> StepSection:
    """Of each setting what the first layer says that says something."""
    return StepSection(
        retry=_merged_retry([layer.retry for layer in layers if layer.retry is not None]),
        timeout_seconds=next((one.timeout_seconds for one in layers if one.timeout_seconds is not None), None),
        concurrency=next((one.concurrency for one in layers if one.concurrency is not None), None),
        evidence={key: value for layer in reversed(layers) for key, value in (layer.evidence or {}).items()} or None,
    )


def _merged_retry(tables: Sequence[Table]) -> Table | None:
    """The first; where that is a number of attempts alone, with the waits of the next one."""
    if not tables:
        return None
    first = tables[0]
    return {**tables[1], **first} if len(tables) > 1 and set(first) == {"max_attempts"} else first


def _as_policy(table: Table) -> RetryPolicy:
    return NO_RETRY if table.get("max_attempts") == 1 else _policy(table)  # there is nothing to wait for


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


def _paths_of(workflows: Iterable[Workflow[Any, Any]]) -> Mapping[str, set[str]]:
    """The paths of the steps of each workflow, of all its versions together."""
    known: dict[str, set[str]] = {}
    for workflow in workflows:
        known.setdefault(workflow.id, set()).update(workflow.steps)
    return known


def _id_of(path: str) -> str:
    """The step's own id: "pack" of "ship/pack"."""
    return path.rpartition("/")[2]


def _is_about_another(section: StepSection, known: Collection[str]) -> bool:
    """Whether its values were found for a workflow that is none of these."""
    workflow_id = (section.evidence or {}).get("workflow")
    return isinstance(workflow_id, str) and workflow_id not in known


def _listed(known: Mapping[str, set[str]]) -> str:
    """Such as "'checkout' has charge, load"."""
    return "; ".join(f"{workflow_id!r} has {', '.join(sorted(paths))}" for workflow_id, paths in known.items())


def dotted_key(*parts: str) -> str:
    """A dotted key as TOML writes it."""
    return ".".join(part if part.replace("_", "").replace("-", "").isalnum() else f'"{part}"' for part in parts)
