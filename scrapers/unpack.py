"""Content-Encoding undone with a bound: a bomb costs no more memory than the limit. Pure.

zstd is not asked for: before Python 3.14 it would be one more dependency, and who speaks it speaks brotli too.
"""

import zlib

import brotli

from scrapers.errors import FetchFailed

ACCEPTED = "gzip, deflate, br"  # what is sent as Accept-Encoding, and what `Unpacker` reads

_GZIP = zlib.MAX_WBITS | 16
_MAGIC = 0x1F  # how a gzip file begins
_MOST_MEMBERS = 64  # each costs an allocation: a million of them is a bomb too
_STEP = (
    256 * 1024
)  # bytes that brotli unfolds at a time; beyond it, it keeps at most its window of 16 MB


class Unpacker:
    """Takes a body in the pieces it comes in, gives it back as it was before its encoding.

    Raises FetchFailed: "too_large" as soon as more than `limit` bytes come out, "bad_encoding" for
    what is not encoded as it says, or ends too early.
    """

    def __init__(self, encoding: str, limit: int) -> None:
        self._encoding = encoding.strip().lower().removeprefix("x-")
        if self._encoding not in {"", "identity", "gzip", "deflate", "br"}:
            raise FetchFailed(f"encoded as {encoding[:40]!r}, not asked for", code="bad_encoding")
        self._left = limit
        self._limit = limit
        self._parts: list[bytes] = []
        self._stream: zlib._Decompress | None = None
        self._brotli: brotli.Decompressor | None = None
        self._members = 1

    def feed(self, data: bytes) -> None:
        """Take the next piece."""
        if self._encoding in {"", "identity"}:
            self._keep(data)
            return
        try:
            if self._encoding == "br":
                self._unfold(data)
            else:
                self._inflate(data)
        except (zlib.error, brotli.error) as error:
            raise FetchFailed(f"not {self._encoding}: {error}", code="bad_encoding") from error

    def finish(self) -> bytes:
        """The whole body. A body of no bytes at all is whole in every encoding."""
        ended = self._stream.eof if self._stream else not self._brotli or self._brotli.is_finished()
        if not ended:
            raise FetchFailed(f"the {self._encoding} body ends too early", code="bad_encoding")
        return b"".join(self._parts)

    def _unfold(self, data: bytes) -> None:
        if self._brotli is None:
            self._brotli = brotli.Decompressor()
        if self._brotli.is_finished():
            return  # padding
        piece = self._brotli.process(data, output_buffer_limit=_STEP)
        while piece:  # only an empty piece tells that it wants more to go on
            self._keep(piece)
            done = self._brotli.is_finished()
            piece = b"" if done else self._brotli.process(b"", output_buffer_limit=_STEP)

    def _inflate(self, data: bytes) -> None:
        while data:
            if self._stream is None:
                self._stream = zlib.decompressobj(self._window(data))
            elif self._stream.eof and not self._next_member(data):
                return
            self._keep(self._stream.decompress(data, self._left + 1))
            data = self._stream.unused_data if self._stream.eof else self._stream.unconsumed_tail

    def _window(self, data: bytes) -> int:
        if self._encoding == "gzip":
            return _GZIP
        # "deflate" should be zlib's format (RFC 9110, 8.4.1.2); some servers send the bare stream
        zlib_header = data[0] & 0x0F == zlib.DEFLATED and data[0] >> 4 <= 7
        return zlib.MAX_WBITS if zlib_header else -zlib.MAX_WBITS

    def _next_member(self, data: bytes) -> bool:
        """gzip files may follow one another (RFC 1952, 2.2); other bytes after the end are padding."""
        if self._encoding != "gzip" or data[0] != _MAGIC:
            return False
        self._members += 1
        if self._members > _MOST_MEMBERS:
            raise FetchFailed(f"more than {_MOST_MEMBERS} gzip files in one", code="bad_encoding")
        self._stream = zlib.decompressobj(_GZIP)
        return True

    def _keep(self, data: bytes) -> None:
        self._left -= len(data)
        if self._left < 0:
            raise FetchFailed(f"larger than {self._limit:,} bytes", code="too_large")
        if data:
            self._parts.append(data)
