"""An exception as bounded text, for those who cannot have the exception itself."""

from __future__ import annotations

from gorkflow.core.error_text import encodable, frames_of, text_of
from gorkflow.runners.main_module import WORKER_MAIN
from gorkflow.runners.messages import Failed


def failed(error: BaseException, cpu_seconds: float) -> Failed:
    """The message that tells of what a body raised; never raises itself."""
    return Failed(
        type_name=class_name(type(error)).removeprefix("builtins."),
        classes=tuple(class_name(one) for one in type(error).__mro__),
        text=text_of(error),
        traceback=frames_of(error).replace(f"{WORKER_MAIN}.", "__main__."),
        is_abort=not isinstance(error, Exception),
        cpu_seconds=cpu_seconds,
    )


def class_name(type_: type) -> str:
    """Module and name, as the engine's process would say: what is defined in the main script is in `__main__`."""
    module = "__main__" if type_.__module__ == WORKER_MAIN else type_.__module__
    return encodable(f"{module}.{type_.__qualname__}")
