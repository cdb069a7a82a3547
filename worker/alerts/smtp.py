"""What DIEMTIN_SMTP_URL says: which server takes the mails, and how safely it is spoken to. Pure."""

from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Final, Literal
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from worker.alerts.errors import BadFollowers

SETTING: Final = "DIEMTIN_SMTP_URL"
FORMS: Final = "smtp://USER:PASSWORD@HOST:587 (STARTTLS) or smtps://HOST:465"

# implicit: TLS from the first byte. always: STARTTLS or nothing. offered: STARTTLS where the server
# knows it (the default on this machine itself). never: in the clear.
Tls = Literal["implicit", "always", "offered", "never"]


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """A submission server. `ca` is a file of certificates to trust instead of the system's, "" for those."""

    host: str
    port: int
    tls: Tls
    user: str = ""
    password: str = field(default="", repr=False)
    ca: str = ""
    timeout: float = 20.0

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def smtp_server(url: str) -> SmtpServer:
    """Read DIEMTIN_SMTP_URL.

    Parameters: starttls=always|never, ca=FILE, timeout=SECONDS. TLS is required unless the host is
    this machine or starttls=never says otherwise. Raises BadFollowers, which never shows the URL.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
        given = dict(
            parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
        )
    except ValueError:
        raise BadFollowers(f"{SETTING} is no address of a mail server; write {FORMS}") from None
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise BadFollowers(f"{SETTING} is no address of a mail server; write {FORMS}")
    server = SmtpServer(
        host=parts.hostname,
        port=port or (465 if parts.scheme == "smtps" else 587),
        tls=_tls(parts, given.pop("starttls", "")),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        ca=given.pop("ca", ""),
        timeout=_timeout(given.pop("timeout", "20")),
    )
    if given:
        raise BadFollowers(
            f"{SETTING} has no parameter {min(given)!r}; there are starttls, ca, timeout"
        )
    if server.user and server.tls == "never":
        raise BadFollowers(
            f"{SETTING}: a password goes only over TLS; drop starttls=never or the user"
        )
    return server


def _tls(parts: SplitResult, starttls: str) -> Tls:
    if starttls not in ("", "always", "never"):
        raise BadFollowers(f"{SETTING}: starttls is {starttls!r}; it may be always or never")
    if parts.scheme == "smtps":
        if starttls:
            raise BadFollowers(
                f"{SETTING}: smtps is TLS from the first byte; starttls is for smtp://"
            )
        return "implicit"
    if starttls == "never":
        return "never"
    return "offered" if not starttls and _this_machine(parts.hostname or "") else "always"


def _this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _timeout(text: str) -> float:
    if text.isascii() and text.isdecimal() and 1 <= int(text) <= 60:
        return float(text)
    raise BadFollowers(f"{SETTING}: timeout is {text!r}; give whole seconds from 1 to 60")
