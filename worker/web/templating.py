"""Templates: autoescaped HTML with the house's times and marks."""

import hashlib
from importlib.resources import files
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

from worker.alerts.content import web_address
from worker.pipeline.watch import words
from worker.version import VERSION
from worker.web import hanoi, marks
from worker.web.desk import Desk
from worker.web.words import WORDS, conflict, reason

_PROBLEMS = {
    404: ("Không tìm thấy", "Địa chỉ này không có trong kho. Hãy tìm lại từ trang đầu."),
    422: ("Yêu cầu chưa đúng", "Một điều kiện lọc viết sai; hãy sửa lại theo thông báo dưới đây."),
    503: (
        "Kho dữ liệu tạm thời không đọc được",
        "Không có tin nào bị mất. Trang sẽ trở lại khi kho đọc được.",
    ),
}
_OTHER = ("Có lỗi", "Hãy thử lại; nếu vẫn lỗi, xem nhật ký của tiến trình web.")


class Templates:
    """Renders the pages of one desk."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.environment = Environment(
            loader=PackageLoader("worker.web"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.environment.filters.update(
            day=hanoi.day, span=hanoi.span, between=hanoi.between, clock=hanoi.clock, full=hanoi.full, ago=self._ago, found=marks.found,
            quoted=marks.quoted, short=marks.short, whole=marks.whole, web_address=web_address, site=desk.site_name,
            word=_word, conflict=conflict, reason=reason, said=_said, todo=words.step, incident=_incident, part=marks.part, query=urlencode,
        )  # fmt: skip
        self.environment.globals.update(version=VERSION, concept=desk.concept, css=_stylesheet())

    def page(self, name: str, status: int = 200, **values: Any) -> HTMLResponse:
        """The template `name`.html. Never cached: news are new."""
        text = self.environment.get_template(f"{name}.html").render(values)
        return HTMLResponse(text, status, {"Cache-Control": "no-cache"})

    def problem(self, _request: Request, status: int, message: str) -> HTMLResponse:
        """What went wrong, for people; reads nothing of the store, which may be what is wrong."""
        title, advice = _PROBLEMS.get(status, _OTHER)
        return self.page(
            "problem", status, title=title, advice=advice, message=message, standing=None
        )

    def _ago(self, when: str) -> str:
        return hanoi.ago(when, self.desk.clock())


def _word(key: str) -> str:
    """The Vietnamese for a state, kind or field; the key itself where there is none."""
    return WORDS.get(key, key)


def _said(message: str, code: str) -> str:
    return words.said(code, message)


def _incident(kind: str, code: str) -> str:
    said = words.kind(kind, code)
    return said[:1].upper() + said[1:]


def _stylesheet() -> str:
    """Its address changes with its content, so browsers may keep it for ever."""
    content = (files("worker.web") / "static" / "page.css").read_bytes()
    return f"/static/page.css?v={hashlib.sha256(content).hexdigest()[:12]}"
