"""Every exception that gorkflow raises on purpose.

    GorkflowError
    ├── DefinitionError              a step or workflow cannot be built; lists all problems at once
    ├── SettingError                 an option is out of its range (also a ValueError)
    ├── InputError                   a value given by the caller does not fit the declared type
    ├── ContextError                 a StepContext was used where it may not be
    │   └── StateKeyError            the run's state has no value under this key (also a KeyError)
    ├── ResourceNotFoundError        no resource of that type was given to connect() (also a LookupError)
    ├── StepError                    one attempt of one step failed
    │   ├── StepExecutionError       the body raised an exception
    │   ├── StepTimeoutError         the attempt took longer than its timeout
    │   ├── StepAbortedError         the body raised a BaseException or cancelled itself
    │   ├── StepInputError           the bound value does not fit the step's declared input
    │   ├── OutputTypeError          the body returned something else than it declares
    │   ├── OutputSerializationError the output cannot be stored as JSON and come back the same
    │   ├── PayloadTooLargeError     a value is larger than max_payload_bytes
    │   ├── ConditionError           a condition, key or instant raised, or gave what it may not
    │   ├── LoopLimitError           the condition of a loop still holds after max_iterations turns
    │   └── PoisonStepError          the process died under this step too often
    ├── RunError                     a run did not give its output
    │   ├── RunFailedError           it ended FAILED
    │   ├── RunCancelledError        it ended CANCELLED
    │   ├── RunTimeoutError          it was not over within its run_timeout
    │   ├── RunNotFoundError         no run has this id (also a LookupError)
    │   ├── RunFinishedError         it is over and cannot be changed
    │   ├── RunCompensatedError      what it did was undone: it cannot go on from there
    │   ├── RunNotFinishedError      it is not over: there is no output yet, and it cannot be deleted
    │   ├── UnknownSignalError       no wait of its definition is for such a signal
    │   ├── StepNotFoundError        the run has no such step, or no output of it (also a LookupError)
    │   ├── IdempotencyConflictError the key belongs to a run of another workflow or input
    │   └── DefinitionMismatchError  the code differs from what the run has already executed
    │       └── SchemaMismatchError  a stored value does not fit the type that the code declares now
    ├── EngineError                  the engine is not open, or it is closing
    ├── BenchError                   what is to be measured cannot be
    └── StoreError
        ├── StoreUrlError            the URL names no store (also a ValueError)
        ├── StoreBusyError           another process holds the database for too long
        ├── StoreReadOnlyError       the file or its folder cannot be written
        ├── StoreFullError           no room left
        ├── StoreFormatError         the file is no gorkflow database
        ├── StoreVersionError        the file was written by a newer gorkflow
        ├── StoreUnsupportedError    the file system, server, build of SQLite or installation lacks what is needed
        ├── StoreCorruptError        the database is damaged
        │   └── CorruptRecordError   one record does not match its checksum or its type
        ├── StoreConnectionError     the store cannot be reached
        │   └── StoreAuthenticationError  the server refuses the token
        └── ConflictError            the writer no longer owns the run: nothing was written

Each class has a `code`, the name by which records, the CLI and logs tell the kinds apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar


class GorkflowError(Exception):
    """Root of the tree. The first line of the text says what, which id, and the remedy."""

    code: ClassVar[str] = "gorkflow"


class DefinitionError(GorkflowError):
    """A step or a workflow cannot be built.

    Attributes:
        problems: one sentence each, in order of definition; never empty.
    """

    code = "definition"

    def __init__(self, problems: str | Sequence[str], *, subject: str | None = None) -> None:
        self.problems: tuple[str, ...] = (problems,) if isinstance(problems, str) else tuple(problems)
        if len(self.problems) == 1 and subject is None:
            text = self.problems[0]
        elif len(self.problems) == 1:
            text = f"{subject}: {self.problems[0]}"
        else:
            head = f"{subject or 'definition'} has {len(self.problems)} problems; first: {self.problems[0]}"
            text = "\n".join([head, *(f"  - {problem}" for problem in self.problems[1:])])
        super().__init__(text)


class SettingError(GorkflowError, ValueError):
    """An option is out of its range: a negative or NaN duration, a limit below one."""

    code = "setting"


class InputError(GorkflowError):
    """A value given by the caller does not fit the declared type. Nothing was stored."""

    code = "input"


class ContextError(GorkflowError):
    """A StepContext was used after its attempt, or for something its step may not do."""

    code = "context"


class StateKeyError(ContextError, KeyError):
    """The run's state has no value under this key."""

    code = "state_key"

    def __str__(self) -> str:
        return Exception.__str__(self)


class ResourceNotFoundError(GorkflowError, LookupError):
    """No resource of that type was given to `connect(resources=...)`."""

    code = "resource_not_found"


class StepError(GorkflowError):
    """One attempt of one step failed."""

    code = "step"


class StepExecutionError(StepError):
    """The body raised an exception, which is the `__cause__`."""

    code = "execution"


class StepTimeoutError(StepError, TimeoutError):
    """The attempt took longer than its timeout. Retried like an error."""

    code = "timeout"


