"""Texts of our own, and values made of them, for the tests of this room."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from ipaddress import ip_network
from types import MappingProxyType
from typing import Any

from scrapers.article import Article
from scrapers.http import Http, Request, Response
from worker.alerts.channel import Delivery, Services
from worker.alerts.content import Change, Named, content

NOW = datetime(2026, 3, 9, 4, 30, tzinfo=UTC)
LOOPBACK = (ip_network("127.0.0.0/8"),)

HEADLINE = "Nga và NATO nối lại đàm phán an ninh: “khác biệt còn lớn” nhưng cửa vẫn mở"
LEAD = "Sau bốn giờ họp kín ở Brussels, hai bên đồng ý gặp lại trong tháng tới."
QUOTE = "Đại sứ Nga nói cuộc họp hôm nay “thẳng thắn và hữu ích”."
URL = "https://vidu.vn/the-gioi/nga-nato-hop-lai-812.html?trang=1&ban=2"

ARTICLE = Article(
    title=HEADLINE,
    lead=LEAD,
    body="Thân bài không đi theo thư.\n\nĐoạn hai.",
    url=URL,
    site="vidu",
    published="2026-03-09T11:02:00+07:00",
    agency="TTXVN",
)


@dataclass(frozen=True, slots=True)
class Proof:
    quote: str
    concept: str = "Nga và NATO gặp nhau"
    field: str = "body"
    weight: float = 1.0


def snapshot(
    article: Article = ARTICLE,
    *,
    kind: str = "story",
    title: str = "",
    evidence: Sequence[Proof] = (Proof(QUOTE),),
    changed: Sequence[Change] = (),
    articles: int = 1,
    says: Mapping[str, str] = MappingProxyType({}),
) -> dict[str, Any]:
    return content(
        alert="l-00112233445566aa",
        kind=kind,
        topic=Named("russia_nato_talks", "Đàm phán Nga–NATO"),
        story=Named("s-8899aabbccddeeff", title or article.title),
        article=article,
        article_id="a-0123456789abcdef",
        site=Named("vidu", "Báo Ví Dụ"),
        evidence=evidence,
        changed=changed,
        articles=articles,
        at=NOW,
        says=says,
    )


DELIVERY = Delivery(
    id="d-fedcba9876543210",
    alert="l-00112233445566aa",
    story="s-8899aabbccddeeff",
    follower="desk",
    channel="email",
    to="desk@example.org",
    attempt=1,
    at=NOW,
)


def attempt(number: int, **changes: Any) -> Delivery:
    return replace(DELIVERY, attempt=number, **changes)


@dataclass
class NoHttp:
    """An HTTP client for channels that must not need one."""

    asked: list[Request] = field(default_factory=list)

    def send(self, request: Request) -> Response:
        raise AssertionError(f"nobody should ask {request.url}")


def services(**changes: Any) -> Services:
    """Services with a mail server that nobody listens at, unless told otherwise."""
    lent = Services(
        http=NoHttp(),
        clock=lambda: NOW,
        smtp_url="smtp://127.0.0.1:9",
        mail_from="Điểm tin <diemtin@example.org>",
    )
    return replace(lent, **changes)


def http(timeout: float = 20.0) -> Http:
    return Http("Diemtin tests", LOOPBACK, timeout=timeout)


def parsed(raw: bytes) -> EmailMessage:
    mail = message_from_bytes(raw, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    return mail


def part(mail: EmailMessage, kind: str) -> str:
    body = mail.get_body((kind,))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")
