"""Append and query: the event store, what is derived from it, and what is owed.

Knows nothing of scraping, topics, the web or Celery.
"""
