"""Steps measured on their recorded inputs: what `gorkflow bench` does."""
