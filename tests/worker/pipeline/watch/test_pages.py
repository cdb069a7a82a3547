"""What a site's last pages say of its layout and its dates."""

from typing import Any

from worker.pipeline.watch import pages


def memo(*held: pages.Page) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for page in held:
        found = pages.seen(found, page)
    return found


def said(*held: pages.Page) -> str:
    """What is said of a site whose pages were these, "" where nothing."""
    found = pages.drift(memo(*held))
    return found.said if found else ""


WELL: pages.Page = ("tlp", 2000, 5)


def test_a_site_whose_pages_are_as_ever_does_not_drift() -> None:
    assert said(*[WELL] * 60) == ""


def test_a_field_that_is_gone_is_named() -> None:
    assert "lead" in said(*[WELL] * 20, *[("tp", 2000, 5)] * 6)


def test_a_field_that_was_never_there_is_not_missed() -> None:
    assert said(*[("tp", 2000, 5)] * 40) == ""


def test_bodies_that_shrink_are_named() -> None:
    assert "body" in said(*[WELL] * 20, *[("tlp", 120, 5)] * 6)


def test_short_briefs_among_long_reads_are_no_drift() -> None:
    assert said(*[WELL, ("tlp", 300, 5)] * 20) == ""


def test_pages_that_give_no_article_are_named() -> None:
    assert "gave an article" in said(*[WELL] * 20, *[("x", 0, None)] * 6)


def test_a_few_pages_say_nothing_yet() -> None:
    assert said(*[WELL] * 5, *[("x", 0, None)] * 6) == ""


def test_late_and_early_dates_are_named() -> None:
    assert "ahead of the clock" in pages.misdated(memo(*[("tlp", 2000, -420)] * 6))
    assert "before they appeared" in pages.misdated(memo(*[WELL] * 20, *[("tlp", 2000, 3000)] * 6))
    assert pages.misdated(memo(*[WELL] * 20, *[("tlp", 2000, None)] * 6)) == ""


def refusals(number: int, letter: str, code: str) -> list[pages.Page]:
    return [(letter, 0, None, code)] * number


def test_pages_that_all_fail_alike_are_named_by_their_failure() -> None:
    found = pages.drift(memo(*[WELL] * 20, *refusals(6, "x", "too_deep")))
    assert found is not None
    assert (found.code, "(too_deep)" in found.said) == ("too_deep", True)


def test_pages_that_never_gave_an_article_are_named_too() -> None:
    found = pages.drift(memo(*refusals(12, "x", "too_deep")))
    assert found is not None
    assert found.code == "too_deep"


def test_a_page_that_cannot_be_read_is_never_taken_for_the_layout() -> None:
    held = memo(*[WELL] * 20, *refusals(6, "x", "too_deep"))
    assert pages.drift(held | {"since": pages.ACCEPTED + 1}) is not None


def test_pages_that_cannot_be_fetched_are_named_while_the_feed_is_well() -> None:
    found = pages.drift(memo(*[WELL] * 3, *refusals(6, "e", "http_403")))
    assert found is not None
    assert (found.code, "could be fetched (http_403)" in found.said) == ("http_403", True)


def test_pages_that_could_not_be_fetched_say_nothing_of_the_layout() -> None:
    held = [page for _ in range(20) for page in (WELL, *refusals(5, "e", "http_500"))]
    assert said(*held) == ""
    assert pages.summary(memo(*held)) == pages.summary(memo(*[WELL] * 16))


def test_dates_of_long_ago_need_no_history_to_be_named() -> None:
    assert "730 days" in pages.misdated(memo(*[("tlp", 2000, 730 * 1440)] * 6))
