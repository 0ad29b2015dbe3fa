"""What a step costs in gorkflow and in its peers, timed in turns: `python -m benchmarks`."""
