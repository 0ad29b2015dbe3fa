"""How the cost of a unit (a node, an item, a run, an event) changes with their number: `python -m benchmarks.growth`."""
