"""An SMTP server that records what it takes, and refuses what a test tells it to."""

import ssl
import threading
from collections import defaultdict, deque
from contextlib import suppress
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, Literal

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.servers.programs import PATIENCE, free_port

Security = Literal["plain", "starttls", "tls"]
Command = Literal["AUTH", "MAIL", "RCPT", "DATA"]


@dataclass(frozen=True, slots=True)
class Mail:
    """One message that was taken: its envelope, itself, and how it came."""

    sender: str
    recipients: tuple[str, ...]
    message: EmailMessage
    raw: bytes
    tls: bool
    user: str


class Smtp:
    """A server on 127.0.0.1. `security` "starttls" refuses mail before STARTTLS and AUTH.

    `host`, `port`, `user` and `password` are what a client needs; `mails` is what was taken.
    """

    host = "127.0.0.1"

    def __init__(self, security: Security = "plain", tls: ssl.SSLContext | None = None) -> None:
        self.security = security
        self.user, self.password = ("", "") if security == "plain" else ("desk", "p@ss:w/rd")
        self.mails: list[Mail] = []
        self.attempts: list[str] = []
        self._script: dict[str, deque[str]] = defaultdict(deque)
        self._changed = threading.Condition()
        self._tls = tls
        self.port = free_port()
        self._controller = self._listen()

    def script(self, command: Command, *replies: str) -> None:
        """The next `command`s get these replies ("451 4.3.0 later"), later ones the usual.

        For DATA, "drop" keeps the mail and closes the connection before saying so.
        """
        self._script[command].extend(replies)

    def wait_for(self, count: int, within: float = PATIENCE) -> list[Mail]:
        """The mails taken, as soon as there are `count` of them."""
        with self._changed:
            if not self._changed.wait_for(lambda: len(self.mails) >= count, within):
                raise AssertionError(f"{count} mails expected in {within:g} s, got {self.mails}")
            return list(self.mails)

    def stop(self) -> None:
        """Refuse connections from now on."""
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    def start(self) -> None:
        """Take connections again, on the same port."""
        self._controller = self._controller or self._listen()

    def _listen(self) -> Controller | None:
        controller = _Controller(self, self._tls)
        controller.start()
        return controller

    def reply(self, command: str, detail: str = "") -> str | None:
        """The next scripted reply to a command, None for the usual one."""
        self.attempts.append(f"{command} {detail}".strip())
        script = self._script[command]
        return script.popleft() if script else None

    def take(self, session: Session, envelope: Envelope) -> None:
        """Record a mail."""
        raw = envelope.original_content or b""
        message = message_from_bytes(raw, policy=policy.default)
        assert isinstance(message, EmailMessage)
        login = getattr(session.auth_data, "login", b"").decode()
        mail = Mail(
            envelope.mail_from or "", tuple(envelope.rcpt_tos), message, raw,
            tls=session.ssl is not None or self.security == "tls", user=login,
        )  # fmt: skip
        with self._changed:
            self.mails.append(mail)
            self._changed.notify_all()


class _Handler:
    """aiosmtpd's hooks: each asks the script first."""

    def __init__(self, smtp: Smtp) -> None:
        self.smtp = smtp

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if reply := self.smtp.reply("MAIL", address):
            return reply
        envelope.mail_from = address
        return "250 2.1.0 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if reply := self.smtp.reply("RCPT", address):
            return reply
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        reply = self.smtp.reply("DATA")
        if reply and reply != "drop":
            return reply
        self.smtp.take(session, envelope)
        if reply == "drop" and server.transport is not None:
            server.transport.abort()
        return "250 2.0.0 taken"

    def authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any
    ) -> AuthResult:
        if reply := self.smtp.reply("AUTH"):
            return AuthResult(success=False, handled=False, message=reply)
        right = data == LoginPassword(self.smtp.user.encode(), self.smtp.password.encode())
        return AuthResult(success=right, handled=False, auth_data=data)


class _Controller(Controller):
    def __init__(self, smtp: Smtp, tls: ssl.SSLContext | None) -> None:
        handler, secure = _Handler(smtp), smtp.security != "plain"
        self._implicit = smtp.security == "tls"
        self._sessions: list[SMTP] = []
        starttls = tls if smtp.security == "starttls" else None
        super().__init__(
            handler, hostname=smtp.host, port=smtp.port,
            ssl_context=tls if self._implicit else None,
            server_hostname="mail.example.org", ident="Diemtin tests",
            tls_context=starttls, require_starttls=starttls is not None,
            auth_required=secure, authenticator=handler.authenticate if secure else None,
        )  # fmt: skip

    def factory(self) -> SMTP:
        session = super().factory()
        if self._implicit:
            session._auth_require_tls = False  # it counts STARTTLS as TLS, and nothing else
        self._sessions.append(session)
        return session

    def cancel_tasks(self, stop_loop: bool = True) -> None:
        super().cancel_tasks(stop_loop)
        for session in self._sessions:
            if session.transport is not None:
                with suppress(AttributeError):  # Python 3.11.2: a TLS transport that is closed
                    session.transport.abort()
