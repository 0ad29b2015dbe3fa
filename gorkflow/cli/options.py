"""What every command is told: the store and the apps, by flag, environment or file; and what it takes without."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gorkflow.config import Config

DEFAULT_STORE = "sqlite:///gorkflow.db"
DEFAULT_LIMIT = 50  # runs on a page
MIN_PREFIX = 8  # characters of a run's id, at least
_WITHOUT_TLS = re.compile(r"[?&]tls=0(&|$)")


@dataclass(frozen=True, slots=True)
class Flags:
    """`--store` and `--app` as they were given, before or after the command."""

    store: str | None = None
    apps: tuple[str, ...] = ()

    def __or__(self, later: Flags) -> Flags:
        """With what was given after the command: its store wins, its apps are added."""
        return Flags(self.store if later.store is None else later.store, (*self.apps, *later.apps))


@dataclass(frozen=True, slots=True)
class Target:
    """Where a command works: flag > environment > gorkflow.toml > pyproject.toml > default."""

    store: str
    apps: tuple[str, ...]
    config: Config

    @classmethod
    def of(cls, flags: Flags) -> Target:
        """The target of a command.

        Raises:
            SettingError: a setting will not do.
        """
        from gorkflow.config import read_config  # it needs pydantic, and `--help` does not

        config = read_config()
        store = (config.store or DEFAULT_STORE) if flags.store is None else flags.store
        return cls(store, flags.apps or config.apps, config)

    def command(self, *words: str, apps: Sequence[str] | None = None) -> str:
        """A command line that works on the same runs, to be copied by the user."""
        flags = [part for app in (self.apps if apps is None else apps) for part in ("--app", app)]
        return shlex.join(["gorkflow", *flags, "--store", self.shown_store, *words])

    @property
    def shown_store(self) -> str:
        """The store's URL without a token, which stays in GORKFLOW_AUTH_TOKEN or is for the user to add."""
        from gorkflow.composition import without_secrets  # it needs pydantic, and `--help` does not

        return without_secrets(self.store) + ("?tls=0" if _WITHOUT_TLS.search(self.store) else "")