class StepAbortedError(StepError):
    """The body raised a BaseException (SystemExit, KeyboardInterrupt) or cancelled itself."""

    code = "aborted"


class StepInputError(StepError):
    """The bound value does not fit the step's declared input."""

    code = "step_input"


class OutputTypeError(StepError):
    """The body returned something else than it declares, or what the declared type would lose."""

    code = "output_type"


class OutputSerializationError(StepError):
    """The output cannot be stored as JSON and come back the same."""

    code = "output_serialization"


class PayloadTooLargeError(StepError):
    """A value is larger than `max_payload_bytes`. Store it elsewhere and pass a reference."""

    code = "payload_too_large"


class ConditionError(StepError):
    """A condition raised, or gave something else than a bool. Never retried."""

    code = "condition"


class LoopLimitError(StepError):
    """The condition of a loop still holds after as many turns as it may have."""

    code = "loop_limit"


class PoisonStepError(StepError):
    """The process died under this step too often."""

    code = "poison"


class RunError(GorkflowError):
    """A run did not give its output.

    Attributes:
        run_id: the run; None where it is not known.
    """

    code = "run"

    def __init__(self, message: str, *, run_id: str | None = None) -> None:
        super().__init__(message)
        self.run_id = run_id


class RunFailedError(RunError):
    """The run ended FAILED.

    Attributes:
        step_id: path of the step that failed it; None where no step did.
        error_code: the `code` of the step's error ("timeout", "execution", ...).
    """

    code = "run_failed"

    def __init__(
        self, message: str, *, run_id: str | None = None, step_id: str | None = None, error_code: str | None = None
    ) -> None:
        super().__init__(message, run_id=run_id)
        self.step_id = step_id
        self.error_code = error_code


class RunCancelledError(RunError):
    """The run ended CANCELLED."""

    code = "run_cancelled"


class RunTimeoutError(RunError, TimeoutError):
    """The run was not over within its `run_timeout`, or not within the timeout of `result()`."""

    code = "run_timeout"


class RunNotFoundError(RunError, LookupError):
    """No run has this id."""

    code = "run_not_found"


class RunFinishedError(RunError):
    """The run is over and cannot be changed."""

    code = "run_finished"


class RunCompensatedError(RunError):
    """What the run did was undone, so that it cannot be taken up again."""

    code = "run_compensated"


class RunNotFinishedError(RunError):
    """The run is not over: it has no output yet, and cannot be deleted."""

    code = "run_not_finished"


class UnknownSignalError(RunError):
    """No wait of the run's definition is for a signal of that name and payload; nothing was sent."""

    code = "unknown_signal"


class StepNotFoundError(RunError, LookupError):
    """The run has no such step, or the step has no output."""

    code = "step_not_found"


class IdempotencyConflictError(RunError):
    """The idempotency key belongs to a run of another workflow or input."""

    code = "idempotency_conflict"


class DefinitionMismatchError(RunError):
    """The code differs from what the run has already executed."""

    code = "definition_mismatch"


class SchemaMismatchError(DefinitionMismatchError):
    """A stored value does not fit the type that the code declares now. The value is left as it is."""

    code = "schema_mismatch"


class EngineError(GorkflowError):
    """The engine is not open, or it is closing."""

    code = "engine"


class BenchError(GorkflowError):
    """What is to be measured cannot be: no worker process, no such revision, a corpus file that is none."""

    code = "bench"


class StoreError(GorkflowError):
    """The store cannot do what was asked."""

    code = "store"


class StoreUrlError(StoreError, ValueError):
    """The URL names no store."""

    code = "store_url"


class StoreBusyError(StoreError):
    """Another process holds the database longer than the busy limit."""

    code = "store_busy"


class StoreReadOnlyError(StoreError):
    """The file or its folder cannot be written."""

    code = "store_read_only"


class StoreFullError(StoreError):
    """No room left on the device."""

    code = "store_full"


class StoreFormatError(StoreError):
    """The file is no gorkflow database. It was not touched."""

    code = "store_format"


class StoreVersionError(StoreError):
    """The file was written by a newer gorkflow. It was not touched."""

    code = "store_version"


class StoreUnsupportedError(StoreError):
    """The file system, the server, the build of SQLite or this installation lacks what the store needs."""

    code = "store_unsupported"


class StoreCorruptError(StoreError):
    """The database is damaged."""

    code = "store_corrupt"


class CorruptRecordError(StoreCorruptError):
    """One record does not match its checksum or its type. It is left as it is."""

    code = "corrupt_record"


class StoreConnectionError(StoreError):
    """The store cannot be reached.

    Attributes:
        is_unknown: whether what was to be written may be in the store all the same, or may come to be; a store says
            so of each error where it knows better.
    """

    code = "store_connection"
    is_unknown: bool = True


class StoreAuthenticationError(StoreConnectionError):
    """The server refuses the token, or what the token does not allow."""

    code = "store_authentication"
    is_unknown = False


class ConflictError(StoreError):
    """The writer no longer owns the run. Nothing was written."""

    code = "conflict"
