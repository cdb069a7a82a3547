"""The test servers themselves: what other tests rely on."""

import json
import smtplib
import socket
import sys
import urllib.error
import urllib.request
from collections.abc import Callable
from datetime import UTC, datetime
from email.message import EmailMessage

import psycopg
import pytest
import redis
from sqlalchemy import create_engine, text
from standardwebhooks.webhooks import Webhook

from tests.servers.guard import OffLoopback
from tests.servers.http import Origin, Reply
from tests.servers.postgres import Postgres
from tests.servers.processes import Processes
from tests.servers.programs import program, until
from tests.servers.receiver import Receiver
from tests.servers.redis import Redis
from tests.servers.smtp import Smtp
from tests.servers.tls import Authority

OUTSIDE = "192.0.2.1"


def _mail(subject: str = "Điểm tin") -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@example.org", "b@example.org", subject
    mail.set_content("Nga và NATO hội đàm.")
    return mail


def _status(url: str, **headers: str) -> int:
    try:
        with urllib.request.urlopen(
            urllib.request.Request(url, headers=headers), timeout=10
        ) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def test_what_redis_holds_survives_a_restart(redis_server: Redis) -> None:
    with redis.Redis.from_url(redis_server.url) as client:
        client.set("a", "1")
    redis_server.stop()
    redis_server.start()
    with redis.Redis.from_url(redis_server.url) as client:
        assert client.get("a") == b"1"


def test_a_wiped_redis_holds_nothing(redis_server: Redis) -> None:
    with redis.Redis.from_url(redis_server.url) as client:
        client.set("a", "1")
    redis_server.kill()
    redis_server.wipe()
    redis_server.start()
    with redis.Redis.from_url(redis_server.url) as client:
        assert client.get("a") is None


def test_postgresql_comes_back_after_a_crash_with_its_data(postgres_server: Postgres) -> None:
    url = postgres_server.create()
    engine = create_engine(url)
    with engine.begin() as conn:
        conn.execute(text("CREATE TABLE t AS SELECT 7 AS n"))
    engine.dispose()
    postgres_server.kill()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url.replace("+psycopg", ""))
    postgres_server.start()
    with engine.connect() as conn:
        assert conn.scalar(text("SELECT n FROM t")) == 7
    engine.dispose()


def test_every_kind_of_database_starts_empty(database_url: str) -> None:
    engine = create_engine(database_url)
    with engine.begin() as conn:
        conn.execute(text("CREATE TABLE t (n integer)"))
    engine.dispose()


def test_a_plain_mail_is_recorded_with_its_envelope(smtp: Smtp) -> None:
    with smtplib.SMTP(smtp.host, smtp.port) as client:
        client.send_message(_mail())
    [mail] = smtp.wait_for(1)
    assert (mail.sender, mail.recipients, mail.tls) == ("a@example.org", ("b@example.org",), False)
    assert mail.message["Subject"] == "Điểm tin"


def test_starttls_and_a_login_are_demanded(
    smtp_server: Callable[[str], Smtp], authority: Authority
) -> None:
    smtp = smtp_server("starttls")
    with smtplib.SMTP(smtp.host, smtp.port) as client, pytest.raises(smtplib.SMTPException):
        client.send_message(_mail())
    with smtplib.SMTP(smtp.host, smtp.port) as client:
        client.starttls(context=authority.client())
        client.login(smtp.user, smtp.password)
        client.send_message(_mail())
    [mail] = smtp.mails
    assert (mail.tls, mail.user) == (True, smtp.user)


def test_mail_over_tls_from_the_first_byte(
    smtp_server: Callable[[str], Smtp], authority: Authority
) -> None:
    smtp = smtp_server("tls")
    with smtplib.SMTP_SSL(smtp.host, smtp.port, context=authority.client()) as client:
        client.login(smtp.user, smtp.password)
        client.send_message(_mail())
    assert [mail.tls for mail in smtp.mails] == [True]


def test_a_wrong_password_is_refused(
    smtp_server: Callable[[str], Smtp], authority: Authority
) -> None:
    smtp = smtp_server("tls")
    with (
        smtplib.SMTP_SSL(smtp.host, smtp.port, context=authority.client()) as client,
        pytest.raises(smtplib.SMTPAuthenticationError),
    ):
        client.login(smtp.user, "wrong")


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA"])
def test_a_scripted_reply_is_given_once(smtp: Smtp, command: str) -> None:
    smtp.script(command, "451 4.3.0 later")
    with smtplib.SMTP(smtp.host, smtp.port) as client:
        with pytest.raises(smtplib.SMTPException, match="later"):
            client.send_message(_mail())
        client.send_message(_mail())
    assert len(smtp.mails) == 1


def test_a_connection_dropped_after_the_data_keeps_the_mail(smtp: Smtp) -> None:
    smtp.script("DATA", "drop")
    with (
        pytest.raises(smtplib.SMTPServerDisconnected),
        smtplib.SMTP(smtp.host, smtp.port) as client,
    ):
        client.send_message(_mail())
    assert len(smtp.mails) == 1


def test_a_mail_server_stops_under_a_client_that_is_connected(smtp: Smtp) -> None:
    with smtplib.SMTP(smtp.host, smtp.port) as client:
        client.ehlo()
        smtp.stop()
        with pytest.raises(OSError, match="closed"):
            client.noop()


