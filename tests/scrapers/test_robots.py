import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers import robots

HERE = "https://vidu.vn"


def allows(text: str, path: str) -> bool:
    rules = robots.rules(200, text.encode())
    assert rules is not None
    return rules.allow(HERE + path)


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow: /tim-kiem\nAllow: /tim-kiem/nga", "/tim-kiem/nga-nato", True),
        ("User-agent: *\nDisallow: /tim-kiem\nAllow: /tim-kiem/nga", "/tim-kiem/khac", False),
        ("User-agent: Diemtin\nDisallow: /a\n\nUser-agent: *\nDisallow: /", "/b", True),
        ("User-agent: diemtin\nDisallow: /\n\nUser-agent: *\nAllow: /", "/b", False),
        ("User-agent: Googlebot\nDisallow: /", "/a", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf?x=1", True),
        ("User-agent: *\nDisallow: /tin-việt", "/tin-vi%E1%BB%87t/1", False),
        ("\ufeffUser-agent: *\nDisallow: /a", "/a", False),
        ("User-agent: *\r\nDisallow: /a\r\n", "/a", False),
        ("<!DOCTYPE html><html><body>User-agent: *\nDisallow: /</body>", "/a", True),
    ],
    ids=str,
)
def test_the_rules_are_read_as_rfc_9309_says(text: str, path: str, expected: bool) -> None:
    assert allows(text, path) is expected


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_no_file_means_no_rules(status: int) -> None:
    rules = robots.rules(status, b"User-agent: *\nDisallow: /")
    assert rules is not None
    assert rules.allow(HERE + "/a")


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_a_host_in_trouble_allows_nothing_for_now(status: int) -> None:
    assert robots.rules(status, b"") is None


@pytest.mark.parametrize(
    ("text", "delay"),
    [
        ("User-agent: *\nCrawl-delay: 2.5", 2.5),
        ("User-agent: *\nRequest-rate: 1/10", 10.0),
        ("User-agent: *\nCrawl-delay: -1", None),
        ("User-agent: *\nCrawl-delay: soon", None),
        ("User-agent: *\nDisallow: /a", None),
    ],
    ids=str,
)
def test_the_pause_that_a_host_asks_for(text: str, delay: float | None) -> None:
    rules = robots.rules(200, text.encode())
    assert rules is not None
    assert rules.delay == delay


def test_only_the_first_half_megabyte_is_read() -> None:
    text = "User-agent: *\n" + "# x\n" * 200_000 + "Disallow: /"
    assert allows(text, "/a")


def test_a_pattern_made_to_hang_does_not() -> None:
    assert allows("User-agent: *\nDisallow: /" + "*a" * 500 + "*b$", "/" + "a" * 3000)


@given(st.binary(max_size=300))
def test_any_bytes_are_rules(content: bytes) -> None:
    rules = robots.rules(200, content)
    assert rules is not None
    rules.allow(HERE + "/a")
