"""`make quality`: how well pages are read, articles judged, grouped and dated, against floors."""
