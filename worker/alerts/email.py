"""E-mail through the submission server of DIEMTIN_SMTP_URL, sent from DIEMTIN_MAIL_FROM."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.headerregistry import Address
from functools import lru_cache
from typing import ClassVar, Final, Self

from pydantic import BaseModel, ConfigDict, field_validator

from scrapers.text import clean
from worker.alerts.channel import Content, Delivery, Receipt, Services
from worker.alerts.errors import BadFollowers, DeliveryFailed
from worker.alerts.mail import address_of, message, sender
from worker.alerts.smtp import FORMS, SmtpServer, smtp_server

# RFC 5321, 4.5.3.1.10: a full mailbox empties again.
MAILBOX_FULL: Final = 552
ANSWER: Final = 200
# RFC 5321, 4.5.3.2.6: servers look a mail over before they take it, and one who hangs up early
# makes a duplicate.
TAKING: Final = 120.0


class EmailOptions(BaseModel):
    """`email`: one address. Somebody else at another address is another follower."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    email: str

    @field_validator("email")
    @classmethod
    def _is_address(cls, value: str) -> str:
        return address_of(value.strip())


class Email:
    """One connection and one recipient a mail: what the server answers is about this delivery alone."""

    Options: ClassVar[type[BaseModel]] = EmailOptions

    def __init__(self, to: str, server: SmtpServer, mail_from: Address, public_url: str) -> None:
        self.to = to
        self._server = server
        self._from = mail_from
        self._public_url = public_url
        self._trust = _trust(server)

    @classmethod
    def build(cls, options: EmailOptions, services: Services) -> Self:
        if not services.smtp_url:
            raise BadFollowers(f"email needs the setting DIEMTIN_SMTP_URL: {FORMS}")
        if not services.mail_from:
            raise BadFollowers("email needs the setting DIEMTIN_MAIL_FROM: the sender of the mails")
        return cls(
            options.email,
            smtp_server(services.smtp_url),
            sender(services.mail_from),
            services.public_url,
        )

    def send(self, delivery: Delivery, content: Content) -> Receipt:
        """Hand the mail to the server.

        Where the connection breaks before the last answer nobody can know whether the mail went
        out: it is sent again, under the same Message-ID.
        """
        mail = message(delivery, content, self._from, self.to, self._public_url)
        with self._session() as session:
            self._expect(session.mail(self._from.addr_spec), "the sender", for_good=False)
            self._expect(session.rcpt(self.to), f"the recipient {self.to}", for_good=True)
            code, answer = _data(session, mail.as_bytes())
            self._expect((code, answer), "the mail", for_good=True)
        return Receipt(f"{self._server} took it: {code} {self._words(answer)}")

    def check(self) -> str:
        """Connect, encrypt, log in; sends nothing."""
        with self._session() as session:
            self._expect(session.noop(), "the connection", for_good=False)
            safely = "over TLS" if isinstance(session.sock, ssl.SSLSocket) else "without TLS"
        return f"{self._server} answers {safely}, for {self.to}"

    @contextmanager
    def _session(self) -> Iterator[smtplib.SMTP]:
        """An open, encrypted, logged-in session; whatever breaks it is a DeliveryFailed."""
        try:
            session = self._connect()
            try:
                self._secure(session)
                yield session
                _part(session)
            finally:
                session.close()
        except smtplib.SMTPResponseException as error:
            what = " the login" if isinstance(error, smtplib.SMTPAuthenticationError) else ""
            said = f"{error.smtp_code} {self._words(error.smtp_error)}"
            raise self._failed(f"refused{what}: {said}") from None
        except smtplib.SMTPException as error:
            raise self._failed(self._words(str(error))) from None
        except ssl.SSLCertVerificationError as error:
            raise self._failed(
                f"certificate not trusted: {error.verify_message}; for a private authority give ca=FILE"
            ) from None
        except TimeoutError:
            raise self._failed(f"no answer within {self._server.timeout:g} s") from None
        except (OSError, UnicodeError) as error:
            raise self._failed(getattr(error, "strerror", None) or str(error)) from None

    def _connect(self) -> smtplib.SMTP:
        # Our name is given since asking the resolver for it may take a minute without a network.
        server, name = self._server, self._from.domain
        if server.tls == "implicit":
            return smtplib.SMTP_SSL(
                server.host, server.port, name, timeout=server.timeout, context=self._trust
            )
        return smtplib.SMTP(server.host, server.port, name, timeout=server.timeout)

    def _secure(self, session: smtplib.SMTP) -> None:
        """STARTTLS where it is due, then the login; never a password in the clear."""
        server = self._server
        session.ehlo_or_helo_if_needed()
        offered = session.has_extn("starttls")
        if server.tls == "always" and not offered:
            raise self._failed(
                "it offers no STARTTLS; inside your own network, starttls=never allows that"
            )
        if server.tls in ("always", "offered") and offered:
            session.starttls(context=self._trust)
            session.ehlo_or_helo_if_needed()
        if server.user:
            if not isinstance(session.sock, ssl.SSLSocket):
                raise self._failed("it offers no TLS, and the password goes only over TLS")
            session.login(server.user, server.password)

    def _expect(self, answer: tuple[int, bytes], what: str, *, for_good: bool) -> None:
        """2xx, or DeliveryFailed. A 5xx is final where it is about the recipient or the mail; one about
        us (the sender, the login) is for an operator to mend, and the mail waits."""
        code, text = answer
        if code // 100 == 2:
            return
        permanent = for_good and code // 100 == 5 and code != MAILBOX_FULL
        raise self._failed(f"refused {what}: {code} {self._words(text)}", permanent=permanent)

    def _failed(self, reason: str, *, permanent: bool = False) -> DeliveryFailed:
        return DeliveryFailed(f"{self._server}: {reason}", permanent=permanent)

    def _words(self, answer: bytes | str) -> str:
        """A server's answer as one short line, without the password even if it echoes that."""
        text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
        if self._server.password:
            text = text.replace(self._server.password, "***")
        return clean(text)[:ANSWER]


@lru_cache(maxsize=4)
def _trust(server: SmtpServer) -> ssl.SSLContext:
    """Shared by all followers: reading the authorities takes its time."""
    try:
        return ssl.create_default_context(cafile=server.ca or None)
    except (OSError, ssl.SSLError) as error:
        raise BadFollowers(
            f"DIEMTIN_SMTP_URL: cannot read certificates from {server.ca!r}: {error}"
        ) from None


def _data(session: smtplib.SMTP, mail: bytes) -> tuple[int, bytes]:
    """The answer to the mail, also where it came before the mail could be said."""
    try:
        session.sock.settimeout(TAKING)  # type: ignore[union-attr]  # it is open: RCPT was answered
        return session.data(mail)
    except smtplib.SMTPDataError as error:
        answer = error.smtp_error
        return error.smtp_code, answer if isinstance(answer, bytes) else answer.encode()


def _part(session: smtplib.SMTP) -> None:
    """The mail is handed over: a server that hangs up instead of saying goodbye changes nothing."""
    try:
        session.quit()
    except (smtplib.SMTPException, OSError):
        session.close()
