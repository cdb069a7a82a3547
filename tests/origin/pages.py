"""Article pages as four content systems build them, with full furniture. Pure."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta, timezone
from html import escape
from json import dumps

from tests.origin.papers import Entry, Paper

HANOI = timezone(timedelta(hours=7))
_WEEKDAYS = ("Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật")
_SECTIONS = {
    "the-gioi": "Thế giới",
    "kinh-te": "Kinh tế",
    "doi-song": "Đời sống",
    "giao-duc": "Giáo dục",
    "the-thao": "Thể thao",
    "van-hoa": "Văn hóa",
}


def article(paper: Paper, entry: Entry, others: Sequence[Entry]) -> str:
    """The page of one article; `others` fill the boxes around it."""
    return _STYLES[paper.style % len(_STYLES)](paper, entry, others)


def shell(paper: Paper, entry: Entry) -> str:
    """The page after a redesign: nothing is left in it but a script that would fetch the text."""
    return (
        f'<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{paper.name}</title></head>'
        f'<body><div id="root"></div><script src="/app.js" data-id="{entry.number}"></script></body></html>'
    )


def spoken(at: datetime) -> str:
    """Thứ ba, 24/11/2026, 08:09 (GMT+7)"""
    here = at.astimezone(HANOI)
    day = _WEEKDAYS[here.weekday()]
    return f"{day}, {here.day}/{here.month}/{here.year}, {here:%H:%M} (GMT+7)"


def section(key: str) -> str:
    return _SECTIONS.get(key, "Tin tức")


def related(entries: Sequence[Entry]) -> str:
    return "".join(f'<li><a href="{e.path}">{escape(e.piece.title)}</a></li>' for e in entries)


def menu() -> str:
    return "".join(f'<a href="/{key}">{name}</a> ' for key, name in _SECTIONS.items())


def _head(paper: Paper, entry: Entry, extra: str = "") -> str:
    title, lead = escape(entry.piece.title), escape(entry.piece.lead)
    return (
        f'<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{title} | {paper.name}</title>'
        f'<link rel="canonical" href="{paper.base}{entry.path}"><meta property="og:title" content="{title}">'
        f'<meta property="og:description" content="{lead}"><meta property="og:site_name" content="{paper.name}">'
        f'<link rel="alternate" type="application/rss+xml" href="/rss">{extra}</head>'
    )


def _body(entry: Entry, name: str = "p") -> str:
    credit = f"<p>(Theo {entry.piece.agency})</p>" if entry.piece.agency else ""
    return "".join(f"<{name}>{escape(text)}</{name}>" for text in entry.piece.body) + credit


def _semantic(paper: Paper, entry: Entry, others: Sequence[Entry]) -> str:
    """Metadata in the head, `article`, a box in the middle of the text."""
    when = entry.at.astimezone(HANOI).isoformat(timespec="seconds")
    head = _head(paper, entry, f'<meta property="article:published_time" content="{when}">')
    return (
        f"{head}<body><header><nav>{menu()}</nav></header><article><h1>{escape(entry.piece.title)}</h1>"
        f'<span class="date">{spoken(entry.at)}</span><h2 class="sapo">{escape(entry.piece.lead)}</h2>'
        f'<div class="fck_detail">{_body(entry)}</div></article>'
        f"<aside><h3>Tin cùng chuyên mục</h3><ul>{related(others[:5])}</ul></aside>"
        f"<footer>© {paper.name}. Giấy phép số 12/GP-BTTTT. Điện thoại: 024 0000 0000</footer></body></html>"
    )


def _linked_data(paper: Paper, entry: Entry, others: Sequence[Entry]) -> str:
    """JSON-LD, boxes named by numbers, tags below the text."""
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": entry.piece.title,
        "description": entry.piece.lead,
        "datePublished": entry.at.astimezone(HANOI).isoformat(timespec="seconds"),
        "articleSection": section(entry.piece.section),
    }
    script = f'<script type="application/ld+json">{dumps(data, ensure_ascii=False)}</script>'
    return (
        f'{_head(paper, entry, script)}<body><div class="top">{menu()}</div><div class="c1"><div class="breadcrumb">'
        f'<a href="/">Trang chủ</a> / <a href="/{entry.piece.section}">{section(entry.piece.section)}</a></div>'
        f'<h1 class="t">{escape(entry.piece.title)}</h1><p class="lead">{escape(entry.piece.lead)}</p>'
        f'<div class="box-related"><p>Xem thêm:</p><ul>{related(others[:2])}</ul></div>'
        f'<div class="content">{_body(entry)}</div><div class="tags">Từ khóa: <a href="/tag/tin">tin</a></div></div>'
        f'<div class="c2"><h3>Đọc nhiều</h3><ol>{related(others[2:7])}</ol></div>'
        f'<div class="footer">Bản quyền thuộc {paper.name}</div></body></html>'
    )


def _spoken_date(paper: Paper, entry: Entry, others: Sequence[Entry]) -> str:
    """No metadata: the date stands in words, the text in one box of many, comments below."""
    return (
        f'{_head(paper, entry)}<body><table class="head"><tr><td>{menu()}</td></tr></table>'
        f'<div id="main"><div class="time">{spoken(entry.at)}</div><h1>{escape(entry.piece.title)}</h1>'
        f'<p class="summary"><b>{escape(entry.piece.lead)}</b></p><div class="noidung">{_body(entry)}</div>'
        f'<div class="comments"><h4>Bình luận</h4><p>Bạn đọc: Tin hay, cảm ơn tòa soạn.</p></div>'
        f'<div class="tinlienquan"><h4>Tin liên quan</h4><ul>{related(others[:6])}</ul></div></div>'
        f'<div class="ads">Quảng cáo: liên hệ 0900 000 000</div></body></html>'
    )


def _micro(paper: Paper, entry: Entry, others: Sequence[Entry]) -> str:
    """Microdata, the text in bare `div`s, a newsletter's box after it."""
    when = entry.at.astimezone(HANOI).isoformat(timespec="minutes")
    return (
        f'{_head(paper, entry)}<body><nav>{menu()}</nav><main itemscope itemtype="https://schema.org/NewsArticle">'
        f'<h1 itemprop="headline">{escape(entry.piece.title)}</h1><time itemprop="datePublished" datetime="{when}">'
        f'{spoken(entry.at)}</time><div itemprop="description" class="desc">{escape(entry.piece.lead)}</div>'
        f'<div itemprop="articleBody">{_body(entry, "div")}</div></main>'
        f'<div class="newsletter">Đăng ký nhận bản tin của {paper.name}</div>'
        f'<section class="more"><h2>Có thể bạn quan tâm</h2><ul>{related(others[:4])}</ul></section></body></html>'
    )


_STYLES: tuple[Callable[[Paper, Entry, Sequence[Entry]], str], ...] = (
    _semantic,
    _linked_data,
    _spoken_date,
    _micro,
)
