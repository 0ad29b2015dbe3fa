"""Standard output for results alone."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator
from contextlib import contextmanager, redirect_stdout


@contextmanager
def output_kept_clean() -> Generator[None, None, None]:
    """While this is open, what a body or a program that it starts prints goes to stderr: stdout is for the result."""
    try:
        number, target = sys.stdout.fileno(), sys.stderr.fileno()
    except (AttributeError, OSError):  # no streams of the operating system, as in a test
        with redirect_stdout(sys.stderr):
            yield
        return
    sys.stdout.flush()
    kept = os.dup(number)
    os.dup2(target, number)
    try:
        with redirect_stdout(sys.stderr):
            yield
    finally:
        sys.stderr.flush()
        os.dup2(kept, number)
        os.close(kept)
