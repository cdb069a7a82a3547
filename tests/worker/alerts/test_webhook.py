import base64
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from itertools import repeat

import pytest
from pydantic import ValidationError
from standardwebhooks.webhooks import Webhook as Verifier

from scrapers.http import Http
from tests.servers.http import Origin, Reply
from tests.servers.programs import free_port
from tests.servers.receiver import Receiver
from tests.worker.alerts.samples import ARTICLE, NOW, attempt, http, services, snapshot
from worker.alerts.channel import Delivery
from worker.alerts.content import trial
from worker.alerts.errors import DeliveryFailed
from worker.alerts.webhook import Webhook, WebhookOptions, body, retry_after, signed

OTHER = "whsec_" + base64.b64encode(bytes(range(64))).decode()


@pytest.fixture
def client() -> Iterator[Http]:
    with http() as client:
        yield client


def webhook(client: Http, url: str, *secrets: str) -> Webhook:
    options = WebhookOptions.model_validate({"webhook": url, "secrets": secrets})
    return Webhook.build(options, services(http=client))


def now(number: int = 1) -> Delivery:
    """The verifier compares the timestamp with the clock of the machine."""
    return replace(attempt(number), at=datetime.now(UTC))


def failure(channel: Webhook) -> DeliveryFailed:
    with pytest.raises(DeliveryFailed) as failed:
        channel.send(now(), snapshot())
    return failed.value


def test_a_receiver_verifies_what_it_gets(client: Http, receiver: Receiver) -> None:
    receipt = webhook(client, receiver.hook, receiver.secret).send(now(), snapshot())
    assert receiver.bad == []
    assert receiver.deliveries == [
        {"type": "story.opened", "timestamp": "2026-03-09T04:30:00+00:00", "data": snapshot()}
    ]
    assert receipt.detail == f"127.0.0.1:{receiver.port} took it: HTTP 204 No Content"


def test_a_development_and_a_trial_have_types_of_their_own() -> None:
    assert json.loads(body(snapshot(kind="development")))["type"] == "story.developed"
    assert json.loads(body(trial("desk", NOW)))["type"] == "alert.test"


def test_every_attempt_has_the_same_id_and_bytes_and_a_time_of_its_own(
    client: Http, receiver: Receiver
) -> None:
    receiver.script(503)
    channel = webhook(client, receiver.hook, receiver.secret)
    with pytest.raises(DeliveryFailed):
        channel.send(replace(now(), at=datetime.now(UTC) - timedelta(seconds=60)), snapshot())
    channel.send(now(2), snapshot())
    first, second = receiver.wait_for(2)
    assert first.headers["webhook-id"] == second.headers["webhook-id"] == "d-fedcba9876543210"
    assert first.body == second.body
    assert first.headers["webhook-timestamp"] != second.headers["webhook-timestamp"]


def test_the_type_is_json_in_utf_8(client: Http, receiver: Receiver) -> None:
    webhook(client, receiver.hook, receiver.secret).send(now(), snapshot())
    (request,) = receiver.wait_for(1)
    assert request.headers["content-type"] == "application/json"
    assert ARTICLE.title.encode() in request.body.replace(b'\\"', b'"')


def test_while_a_secret_is_replaced_both_verify() -> None:
    old, new = OTHER, "whsec_" + base64.b64encode(b"n" * 24).decode()
    options = WebhookOptions.model_validate(
        {"webhook": "https://example.org/h", "secret": new, "secrets": [old]}
    )
    data = body(snapshot())
    headers = signed("d-1", datetime.now(UTC), data, options.keys)
    assert len(headers["webhook-signature"].split(" ")) == 2
    for secret in (old, new):
        Verifier(secret).verify(data, headers)


def test_the_clock_of_the_signature_does_not_depend_on_its_zone() -> None:
    hanoi = timezone(timedelta(hours=7))
    data = body(snapshot())
    assert signed("d-1", NOW, data, [b"k" * 24]) == signed(
        "d-1", NOW.astimezone(hanoi), data, [b"k" * 24]
    )


def test_a_wrong_secret_is_a_failure_that_is_tried_again(client: Http, receiver: Receiver) -> None:
    failed = failure(webhook(client, receiver.hook, OTHER))
    assert failed.reason == f"127.0.0.1:{receiver.port} answered HTTP 401 Unauthorized"
    assert not failed.permanent
    assert len(receiver.bad) == 1


@pytest.mark.parametrize("status", [400, 404, 429, 500, 503])
def test_any_other_answer_is_tried_again(status: int, client: Http, receiver: Receiver) -> None:
    receiver.script(status)
    failed = failure(webhook(client, receiver.hook, receiver.secret))
    assert f"HTTP {status}" in failed.reason
    assert not failed.permanent


def test_gone_is_gone(client: Http, receiver: Receiver) -> None:
    receiver.script(410)
    assert failure(webhook(client, receiver.hook, receiver.secret)).permanent


def test_a_redirect_is_a_failure_and_is_not_followed(client: Http, receiver: Receiver) -> None:
    receiver.script(Reply(status=302, headers={"Location": receiver.address("/elsewhere")}))
    failed = failure(webhook(client, receiver.hook, receiver.secret))
    assert "HTTP 302 Found" in failed.reason
    assert receiver.asked("/elsewhere") == []


