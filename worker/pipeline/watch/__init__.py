"""Is each paper well? What it shows against what it should, and what the operators are told of it.

weekly   how much a source shows by hour and weekday; `holidays` are no silence
firstdays  the same, before there is a week to go by; `counts`: it shows too few
silences  how long a silence must be before it is no chance
health   a source fails, falls silent, is well again
pages    what a paper's pages hold; `drift`: its layout changed, its dates are wrong
advice   the next step to take; `steps`, `words`: the same in Vietnamese, for mails and the page
report   each told to the operators once
"""
