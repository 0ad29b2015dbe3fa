"""Several observers as one."""

from __future__ import annotations

from gorkflow.audience import Audience, observer_problem
from gorkflow.core.error_text import shown
from gorkflow.errors import SettingError
from gorkflow.ports import Observer


class CompositeObserver(Audience):
    """Tells each of its observers, in order. One that raises does not keep the others from being told.

    What it raised is logged the first time, the tenth, the hundredth and so on, with the number.

    Args:
        *observers: in the order in which they are told.

    Raises:
        SettingError: one of them is no observer.
    """

    def __init__(self, *observers: Observer) -> None:
        for one in observers:
            if (problem := observer_problem(one)) is not None:
                raise SettingError(problem)
        super().__init__(observers)

    def __repr__(self) -> str:
        return f"CompositeObserver({', '.join(map(shown, self.observers))})"
