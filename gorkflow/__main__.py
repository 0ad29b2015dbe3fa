"""`python -m gorkflow` is the command `gorkflow`."""

from __future__ import annotations

from gorkflow.cli import main

if __name__ == "__main__":
    main()
