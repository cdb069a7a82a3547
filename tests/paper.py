"""A newspaper of the tests' own: a feed, article pages with furniture, robots rules. All texts are ours."""

from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape

from tests.servers.http import Origin

FURNITURE = (
    '<aside class="related"><h3>Tin cùng chuyên mục</h3>'
    '<ul><li><a href="/gia-vang.html">Giá vàng sáng nay</a></li>'
    '<li><a href="/tu-vi.html">Tử vi mười hai con giáp</a></li></ul></aside>'
)


@dataclass(frozen=True, slots=True)
class Piece:
    """One article as an editor has it."""

    slug: str
    title: str
    lead: str
    body: tuple[str, ...]
    agency: str = ""
    published: str = "2026-11-22T08:00:00+07:00"


TALKS = Piece(
    "nga-nato-noi-lai",
    "Nga và NATO nối lại đối thoại về an ninh châu Âu",
    "Đại diện Nga và NATO hôm 21/11 nhất trí nối lại các cuộc đàm phán về an ninh châu Âu sau nhiều tháng gián đoạn.",
    (
        "Theo Bộ Ngoại giao Nga, hai bên sẽ họp Hội đồng Nga-NATO tại Brussels vào ngày 30/11 để thảo luận về bảo đảm an ninh.",
        "Tổng thư ký NATO cho biết liên minh đã gửi thư trả lời các đề xuất của Moskva và sẵn sàng đối thoại thực chất.",
        "Giới quan sát ở Vienna nhận định cuộc họp khó đạt đột phá ngay, song việc hai bên ngồi lại với nhau đã là một bước tiến.",
    ),
    agency="TTXVN",
)
EARLIER = Piece(
    "nga-my-geneva",
    "Nga và Mỹ hẹn gặp tại Geneva bàn về bảo đảm an ninh",
    "Ngoại trưởng Nga và Ngoại trưởng Mỹ sẽ hội đàm tại Geneva trong tháng 12 về các đề xuất an ninh của Nga.",
    (
        "Hai bên cho biết cuộc hội đàm sẽ bàn về việc NATO mở rộng sang phía Đông và các biện pháp minh bạch quân sự ở châu Âu.",
        "Phía Nga đề nghị Mỹ trả lời bằng văn bản trước khi cuộc gặp diễn ra.",
    ),
    agency="AFP",
    published="2026-11-20T09:00:00+07:00",
)
GOLD = Piece(
    "gia-vang",
    "Giá vàng trong nước tăng nhẹ phiên đầu tuần",
    "Giá vàng miếng sáng nay tăng thêm hai trăm nghìn đồng mỗi lượng so với cuối tuần trước.",
    (
        "Các cửa hàng cho biết lượng khách đến mua không đổi so với những ngày trước đó.",
        "Chuyên gia dự báo giá còn biến động khi thị trường chờ số liệu lạm phát.",
    ),
)


@dataclass(slots=True)
class Paper:
    """Publishes pieces at an origin; what is published first stands last in the feed."""

    origin: Origin
    key: str
    pieces: list[Piece] = field(default_factory=list)
    window: int = 1000
    """Items that the feed has room for."""

    def __post_init__(self) -> None:
        self.origin.put("/robots.txt", "User-agent: *\nAllow: /\n", content_type="text/plain")
        self._feed()

    def publish(self, piece: Piece) -> str:
        """The page, then its line in the feed. Gives the article's address."""
        self.pieces.insert(0, piece)
        address = self.origin.put(f"/{piece.slug}.html", page(piece, self.key))
        self._feed()
        return address

    def put_sitemap(self, path: str = "/sitemap-news.xml") -> str:
        """A news sitemap of all that was published, named by robots.txt. Gives its address."""
        items = "".join(
            f"<url><loc>{self.origin.url}/{piece.slug}.html</loc><news:news>"
            f"<news:publication_date>{piece.published}</news:publication_date>"
            f"<news:title>{escape(piece.title)}</news:title></news:news></url>"
            for piece in self.pieces
        )
        robots = f"User-agent: *\nAllow: /\nSitemap: {self.origin.url}{path}\n"
        self.origin.put("/robots.txt", robots, content_type="text/plain")
        return self.origin.put(
            path,
            '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
            f' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{items}</urlset>',
            content_type="application/xml",
        )

    def site_file(self, folder: Path) -> None:
        """Declare this paper in a folder of sites."""
        (folder / f"{self.key}.toml").write_text(
            f'name = "Báo {self.key}"\nhome = "{self.origin.url}/"\nfeeds = ["{self.origin.url}/rss"]\n',
            encoding="utf-8",
        )

    def feed(self) -> str:
        """The feed as it stands now."""
        items = "".join(self._item(piece) for piece in self.pieces[: self.window])
        return (
            f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
            f"<title>{self.key}</title><link>{self.origin.url}/</link>{items}</channel></rss>"
        )

    def _feed(self) -> None:
        self.origin.put("/rss", self.feed(), content_type="application/rss+xml")

    def _item(self, piece: Piece) -> str:
        return (
            f"<item><title>{escape(piece.title)}</title>"
            f"<link>{self.origin.url}/{piece.slug}.html</link>"
            f"<description>{escape(piece.lead)}</description></item>"
        )


def page(piece: Piece, paper: str) -> str:
    """An article page as Vietnamese papers build them."""
    body = "".join(f"<p>{escape(text)}</p>" for text in piece.body)
    agency = f"<p>({piece.agency})</p>" if piece.agency else ""
    return (
        f'<!doctype html><html lang="vi"><head><meta charset="utf-8">'
        f"<title>{escape(piece.title)} - Báo {paper}</title>"
        f'<meta property="article:published_time" content="{piece.published}"></head><body>'
        f'<nav><a href="/">Trang chủ</a> <a href="/the-gioi">Thế giới</a> <a href="/kinh-te">Kinh tế</a></nav>'
        f'<div class="detail"><h1>{escape(piece.title)}</h1>'
        f'<h2 class="sapo">{escape(piece.lead)}</h2>'
        f'<div class="content">{body}{agency}</div></div>{FURNITURE}'
        f"<footer>Bản quyền thuộc Báo {paper}</footer></body></html>"
    )
