"""Fuzzing what reads hostile bytes: `make fuzz SECONDS=60`. Each crash becomes a file in `found/`."""
