"""What the parts of the engine cost by themselves: `pytest benchmarks --benchmark-only`."""
