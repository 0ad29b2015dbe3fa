"""Libraries that are no requirement and come with an extra."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from gorkflow.errors import SettingError

__all__ = ["needing"]


@contextmanager
def needing(library: str, message: str) -> Generator[None, None, None]:
    """Around imports that need it: the message, with what to install, is the error where the library is not there.

    Raises:
        SettingError: it is not there. Any other module that is missing keeps its own error.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] != library:
            raise
        raise SettingError(message) from error
