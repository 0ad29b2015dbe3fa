"""The definition as a networkx graph, for those who want to analyse or draw it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gorkflow.core.graph import StepNode

if TYPE_CHECKING:
    import networkx

    from gorkflow.core.workflow import Workflow


def network_of(workflow: Workflow[Any, Any]) -> networkx.DiGraph[str]:
    """A new DiGraph: nodes are paths with kind, step, input_type and output_type, in topological order.

    A decision has no step.
    """
    import networkx

    graph: networkx.DiGraph[str] = networkx.DiGraph(workflow_id=workflow.id, version=workflow.version)
    for node in workflow.nodes:
        step = node.step if isinstance(node, StepNode) else None
        taken = object if step is None else step.signature.input
        graph.add_node(node.path, kind=node.kind, step=step, input_type=taken, output_type=node.output_type)
    graph.add_edges_from((before.path, node.path) for node in workflow.nodes for before in node.after)
    return graph
