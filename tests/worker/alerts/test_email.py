import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote

import pytest
from pydantic import ValidationError

from tests.servers.programs import free_port
from tests.servers.smtp import Smtp
from tests.servers.tls import Authority
from tests.worker.alerts.samples import HEADLINE, QUOTE, attempt, part, services, snapshot
from worker.alerts.channel import Receipt
from worker.alerts.email import Email, EmailOptions
from worker.alerts.errors import BadFollowers, DeliveryFailed

Make = Callable[..., Smtp]


def email(url: str) -> Email:
    return Email.build(EmailOptions(email="desk@example.org"), services(smtp_url=url))


def plain(server: Smtp) -> Email:
    return email(f"smtp://{server.host}:{server.port}")


def secured(scheme: str, server: Smtp, authority: Authority, password: str = "") -> Email:
    login = f"{server.user}:{quote(password or server.password, safe='')}"
    return email(f"{scheme}://{login}@{server.host}:{server.port}?ca={authority.file}")


def failure(channel: Email, number: int = 1) -> DeliveryFailed:
    with pytest.raises(DeliveryFailed) as failed:
        channel.send(attempt(number), snapshot())
    return failed.value


def test_an_alert_arrives_at_its_one_recipient(smtp: Smtp) -> None:
    receipt = plain(smtp).send(attempt(1), snapshot())
    (mail,) = smtp.wait_for(1)
    assert mail.sender == "diemtin@example.org"
    assert mail.recipients == ("desk@example.org",)
    assert mail.message["Subject"] == f"Điểm tin: {HEADLINE}"
    assert QUOTE in part(mail.message, "plain")
    assert QUOTE in part(mail.message, "html")
    assert receipt == Receipt(f"127.0.0.1:{smtp.port} took it: 250 2.0.0 taken")


def test_a_mail_is_ascii_on_the_wire_and_keeps_its_lines_short(smtp: Smtp) -> None:
    plain(smtp).send(attempt(1), snapshot())
    (mail,) = smtp.wait_for(1)
    assert mail.raw.isascii()
    assert max(len(line) for line in mail.raw.split(b"\r\n")) <= 998


def test_starttls_and_login(smtp_server: Make, authority: Authority) -> None:
    server = smtp_server("starttls")
    secured("smtp", server, authority).send(attempt(1), snapshot())
    (mail,) = server.wait_for(1)
    assert (mail.tls, mail.user) == (True, server.user)


def test_tls_from_the_first_byte_and_login(smtp_server: Make, authority: Authority) -> None:
    server = smtp_server("tls")
    secured("smtps", server, authority).send(attempt(1), snapshot())
    (mail,) = server.wait_for(1)
    assert (mail.tls, mail.user) == (True, server.user)


@pytest.mark.parametrize(("scheme", "security"), [("smtp", "starttls"), ("smtps", "tls")])
def test_a_certificate_that_nobody_vouches_for_is_refused(
    scheme: str, security: str, smtp_server: Make
) -> None:
    server = smtp_server(security)
    failed = failure(email(f"{scheme}://{server.host}:{server.port}"))
    assert "certificate not trusted" in failed.reason
    assert "ca=FILE" in failed.reason
    assert not failed.permanent


def test_a_certificate_of_another_host_is_refused(authority: Authority) -> None:
    server = Smtp("tls", authority.server("mail.example.org"))
    try:
        failed = failure(secured("smtps", server, authority))
    finally:
        server.stop()
    assert "certificate not trusted" in failed.reason


def test_a_wrong_password_is_for_an_operator_to_mend(
    smtp_server: Make, authority: Authority
) -> None:
    server = smtp_server("starttls")
    failed = failure(secured("smtp", server, authority, password="not-the-p@ss"))
    assert "refused the login: 535" in failed.reason
    assert not failed.permanent
    assert "not-the-p@ss" not in failed.reason


def test_a_server_that_echoes_the_password_does_not_get_it_into_the_reason(
    smtp_server: Make, authority: Authority
) -> None:
    server = smtp_server("starttls")
    server.script("AUTH", *[f"535 5.7.8 no, not {server.password}"] * 3)
    failed = failure(secured("smtp", server, authority))
    assert "no, not ***" in failed.reason


def test_no_password_goes_over_an_open_line(smtp: Smtp) -> None:
    failed = failure(email(f"smtp://u:hidden@{smtp.host}:{smtp.port}"))
    assert "the password goes only over TLS" in failed.reason
    assert smtp.attempts == []


def test_starttls_that_is_not_offered_is_not_done_without(smtp: Smtp) -> None:
    failed = failure(email(f"smtp://{smtp.host}:{smtp.port}?starttls=always"))
    assert "it offers no STARTTLS" in failed.reason
    assert smtp.mails == []


@pytest.mark.parametrize(
    ("command", "reply", "permanent"),
    [
        ("RCPT", "451 4.3.0 later", False),
        ("RCPT", "550 5.1.1 no such user", True),
        ("RCPT", "552 5.2.2 mailbox full", False),
        ("DATA", "451 4.3.0 later", False),
        ("DATA", "554 5.6.0 we do not take this", True),
        ("MAIL", "451 4.3.0 later", False),
        ("MAIL", "550 5.7.1 who are you", False),
    ],
)
def test_a_refusal_is_final_where_it_is_about_the_recipient_or_the_mail(
    command: str, reply: str, permanent: bool, smtp: Smtp
) -> None:
    smtp.script(command, reply)  # type: ignore[arg-type]
    failed = failure(plain(smtp))
    assert failed.permanent is permanent
    assert reply in failed.reason
    assert f"127.0.0.1:{smtp.port}" in failed.reason


