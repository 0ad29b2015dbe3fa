"""gorkflow: strongly typed, durable workflows.

The public names, each imported from its module when it is first used, so that `import gorkflow` costs next to nothing.
"""

# ruff: isort: skip_file

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gorkflow.composition import Engine as Engine, connect as connect, run as run
    from gorkflow.core.builder import WorkflowBuilder as WorkflowBuilder
    from gorkflow.core.cases import Case as Case, case as case, cases as cases
    from gorkflow.core.context import RunState as RunState, StepContext as StepContext
    from gorkflow.core.decorator import StepDecorator as StepDecorator, step as step
    from gorkflow.core.durations import NO_TIMEOUT as NO_TIMEOUT
    from gorkflow.core.events import Event as Event
    from gorkflow.core.handle import RunHandle as RunHandle
    from gorkflow.core.policy import NO_RETRY as NO_RETRY, RetryPolicy as RetryPolicy
    from gorkflow.core.run import (
        EngineInfo as EngineInfo,
        ErrorInfo as ErrorInfo,
        Health as Health,
        Page as Page,
        RunFilter as RunFilter,
        RunPreview as RunPreview,
        RunStatus as RunStatus,
        StepExecution as StepExecution,
        StepStatus as StepStatus,
        WorkflowRun as WorkflowRun,
    )
    from gorkflow.core.runnable import Runnable as Runnable
    from gorkflow.core.schedules import Schedule as Schedule
    from gorkflow.core.signals import Signal as Signal
    from gorkflow.core.start import WorkflowStart as WorkflowStart, workflow as workflow
    from gorkflow.core.state import StateKey as StateKey
    from gorkflow.core.step import (
        AsyncStep as AsyncStep,
        AsyncStep0 as AsyncStep0,
        AsyncStepN as AsyncStepN,
        Step as Step,
        SyncStep as SyncStep,
        SyncStep0 as SyncStep0,
        SyncStepN as SyncStepN,
    )
    from gorkflow.core.workflow import Workflow as Workflow
    from gorkflow.errors import (
        ConditionError as ConditionError,
        ConflictError as ConflictError,
        ContextError as ContextError,
        CorruptRecordError as CorruptRecordError,
        DefinitionError as DefinitionError,
        DefinitionMismatchError as DefinitionMismatchError,
        EngineError as EngineError,
        GorkflowError as GorkflowError,
        IdempotencyConflictError as IdempotencyConflictError,
        InputError as InputError,
        LoopLimitError as LoopLimitError,
        OutputSerializationError as OutputSerializationError,
        OutputTypeError as OutputTypeError,
        PayloadTooLargeError as PayloadTooLargeError,
        PoisonStepError as PoisonStepError,
        ResourceNotFoundError as ResourceNotFoundError,
        RunCancelledError as RunCancelledError,
        RunCompensatedError as RunCompensatedError,
        RunError as RunError,
        RunFailedError as RunFailedError,
        RunFinishedError as RunFinishedError,
        RunNotFinishedError as RunNotFinishedError,
        RunNotFoundError as RunNotFoundError,
        RunTimeoutError as RunTimeoutError,
        SchemaMismatchError as SchemaMismatchError,
        SettingError as SettingError,
        StateKeyError as StateKeyError,
        StepAbortedError as StepAbortedError,
        StepError as StepError,
        StepExecutionError as StepExecutionError,
        StepInputError as StepInputError,
        StepNotFoundError as StepNotFoundError,
        StepTimeoutError as StepTimeoutError,
        StoreAuthenticationError as StoreAuthenticationError,
        StoreBusyError as StoreBusyError,
        StoreConnectionError as StoreConnectionError,
        StoreCorruptError as StoreCorruptError,
        StoreError as StoreError,
        StoreFormatError as StoreFormatError,
        StoreFullError as StoreFullError,
        StoreReadOnlyError as StoreReadOnlyError,
        StoreUnsupportedError as StoreUnsupportedError,
        StoreUrlError as StoreUrlError,
        StoreVersionError as StoreVersionError,
        UnknownSignalError as UnknownSignalError,
    )
    from gorkflow.observers.composite import CompositeObserver as CompositeObserver
    from gorkflow.observers.logging import LoggingObserver as LoggingObserver
    from gorkflow.observers.metrics import MetricsObserver as MetricsObserver
    from gorkflow.observers.otel import OpenTelemetryObserver as OpenTelemetryObserver
    from gorkflow.ports import Clock as Clock, Observer as Observer, Store as Store
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
        "EngineInfo",
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
    "gorkflow.core.signals": ("Signal",),
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
        "UnknownSignalError",
    ),
    "gorkflow.observers.composite": ("CompositeObserver",),
    "gorkflow.observers.logging": ("LoggingObserver",),
    "gorkflow.observers.metrics": ("MetricsObserver",),
    "gorkflow.observers.otel": ("OpenTelemetryObserver",),
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
    "CompositeObserver",
    "ConditionError",
    "ConflictError",
    "ContextError",
    "CorruptRecordError",
    "DefinitionError",
    "DefinitionMismatchError",
    "Engine",
    "EngineError",
    "EngineInfo",
    "ErrorInfo",
    "Event",
    "GorkflowError",
    "Health",
    "IdempotencyConflictError",
    "InputError",
    "LogContext",
    "LoggingObserver",
    "LoopLimitError",
    "MetricsObserver",
    "Observer",
    "OpenTelemetryObserver",
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
    "Signal",
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
    "UnknownSignalError",
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
