"""Bodies of the main script: how a worker process gets at them.

The script runs once more in the worker, under another name, so that what stands below `if __name__ == "__main__":`
does not run. It does so when the first body of it is asked for, not before.
"""

from __future__ import annotations

import os
import runpy
import sys
from types import ModuleType
from typing import NamedTuple

WORKER_MAIN = "__gorkflow_main__"

_loading: set[str] = set()  # the name of the main module while this worker runs it


class MainModule(NamedTuple):
    """Where the main module comes from: a module name (`python -m`), or a file; neither for a console."""

    module: str | None
    file: str | None


def own_main_module() -> MainModule:
    """This process's."""
    main = sys.modules.get("__main__")
    spec = getattr(main, "__spec__", None)
    file = getattr(main, "__file__", None)
    return MainModule(getattr(spec, "name", None), None if file is None else os.path.abspath(file))


def is_loading_main() -> bool:
    """Whether the main script is being run for a worker: whatever starts now is not meant to start."""
    return bool(_loading)


def load_main(main: MainModule) -> None:
    """Run the main script as `__gorkflow_main__` and let it be this process's `__main__`.

    Raises:
        ImportError: there is no script to run.
        BaseException: whatever the script raises.
    """
    if WORKER_MAIN in sys.modules:
        return
    if main.module is None and main.file is None:
        raise ImportError("it is defined in a console or by python -c, which a worker process cannot run")
    _loading.add(WORKER_MAIN)
    try:
        if main.module is not None:
            content = runpy.run_module(main.module, run_name=WORKER_MAIN, alter_sys=True)
        else:
            content = runpy.run_path(main.file or "", run_name=WORKER_MAIN)
    finally:
        _loading.clear()
    module = ModuleType(WORKER_MAIN)
    module.__dict__.update(content)
    sys.modules["__main__"] = sys.modules[WORKER_MAIN] = module
