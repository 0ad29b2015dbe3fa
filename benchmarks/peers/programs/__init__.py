"""One program per peer, each copied into a folder of its own with stage.py beside it, and run by its peer's Python."""