def test_a_stopped_mail_server_refuses_and_comes_back(smtp: Smtp) -> None:
    smtp.stop()
    with pytest.raises(OSError, match="refused"):
        smtplib.SMTP(smtp.host, smtp.port)
    smtp.start()
    with smtplib.SMTP(smtp.host, smtp.port) as client:
        client.send_message(_mail())


def test_an_unchanged_page_is_a_304_and_a_changed_one_is_not(origin: Origin) -> None:
    url = origin.put("/a", "một")
    with urllib.request.urlopen(url) as answer:
        tag = answer.headers["ETag"]
        assert answer.read().decode() == "một"
    assert _status(url, **{"If-None-Match": tag}) == 304
    origin.put("/a", "hai")
    assert _status(url, **{"If-None-Match": tag}) == 200


def test_a_page_without_a_date_is_never_unchanged(origin: Origin) -> None:
    url = origin.put("/a", "một")
    assert _status(url) == 200
    assert _status(url, **{"If-Modified-Since": "Sun, 06 Nov 1994 08:49:37 GMT"}) == 200


def test_an_origin_records_what_it_was_asked(origin: Origin) -> None:
    assert _status(origin.address("/nothing?x=1"), Accept="text/plain") == 404
    [request] = origin.wait_for(1, "/nothing")
    assert (request.path, request.headers["accept"]) == ("/nothing?x=1", "text/plain")


def test_an_origin_drops_cuts_and_hangs(origin: Origin) -> None:
    origin.put("/drop", drop=True)
    origin.put("/cut", "0123456789", cut=4)
    origin.put("/hang", hang=True)
    with pytest.raises(OSError, match="closed connection"):
        urllib.request.urlopen(origin.address("/drop"))
    with urllib.request.urlopen(origin.address("/cut")) as answer:
        assert answer.headers["Content-Length"] == "10"
        with pytest.raises(Exception, match="IncompleteRead"):
            answer.read()
    with pytest.raises(TimeoutError):
        urllib.request.urlopen(origin.address("/hang"), timeout=0.1)


def test_only_those_who_trust_the_authority_reach_a_tls_origin(
    tls_origin: Origin, authority: Authority
) -> None:
    url = tls_origin.put("/a", "một")
    with pytest.raises(urllib.error.URLError, match="CERTIFICATE_VERIFY_FAILED"):
        urllib.request.urlopen(url)
    with urllib.request.urlopen(url, context=authority.client()) as answer:
        assert answer.status == 200


def _post(receiver: Receiver, secret: str) -> int:
    body, now = json.dumps({"a": 1}), datetime.now(UTC)
    headers = {
        "webhook-id": "msg_1",
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Webhook(secret).sign("msg_1", now, body),
    }
    request = urllib.request.Request(receiver.hook, body.encode(), headers)
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def test_a_signed_webhook_is_a_delivery(receiver: Receiver) -> None:
    assert _post(receiver, receiver.secret) == 204
    assert (receiver.deliveries, receiver.ids()) == ([{"a": 1}], ["msg_1"])


def test_a_webhook_signed_by_another_is_not(receiver: Receiver) -> None:
    assert _post(receiver, "whsec_bm9ib2R5") == 401
    assert receiver.deliveries == []
    assert len(receiver.bad) == 1


def test_a_receiver_follows_its_script(receiver: Receiver) -> None:
    receiver.script(503, Reply(status=429, headers={"Retry-After": "1"}))
    assert [_post(receiver, receiver.secret) for _ in range(3)] == [503, 429, 204]
    assert len(receiver.deliveries) == 1


def test_a_process_is_gone_when_it_is_killed(processes: Processes) -> None:
    process = processes.run([sys.executable, "-uc", "import signal; print('up'); signal.pause()"])
    process.wait_for("up")
    process.kill()
    assert not process.running()


def test_a_process_gets_its_settings_and_little_else(processes: Processes) -> None:
    process = processes.run(
        [sys.executable, "-c", "import os; print(sorted(os.environ))"], DIEMTIN_CONTACT="me"
    )
    assert process.wait() == 0
    assert process.log.strip() == "['DIEMTIN_CONTACT', 'HOME', 'LANG', 'PATH']"


@pytest.mark.parametrize("host", [OUTSIDE, "example.org"])
def test_nothing_leaves_loopback(host: str, network_guard: list[str]) -> None:
    with pytest.raises(OffLoopback, match=host):
        socket.create_connection((host, 80), timeout=1)
    network_guard.clear()


def test_a_name_that_cannot_exist_does_not() -> None:
    with pytest.raises(socket.gaierror):
        socket.create_connection(("vidu.test", 80))


def test_a_missing_program_fails_with_what_to_install() -> None:
    with pytest.raises(pytest.fail.Exception, match="apt-get install some-package"):
        program("no-such-program", "some-package")


def test_waiting_ends_with_what_was_waited_for() -> None:
    with pytest.raises(pytest.fail.Exception, match="the moon"):
        until(lambda: False, "the moon", within=0)


def test_the_browser_shows_a_page_and_reaches_nothing_else(browser, origin: Origin) -> None:
    origin.put("/", "<title>Điểm tin</title><script src='https://example.org/x.js'></script>")
    browser.get(origin.url)
    assert browser.title == "Điểm tin"
    assert any("ERR_NAME_NOT_RESOLVED" in line["message"] for line in browser.get_log("browser"))
