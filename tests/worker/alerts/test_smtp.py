import pytest

from worker.alerts.errors import BadFollowers
from worker.alerts.smtp import SmtpServer, smtp_server


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example.org", SmtpServer("mail.example.org", 587, "always")),
        (
            "smtp://desk%40example.org:p%3Ass%2F@mail.example.org:2525",
            SmtpServer("mail.example.org", 2525, "always", "desk@example.org", "p:ss/"),
        ),
        ("smtps://u:p@mail.example.org", SmtpServer("mail.example.org", 465, "implicit", "u", "p")),
        ("smtp://mailpit:1025?starttls=never", SmtpServer("mailpit", 1025, "never")),
        ("smtp://127.0.0.1:1025", SmtpServer("127.0.0.1", 1025, "offered")),
        ("smtp://localhost:25", SmtpServer("localhost", 25, "offered")),
        ("smtp://[::1]:25?starttls=always", SmtpServer("::1", 25, "always")),
        (
            "smtps://mail.example.org?ca=/etc/ca.pem&timeout=7",
            SmtpServer("mail.example.org", 465, "implicit", ca="/etc/ca.pem", timeout=7.0),
        ),
    ],
)
def test_the_forms_of_the_setting(url: str, server: SmtpServer) -> None:
    assert smtp_server(url) == server


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mail.example.org", "is no address of a mail server; write smtp://USER:PASSWORD@HOST:587"),
        ("http://mail.example.org", "is no address of a mail server"),
        ("smtp://", "is no address of a mail server"),
        ("smtp://u:hidden@host:port", "is no address of a mail server"),
        ("smtp://u:hidden@host:99999", "is no address of a mail server"),
        ("smtp://host?starttls=perhaps", "starttls is 'perhaps'; it may be always or never"),
        ("smtps://host?starttls=never", "smtps is TLS from the first byte"),
        ("smtp://host?tls=yes", "has no parameter 'tls'; there are starttls, ca, timeout"),
        ("smtp://host?timeout=soon", "timeout is 'soon'; give whole seconds from 1 to 60"),
        ("smtp://u:hidden@host?starttls=never", "a password goes only over TLS"),
    ],
)
def test_what_is_wrong_is_said_with_the_name_of_the_setting(url: str, said: str) -> None:
    with pytest.raises(BadFollowers) as wrong:
        smtp_server(url)
    assert said in str(wrong.value)
    assert str(wrong.value).startswith("DIEMTIN_SMTP_URL")
    assert "hidden" not in str(wrong.value)


def test_a_server_shows_neither_user_nor_password() -> None:
    assert str(smtp_server("smtp://u:hidden@host")) == "host:587"
    assert str(smtp_server("smtp://u:hidden@[::1]")) == "[::1]:587"
    assert "hidden" not in repr(smtp_server("smtp://u:hidden@host"))
