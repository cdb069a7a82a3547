import contextlib
import gzip
import random
import subprocess
import sys
import tracemalloc
import zlib
from collections.abc import Callable

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.errors import FetchFailed
from scrapers.unpack import Unpacker
from tests.servers.processes import ROOT

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
     ("deflate", zlib.compress), ("deflate", bare), ("br", brotli.compress)],
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


def test_what_follows_a_brotli_body_in_another_piece_is_left_aside() -> None:
    body = brotli.compress(b"Nga")
    assert unpacked("br", body + b"\0" * 600, step=len(body)) == b"Nga"


@pytest.mark.parametrize("encoding", ["", "gzip", "deflate", "br"])
def test_a_body_of_no_bytes_is_whole_in_every_encoding(encoding: str) -> None:
    assert unpacked(encoding, b"") == b""


def folded(data: bytes) -> bytes:
    return brotli.compress(data, quality=4)  # the best takes seconds for what is large


PACK = [("gzip", gzip.compress), ("deflate", zlib.compress), ("br", folded)]


@pytest.mark.parametrize(("encoding", "pack"), PACK)
@pytest.mark.parametrize("step", [1, 4096, 10_000_000])
def test_a_bomb_is_refused_before_it_unfolds(
    encoding: str, pack: Callable[[bytes], bytes], step: int
) -> None:
    bomb = pack(bytes(50_000_000))
    tracemalloc.start()
    try:
        with pytest.raises(FetchFailed) as raised:
            unpacked(encoding, bomb, step=step)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert raised.value.code == "too_large"
    assert most < 3_000_000


def test_a_brotli_bomb_costs_its_window_and_no_more() -> None:
    """Its decoder allocates where Python does not count: so the process is asked, in one of its own."""
    script = (
        "import resource, sys; from scrapers.unpack import Unpacker\n"
        "used = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "data, before = sys.stdin.buffer.read(), used()\n"
        "try: Unpacker('br', 4_000_000).feed(data)\n"
        "except Exception as error: print(error.code, used() - before)"
    )
    bomb = brotli.compress(bytes(300_000_000), quality=5, lgwin=24)
    done = subprocess.run(
        [sys.executable, "-c", script], input=bomb, capture_output=True, check=True, cwd=ROOT
    )
    code, kilobytes = done.stdout.split()
    assert code == b"too_large"
    assert int(kilobytes) < 40_000


@pytest.mark.parametrize(("encoding", "pack"), PACK)
def test_a_large_body_comes_out_whole(encoding: str, pack: Callable[[bytes], bytes]) -> None:
    data = random.Random(encoding).randbytes(60_000) * 40
    assert unpacked(encoding, pack(data), limit=len(data), step=1400) == data


def test_a_body_may_be_as_large_as_the_limit_and_no_larger() -> None:
    assert len(unpacked("gzip", gzip.compress(bytes(LIMIT)))) == LIMIT
    with pytest.raises(FetchFailed):
        unpacked("gzip", gzip.compress(bytes(LIMIT + 1)))


def test_a_body_of_a_million_empty_files_is_refused() -> None:
    with pytest.raises(FetchFailed) as raised:
        unpacked("gzip", gzip.compress(b"") * 10_000, step=65_536)
    assert raised.value.code == "bad_encoding"


@pytest.mark.parametrize(("encoding", "pack"), PACK)
@pytest.mark.parametrize("end", [8, -9, -1])
def test_a_body_that_ends_too_early_is_refused(
    encoding: str, pack: Callable[[bytes], bytes], end: int
) -> None:
    with pytest.raises(FetchFailed) as raised:
        unpacked(encoding, pack(bytes(range(99)))[:end])
    assert raised.value.code == "bad_encoding"


@pytest.mark.parametrize("encoding", ["zstd", "gzip, gzip", "br, gzip", "nonsense"])
def test_an_encoding_that_was_not_asked_for_is_refused(encoding: str) -> None:
    with pytest.raises(FetchFailed) as raised:
        Unpacker(encoding, LIMIT)
    assert raised.value.code == "bad_encoding"


@given(data=st.binary(max_size=200), encoding=st.sampled_from(["gzip", "deflate", "br"]))
def test_any_bytes_come_out_or_are_refused_by_name(data: bytes, encoding: str) -> None:
    with contextlib.suppress(FetchFailed):
        unpacked(encoding, data)
