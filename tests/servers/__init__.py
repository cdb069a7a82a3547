"""Real servers on loopback: Redis, PostgreSQL, SMTP, HTTP, Chromium, and the product's processes.

Each picks a free port, says what to install where its program is missing, and is gone afterwards.
"""
