"""From publication to alert, end to end: `make latency`."""
