"""A module that fails where it is imported outside the test's own process."""

raise RuntimeError("not importable")
