"""diemtin sites learn: files and addresses in, a site file out."""

from collections.abc import Callable
from pathlib import Path

from scrapers.site import read_site
from tests.scrapers.papers import feed, hill, listing, river
from tests.servers.http import Origin
from tests.worker.cli.conftest import Diemtin


def files(folder: Path, paper: Callable, count: int = 3) -> list[str]:
    paths = [folder / f"bai-{number}.html" for number in range(count)]
    for number, path in enumerate(paths):
        path.write_bytes(paper(number).content)
    return list(map(str, paths))


def test_a_site_file_is_proposed_on_standard_output(diemtin: Diemtin, tmp_path: Path) -> None:
    paths = files(tmp_path, river)
    result = diemtin("sites", "learn", *paths, "--name", "bosong")
    assert (result.status, result.err) == (0, "")
    (tmp_path / "bosong.toml").write_text(result.out, encoding="utf-8")
    site = read_site(tmp_path / "bosong.toml")
    assert site.article.remove
    assert f"# {paths[0]}\n" in result.out


def test_a_site_file_is_written_and_never_over_another(diemtin: Diemtin, tmp_path: Path) -> None:
    target = tmp_path / "trendoi.toml"
    paths = files(tmp_path, hill)
    assert diemtin("sites", "learn", *paths, "-o", target).status == 0
    assert read_site(target).article.lead
    before = target.read_bytes()
    again = diemtin("sites", "learn", *paths, "-o", target)
    assert again.status == 2
    assert "trendoi.toml exists" in again.err
    assert target.read_bytes() == before


def test_bad_files_are_named_and_stop_nothing(diemtin: Diemtin, tmp_path: Path) -> None:
    (tmp_path / "anh.html").write_bytes(b"\x89PNG\r\n\x1a\n" * 9)
    paths = [*files(tmp_path, river), str(tmp_path / "anh.html"), str(tmp_path / "khong.html")]
    result = diemtin("sites", "learn", *paths)
    assert result.status == 1
    assert "anh.html: not a page but a PNG picture" in result.err
    assert "khong.html: cannot be read" in result.err
    assert "[article]" in result.out


def test_nothing_to_learn_from_is_an_error_that_says_why(diemtin: Diemtin, tmp_path: Path) -> None:
    (tmp_path / "rong.html").write_bytes(b"")
    result = diemtin("sites", "learn", str(tmp_path / "rong.html"))
    assert (result.status, result.out) == (1, "")
    assert "rong.html: the page is empty" in result.err


def test_a_key_that_is_no_file_name_is_refused_by_name(diemtin: Diemtin, tmp_path: Path) -> None:
    result = diemtin("sites", "learn", *files(tmp_path, river), "--name", "Bờ Sông")
    assert (result.status, result.out) == (1, "")
    assert "'Bờ Sông'" in result.err


def test_addresses_are_fetched_and_the_feeds_they_name_are_checked(
    diemtin: Diemtin, origin: Origin
) -> None:
    base = origin.url
    for page in (river(0), river(1), river(2), listing(), feed()):
        path = "/" + page.url.partition("://")[2].partition("/")[2]
        origin.routes[path] = page.content.replace(b"https://bosong.example.vn", base.encode())
    addresses = [f"{base}/tin/bai-{number}.html" for number in (10001, 10002, 10003)]
    result = diemtin(
        "sites", "learn", *addresses, f"{base}/tin", f"{base}/mat.html", "--name", "bosong",
        DIEMTIN_ALLOW_PRIVATE="127.0.0.0/8", DIEMTIN_PAUSE="0",
    )  # fmt: skip
    assert result.status == 1
    assert f"{base}/mat.html" in result.err
    assert f'feeds = ["{base}/rss/moi.rss"]' in result.out
    assert "links_per_feed = 2" in result.out
    assert "unchecked =" not in result.out
    assert "/robots.txt" in {request.path for request in origin.requests}
