"""The whole flow, as plain functions; no Celery, no HTTP.

visit    at one host: take its links, poll its sources           source → fetch
poll     a feed or listing becomes links
take     a link becomes a page
read     a page becomes an article, with its verdicts            extract → judge → append
group    an article joins its story, an alert is raised          group → alert
deliver  an alert reaches a follower
ingest   files take the same way as pages of the web
rounds   everything that is due now: what beat ticks, what `run --once` does
"""
