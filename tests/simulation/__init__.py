"""Days and years of watching on a virtual clock: what is missed, who is rude. `make simulate`.

`flow` runs the product's own flow (schedule, leases, store, fetcher with robots.txt and pauses) against the replay
origin in memory; `model` runs the scheduler's rules alone, for ten thousand sites and a year.
"""
