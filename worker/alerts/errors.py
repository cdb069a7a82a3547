"""What can go wrong between an alert and its reader: one root, named by what happened."""


class AlertError(Exception):
    """Something about alerts that a person has to know."""


class BadFollowers(AlertError):
    """The file of followers, or a setting it needs, says something it may not; one line that names it."""


class DeliveryFailed(AlertError):
    """An attempt that did not reach its destination.

    `permanent`: the destination said for good that it will not take it (410, an SMTP 5xx for the
    recipient or the text); anything that an operator can mend is not permanent.
    `retry_after`: the destination's own wish in seconds, None where it gave none.
    The reason never carries a password, a secret or the body of an answer.
    """

    def __init__(
        self, reason: str, *, permanent: bool = False, retry_after: float | None = None
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.permanent = permanent
        self.retry_after = retry_after
