"""`make bench`: how fast, beside the peers and beside the floor, in one run; quality stands beside time."""
