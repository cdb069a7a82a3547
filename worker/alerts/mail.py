"""An alert as an e-mail message: text and HTML from templates, threaded by story, safe headers.

Pure: nothing is sent here. The words are Vietnamese, as the followers are.
"""

import re
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from functools import cache
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from scrapers.dates import HANOI, moment
from scrapers.text import clean
from worker.alerts.channel import Content, Delivery
from worker.alerts.content import INCIDENTS, one_line, web_address
from worker.alerts.errors import BadFollowers
from worker.alerts.folding import POLICY, header_text

SUBJECT: Final = 200
REASONS: Final = 3  # under a quote a mail says what weighs most; the webhook says all
LOCAL_SENDER: Final = "diemtin@localhost"
KINDS: Final = {
    "story": "Tin mới",
    "development": "Diễn biến mới",
    "test": "Thư thử",
    "operator": "Vận hành",
}

_ADDRESS = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?"
)
_UNFIT_FOR_AN_ID = re.compile(r"[^A-Za-z0-9_-]+")


def sender(mail_from: str) -> Address:
    """The From of all mails: "desk@example.org" or "Tên <desk@example.org>". Raises BadFollowers."""
    name, address = parseaddr(mail_from)
    try:
        return Address(display_name=clean(name) or "Điểm tin", addr_spec=address_of(address))
    except ValueError:
        raise BadFollowers(
            f"DIEMTIN_MAIL_FROM: {mail_from!r} is no sender; write name@example.org or Name <name@example.org>"
        ) from None


def address_of(text: str) -> str:
    """A plain address. ValueError that says what to do where `text` is none."""
    if not _ADDRESS.fullmatch(text) or ".." in text or text.startswith(".") or ".@" in text:
        raise ValueError(
            f"{text!r} is no mail address; write it as name@example.org, a domain with marks as xn--…"
        )
    return text


def message(
    delivery: Delivery, content: Content, mail_from: Address, to: str, public_url: str = ""
) -> EmailMessage:
    """The mail of one delivery to one address.

    Message-ID is the delivery's own, whatever the attempt; References and In-Reply-To point to a
    root that is never sent and stands for the story, so that every reader threads by story, also
    behind relays that write Message-ID anew.
    """
    domain = mail_from.domain
    mail = EmailMessage(POLICY)
    mail["From"] = mail_from
    mail["To"] = to
    mail["Subject"] = header_text(_subject(content))
    mail["Date"] = format_datetime(delivery.at)
    mail["Message-ID"] = f"<{delivery.id}@{domain}>"
    mail["References"] = mail["In-Reply-To"] = f"<{_id(delivery.story)}@{domain}>"
    mail["List-Id"] = f"<{_id(content['topic']['id'])}.{domain}>"
    mail["Auto-Submitted"] = "auto-generated"
    shown = _shown(delivery, content, public_url)
    mail.set_content(_template("alert.txt").render(shown), cte="quoted-printable")
    mail.add_alternative(
        _template("alert.html").render(shown), subtype="html", cte="quoted-printable"
    )
    mail["Content-Language"] = "vi"  # after the parts: add_alternative hands Content-* down to them
    mail.set_boundary(f"=_{delivery.id}")  # a repeat differs in its Date and nothing else
    return mail


def _subject(content: Content) -> str:
    """The same for every mail about a story: threads of Gmail need that."""
    title = clean(content["story"]["title"]) or _headline(content)
    return one_line(f"Điểm tin: {title}", SUBJECT)


def _headline(content: Content) -> str:
    """The article's title; an entry of a listing may have none, and is called by its beginning."""
    article = content["article"]
    texts = (article["title"], content["story"]["title"], article["lead"], "(không đề)")
    return next(text for text in map(clean, texts) if text)


def _id(text: str) -> str:
    return _UNFIT_FOR_AN_ID.sub("-", text)[:100]


def _shown(delivery: Delivery, content: Content, public_url: str) -> dict[str, Any]:
    """What the templates show; every text one clean line, every address http or https."""
    article = {key: clean(text) for key, text in content["article"].items()}
    return {
        "kind": KINDS.get(content["kind"], KINDS["story"]),
        "test": content["kind"] == "test",
        "topic": clean(content["topic"]["name"]) or content["topic"]["id"],
        "title": one_line(_headline(content), SUBJECT),
        "byline": [
            text
            for text in (article["site"], when(article["published"]), article["agency"])
            if text
        ],
        "lead": article["lead"],
        "url": web_address(article["url"]),
        "evidence": [(clean(one["quote"]), _reasons(one)) for one in content["evidence"]],
        "incidents": [
            {key: clean(text) if isinstance(text, str) else text for key, text in one.items()}
            for one in content.get("incidents", ())[:INCIDENTS]
        ],
        "changed": [{key: clean(text) for key, text in one.items()} for one in content["changed"]],
        "articles": content["articles"],
        "follower": clean(delivery.follower),
        "delivery": delivery.id,
        "alert": delivery.alert,
        "public_url": web_address(public_url),
    }


def _reasons(proof: dict[str, str]) -> str:
    """The first of what a quote stands for: they come with the weightiest first."""
    words = proof["says"].split("; ") if proof.get("says") else proof["concept"].split(", ")
    return "; ".join(clean(word) for word in words[:REASONS])


def when(published: str) -> str:
    """A moment or a day as Vietnamese readers write it, in Vietnamese time; "" if not known."""
    at = moment(published)
    if at is None:
        return ""
    try:
        local = at.astimezone(HANOI)
    except OverflowError:  # the first and last hours of the calendar: somebody's placeholder
        return ""
    day = f"{local:%d/%m/%Y}"
    return f"{local:%H:%M} ngày {day}" if "T" in published else f"ngày {day}"


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("worker.alerts"),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _template(name: str) -> Any:
    return _environment().get_template(name)
