from datetime import UTC, datetime

import pytest

from scrapers import answers
from scrapers.errors import FetchFailed
from scrapers.message import Response

AT = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
URL = "https://vidu.vn/rss"


def answer(status: int = 200, content: bytes = b"", **headers: str) -> Response:
    return Response(
        URL, status, {n.replace("_", "-"): value for n, value in headers.items()}, content
    )


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        ("Sun, 22 Nov 2026 01:02:00 GMT", 120.0),
        ("Sun, 22 Nov 2026 08:02:00 +0700", 120.0),
        ("Sat, 21 Nov 2026 01:00:00 GMT", 0.0),
        ("999999999999", 86_400.0),
        ("Sun, 22 Nov 2099 01:02:00 GMT", 86_400.0),
        ("-5", None), ("1.5", None), ("soon", None), ("", None), ("²", None), ("Sun, 99 Nov 2026", None),
    ],
)  # fmt: skip
def test_retry_after_is_seconds_or_a_date(said: str, seconds: float | None) -> None:
    assert answers.retry_after({"retry-after": said}, AT) == seconds


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"cache-control": "public, max-age=300"}, 300.0),
        ({"cache-control": 'Max-Age="60"'}, 60.0),
        ({"cache-control": "s-maxage=900"}, None),
        ({"cache-control": "no-cache, max-age=300"}, None),
        ({"cache-control": "max-age=0"}, 0.0),
        (
            {"expires": "Sun, 22 Nov 2026 01:10:00 GMT", "date": "Sun, 22 Nov 2026 01:00:00 GMT"},
            600.0,
        ),
        ({"expires": "0", "date": "Sun, 22 Nov 2026 01:00:00 GMT"}, None),
        ({"expires": "Sun, 22 Nov 2026 01:10:00 GMT"}, None),
        ({}, None),
    ],
    ids=str,
)
def test_how_long_an_answer_holds(headers: dict[str, str], seconds: float | None) -> None:
    assert answers.max_age(headers) == seconds


@pytest.mark.parametrize("status", [204, 299])
def test_a_success_is_no_error(status: int) -> None:
    answers.check(URL, answer(status), AT)


@pytest.mark.parametrize(
    ("status", "code", "permanent"),
    [
        (300, "http_300", False),
        (404, "http_404", False),
        (410, "http_410", True),
        (503, "http_503", False),
        (799, "http_799", False),
    ],
)
def test_a_refusal_has_its_number_for_a_name(status: int, code: str, permanent: bool) -> None:
    with pytest.raises(FetchFailed) as raised:
        answers.check(URL, answer(status, retry_after="7"), AT)
    error = raised.value
    assert (error.code, error.permanent, error.retry_after) == (code, permanent, 7.0)
    assert URL in str(error)


@pytest.mark.parametrize(
    "page",
    [
        b"<!DOCTYPE html><html><head><title>Just a moment...</title></head><body>x</body></html>",
        b'<html><body><script>document.cookie="D1N=8a"+"; path=/";window.location.reload();</script></body></html>',
        b'<script>document.cookie="k=v";location.href="/";</script>',
        b'<html><iframe src="/_Incapsula_Resource?x"></iframe></html>',
    ],
    ids=["Cloudflare", "D1N", "bare script", "Incapsula"],
)  # fmt: skip
def test_a_challenge_page_is_called_so(page: bytes) -> None:
    with pytest.raises(FetchFailed) as raised:
        answers.check(URL, answer(200, page), AT)
    assert raised.value.code == "challenge"


def test_a_challenge_may_be_told_by_its_header() -> None:
    assert answers.is_challenge(answer(403, b"", cf_mitigated="challenge"))


@pytest.mark.parametrize(
    "page",
    [
        b"<html><body><p>Nga-NATO</p><script>document.cookie='a=1';var l=window.location;</script></body></html>",
        b"<title>Just a moment</title>".rjust(20_000),
        b"<rss><channel></channel></rss>",
        b"",
    ],
    ids=["an article with scripts", "a long page", "a feed", "nothing"],
)
def test_a_page_with_scripts_is_no_challenge(page: bytes) -> None:
    assert not answers.is_challenge(answer(200, page))


def test_an_overloaded_host_is_left_alone() -> None:
    assert answers.rest(answer(503), AT) == 30.0
    assert answers.rest(answer(429, retry_after="5"), AT) == 5.0
    assert answers.rest(answer(404), AT) == 0.0
    assert answers.rest(answer(200, retry_after="5"), AT) == 0.0


def test_cookies_are_read_by_name_without_their_fine_print() -> None:
    said = "a=1; Expires=Sun, 22 Nov 2026 01:00:00 GMT; Path=/\nb=2=3\nnone\n bad name=4\nc=\x1b"
    assert answers.cookies(answer(200, set_cookie=said)) == {"a": "1", "b": "2=3"}


@pytest.mark.parametrize(
    ("status", "said", "expected"),
    [
        (301, "/b", "https://vidu.vn/b"),
        (302, "//khac.vn/", "https://khac.vn/"),
        (308, "/vi\udce1\udcbb\udc87t", "https://vidu.vn/vi%E1%BB%87t"),
        (307, "javascript:x", "javascript:x"),
        (302, "", ""),
        (200, "/b", ""),
        (304, "/b", ""),
    ],
    ids=ascii,
)
def test_where_a_redirect_leads(status: int, said: str, expected: str) -> None:
    assert answers.location(URL, answer(status, location=said)) == expected
