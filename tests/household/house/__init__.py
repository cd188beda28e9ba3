"""The test household: real daemons in network namespaces."""