def test_a_mail_whose_receipt_was_lost_is_sent_again_under_the_same_message_id(smtp: Smtp) -> None:
    smtp.script("DATA", "drop")
    failed = failure(plain(smtp))
    assert not failed.permanent
    plain(smtp).send(attempt(2), snapshot())
    first, second = smtp.wait_for(2)
    assert first.message["Message-ID"] == second.message["Message-ID"]


def test_a_server_that_is_down_is_tried_again(smtp: Smtp) -> None:
    smtp.stop()
    failed = failure(plain(smtp))
    assert "Connection refused" in failed.reason
    assert not failed.permanent
    smtp.start()
    plain(smtp).send(attempt(2), snapshot())
    smtp.wait_for(1)


def test_a_host_that_does_not_exist_is_tried_again() -> None:
    failed = failure(email("smtp://mail.invalid:587"))
    assert "mail.invalid:587" in failed.reason
    assert not failed.permanent


@contextmanager
def listener(*lines: str) -> Iterator[int]:
    """A port whose first caller hears one line at the start and one after each of its own lines.

    After the last one the caller is hung up on; without any, it hears nothing at all.
    """
    with socket.create_server(("127.0.0.1", 0)) as server:
        ended = threading.Event()

        def answer() -> None:
            with server.accept()[0] as caller, suppress(OSError):
                said = caller.makefile("rb")
                for number, line in enumerate(lines):
                    if number:
                        _hear(said, after=lines[number - 1])
                    caller.sendall(line.encode("latin-1"))
                if lines:
                    caller.shutdown(socket.SHUT_RDWR)
                ended.wait(30)

        thread = threading.Thread(target=answer)
        thread.start()
        yield server.getsockname()[1]
        ended.set()
        thread.join()


def _hear(said: BinaryIO, after: str) -> None:
    """One command, or after a 354 the whole mail."""
    end = b".\r\n" if after.startswith("354") else None
    while said.readline() != end and end:
        pass


TAKES_A_MAIL = ("220 hi\r\n", "250 hello\r\n", "250 from\r\n", "250 to\r\n")


def test_a_server_that_hangs_up_after_it_took_a_mail_has_taken_it() -> None:
    with listener(*TAKES_A_MAIL, "354 go on\r\n", "250 taken\r\n") as port:
        receipt = email(f"smtp://127.0.0.1:{port}").send(attempt(1), snapshot())
    assert receipt.detail == f"127.0.0.1:{port} took it: 250 taken"


@pytest.mark.parametrize(("reply", "permanent"), [("554 not you", True), ("421 later", False)])
def test_a_mail_may_be_refused_before_it_is_said(reply: str, permanent: bool) -> None:
    with listener(*TAKES_A_MAIL, f"{reply}\r\n") as port:
        failed = failure(email(f"smtp://127.0.0.1:{port}"))
    assert reply in failed.reason
    assert failed.permanent is permanent


@pytest.mark.parametrize(
    ("greeting", "said"),
    [
        ("554 5.3.2 no service today\r\n", "554 5.3.2 no service today"),
        ("HTTP/1.1 400 Bad Request\r\n\r\n", "127.0.0.1"),
        ("\xff\xfe\x00\r\n", "127.0.0.1"),
        ("220 hello\r\n", "127.0.0.1"),
        ("220 " + "x" * 100_000 + "\r\n", "127.0.0.1"),
    ],
    ids=["turned-away", "http", "bytes", "hangs-up", "endless"],
)
def test_what_is_no_mail_server_is_tried_again(greeting: str, said: str) -> None:
    with listener(greeting) as port:
        failed = failure(email(f"smtp://127.0.0.1:{port}"))
    assert said in failed.reason
    assert len(failed.reason) < 400
    assert failed.reason.isprintable()
    assert not failed.permanent


def test_a_server_that_says_nothing_is_left_after_the_timeout() -> None:
    with listener() as port:
        failed = failure(email(f"smtp://127.0.0.1:{port}?timeout=1"))
    assert "timed out" in failed.reason
    assert not failed.permanent


def test_the_check_logs_in_and_sends_nothing(smtp_server: Make, authority: Authority) -> None:
    server = smtp_server("starttls")
    said = secured("smtp", server, authority).check()
    assert said == f"127.0.0.1:{server.port} answers over TLS, for desk@example.org"
    assert server.mails == []


def test_the_check_of_a_dead_server_says_so() -> None:
    with pytest.raises(DeliveryFailed, match="Connection refused"):
        email(f"smtp://127.0.0.1:{free_port()}").check()


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ({"smtp_url": ""}, "email needs the setting DIEMTIN_SMTP_URL: smtp://"),
        ({"mail_from": ""}, "email needs the setting DIEMTIN_MAIL_FROM"),
        ({"mail_from": "diemtin"}, "DIEMTIN_MAIL_FROM: 'diemtin' is no sender; write name@example.org"),
        ({"smtp_url": "smtps://host?ca=/no/such/file"}, "cannot read certificates from '/no/such/file'"),
    ],
)  # fmt: skip
def test_a_missing_setting_is_named_at_the_start(missing: dict[str, str], said: str) -> None:
    with pytest.raises(BadFollowers) as wrong:
        Email.build(EmailOptions(email="desk@example.org"), services(**missing))
    assert said in str(wrong.value)


def test_an_address_is_checked_at_the_start() -> None:
    with pytest.raises(ValidationError, match="is no mail address"):
        EmailOptions(email="desk")


def test_a_file_without_certificates_is_refused_at_the_start(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text("nothing")
    with pytest.raises(BadFollowers, match="cannot read certificates"):
        email(f"smtps://host?ca={tmp_path / 'ca.pem'}")
