"""Where runs are kept. Each store is an adapter of `gorkflow.ports.Store`; none knows another."""
