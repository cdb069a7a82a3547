"""`python -m worker.cli` is `diemtin`."""

from worker.cli import main

main()
