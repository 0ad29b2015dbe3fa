"""How the cost of a unit (a node, an item, a run, an event) grows with their number: `python -m benchmarks.growth`."""
