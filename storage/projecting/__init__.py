"""The projections, by what they follow: what is watched, read, judged, told."""
