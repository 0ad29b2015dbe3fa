"""Renews the engine's lease from a thread of its own: a blocked event loop loses nothing, and is noticed."""

from __future__ import annotations

import threading
import time

from gorkflow.ports import Store
from gorkflow.runtime.loop_watch import LoopWatch

LOOK_SECONDS = 1.0


class Heartbeat:
    """Beats three times per lease until stopped."""

    def __init__(self, store: Store, lease_seconds: float, watch: LoopWatch) -> None:
        self._store = store
        self._watch = watch
        self._interval = lease_seconds / 3
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._beat, name="gorkflow-heartbeat", daemon=True)
        self._lease = lease_seconds
        self._beaten_at = time.monotonic()
        self._lapses = 0
        self.fault: Exception | None = None  # why the last beat failed; None when it did not

    @property
    def lapses(self) -> int:
        """How often the lease ran out so far: this process was frozen, or the store in trouble.

        One that goes on counts from its beginning: who wakes up may look before the next beat or after it.
        """
        return self._lapses + self._has_lapsed()

    def _has_lapsed(self) -> bool:
        return time.monotonic() - self._beaten_at > self._lease

    def start(self) -> None:
        """Begin to beat."""
        self._thread.start()

    def stop(self) -> None:
        """Beat no more; ends within a moment unless a beat waits for the store."""
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join(timeout=1.0)

    def beat_now(self) -> None:
        """One beat. Blocking."""
        beaten_at = time.monotonic()
        try:
            self._store.beat()
        except Exception as error:  # noqa: BLE001  # a store of the user's own may raise anything: beat on
            self.fault = error
        else:
            self.fault = None
            self._lapses += self._has_lapsed()  # first: never fewer than before
            self._beaten_at = beaten_at

    def _beat(self) -> None:
        due = time.monotonic() + self._interval
        while not self._stopped.wait(min(LOOK_SECONDS, self._interval)):
            self._watch.look()
            if time.monotonic() >= due:
                due = time.monotonic() + self._interval
                self.beat_now()
