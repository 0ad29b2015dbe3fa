"""The pure part of gorkflow: definitions, values and decisions, without clock, randomness, tasks or I/O."""
