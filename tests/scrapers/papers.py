"""Two papers that were never seen: the tests' own, with names that mean nothing to anybody."""

from scrapers.article import Page

TITLES = (
    "Cầu treo qua sông Ngàn được thông xe sớm hai tháng",
    "Làng gốm bên sông mở lại lò nung sau mười năm tắt lửa",
    "Thị trấn vùng cao trồng thêm bốn trăm cây gạo",
    "Đội thuyền rồng của xã đảo thắng giải toàn tỉnh",
)
LEADS = (
    "Cây cầu dài hai trăm mét nối hai xã vùng sâu vừa đón những người dân đầu tiên đi qua.",
    "Những người thợ già cùng con cháu nhóm lửa cho mẻ gốm đầu tiên của mùa đông năm nay.",
    "Mỗi gia đình nhận hai cây non, hứa chăm sóc cho đến khi cây ra hoa vào mùa xuân tới.",
    "Sau ba năm về nhì, các tay chèo của xã đảo cán đích sớm hơn đối thủ nửa thân thuyền.",
)
PLACES = ("cây cầu", "lò gốm", "vườn ươm", "bến thuyền")
DAYS = ("2026-03-02T08:15:00+07:00", "2026-03-09T10:40:00+07:00", "2026-04-01T06:05:00+07:00", "2026-05-20T19:30:00+07:00")  # fmt: skip
OFFER = (
    "Bộ lịch mười hai bức ký họa về dòng sông quê của các họa sĩ trẻ đang được phát tại quầy,"
    " số lượng có hạn trong tháng này."
)
SALUTE = "Tòa soạn trân trọng cảm ơn các cộng tác viên ở huyện đã gửi những tấm hình rất đẹp."


def paragraphs(number: int) -> list[str]:
    place = PLACES[number]
    return [
        f"Sáng sớm, hơn ba trăm người đã có mặt quanh {place} để chờ giờ khai hội mà họ mong từ lâu.",
        f"Ông Hai, người trông coi {place} từ hai mươi năm nay, nói rằng ông chưa từng thấy đông đến thế.",
        f"Theo kế hoạch, {place} sẽ được mở cửa suốt tuần, mỗi ngày từ sáu giờ sáng tới chín giờ tối.",
        f"Chi phí cho {place} do xã và bà con cùng góp, phần còn thiếu được tỉnh cấp trong quý sau.",
    ]


def _page(url: str, head: str, body: str) -> Page:
    links = '<link rel="alternate" type="application/rss+xml" href="/rss/moi.rss">'
    canonical = f'<link rel="canonical" href="{url}">'
    return Page(f"<html><head>{canonical}{links}{head}</head><body>{body}</body></html>".encode(), url)  # fmt: skip


def _head(number: int, name: str) -> str:
    return (
        f"<title>{TITLES[number]}</title><meta property='og:title' content='{TITLES[number]}'>"
        f"<meta property='og:site_name' content='{name}'>"
        f"<meta property='og:description' content='{LEADS[number]}'>"
        f"<meta property='article:published_time' content='{DAYS[number]}'>"
    )


def river(number: int) -> Page:
    """Báo Bờ Sông: an offer and a salute stand in the text, in boxes that nobody could know."""
    first, second, third, fourth = (f"<p>{text}</p>" for text in paragraphs(number))
    body = (
        f"<div class=w1><h1>{TITLES[number]}</h1><p class=u2>{LEADS[number]}</p><div class=t8>"
        f"{first}<div class='q7 b'><p>{OFFER}</p></div>{second}{third}<section class=zz><p>{SALUTE}</p>"
        f"</section>{fourth}</div></div>"
    )
    url = f"https://bosong.example.vn/tin/bai-{10001 + number}.html"
    return _page(url, _head(number, "Báo Bờ Sông"), body)


