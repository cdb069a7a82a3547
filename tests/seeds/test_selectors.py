"""The generic way comes first: a selector stands in a site file only while a page is read worse without it."""

from pathlib import Path

import pytest

from scrapers.article import Article, Page
from scrapers.errors import LayoutChanged
from scrapers.extract import extract
from scrapers.site import Selectors, Site, read_site
from tests.seeds.earning import Told, pages, unearned

HERE = Path(__file__).parent
FILES = sorted((HERE.parents[1] / "seeds" / "sites").glob("*.toml"))

TITLE = "Đò ngang chạy thêm chuyến đêm cho thợ lò gạch"
LEAD = "Từ đầu tháng, chuyến cuối rời bến lúc mười một giờ đêm."
TEXT = (
    "Chủ bến nói khách đêm phần nhiều là thợ tan ca, trước đây phải ngủ lại bên kia sông chờ sáng.",
    "Xã lắp bốn cột đèn và phao mới, tiền điện trích từ quỹ của tổ đò góp lại qua mỗi mùa nước.",
    "Giá vé giữ nguyên, ai mang xe đạp được miễn phần xe cho đến hết năm theo thỏa thuận với tổ.",
)
APPEAL = "Quỹ bữa cơm cuối tuần của báo đã trao hơn nghìn suất, mong nhận thêm tấm lòng của bạn đọc gần xa."
HTML = f"""<html><head><title>Trang trong</title><meta name="sent" content="2026-01-12T21:04:00+07:00">
<meta name="edited" content="2026-01-13T06:00:00+07:00"></head><body>
<div class="k1">{TITLE}</div><div class="k2">{LEAD}</div><div class="k7">Bến Sông</div><div class="k8">Phan Văn Mộc, thợ ảnh của báo</div>
<div class="k3"><p>{TEXT[0]}</p><p>{TEXT[1]}</p><div class="k4"><p>{APPEAL}</p></div><p>{TEXT[2]}</p></div></body></html>"""
TOLD = Told(
    Page(HTML.encode()),
    {
        "title": TITLE,
        "published": "2026-01-12T21:04:00+07:00",
        "modified": "2026-01-13T06:00:00+07:00",
        "section": "Bến Sông",
    },
    kept=("chuyến cuối rời bến lúc mười một giờ đêm", "phải ngủ lại bên kia sông", "tổ đò góp lại"),
    left=("đã trao hơn nghìn suất",),
)
EARNED = {
    "title": "div.k1",
    "published": "meta[name=sent]",
    "modified": "meta[name=edited]",
    "section": "div.k7",
    "remove": (".k4",),
}


def site(**selectors: object) -> Site:
    return Site(
        key="vidu",
        name="Ví Dụ",
        home="https://vidu.vn/",
        feeds=("https://vidu.vn/rss",),
        article=Selectors.model_validate(selectors),
    )


def test_each_selector_that_the_page_needs_earns_its_place() -> None:
    assert unearned(site(**EARNED), [TOLD]) == []


@pytest.mark.parametrize(
    ("more", "named"),
    [({"body": "div.k3"}, "body = 'div.k3'"), ({"remove": (".k4", ".k9")}, "remove: '.k9'")],
)
def test_a_selector_without_which_nothing_is_read_worse_is_named(
    more: dict[str, object], named: str
) -> None:
    assert unearned(site(**{**EARNED, **more}), [TOLD]) == [named]


def test_without_a_page_no_selector_has_earned_its_place() -> None:
    assert len(unearned(site(**EARNED), [])) == len(EARNED)


@pytest.mark.parametrize("name", [*Selectors.model_fields])
def test_a_selector_that_the_page_lacks_is_a_changed_layout(name: str) -> None:
    if name == "remove":  # what is removed may be absent
        assert isinstance(extract(TOLD.page, site(remove=(".gone",))), Article)
        return
    with pytest.raises(LayoutChanged, match=rf"vidu: article\.{name} = '\.gone' matches 0 times"):
        extract(TOLD.page, site(**{name: ".gone"}))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_selectors_of_a_paper_earn_their_place(path: Path) -> None:
    """A file with selectors brings pages of its paper's making: tests/seeds/papers/KEY/NAME.html and .toml."""
    assert unearned(read_site(path), pages(HERE / "papers" / path.stem)) == []
