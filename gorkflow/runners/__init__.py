"""Where step bodies run: threads of the engine's own, and processes of its own."""
