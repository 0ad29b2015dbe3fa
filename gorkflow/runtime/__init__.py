"""The async shell: it drives runs by the decisions of `gorkflow.core`, and knows the outside by `gorkflow.ports`."""
