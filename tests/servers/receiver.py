"""A webhook receiver that checks every signature with the public Standard Webhooks library."""

import base64
import secrets
from collections import deque

from standardwebhooks.webhooks import Webhook

from tests.servers.http import Origin, Reply, Request


class Receiver(Origin):
    """POSTs to `hook` are verified with `secret`, and answered 204 or by the scripted replies.

    `deliveries` holds the JSON of those that were accepted (2xx), `bad` the reasons of those whose
    signature does not hold: these get a 401.
    """

    def __init__(self) -> None:
        super().__init__()
        self.secret = "whsec_" + base64.b64encode(secrets.token_bytes(24)).decode()
        self.hook = self.address("/hook")
        self.deliveries: list[object] = []
        self.bad: list[str] = []
        self._script: deque[Reply] = deque()
        self.routes["/hook"] = self._receive

    def script(self, *replies: int | Reply) -> None:
        """The next requests get these replies (a bare number is a status), later ones a 204."""
        self._script.extend(r if isinstance(r, Reply) else Reply(status=r) for r in replies)

    def ids(self) -> list[str]:
        """The webhook-id of every request, in order."""
        return [request.headers["webhook-id"] for request in self.requests]

    def _receive(self, request: Request) -> Reply:
        try:
            content = Webhook(self.secret).verify(request.body, dict(request.headers))
        except Exception as error:  # noqa: BLE001 - the library's and json's: all mean "not signed by us"
            self.bad.append(f"{type(error).__name__}: {error}")
            return Reply(status=401)
        reply = self._script.popleft() if self._script else Reply(status=204)
        if reply.status < 300 and not (reply.drop or reply.hang):
            self.deliveries.append(content)
        return reply
