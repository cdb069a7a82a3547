"""Signed webhooks, as https://www.standardwebhooks.com (1.0.0) describes them."""

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import ClassVar, Final, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, SecretStr, field_validator, model_validator

from scrapers.errors import FetchFailed, ScrapeError
from scrapers.http import Request, Response
from scrapers.urls import plain
from worker.alerts.channel import Content, Delivery, Receipt, Services
from worker.alerts.errors import DeliveryFailed

TYPES: Final = {
    "story": "story.opened",
    "development": "story.developed",
    "test": "alert.test",
    "operator": "sites.health",
}
SECRET_BYTES: Final = range(24, 65)
PREFIX: Final = "whsec_"


class WebhookOptions(BaseModel):
    """`webhook`: an http or https address. `secret` or `secrets` (all sign, so that one can be replaced)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    webhook: str
    secret: SecretStr | None = None
    secrets: tuple[SecretStr, ...] = ()

    @field_validator("webhook")
    @classmethod
    def _is_address(cls, value: str) -> str:
        value = value.strip()
        try:
            plain(value)
        except ScrapeError:  # whose words show the address, and its query may be a secret
            raise ValueError("give an http or https address, without user and password") from None
        return value.partition("#")[0]

    @model_validator(mode="after")
    def _is_signed(self) -> Self:
        if not self.keys:
            raise ValueError('a webhook is signed: give secret = "whsec_…" (or secrets = […])')
        return self

    @property
    def keys(self) -> tuple[bytes, ...]:
        given = (*((self.secret,) if self.secret else ()), *self.secrets)
        return tuple(dict.fromkeys(key(secret.get_secret_value()) for secret in given))


class Webhook:
    """One POST a delivery. The same bytes and the same webhook-id at every attempt."""

    Options: ClassVar[type[BaseModel]] = WebhookOptions

    def __init__(self, url: str, keys: Sequence[bytes], services: Services) -> None:
        self._url = url
        self._keys = tuple(keys)
        self._http = services.http
        self._clock = services.clock

    @classmethod
    def build(cls, options: WebhookOptions, services: Services) -> Self:
        return cls(options.webhook, options.keys, services)

    @property
    def to(self) -> str:
        """The address; of its query, where receivers put their tokens, no more than tells two apart."""
        address, asked, query = self._url.partition("?")
        return f"{address}?…{hashlib.sha256(query.encode()).hexdigest()[:8]}" if asked else address

    def send(self, delivery: Delivery, content: Content) -> Receipt:
        data = body(content)
        headers = signed(delivery.id, delivery.at, data, self._keys)
        answer = self._ask("POST", {"content-type": "application/json"} | headers, data)
        if answer.status // 100 == 2:
            return Receipt(f"{self._host} took it: {_status(answer)}")
        raise DeliveryFailed(
            f"{self._host} answered {_status(answer)}",
            permanent=answer.status == HTTPStatus.GONE,
            retry_after=retry_after(answer.headers.get("retry-after", ""), self._clock()),
        )

    def check(self) -> str:
        """Does somebody answer there? Asks with HEAD, which no receiver takes for an alert."""
        return f"{self._host} answers ({_status(self._ask('HEAD', {}, b''))} to HEAD)"

    def _ask(self, method: str, headers: dict[str, str], data: bytes) -> Response:
        # a receiver that has said 200 has the alert: an endless body after it must not send it again
        request = Request(self._url, method, headers, data, redirects=0, reads_body=False)
        try:
            return self._http.send(request)
        except FetchFailed as error:
            raise DeliveryFailed(str(error)) from error  # it names the host, never path or query

    @property
    def _host(self) -> str:
        return urlsplit(self._url).netloc


def body(content: Content) -> bytes:
    """The body for a snapshot, always the same bytes; its timestamp is the alert's, not the attempt's."""
    envelope = {"type": TYPES[content["kind"]], "timestamp": content["at"], "data": content}
    return json.dumps(envelope, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def signed(delivery: str, at: datetime, data: bytes, keys: Sequence[bytes]) -> dict[str, str]:
    """The three headers: one signature a key, so that a receiver may know the old key or the new."""
    seconds = int(at.timestamp())
    text = f"{delivery}.{seconds}.".encode() + data
    return {
        "webhook-id": delivery,
        "webhook-timestamp": str(seconds),
        "webhook-signature": " ".join(_signature(one, text) for one in keys),
    }


def _signature(one: bytes, text: bytes) -> str:
    return "v1," + base64.b64encode(hmac.digest(one, text, hashlib.sha256)).decode()


def key(secret: str) -> bytes:
    """The bytes of a "whsec_…" secret. ValueError, without the secret, where it is none."""
    encoded = secret.strip().removeprefix(PREFIX)
    try:
        found = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        found = b""
    if not secret.strip().startswith(PREFIX) or len(found) not in SECRET_BYTES:
        raise ValueError(
            "a secret is whsec_ and base64 of 24 to 64 random bytes; "
            "this makes one: echo whsec_$(head -c 32 /dev/urandom | base64)"
        )
    return found


def retry_after(header: str, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks for, None where it is missing or makes no sense."""
    text = header.strip()
    if text.isascii() and text.isdecimal():
        return float(text[:9])
    try:
        when = parsedate_to_datetime(text)
    except ValueError:
        return None
    at = when if when.tzinfo else when.replace(tzinfo=UTC)
    return max((at - now).total_seconds(), 0.0)


def _status(answer: Response) -> str:
    """The number and its usual name: the receiver's own words are never shown to anybody."""
    try:
        return f"HTTP {answer.status} {HTTPStatus(answer.status).phrase}"
    except ValueError:
        return f"HTTP {answer.status}"
