from pathlib import Path

import pytest

from scrapers.errors import BadSite
from scrapers.site import Site, load_sites, read_site, site_of

LEAST = 'name = "Báo Ví Dụ"\nhome = "https://vidu.vn/"\nfeeds = ["https://vidu.vn/rss/tg.rss"]\n'


@pytest.fixture
def write(tmp_path: Path):
    def write(text: str | bytes, name: str = "vidu.toml") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    return write


def test_the_least_that_a_file_needs(write) -> None:
    site = read_site(write(LEAST))
    assert (site.key, site.name, site.language, site.every) == ("vidu", "Báo Ví Dụ", "vi", None)
    assert site.sources == ("https://vidu.vn/rss/tg.rss",)


def test_all_that_a_file_may_say(write) -> None:
    site = read_site(
        write(
            LEAST
            + 'listings = ["https://vidu.vn/tag/nga-nato"]\nevery = "10m"\nlanguage = "en"\n'
            + 'unchecked = ["listings", "article.body", "https://vidu.vn/rss/tg.rss"]\n'
            + '[article]\ntitle = "h1.title"\nbody = "article > p"\nremove = [".box", "ul.more"]\n'
            + "[expect]\nlinks_per_feed = 10\nbody_chars = 400\n"
        )
    )
    assert (site.every, site.article.remove, site.expect.body_chars) == (
        600,
        (".box", "ul.more"),
        400,
    )
    assert site.kind("https://vidu.vn/tag/nga-nato") == "listing"
    assert site.kind("https://vidu.vn/rss/tg.rss") == "feed"


def test_a_listing_alone_is_enough(write) -> None:
    assert (
        read_site(write(LEAST.replace("feeds", "listings"))).kind("https://vidu.vn/rss/tg.rss")
        == "listing"
    )


WRONG = [
    (LEAST + 'feed = ["https://vidu.vn/"]', "feed: no such key; did you mean feeds?"),
    (LEAST + "[article]\ntitel = 'h1'", "article.titel: no such key; did you mean article.title?"),
    (LEAST + "[artikel]\ntitle = 'h1'", "artikel: no such key; did you mean article?"),
    (LEAST + "zzz = 1", "zzz: no such key; remove it"),
    (LEAST + "key = 'x'", "key: the file's name is the key"),
    (LEAST.replace("name =", "home2 ="), "name: missing"),
    (LEAST.replace("feeds", "#"), "feeds: give at least one address"),
    (LEAST.replace('["', '"').replace('"]', '"'), "feeds: write a list"),
    (LEAST.replace("https://vidu.vn/rss", "ftp://vidu.vn/rss"), "feeds.0: not an address that can be used"),
    (LEAST + 'listings = ["https://VIDU.vn/rss/tg.rss"]', "feeds: https://vidu.vn/rss/tg.rss stands here twice"),
    (LEAST + 'every = "soon"', 'every: write a number and a unit: "90s", "10m", "2h" or "1d"'),
    (LEAST + 'every = "5s"', 'every: at least "1m", at most "1d"'),
    (LEAST + "language = 'Vietnamese'", "language:"),
    (LEAST + "[article]\ntitle = 'h1[['", "article.title: 'h1[[' is no CSS selector"),
    (LEAST + "[expect]\nbody_chars = '9'", "expect.body_chars: write a whole number, without quotes"),
    (LEAST + "[expect]\nlinks_per_feed = 0", "expect.links_per_feed: too small: at least 1"),
    (LEAST + "article = 'h1'", "article: write a table"),
    (LEAST + "unchecked = ['fees']", "unchecked: 'fees' is neither a key nor an address"),
    ("name = \"x\ny = 1", "not TOML: Illegal character '\\n' (at line 1, column 10)"),
    (LEAST + "name = 'x'\ny = 1", "not TOML: Cannot overwrite a value (at line 4"),
    (b"name = 'x'\n# \xff", "line 2: not UTF-8"),
    ("", "home: missing"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), WRONG, ids=[said for _, said in WRONG])
def test_what_is_wrong_is_said_by_file_and_key_in_one_line(
    write, text: str | bytes, said: str
) -> None:
    path = write(text)
    with pytest.raises(BadSite) as raised:
        read_site(path)
    assert str(raised.value).startswith(f"{path}: ")
    assert said in str(raised.value)
    assert "\n" not in str(raised.value)


def test_credentials_in_an_address_are_refused_and_never_told(write) -> None:
    with pytest.raises(BadSite) as raised:
        read_site(write(LEAST.replace("https://vidu.vn/rss", "https://me:geheim@vidu.vn/rss")))
    assert "geheim" not in str(raised.value)


def test_all_that_is_wrong_is_said_at_once(write) -> None:
    with pytest.raises(BadSite, match=r"every: .*; zzz: "):
        read_site(write(LEAST + "every = 'x'\nzzz = 1"))


def test_a_file_written_on_windows_is_read(write) -> None:
    assert read_site(write(b"\xef\xbb\xbf" + LEAST.replace("\n", "\r\n").encode())).key == "vidu"


def test_a_file_name_that_is_no_key_is_refused(write) -> None:
    with pytest.raises(BadSite, match="name the file with"):
        read_site(write(LEAST, "Ví Dụ.toml"))


def test_a_broken_file_stops_no_other(write, tmp_path: Path) -> None:
    write(LEAST, "tot.toml")
    write("=", "hong.toml")
    sites, errors = load_sites(tmp_path)
    assert list(sites) == ["tot"]
    assert [str(error).split(": ")[0] for error in errors] == [str(tmp_path / "hong.toml")]


def test_one_feed_belongs_to_one_site(write, tmp_path: Path) -> None:
    write(LEAST, "a.toml")
    write(LEAST, "b.toml")
    sites, errors = load_sites(tmp_path)
    assert list(sites) == ["a"]
    assert "stands in a.toml too" in str(errors[0])


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    sites, errors = load_sites(tmp_path / "gone")
    assert sites == {}
    assert "gone" in str(errors[0])


def made(key: str, home: str) -> Site:
    return Site(key=key, name=key, home=home, feeds=[home + "rss"])


SITES = {
    site.key: site
    for site in (
        made("vidu", "https://www.vidu.vn/"), made("tv", "https://tv.vidu.vn/"),
        made("anh", "https://dai.test/anh/"), made("viet", "https://dai.test/viet/"),
        made("may", "http://127.0.0.1:8001/"),
    )
}  # fmt: skip


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://vidu.vn/a", "vidu"),
        ("http://m.vidu.vn/a", "vidu"),
        ("https://the-thao.vidu.vn/a", "vidu"),
        ("https://tv.vidu.vn/a", "tv"),
        ("https://dai.test/viet/bai-1", "viet"),
        ("https://dai.test/anh/bai-1", "anh"),
        ("http://127.0.0.1:8001/a", "may"),
        ("http://127.0.0.1:8002/a", None),
        ("https://khongvidu.vn/a", None),
        ("rubbish", None),
    ],
)
def test_an_address_finds_its_site(url: str, key: str | None) -> None:
    site = site_of(url, SITES)
    assert (site.key if site else None) == key