@pytest.mark.parametrize("status", [429, 503])
def test_a_receiver_may_ask_for_time(status: int, client: Http, receiver: Receiver) -> None:
    receiver.script(Reply(status=status, headers={"Retry-After": "77"}))
    assert failure(webhook(client, receiver.hook, receiver.secret)).retry_after == 77


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        ("Mon, 09 Mar 2026 04:31:00 GMT", 60),
        ("Mon, 09 Mar 2026 04:00:00 GMT", 0),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("١٢", None),
        ("9" * 400, 999_999_999),
        ("Mon, 99 Mar 2026 04:31:00 GMT", None),
    ],
)
def test_the_forms_of_retry_after(header: str, seconds: float | None) -> None:
    assert retry_after(header, NOW) == seconds


def test_the_receivers_words_are_not_repeated(client: Http, receiver: Receiver) -> None:
    receiver.script(Reply("<script>secret of the inner network</script>", status=500))
    assert "secret" not in failure(webhook(client, receiver.hook, receiver.secret)).reason


def test_a_status_that_nobody_knows_has_no_name(client: Http, receiver: Receiver) -> None:
    receiver.script(599)
    assert failure(webhook(client, receiver.hook, receiver.secret)).reason.endswith("HTTP 599")


def test_a_receiver_that_took_it_may_talk_for_ever(client: Http, receiver: Receiver) -> None:
    words = Reply(status=200, chunks=repeat(b"thanks " * 10_000))
    receiver.script(words)
    assert webhook(client, receiver.hook, receiver.secret).send(now(), snapshot()).detail
    assert len(receiver.deliveries) == 1


def test_a_receiver_that_is_down_is_tried_again(client: Http) -> None:
    failed = failure(webhook(client, f"http://127.0.0.1:{free_port()}/hook?token=hidden", OTHER))
    assert "127.0.0.1" in failed.reason
    assert "hidden" not in failed.reason
    assert not failed.permanent


def test_a_receiver_that_hangs_up_is_tried_again(client: Http, receiver: Receiver) -> None:
    receiver.script(Reply(drop=True))
    assert not failure(webhook(client, receiver.hook, receiver.secret)).permanent
    webhook(client, receiver.hook, receiver.secret).send(now(2), snapshot())
    assert receiver.ids() == ["d-fedcba9876543210"] * 2


def test_a_private_address_is_refused_and_waits_for_the_operator(receiver: Receiver) -> None:
    with Http("Diemtin tests") as guarded:
        failed = failure(webhook(guarded, receiver.hook, receiver.secret))
    assert not failed.permanent
    assert receiver.requests == []


def test_the_destination_is_shown_without_its_token(client: Http) -> None:
    shown = [
        webhook(client, f"https://example.org/h{rest}", OTHER).to
        for rest in ("", "#x", "?token=hidden", "?token=other")
    ]
    assert shown[:2] == ["https://example.org/h"] * 2
    assert shown[2].startswith("https://example.org/h?…")
    assert "hidden" not in shown[2]
    assert shown[2] != shown[3]


def test_the_query_is_sent(client: Http, receiver: Receiver) -> None:
    webhook(client, receiver.hook + "?token=abc", receiver.secret).send(now(), snapshot())
    assert receiver.wait_for(1)[0].path == "/hook?token=abc"


def test_the_check_asks_without_telling(client: Http, origin: Origin) -> None:
    origin.put("/hook", status=405)
    said = webhook(client, origin.address("/hook"), OTHER).check()
    assert said == f"127.0.0.1:{origin.port} answers (HTTP 405 Method Not Allowed to HEAD)"
    assert [request.method for request in origin.requests] == ["HEAD"]


def test_the_check_of_a_dead_receiver_says_so(client: Http) -> None:
    with pytest.raises(DeliveryFailed, match=r"127\.0\.0\.1"):
        webhook(client, f"http://127.0.0.1:{free_port()}/", OTHER).check()


@pytest.mark.parametrize(
    "secret",
    ["hidden", "whsec_", "whsec_hidden!", "whsec_" + base64.b64encode(b"h" * 23).decode(),
     "whsec_" + base64.b64encode(b"h" * 65).decode(), base64.b64encode(b"h" * 32).decode()],
)  # fmt: skip
def test_a_secret_that_is_none_is_refused_without_being_shown(secret: str) -> None:
    with pytest.raises(
        ValidationError, match="whsec_ and base64 of 24 to 64 random bytes"
    ) as wrong:
        WebhookOptions.model_validate({"webhook": "https://example.org/h", "secret": secret})
    said = wrong.value.errors(include_input=False)[0]["msg"]
    assert secret == "whsec_" or secret not in said


def test_a_webhook_without_a_secret_is_refused() -> None:
    with pytest.raises(ValidationError, match="a webhook is signed"):
        WebhookOptions.model_validate({"webhook": "https://example.org/h"})


@pytest.mark.parametrize(
    "url",
    ["", "example.org/h", "ftp://example.org/h", "https://u:hidden@example.org/h", "https://"],
)
def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(ValidationError, match="give an http or https address") as wrong:
        WebhookOptions.model_validate({"webhook": url, "secret": OTHER})
    assert "hidden" not in wrong.value.errors(include_input=False)[0]["msg"]


def test_a_body_is_canonical() -> None:
    shuffled = dict(reversed(list(snapshot().items())))
    assert body(snapshot()) == body(shuffled)


def test_options_do_not_show_their_secrets() -> None:
    options = WebhookOptions.model_validate({"webhook": "https://example.org/h", "secret": OTHER})
    assert OTHER not in repr(options)
