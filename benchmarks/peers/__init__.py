"""What gorkflow and its peers do with the same small chain, found out by running it: `python -m benchmarks.peers`."""
