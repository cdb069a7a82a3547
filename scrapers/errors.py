"""What can go wrong between an address and an article: one root, named by what happened."""


class ScrapeError(Exception):
    """A page, feed or site that could not be used. `code` is stable, for programs and metrics."""

    code = "scrape"

    def __init__(self, message: str, *, code: str | None = None) -> None:
        super().__init__(message)
        if code is not None:
            self.code = code


class BadSite(ScrapeError):
    """A site file that says something it may not; the message names file and key."""

    code = "bad_site"


class BadPage(ScrapeError):
    """Bytes that are no page: empty, too large, not text, too deep. Reading them again will not help."""

    code = "bad_page"


class NoArticle(ScrapeError):
    """A page was read and holds neither an article nor a listing."""

    code = "no_article"


class LayoutChanged(ScrapeError):
    """A selector of the site file matches nothing (or too much): the paper has changed."""

    code = "layout_changed"


class BadFeed(ScrapeError):
    """Bytes that were promised as a feed and are none."""

    code = "bad_feed"


class FetchFailed(ScrapeError):
    """An address that could not be fetched.

    `retry_after` is the host's own wish in seconds, None where it gave none;
    `permanent` means that asking again is pointless (410, refused by the guard, bad address).
    """

    code = "fetch_failed"

    def __init__(
        self,
        message: str,
        *,
        code: str,
        permanent: bool = False,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message, code=code)
        self.permanent = permanent
        self.retry_after = retry_after
