import contextlib
import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.errors import FetchFailed
from scrapers.unpack import Unpacker

LIMIT = 100_000


def bare(data: bytes) -> bytes:
    stream = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return stream.compress(data) + stream.flush()


def unpacked(encoding: str, data: bytes, limit: int = LIMIT, step: int = 7) -> bytes:
    unpacker = Unpacker(encoding, limit)
    for start in range(0, len(data), step):
        unpacker.feed(data[start : start + step])
    return unpacker.finish()


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [("", bytes), ("identity", bytes), ("gzip", gzip.compress), ("X-GZIP", gzip.compress),
     ("deflate", zlib.compress), ("deflate", bare)],
)  # fmt: skip
@given(data=st.binary(max_size=300), step=st.integers(1, 40))
def test_a_body_comes_out_as_it_was(
    encoding: str, pack: type[bytes], data: bytes, step: int
) -> None:
    assert unpacked(encoding, pack(data), step=step) == data


def test_gzip_files_may_follow_one_another() -> None:
    assert unpacked("gzip", gzip.compress(b"Nga") + gzip.compress(b"-NATO")) == b"Nga-NATO"


def test_padding_after_the_end_is_left_aside() -> None:
    assert unpacked("gzip", gzip.compress(b"Nga") + b"\0" * 600) == b"Nga"


def test_a_body_of_no_bytes_is_whole_in_every_encoding() -> None:
    assert unpacked("gzip", b"") == b""


def test_a_bomb_is_refused_before_it_unfolds() -> None:
    with pytest.raises(FetchFailed) as raised:
        unpacked("gzip", gzip.compress(bytes(50_000_000)), step=4096)
    assert raised.value.code == "too_large"


def test_a_body_may_be_as_large_as_the_limit_and_no_larger() -> None:
    assert len(unpacked("gzip", gzip.compress(bytes(LIMIT)))) == LIMIT
    with pytest.raises(FetchFailed):
        unpacked("gzip", gzip.compress(bytes(LIMIT + 1)))


def test_a_body_of_a_million_empty_files_is_refused() -> None:
    with pytest.raises(FetchFailed) as raised:
        unpacked("gzip", gzip.compress(b"") * 10_000, step=65_536)
    assert raised.value.code == "bad_encoding"


@pytest.mark.parametrize("end", [20, -9, -1])
def test_a_body_that_ends_too_early_is_refused(end: int) -> None:
    with pytest.raises(FetchFailed) as raised:
        unpacked("gzip", gzip.compress(b"Nga" * 99)[:end])
    assert raised.value.code == "bad_encoding"


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip", "nonsense"])
def test_an_encoding_that_was_not_asked_for_is_refused(encoding: str) -> None:
    with pytest.raises(FetchFailed) as raised:
        Unpacker(encoding, LIMIT)
    assert raised.value.code == "bad_encoding"


@given(data=st.binary(max_size=200), encoding=st.sampled_from(["gzip", "deflate"]))
def test_any_bytes_come_out_or_are_refused_by_name(data: bytes, encoding: str) -> None:
    with contextlib.suppress(FetchFailed):
        unpacked(encoding, data)
