"""The house: make targets, compose, the floor plan, and the test servers themselves."""
