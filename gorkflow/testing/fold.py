"""A run as its events tell it, and as its rows do: for tests that compare the two."""

from gorkflow.core.fold import RunView, StepView, fold, view_of

__all__ = ["RunView", "StepView", "fold", "view_of"]
