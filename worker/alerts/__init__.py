"""Telling people: who follows what, when to tell them, in which words, through which channel.

Knows nothing of the web, Celery or the database: the flow asks for a decision, keeps what is owed
and calls a channel for each delivery that is due.
"""

from typing import Final

# One line a channel: the key that switches it on in a follower's row, and the class behind it,
# imported only where a follower uses it.
CHANNELS: Final[dict[str, str]] = {
    "email": "worker.alerts.email:Email",
    "webhook": "worker.alerts.webhook:Webhook",
    "folder": "worker.alerts.folder:Folder",
}
