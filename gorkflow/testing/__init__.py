"""What tests of workflows, and of stores, are made with. Shipped, so that users have it too.

`StoreConformance` is in `gorkflow.testing.conformance`, since it needs pytest.
"""

from gorkflow.testing.call import FakeContext, call, call_async, fake_context
from gorkflow.testing.clock import FakeClock
from gorkflow.testing.crash import Crash, CrashingStore, crash_sweep

__all__ = ["Crash", "CrashingStore", "FakeClock", "FakeContext", "call", "call_async", "crash_sweep", "fake_context"]
