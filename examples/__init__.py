"""Programs that show gorkflow at work; each runs with `python -m examples.NAME` and is a test of its own."""
