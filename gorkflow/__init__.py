"""gorkflow: strongly typed, durable workflows.

The public names, each imported from its module when it is first used, so that `import gorkflow` costs next to nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gorkflow.composition import Engine as Engine
    from gorkflow.composition import connect as connect
    from gorkflow.composition import run as run
    from gorkflow.core.builder import WorkflowBuilder as WorkflowBuilder
    from gorkflow.core.cases import Case as Case
    from gorkflow.core.cases import case as case
    from gorkflow.core.cases import cases as cases
    from gorkflow.core.context import RunState as RunState
    from gorkflow.core.context import StepContext as StepContext
    from gorkflow.core.decorator import StepDecorator as StepDecorator
    from gorkflow.core.decorator import step as step
    from gorkflow.core.durations import NO_TIMEOUT as NO_TIMEOUT
    from gorkflow.core.events import Event as Event
    from gorkflow.core.handle import RunHandle as RunHandle
    from gorkflow.core.policy import NO_RETRY as NO_RETRY
    from gorkflow.core.policy import RetryPolicy as RetryPolicy
    from gorkflow.core.run import (
        ErrorInfo as ErrorInfo,
    )
    from gorkflow.core.run import (
        Health as Health,
    )
    from gorkflow.core.run import (
        Page as Page,
    )
    from gorkflow.core.run import (
        RunFilter as RunFilter,
    )
    from gorkflow.core.run import (
        RunPreview as RunPreview,
    )
    from gorkflow.core.run import (
        RunStatus as RunStatus,
    )
    from gorkflow.core.run import (
        StepExecution as StepExecution,
    )
    from gorkflow.core.run import (
        StepStatus as StepStatus,
    )
    from gorkflow.core.run import (
        WorkflowRun as WorkflowRun,
    )
    from gorkflow.core.runnable import Runnable as Runnable
    from gorkflow.core.schedules import Schedule as Schedule
    from gorkflow.core.start import WorkflowStart as WorkflowStart
    from gorkflow.core.start import workflow as workflow
    from gorkflow.core.state import StateKey as StateKey
    from gorkflow.core.step import (
        AsyncStep as AsyncStep,
    )
    from gorkflow.core.step import (
        AsyncStep0 as AsyncStep0,
    )
    from gorkflow.core.step import (
        AsyncStepN as AsyncStepN,
    )
    from gorkflow.core.step import (
        Step as Step,
    )
    from gorkflow.core.step import (
        SyncStep as SyncStep,
    )
    from gorkflow.core.step import (
        SyncStep0 as SyncStep0,
    )
    from gorkflow.core.step import (
        SyncStepN as SyncStepN,
    )
    from gorkflow.core.workflow import Workflow as Workflow
    from gorkflow.errors import (
        ConditionError as ConditionError,
    )
    from gorkflow.errors import (
        ConflictError as ConflictError,
    )
    from gorkflow.errors import (
        ContextError as ContextError,
    )
    from gorkflow.errors import (
        CorruptRecordError as CorruptRecordError,
    )
    from gorkflow.errors import (
        DefinitionError as DefinitionError,
    )
    from gorkflow.errors import (
        DefinitionMismatchError as DefinitionMismatchError,
    )
    from gorkflow.errors import (
        EngineError as EngineError,
    )
    from gorkflow.errors import (
        GorkflowError as GorkflowError,
    )
    from gorkflow.errors import (
        IdempotencyConflictError as IdempotencyConflictError,
    )
    from gorkflow.errors import (
        InputError as InputError,
    )
    from gorkflow.errors import (
        LoopLimitError as LoopLimitError,
    )
    from gorkflow.errors import (
        OutputSerializationError as OutputSerializationError,
    )
    from gorkflow.errors import (
        OutputTypeError as OutputTypeError,
    )
    from gorkflow.errors import (
        PayloadTooLargeError as PayloadTooLargeError,
    )
    from gorkflow.errors import (
        PoisonStepError as PoisonStepError,
    )
    from gorkflow.errors import (
        ResourceNotFoundError as ResourceNotFoundError,
    )
    from gorkflow.errors import (
        RunCancelledError as RunCancelledError,
    )
    from gorkflow.errors import (
        RunCompensatedError as RunCompensatedError,
    )
    from gorkflow.errors import (
        RunError as RunError,
    )
    from gorkflow.errors import (
        RunFailedError as RunFailedError,
    )
    from gorkflow.errors import (
        RunFinishedError as RunFinishedError,
    )
    from gorkflow.errors import (
        RunNotFinishedError as RunNotFinishedError,
    )
    from gorkflow.errors import (
        RunNotFoundError as RunNotFoundError,
    )
    from gorkflow.errors import (
        RunTimeoutError as RunTimeoutError,
    )
    from gorkflow.errors import (
        SchemaMismatchError as SchemaMismatchError,
    )
    from gorkflow.errors import (
        SettingError as SettingError,
    )
    from gorkflow.errors import (
        StateKeyError as StateKeyError,
    )
    from gorkflow.errors import (
        StepAbortedError as StepAbortedError,
    )
    from gorkflow.errors import (
        StepError as StepError,
    )
    from gorkflow.errors import (
        StepExecutionError as StepExecutionError,
    )
    from gorkflow.errors import (
        StepInputError as StepInputError,
    )
    from gorkflow.errors import (
        StepNotFoundError as StepNotFoundError,
    )
    from gorkflow.errors import (
        StepTimeoutError as StepTimeoutError,
    )
    from gorkflow.errors import (
        StoreAuthenticationError as StoreAuthenticationError,
    )
    from gorkflow.errors import (
        StoreBusyError as StoreBusyError,
    )
    from gorkflow.errors import (
        StoreConnectionError as StoreConnectionError,
    )
    from gorkflow.errors import (
        StoreCorruptError as StoreCorruptError,
    )
    from gorkflow.errors import (
        StoreError as StoreError,
    )
    from gorkflow.errors import (
        StoreFormatError as StoreFormatError,
    )
    from gorkflow.errors import (
        StoreFullError as StoreFullError,
    )
    from gorkflow.errors import (
        StoreReadOnlyError as StoreReadOnlyError,
    )
    from gorkflow.errors import (
        StoreUnsupportedError as StoreUnsupportedError,
    )
    from gorkflow.errors import (
        StoreUrlError as StoreUrlError,
    )
    from gorkflow.errors import (
        StoreVersionError as StoreVersionError,
    )
    from gorkflow.ports import Clock as Clock
    from gorkflow.ports import Observer as Observer
    from gorkflow.ports import Store as Store
    from gorkflow.runtime.log_context import LogContext as LogContext

__version__ = "0.1.0"

_HOMES = {
    "gorkflow.composition": ("Engine", "connect", "run"),
    "gorkflow.core.builder": ("WorkflowBuilder",),
    "gorkflow.core.cases": ("Case", "case", "cases"),
    "gorkflow.core.context": ("RunState", "StepContext"),
    "gorkflow.core.decorator": ("StepDecorator", "step"),
    "gorkflow.core.durations": ("NO_TIMEOUT",),
    "gorkflow.core.events": ("Event",),
    "gorkflow.core.handle": ("RunHandle",),
    "gorkflow.core.policy": ("NO_RETRY", "RetryPolicy"),
    "gorkflow.core.run": (
        "ErrorInfo",
        "Health",
        "Page",
        "RunFilter",
        "RunPreview",
        "RunStatus",
        "StepExecution",
        "StepStatus",
        "WorkflowRun",
    ),
    "gorkflow.core.runnable": ("Runnable",),
    "gorkflow.core.schedules": ("Schedule",),
    "gorkflow.core.start": ("WorkflowStart", "workflow"),
    "gorkflow.core.state": ("StateKey",),
    "gorkflow.core.step": ("AsyncStep", "AsyncStep0", "AsyncStepN", "Step", "SyncStep", "SyncStep0", "SyncStepN"),
    "gorkflow.core.workflow": ("Workflow",),
    "gorkflow.errors": (
        "ConditionError",
        "ConflictError",
        "ContextError",
        "CorruptRecordError",
        "DefinitionError",
        "DefinitionMismatchError",
        "EngineError",
        "GorkflowError",
        "IdempotencyConflictError",
        "InputError",
        "OutputSerializationError",
        "OutputTypeError",
        "LoopLimitError",
        "PayloadTooLargeError",
        "PoisonStepError",
        "ResourceNotFoundError",
        "RunCancelledError",
        "RunError",
        "RunCompensatedError",
        "RunFailedError",
        "RunFinishedError",
        "RunNotFinishedError",
        "RunNotFoundError",
        "RunTimeoutError",
        "SchemaMismatchError",
        "SettingError",
        "StateKeyError",
        "StepAbortedError",
        "StepError",
        "StepExecutionError",
        "StepInputError",
        "StepNotFoundError",
        "StepTimeoutError",
        "StoreAuthenticationError",
        "StoreBusyError",
        "StoreConnectionError",
        "StoreCorruptError",
        "StoreError",
        "StoreFormatError",
        "StoreFullError",
        "StoreReadOnlyError",
        "StoreUnsupportedError",
        "StoreUrlError",
        "StoreVersionError",
    ),
    "gorkflow.ports": ("Clock", "Observer", "Store"),
    "gorkflow.runtime.log_context": ("LogContext",),
}
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [
    "NO_RETRY",
    "NO_TIMEOUT",
    "AsyncStep",
    "AsyncStep0",
    "AsyncStepN",
    "Case",
    "Clock",
    "ConditionError",
    "ConflictError",
    "ContextError",
    "CorruptRecordError",
    "DefinitionError",
    "DefinitionMismatchError",
    "Engine",
    "EngineError",
    "ErrorInfo",
    "Event",
    "GorkflowError",
    "Health",
    "IdempotencyConflictError",
    "InputError",
    "LogContext",
    "LoopLimitError",
    "Observer",
    "OutputSerializationError",
    "OutputTypeError",
    "Page",
    "PayloadTooLargeError",
    "PoisonStepError",
    "ResourceNotFoundError",
    "RetryPolicy",
    "RunCancelledError",
    "RunCompensatedError",
    "RunError",
    "RunFailedError",
    "RunFilter",
    "RunFinishedError",
    "RunHandle",
    "RunNotFinishedError",
    "RunNotFoundError",
    "RunPreview",
    "RunState",
    "RunStatus",
    "RunTimeoutError",
    "Runnable",
    "Schedule",
    "SchemaMismatchError",
    "SettingError",
    "StateKey",
    "StateKeyError",
    "Step",
    "StepAbortedError",
    "StepContext",
    "StepDecorator",
    "StepError",
    "StepExecution",
    "StepExecutionError",
    "StepInputError",
    "StepNotFoundError",
    "StepStatus",
    "StepTimeoutError",
    "Store",
    "StoreAuthenticationError",
    "StoreBusyError",
    "StoreConnectionError",
    "StoreCorruptError",
    "StoreError",
    "StoreFormatError",
    "StoreFullError",
    "StoreReadOnlyError",
    "StoreUnsupportedError",
    "StoreUrlError",
    "StoreVersionError",
    "SyncStep",
    "SyncStep0",
    "SyncStepN",
    "Workflow",
    "WorkflowBuilder",
    "WorkflowRun",
    "WorkflowStart",
    "__version__",
    "case",
    "cases",
    "connect",
    "run",
    "step",
    "workflow",
]


if not TYPE_CHECKING:  # a type checker that saw it would take every misspelt name for an object

    def __getattr__(name: str) -> object:
        module = _HOME_OF.get(name)
        if module is None:
            message = f"module {__name__!r} has no attribute {name!r}"
            raise AttributeError(message)
        value = getattr(importlib.import_module(module), name)
        globals()[name] = value  # the next look-up does not come here
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
