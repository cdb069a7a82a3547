"""A certificate authority of the tests' own, for servers that speak TLS."""

import ssl
from pathlib import Path

import trustme


class Authority:
    """`file` is what a client must trust (SSL_CERT_FILE), `server` what a server presents."""

    def __init__(self, folder: Path) -> None:
        self._ca = trustme.CA()
        self.file = folder / "ca.pem"
        self._ca.cert_pem.write_to_path(str(self.file))

    def server(self, *names: str) -> ssl.SSLContext:
        """A server's context; without names, for 127.0.0.1 and localhost."""
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        self._ca.issue_cert(*(names or ("127.0.0.1", "localhost"))).configure_cert(context)
        return context

    def client(self) -> ssl.SSLContext:
        """A client's context that trusts this authority and no other."""
        context = ssl.create_default_context(cafile=str(self.file))
        self._ca.configure_trust(context)
        return context
