"""A replay origin: synthetic Vietnamese papers that publish by the clock and misbehave as told. `make origin`.

What is served is a pure function of seed and time (`news`, `papers`, `rendering`, `faults`); `service` puts it on
loopback, `ledger` counts from the host's side what was published, asked for, and asked for rudely.
"""
