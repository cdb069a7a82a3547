"""Bad input gets one clear line that names it; the rest goes on."""

import socket
import sqlite3
from pathlib import Path

from tests.servers.processes import DIEMTIN, Processes
from tests.worker.cli.conftest import SEEDS, Diemtin


def test_a_wrong_setting_ends_the_start_in_one_line(diemtin: Diemtin) -> None:
    result = diemtin("feed", DIEMTIN_WEB_PORT="eighty")
    assert result.status == 2
    assert result.err.count("\n") == 1
    assert "DIEMTIN_WEB_PORT" in result.err


def test_a_broken_site_file_is_named_with_its_key_and_the_others_load(
    diemtin: Diemtin, tmp_path: Path
) -> None:
    sites = tmp_path / "seeds" / "sites"
    good = 'name = "Tốt"\nhome = "https://tot.example/"\nfeeds = ["https://tot.example/rss"]\n'
    (sites / "tot.toml").write_text(good, encoding="utf-8")
    (sites / "xau.toml").write_text(good.replace("feeds", "feedz"), encoding="utf-8")
    result = diemtin("sites")
    assert result.status == 1
    assert "xau.toml" in result.err
    assert "feedz" in result.err
    assert "tot.example/rss" in result.out


def test_a_broken_topic_file_is_named_and_the_others_load(diemtin: Diemtin, tmp_path: Path) -> None:
    topics = tmp_path / "seeds" / "topics"
    topics.unlink()
    topics.mkdir()
    for path in (SEEDS / "topics").glob("*.toml"):
        (topics / path.name).write_bytes(path.read_bytes())
    (topics / "hong.toml").write_text('name = "Hỏng"\nbiaz = 1\n', encoding="utf-8")
    result = diemtin("ingest", str(next((SEEDS / "pages").glob("001_*"))))
    assert result.status == 0
    assert "hong.toml" in result.err
    assert "biaz" in result.err


def test_a_folder_without_topics_ends_the_start(diemtin: Diemtin, tmp_path: Path) -> None:
    result = diemtin("ingest", "x", DIEMTIN_SEEDS=str(tmp_path / "nowhere"))
    assert result.status == 2
    assert "DIEMTIN_SEEDS" in result.err


def test_a_broken_file_of_followers_ends_the_start(diemtin: Diemtin, tmp_path: Path) -> None:
    path = tmp_path / "followers.toml"
    path.write_text('[[follower]]\nname = "desk"\ntopic = "*"\nemial = "a@b.c"\n', encoding="utf-8")
    result = diemtin("run", "--once", DIEMTIN_ALERTS=str(path))
    assert result.status == 2
    assert "emial" in result.err
    assert result.err.count("\n") == 1


def test_a_port_in_use_ends_the_start_in_one_line(diemtin: Diemtin) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        result = diemtin("run", DIEMTIN_WEB_PORT=port)
    assert result.status == 2
    assert "DIEMTIN_WEB_PORT" in result.err
    assert port in result.err


def test_a_file_that_is_no_database_is_named(diemtin: Diemtin, tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("đây không phải cơ sở dữ liệu " * 100, encoding="utf-8")
    result = diemtin("feed", DIEMTIN_DATABASE_URL=f"sqlite:///{path}")
    assert result.status == 2
    assert str(path) in result.err
    assert result.err.count("\n") == 1


def test_a_locked_database_is_named_and_nothing_is_lost(diemtin: Diemtin, tmp_path: Path) -> None:
    page = str(next((SEEDS / "pages").glob("001_*")))
    assert diemtin("feed").status == 0
    path = tmp_path / "diemtin.db"
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    try:
        result = diemtin("ingest", page)
    finally:
        holder.execute("ROLLBACK")
        holder.close()
    assert result.status == 2
    assert "locked" in result.err
    assert diemtin("ingest", page).status == 0
    assert diemtin("verify").status == 0


def test_a_full_disk_is_named_and_the_store_stays_whole(
    processes: Processes, diemtin: Diemtin, tmp_path: Path
) -> None:
    assert diemtin("migrate").status == 0
    size = (tmp_path / "diemtin.db").stat().st_size // 1024 + 200
    limited = processes.run(
        ["bash", "-c", f'ulimit -f {size}; trap "" XFSZ; exec "$0" ingest "$1"',
         str(DIEMTIN), str(SEEDS / "pages")],
        DIEMTIN_DATABASE_URL=f"sqlite:///{tmp_path}/diemtin.db",
        DIEMTIN_SEEDS=str(tmp_path / "seeds"),
        DIEMTIN_VAR=str(tmp_path / "var"),
    )  # fmt: skip
    assert limited.wait(120) == 2
    assert "diemtin.db" in limited.log
    assert "Traceback" not in limited.log
    assert diemtin("verify").status == 0
    assert diemtin("ingest", str(SEEDS / "pages")).status == 0
    assert len(diemtin("feed", "--json", "--off", "--limit", "200").rows) == 47
