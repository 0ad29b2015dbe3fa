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
        self.fault: Exception | None = None  # why the last beat failed; None when it did not

    @property
    def is_late(self) -> bool:
        """Whether the last beat is older than the lease: this process was frozen, or the store is in trouble."""
        return time.monotonic() - self._beaten_at > self._lease

    def start(self) -> None:
        """Begin to beat."""
        self._thread.start()

    def stop(self) -> None:
        """Beat no more; ends within a moment unless a beat waits for the store."""
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join(timeout=1.0)

    def _beat(self) -> None:
        due = time.monotonic() + self._interval
        while not self._stopped.wait(min(LOOK_SECONDS, self._interval)):
            self._watch.look()
            if time.monotonic() < due:
                continue
            due = time.monotonic() + self._interval
            beaten_at = time.monotonic()
            try:
                self._store.beat()
            except Exception as error:  # noqa: BLE001  # a store of the user's own may raise anything: beat on
                self.fault = error
            else:
                self.fault = None
                self._beaten_at = beaten_at
