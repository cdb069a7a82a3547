"""What a site's last pages say of its layout and its dates."""

from typing import Any

from worker.pipeline.watch import pages


def memo(*held: tuple[str, int, float | None]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for page in held:
        found = pages.seen(found, page)
    return found


WELL: tuple[str, int, float | None] = ("tlp", 2000, 5)


def test_a_site_whose_pages_are_as_ever_does_not_drift() -> None:
    assert pages.drift(memo(*[WELL] * 60)) == ""


def test_a_field_that_is_gone_is_named() -> None:
    assert "lead" in pages.drift(memo(*[WELL] * 20, *[("tp", 2000, 5)] * 6))


def test_a_field_that_was_never_there_is_not_missed() -> None:
    assert pages.drift(memo(*[("tp", 2000, 5)] * 40)) == ""


def test_bodies_that_shrink_are_named() -> None:
    assert "body" in pages.drift(memo(*[WELL] * 20, *[("tlp", 120, 5)] * 6))


def test_short_briefs_among_long_reads_are_no_drift() -> None:
    assert pages.drift(memo(*[WELL, ("tlp", 300, 5)] * 20)) == ""


def test_pages_that_give_no_article_are_named() -> None:
    assert "no article" in pages.drift(memo(*[WELL] * 20, *[("x", 0, None)] * 6))


def test_a_few_pages_say_nothing_yet() -> None:
    assert pages.drift(memo(*[WELL] * 5, *[("x", 0, None)] * 6)) == ""


def test_late_and_early_dates_are_named() -> None:
    assert "ahead of the clock" in pages.misdated(memo(*[("tlp", 2000, -420)] * 6))
    assert "before they appeared" in pages.misdated(memo(*[WELL] * 20, *[("tlp", 2000, 3000)] * 6))
    assert pages.misdated(memo(*[WELL] * 20, *[("tlp", 2000, None)] * 6)) == ""
