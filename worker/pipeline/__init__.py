"""The whole flow, as plain functions; no Celery, no HTTP. Each room may use those below it.

rounds     everything that is due now: what beat ticks, what `run --once` does
shift      what one process does while something is due: visits and deliveries side by side
underway   its visits: begun in the event loop, ended there or in a thread, written down together
visits     one host after another: its sources are polled, its links become pages       source → fetch
ingest     files take the same way as pages of the web
watch      is each paper well? what the operators are told
articles   a page becomes an article with its verdicts, joins its story,                extract → judge → group → append
           and raises an alert
deliver    an alert reaches a follower

Beside them: `flow` (what all of it works with), `notes` (events that wait for their transaction), `given` (what files
hold), `fault` and `identity`.
"""
