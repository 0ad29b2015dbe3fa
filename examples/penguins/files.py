"""Files that a reader sees whole or not at all, however often they are written."""

from __future__ import annotations

import os
from pathlib import Path


def replace(path: Path, text: str) -> Path:
    """Write beside the target, then rename: a body that runs twice after a crash leaves the same one file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.draft")
    draft.write_text(text, encoding="utf-8")
    os.replace(draft, path)
    return path
