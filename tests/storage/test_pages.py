"""Pages and texts by their sha256."""

import hashlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from storage import pages, queries
from storage.erasure import erase
from storage.errors import NoBlob
from storage.rebuild import rebuild
from storage.store import Store
from storage.verify import verify
from tests.storage.samples import ingest


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=3000))
def test_any_bytes_come_back(store: Store, content: bytes) -> None:
    with store.operate() as conn:
        sha = pages.put(conn, content)
    assert sha == hashlib.sha256(content).hexdigest()
    with store.read() as conn:
        assert pages.get(conn, sha) == content


def test_the_same_bytes_are_kept_once_and_compressed(store: Store) -> None:
    with store.operate() as conn:
        assert pages.put(conn, b"<p>" * 10_000) == pages.put(conn, b"<p>" * 10_000)
        rows = conn.execute(text("SELECT size, length(content) FROM blobs")).all()
    assert len(rows) == 1
    assert rows[0][0] == 30_000
    assert rows[0][1] < 300


def test_what_was_never_kept_is_missing(store: Store) -> None:
    with store.read() as conn, pytest.raises(NoBlob) as caught:
        pages.get(conn, "00")
    assert caught.value.code == "missing"


def test_an_erased_text_is_gone_from_the_article_and_stays_gone(store: Store) -> None:
    ingest(store, "a-1", "Tin", "Nga và NATO đàm phán")
    with store.read() as conn:
        sha = queries.article(conn, "a-1").text
    with store.write() as tx:
        first = erase(tx, sha, "người viết yêu cầu")
    with store.write() as tx:
        assert erase(tx, sha, "người viết yêu cầu") == first
        pages.put(tx.conn, b'{"title":"Tin"}')
    with store.read() as conn:
        found = queries.article(conn, "a-1")
        assert (found.title, found.body) == ("Tin", "")
        assert queries.articles(conn, words=" nato ", on_topic=None) == []
        assert not pages.has(conn, sha)
        with pytest.raises(NoBlob) as caught:
            pages.get(conn, sha)
        assert verify(conn).broken is None
    assert caught.value.code == "erased"
    assert rebuild(store).differences == {}


def test_erased_bytes_that_come_again_stay_erased(store: Store) -> None:
    with store.write() as tx:
        sha = pages.put(tx.conn, b"secret")
        erase(tx, sha, "asked")
        assert pages.put(tx.conn, b"secret") == sha
        assert not pages.has(tx.conn, sha)
