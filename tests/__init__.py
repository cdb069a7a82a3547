"""Tests: they mirror the rooms. Real servers on loopback stand in `tests.servers`."""
