"""Source, fetch, extract: from a site's addresses to articles.

Knows nothing of topics, storage, alerts or Celery. Only `http`, by way of `dial`, opens sockets;
everything else is a pure function over bytes and text.
"""
