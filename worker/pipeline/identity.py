"""Names of things: the same input gets the same name, on every machine and in every run."""

import hashlib


def name(prefix: str, *parts: str | bytes) -> str:
    """`prefix-` and 16 hex digits of the parts, each counted with its length."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        digest.update(b"%d:" % len(data) + data)
    return f"{prefix}-{digest.hexdigest()[:16]}"


def article_id(address_or_bytes: str | bytes) -> str:
    """By its canonical address; by its bytes where it has none."""
    return name("a", address_or_bytes)


def story_id(topic: str, first_article: str) -> str:
    return name("s", topic, first_article)


def alert_id(story: str, topic: str, ordinal: int) -> str:
    return name("l", story, topic, str(ordinal))


def delivery_id(alert: str, follower: str, channel: str) -> str:
    """Stable over every attempt: it becomes webhook-id and Message-ID."""
    return name("d", alert, follower, channel)
