"""Mail headers that decode to exactly what was written, in Vietnamese too.

The folding of the standard library's EmailPolicy (3.11 to 3.13; CPython issues 144156, 136052)
loses spaces between words that are not ASCII and writes encoded-words longer than the 75
characters of RFC 2047. `email.header.Header` does neither.
"""

from email.header import Header
from email.policy import EmailPolicy
from typing import Any, Final

LONGEST_WORD: Final = 75  # RFC 2047, section 2; Header's own 76 counts the whole line


class MailPolicy(EmailPolicy):
    """EmailPolicy that folds what is not plain ASCII through `email.header.Header`."""

    def fold(self, name: str, value: Any) -> str:
        if _plain(str(value)):
            return str(super().fold(name, value))
        addresses = getattr(value, "addresses", None)
        if addresses is None:
            encoded = _encoded(str(value), name, self.linesep)
        else:
            encoded = f",{self.linesep} ".join(
                self._address(one.display_name, one.addr_spec, name) for one in addresses
            )
        return f"{name}: {encoded}{self.linesep}"

    def fold_binary(self, name: str, value: Any) -> bytes:
        return self.fold(name, value).encode("ascii", "surrogateescape")

    def _address(self, display_name: str, address: str, name: str) -> str:
        if not display_name:
            return address
        return f"{_encoded(display_name, name, self.linesep)}{self.linesep} <{address}>"


def header_text(text: str) -> str:
    """`text` as a header value that the standard library reads back as `text`.

    A headline that looks like an encoded-word ("=?utf-8?q?…") would be decoded when it is set.
    """
    return text if _plain(text) or "=?" not in text else _encoded(text, "Subject", "\n")


def _plain(text: str) -> bool:
    return text.isascii() and "=?" not in text


def _encoded(text: str, name: str, linesep: str) -> str:
    header = Header(text, "utf-8", maxlinelen=LONGEST_WORD, header_name=name)
    return header.encode(linesep=linesep)


POLICY: Final = MailPolicy(linesep="\r\n")
