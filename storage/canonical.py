"""The bytes that are hashed and compared: canonical JSON, identities, and the links of the chain."""

import hashlib
import json
from typing import Any

from storage.errors import BadEvent
from storage.event import NewEvent


def to_json(value: Any) -> str:
    """JSON in one spelling: sorted keys, no spaces, UTF-8 as it is. Raises BadEvent on what is not JSON."""
    try:
        text = json.dumps(
            value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
        )
        text.encode()
    except (TypeError, ValueError, RecursionError) as error:
        raise BadEvent(f"not JSON: {error}") from error
    return text


def from_json(text: str) -> Any:
    return json.loads(text)


def _framed(*fields: str) -> bytes:
    """Fields with their lengths before them, so that no two different lists give the same bytes."""
    encoded = [field.encode() for field in fields]
    return b"".join(len(field).to_bytes(8, "big") + field for field in encoded)


def event_id(new: NewEvent) -> str:
    """The event's identity: of its type, subject and key, and of nothing else."""
    return "e-" + hashlib.sha256(_framed(new.type, new.subject, new.key)).hexdigest()[:32]


def link_hash(
    position: int, id_: str, type_: str, subject: str, at: str, data: str, prev: str
) -> str:
    """The hash of one line; `prev` is that of the line before, which makes the chain."""
    framed = _framed("diemtin-1", str(position), id_, type_, subject, at, data, prev)
    return hashlib.sha256(framed).hexdigest()
