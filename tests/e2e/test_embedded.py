"""`diemtin run`: schedule, flow and web in one process, no server needed."""

import json
import mailbox
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.paper import EARLIER, TALKS, Paper
from tests.servers.http import Origin, Reply
from tests.servers.processes import Process, Processes
from tests.servers.programs import free_port, until

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


@pytest.fixture
def paper(origins: Callable[[], Origin], tmp_path: Path) -> Paper:
    seeds = tmp_path / "seeds"
    (seeds / "sites").mkdir(parents=True)
    (seeds / "topics").symlink_to(SEEDS / "topics")
    paper = Paper(origins(), "sang")
    paper.publish(EARLIER)
    paper.site_file(seeds / "sites")
    return paper


@pytest.fixture
def settings(tmp_path: Path) -> dict[str, str]:
    return {
        "DIEMTIN_DATABASE_URL": f"sqlite:///{tmp_path}/var/diemtin.db",
        "DIEMTIN_SEEDS": str(tmp_path / "seeds"),
        "DIEMTIN_VAR": str(tmp_path / "var"),
        "DIEMTIN_ALLOW_PRIVATE": "127.0.0.0/8",
        "DIEMTIN_WEB_PORT": str(free_port()),
        "DIEMTIN_PAUSE": "0",
        "DIEMTIN_TICK": "0.2",
    }


def _mails(tmp_path: Path) -> list[str]:
    folder = tmp_path / "var" / "mail"
    return [mail["message-id"] for mail in mailbox.Maildir(folder)] if folder.exists() else []


def _done(process: Process) -> str:
    assert process.wait(90) == 0, process.log
    return process.log


def test_one_pass_says_what_it_did_and_a_later_pass_tells_what_is_new(
    paper: Paper, processes: Processes, settings: dict[str, str], tmp_path: Path
) -> None:
    first = _done(processes.diemtin("run", "--once", **settings))
    assert "polled    1 sources of 1 sites" in first
    assert "told      0 alerts" in first
    assert _mails(tmp_path) == []
    paper.publish(TALKS)
    second = _done(processes.diemtin("run", "--once", **settings))
    assert "told      1 alerts" in second
    third = _done(processes.diemtin("run", "--once", **settings))
    assert "told      0 alerts" in third
    assert len(_mails(tmp_path)) == 1


def test_a_pass_without_any_site_in_reach_works_and_says_so(
    paper: Paper, processes: Processes, settings: dict[str, str]
) -> None:
    paper.origin.close()
    said = _done(processes.diemtin("run", "--once", **settings))
    assert "1 could not be read" in said


def test_it_watches_serves_tells_and_ends_on_ctrl_c(
    paper: Paper, processes: Processes, settings: dict[str, str], tmp_path: Path
) -> None:
    address = f"http://127.0.0.1:{settings['DIEMTIN_WEB_PORT']}"
    running = processes.diemtin("run", **settings)
    running.wait_for(f"page      {address}", 60)
    paper.origin.wait_for(1, f"/{EARLIER.slug}.html", 60)
    paper.publish(TALKS)
    assert processes.diemtin("sites", "poll", "sang", **settings).wait(60) == 0
    until(lambda: _mails(tmp_path), "a mail in the folder", 60)
    with urllib.request.urlopen(f"{address}/api/articles", timeout=30) as answer:
        titles = [article["title"] for article in json.load(answer)["articles"]]
    assert titles == [TALKS.title, EARLIER.title]
    running.interrupt()
    assert running.wait(60) == 0
    assert "Traceback" not in running.log
    assert "stopped" in running.log


def test_a_killed_run_goes_on_where_it_was(
    paper: Paper, processes: Processes, settings: dict[str, str], tmp_path: Path
) -> None:
    settings |= {"DIEMTIN_TIMEOUT": "3"}  # leases are ten times as long
    _done(processes.diemtin("run", "--once", **settings))
    paper.publish(TALKS)
    path = f"/{TALKS.slug}.html"
    page, paper.origin.routes[path] = paper.origin.routes[path], Reply(hang=True)
    running = processes.diemtin("run", **settings)
    running.wait_for("page      ", 60)
    assert processes.diemtin("sites", "poll", "sang", **settings).wait(60) == 0
    paper.origin.wait_for(1, path, 60)
    running.kill()
    paper.origin.routes[path] = page
    assert processes.diemtin("verify", **settings).wait(60) == 0
    again = processes.diemtin("run", **settings)
    until(lambda: _mails(tmp_path), "a mail in the folder", 60)
    again.interrupt()
    assert again.wait(60) == 0
    assert len(_mails(tmp_path)) == 1
