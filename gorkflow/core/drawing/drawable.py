"""What can be drawn, in every format."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from gorkflow.core.drawing.picture import Picture
    from gorkflow.core.run import StepExecution

_SVG: Final = "image/svg+xml"
_TEXT: Final = "text/plain"
_MAX_SHOWN: Final = 2000  # boxes: a notebook is not to be held up, nor filled, by looking at a workflow


class Drawable(ABC):
    """What can be drawn: a workflow. The formats are imported when something is drawn."""

    @abstractmethod
    def _picture(self, executions: Sequence[StepExecution] | None) -> Picture:
        """What there is to be seen, and how far a run of it is."""

    def to_mermaid(self, *, executions: Sequence[StepExecution] | None = None) -> str:
        """The graph as a Mermaid flowchart; `executions` as for `to_svg`.

        Raises:
            SettingError: the executions are not records of one run.
        """
        from gorkflow.core.drawing.mermaid import mermaid_of

        return mermaid_of(self._picture(executions))

    def to_dot(self, *, executions: Sequence[StepExecution] | None = None) -> str:
        """The graph in Graphviz's DOT language; `executions` as for `to_svg`.

        Raises:
            SettingError: the executions are not records of one run.
        """
        from gorkflow.core.drawing.dot import dot_of

        return dot_of(self._picture(executions))

    def to_svg(self, *, executions: Sequence[StepExecution] | None = None) -> str:
        """The graph as an SVG picture, which needs no other program; the same graph gives the same text.

        Args:
            executions: of a run, as `await engine.list_step_executions(run_id)` gives them: what is done, what failed
                and what has not begun is shown in colours and words. None draws the definition alone.

        Raises:
            SettingError: the executions are not records of one run.
        """
        from gorkflow.core.drawing.svg import svg_of

        return svg_of(self._picture(executions))

    def _repr_mimebundle_(
        self, include: Collection[str] | None = None, exclude: Collection[str] | None = None
    ) -> dict[str, str]:
        """What a notebook shows: the picture, or the text where it cannot show one or the graph is very large.

        Args:
            include: the formats that are wanted; None for all.
            exclude: those that are not.
        """
        return notebook_bundle(self, repr(self), None, include, exclude)


def notebook_bundle(
    drawn: Drawable,
    text: str,
    executions: Sequence[StepExecution] | None,
    include: Collection[str] | None,
    exclude: Collection[str] | None,
) -> dict[str, str]:
    """The picture, unless the graph is very large, and the text; of both what is wanted, as in `_repr_mimebundle_`."""
    wanted = [one for one in (_SVG, _TEXT) if (include is None or one in include) and one not in (exclude or ())]
    bundle = {one: text for one in wanted if one == _TEXT}
    boxes = drawn._picture(None).boxes  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]  # of this module
    if _SVG in wanted and len(boxes) <= _MAX_SHOWN:
        bundle[_SVG] = drawn.to_svg(executions=executions)
    return bundle