def hill(number: int) -> Page:
    """Báo Trên Đồi: the lead stands outside the text's box, in one that is called as buttons are."""
    text = "".join(f"<p>{text}</p>" for text in paragraphs(number))
    body = (
        f"<div class=m><h1>{TITLES[number]}</h1><div class=toolbox><div class=y4>{LEADS[number]}</div></div>"
        f"<div class=t8>{text}</div></div>"
    )
    url = f"https://www.trendoi.example.vn/{20001 + number}-bai.html"
    return _page(url, _head(number, "Báo Trên Đồi"), body)


def valley(number: int) -> Page:
    """Báo Thung Lũng: the lead stands below the text, an offer between title and text."""
    text = "".join(f"<p>{text}</p>" for text in paragraphs(number))
    body = (
        f"<div class=m><h1>{TITLES[number]}</h1><div class=o1>{OFFER}</div><div class=t8>{text}</div></div>"
        f"<div class=y4>{LEADS[number]}</div>"
    )
    url = f"https://thunglung.example.vn/{40001 + number}.html"
    return _page(url, _head(number, "Báo Thung Lũng"), body)


def harbour(number: int) -> Page:
    """Báo Bến Cảng: the clock of the day under the title, the moment of publication below the text."""
    text = "".join(f"<p>{text}</p>" for text in paragraphs(number))
    year, month, day = DAYS[number][:10].split("-")
    body = (
        f"<div class=m><h1>{TITLES[number]}</h1><div class=c1>22/11/2026 09:00</div><p class=sapo>{LEADS[number]}</p>"
        f"<div class=t8>{text}</div></div><div class=z5>{day}/{month}/{year} {DAYS[number][11:16]}</div>"
    )
    url = f"https://bencang.example.vn/{50001 + number}.html"
    head = _head(number, "Báo Bến Cảng").replace("article:published_time", "x")
    return _page(url, head, body)


def market(number: int) -> Page:
    """Báo Chợ Phiên: under the second article its readers write far more than it says itself."""
    text = "".join(f"<p>{text}</p>" for text in paragraphs(number))
    talk = "".join(
        f"<p>Tôi ở gần đó {n} năm rồi mà nay mới thấy chuyện này, mong ai biết rõ hơn thì kể tiếp cho nghe với,"
        f" vì nhà tôi có tới {n} người đang làm nghề ấy, ai cũng muốn biết đầu đuôi ra sao.</p>"
        for n in range(2, 40 if number == 1 else 2)
    )
    body = (
        f"<h1>{TITLES[number]}</h1><div class=t8><p>{LEADS[number]}</p>{text}</div>"
        f"<div class=v2>{talk}</div>"
    )
    url = f"https://chophien.example.vn/{60001 + number}.html"
    return _page(url, _head(number, "Báo Chợ Phiên"), body)


def plain(number: int) -> Page:
    """A paper that needs no rules."""
    text = "".join(f"<p>{text}</p>" for text in paragraphs(number))
    body = (
        f"<h1>{TITLES[number]}</h1><p class=sapo>{LEADS[number]}</p><div class=noidung>{text}</div>"
    )
    return _page(f"https://don.example.vn/{30001 + number}.html", _head(number, "Báo Đơn"), body)


def listing() -> Page:
    """The listing page of Báo Bờ Sông: nine stories, three of them the articles."""
    others = [f"Chuyện kể thứ {n} bên dòng sông mùa nước nổi" for n in ("năm", "sáu", "bảy", "tám", "chín", "mười")]  # fmt: skip
    items = "".join(
        f"<div><h3><a href='/tin/bai-{10001 + i}.html'>{title}</a></h3></div>"
        for i, title in enumerate([*TITLES[:3], *others])
    )
    return _page("https://bosong.example.vn/tin", "<title>Tin - Báo Bờ Sông</title>", f"<div>{items}</div>")  # fmt: skip


def feed() -> Page:
    items = "".join(
        f"<item><title>{title}</title><link>https://bosong.example.vn/tin/bai-{10001 + i}.html</link></item>"
        for i, title in enumerate(TITLES)
    )
    text = f"<?xml version='1.0'?><rss version='2.0'><channel>{items}</channel></rss>"
    return Page(text.encode(), "https://bosong.example.vn/rss/moi.rss", "application/rss+xml")
