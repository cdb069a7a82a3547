def merge(m): return ()
